"""Words that narrow, weaken or empty a clause, in the manner of clinical ConText: a cue, its reach, and what ends it.

Compare H. Harkema et al., ConText, J. Biomed. Inform. 42 (2009): a modifier reaches forward from its cue to the end of its
clause unless something ends it. Here the end is a semicolon, a full stop, or the next cue.
"""

from __future__ import annotations

import re

from clauselint.model import Scope, Span

_CUES: tuple[tuple[str, str], ...] = (
    (
        "efforts",
        r"(?:commercially\s+|all\s+|its\s+|their\s+|his\s+|our\s+|such\s+|good[\s-]faith\s+|industry[\s-]standard\s+)*(?:reasonable|best|diligent|good[\s-]faith|appropriate\s+good)\s+(?:commercial\s+|and\s+\w+\s+|business\s+|faith\s+)*(?:efforts?|endeavou?rs?|attempts?)"
        r"|(?:endeavou?rs?|attempts?|tr(?:y|ies)|seeks?|strives?)\s+to|make\s+(?:an?\s+|every\s+|some\s+)?(?:\w+\s+)?(?:efforts?|attempts?)|(?:commercially|reasonably)\s+(?:reasonable|practicable|feasible)|(?:where|when|if|as|whenever|to\s+the\s+extent|insofar\s+as|so\s+far\s+as)\s+(?:\w+\s+){0,3}?(?:practicable|practical|feasible|convenient|reasonably\s+possible|commercially\s+reasonable)",
    ),
    (
        "knowledge",
        r"(?:of\s+which\s+(?:it|they|\w+)\s+(?:is|are|becomes?)\s+(?:actually\s+)?aware|to\s+(?:the\s+best\s+of\s+)?(?:its|their)\s+knowledge|known\s+to\s+(?:it|them)|(?:not|never)\s+(?:\w+\s+)?(?:knowingly|intentionally|willfully|deliberately|purposely))",
    ),
    (
        "materiality",
        r"(?:materially|substantially|generally|broadly)\s+(?:similar|comparable|consistent|equivalent|the\s+same|in\s+line|as\s+protective|compli\w+)|in\s+all\s+material\s+respects|(?:confirmed|verified)\s+(?:\w+\s+){0,2}?(?:breach|incident|misuse|violation|unauthori[sz]ed|disclosure|loss|compromise|intrusion|cases?)|generally|typically|normally|usually|ordinarily|material\s+breach\s+only",
    ),
    (
        "discretion",
        r"(?:in|at|within)\s+(?:the\s+)?(?:its|their|his|our|his\s+or\s+her|\w+['’]s)\s+(?:own\s+|sole\s+|absolute\s+|reasonable\s+|exclusive\s+|and\s+|professional\s+)*(?:discretion|option|election|judg\w+)|in\s+the\s+(?:sole\s+|absolute\s+)?discretion\s+of|as\s+(?:it|they|we|the\s+\w+|\w+)\s+(?:may\s+)?(?:sees?|deems?|thinks?|considers?|chooses?|elects?|determines?)(?:\s+(?:fit|appropriate|necessary|advisable|desirable|suitable))?|(?:when|if|where|whenever|to\s+the\s+extent)\s+(?:it|they|we|the\s+\w+|\w+)\s+(?:(?:deems?|considers?|thinks?|chooses?|elects?|wishes)(?:\s+(?:it|this|that))?(?:\s+(?:to\s+be\s+)?(?:fit|appropriate|necessary|advisable|desirable))?|(?:determines?|believes?)\s+(?:it|this|that|notice|notification)(?:\s+(?:is|to\s+be))?(?:\s+(?:fit|appropriate|necessary|advisable|desirable|warranted)))",
    ),
    (
        "own-standard",
        r"(?:in\s+accordance\s+with|consistent\s+with|according\s+to|pursuant\s+to|under|subject\s+to|(?:determined|governed|set|controlled|defined|bound)\s+by|as\s+(?:described|stated|set\s+(?:out|forth)|provided|specified|permitted|allowed)\s+(?:in|by))\s+(?:its|their|our|your|(?:the\s+)?\w+['’]s)\s+(?:own\s+|then[\s-]current\s+|standard\s+|internal\s+|usual\s+|normal\s+|published\s+|current\s+|online\s+|customary\s+)*(?:\w+\s+){0,3}?(?:polic(?:y|ies)|practices?|procedures?|schedules?|standards?|terms|notice|handbook|codes?|manual|guidelines)"
        r"|(?:the\s+)?same\s+(?:degree\s+of\s+)?(?:care|protections?|measures|safeguards|standard(?:\s+of\s+care)?)\s+(?:that|as|which|with\s+which|it)\s|industry[\s-]standards?(?:\s+security|\s+practices)?",
    ),
    (
        "exception",
        r"except(?:ing)?|with\s+(?:the|an)\s+exception\s+(?:of|for|that)|unless|other\s+than|provided,?\s+(?:however,?\s+)?that|excluding|excludes?|(?:does|do|shall|will)\s+not\s+(?:include|apply)|save\s+(?:for|as|that|where)|but\s+not\s+(?:if|where|when)|subject\s+to|apart\s+from|and\s+(?:for\s+)?(?:any|its|such)\s+other|or\s+(?:for\s+)?(?:any|its|such|other)\s+(?:other\s+)?(?=(?:\w+\s+){0,3}?(?:purposes?|reasons?|uses?)\b)|as\s+well\s+as\s+for|or\s+as\s+(?:otherwise\s+)?(?:permitted|allowed|described|it)|however",
    ),
    ("condition", r"(?:if\s+and\s+only\s+if|only\s+(?:if|after|upon|where|when)|on\s+condition\s+that|so\s+long\s+as)"),
)
CUE = re.compile(r"(?i)\b(?:" + "|".join(f"(?P<{k.replace('-', '_')}>{p})" for k, p in _CUES) + r")\b")

# An exception that is not a named and closed list, or that leaves the decision to the one who is bound.
_OPEN = re.compile(
    r"(?i)\b(?:(?:any|its|their|our|such|other|all|legitimate|internal|lawful|commercial|reasonable)\s+(?:\w+\s+){0,3}?(?:purposes?|needs?|reasons?|operations|uses)\b(?<!other\sthan)|business\s+(?:\w+\s+)?(?:purposes?|needs?|reasons?|operations?)|discretion|deems?|sees?\s+fit|considers?\s|affiliates?|(?:and|or)\s+others\b|(?:business|marketing|advertising|commercial|strategic)\s+partners?|partners|advertisers|privacy\s+(?:policy|notice|statement)|terms\s+of\s+(?:use|service)|(?:its|our|their)\s+(?:own\s+)?(?:\w+\s+)?polic(?:y|ies)"
    r"|de-?\s?identified|anonymi[sz]ed|aggregated?|improv\w+|develop\w*\s+(?:and|its|new|products)|enhanc\w+|product\s+development|analytics|research\s+and\s+development|marketing|as\s+(?:it|provider|vendor|company|contractor|we)\s+(?:may\s+)?(?:choose|wish|elect|determine|require|need)s?|otherwise\s+(?:agreed|determined)\s+by\s+(?:it|provider|vendor)|commercially|third\s+parties\s+(?:it|that\s+it)\s+(?:selects|chooses)|good\s+faith|inconvenien\w+|impractica\w+|unreasonabl\w+|burdensome)\b"
)
# "any purpose other than X" and "except for the purpose of X" are the rule itself, not an exception to it.
_CLOSED_PURPOSE = re.compile(
    r"(?i)^(?:other\s+than|except)\s+(?:(?:as|for|to|that|those|the|in|necessary|solely|expressly|required|provid\w+|perform\w+)\s+)*(?:the\s+)?(?:purposes?|services?|program|project|agreement|school|district|educational)"
)
_END = re.compile(
    r"(?i)[;.](?:\s|$)|,\s+(?:and|or|nor)\s+(?:not\s+|never\s+)?(?:use|disclose|sell|share|process|access|retain|collect|store)\s"
)


def scopes(text: str, region: Span) -> tuple[Scope, ...]:
    """The cues that bear on a region of a sentence; spans are offsets into ``text``. An exception's text is its reach."""
    found: list[Scope] = []
    cues = list(CUE.finditer(text, region.start, region.end))
    for i, m in enumerate(cues):
        kind = (m.lastgroup or "").replace("_", "-")
        stop = cues[i + 1].start() if i + 1 < len(cues) else region.end
        end = _END.search(text, m.end(), stop)
        reach = text[m.start() : end.start() if end else stop]
        is_open = kind == "exception" and bool(_OPEN.search(reach)) and not _CLOSED_PURPOSE.match(reach)
        span = Span(m.start(), m.start() + len(reach)) if kind == "exception" else Span(m.start(), m.end())
        found.append(Scope(kind, text[span.start : span.end].strip(), span, is_open))
    return tuple(found)
