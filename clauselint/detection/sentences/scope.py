"""Words that narrow, weaken or empty a clause, in the manner of clinical ConText: a cue, its reach, and what ends it.

Compare H. Harkema et al., ConText, J. Biomed. Inform. 42 (2009): a modifier reaches forward from its cue to the end of its
clause unless something ends it. Here the end is a semicolon, a full stop, or the next cue.
"""

from __future__ import annotations

import re

from clauselint.model import Modifier, Span
from clauselint.support.lowercase import compile_lowercase, lower_keep_length

_CUES: tuple[tuple[str, str], ...] = (
    (
        "efforts",
        r"(?:commercially\s+|all\s+|its\s+|their\s+|his\s+|our\s+|such\s+|good[\s-]faith\s+|industry[\s-]standard\s+)*(?:reasonable|best|diligent|good[\s-]faith|appropriate\s+good)\s+(?:commercial\s+|and\s+\w+\s+|business\s+|faith\s+)*(?:efforts?|endeavou?rs?|attempts?)"
        r"|(?:endeavou?rs?|attempts?|tr(?:y|ies)|seeks?|strives?)\s+to|make\s+(?:an?\s+|every\s+|some\s+)?(?:\w+\s+)?(?:efforts?|attempts?)|(?:commercially|reasonably)\s+(?:reasonable|practicable|feasible)|(?:where|when|if|as\s+(?:is|are|far|much)|whenever|to\s+the\s+extent|insofar\s+as|so\s+far\s+as)\s+(?:\w+\s+){0,3}?(?:practicable|practical|feasible|convenient|reasonably\s+possible|commercially\s+reasonable)",
    ),
    (
        "knowledge",
        r"(?:of\s+which\s+(?:it|they|(?:the\s+)?\w+)\s+(?:is|are|becomes?|has|have|obtains?)\s+(?:actually\s+|actual\s+)?(?:aware|knowledge)"
        r"|(?:to|within)\s+(?:the\s+(?:best|extent)\s+of\s+)?(?:its|their|our|your|(?:the\s+)?\w+['’]s?)\s+(?:actual\s+|best\s+|reasonable\s+)?knowledge"
        r"|to\s+the\s+best\s+(?:of\s+the\s+)?knowledge\s+of|(?:that|which)\s+(?:it|they|(?:the\s+)?\w+)\s+(?:actually\s+)?knows?\s+(?:of|about)|actually\s+known|(?:has|have|had|with|obtains?)\s+actual\s+knowledge"
        r"|known\s+to\s+(?:it|them|(?:the\s+)?[A-Z]\w+)|(?:not|never)\s+(?:\w+\s+)?(?:knowingly|intentionally|willfully|deliberately|purposely))",
    ),
    (
        "materiality",
        r"(?:materially|substantially|generally|broadly)\s+(?:similar|comparable|consistent|equivalent|the\s+same|in\s+line|as\s+protective|compli\w+)|in\s+all\s+material\s+respects|(?:confirmed|verified)\s+(?:\w+\s+){0,2}?(?:breach|incident|misuse|violation|unauthori[sz]ed|disclosure|loss|compromise|intrusion|cases?)|generally|typically|normally|usually|ordinarily|material\s+breach\s+only",
    ),
    (
        "discretion",
        r"(?:in|at|within)\s+(?:the\s+)?(?:its|their|his|our|his\s+or\s+her|\w+['’]s)\s+(?:own\s+|sole\s+|absolute\s+|reasonable\s+|exclusive\s+|and\s+|professional\s+)*(?:discretion|option|election|judg\w+)|in\s+the\s+(?:sole\s+|absolute\s+)?discretion\s+of|as\s+(?:it|they|we|the\s+\w+|\w+)\s+(?:may\s+)?(?:sees?|deems?|thinks?|considers?|chooses?|elects?|determines?)(?:\s+(?:fit|appropriate|necessary|advisable|desirable|suitable))?|(?:when|if|where|whenever|to\s+the\s+extent)\s+(?:it|they|we|the\s+\w+|\w+)\s+(?:(?:deems?|considers?|thinks?)(?:\s+(?:it|this|that))?\s+(?:to\s+be\s+)?(?:fit|appropriate|necessary|advisable|desirable)|(?:chooses?|elects?|wishes)|(?:determines?|believes?)\s+(?:it|this|that|notice|notification)(?:\s+(?:is|to\s+be))?(?:\s+(?:fit|appropriate|necessary|advisable|desirable|warranted)))",
    ),
    (
        "own-standard",
        r"(?:in\s+accordance\s+with|consistent\s+with|according\s+to|pursuant\s+to|under|subject\s+to|(?:determined|governed|set|controlled|defined|bound)\s+by|as\s+(?:otherwise\s+)?(?:described|stated|set\s+(?:out|forth)|provided|specified|permitted|allowed)\s+(?:in|by))\s+(?:its|their|our|your|(?:the\s+)?\w+['’]s)\s+(?:own\s+|then[\s-]current\s+|standard\s+|internal\s+|usual\s+|normal\s+|published\s+|current\s+|online\s+|customary\s+)*(?:\w+\s+){0,3}?(?:polic(?:y|ies)|practices?|procedures?|schedules?|standards?|terms|notice|handbook|codes?|manual|guidelines)"
        r"|(?:the\s+)?same\s+(?:degree\s+of\s+)?(?:care|protections?|measures|safeguards|standard(?:\s+of\s+care)?)\s+(?:that|as|which|with\s+which|it)\s|industry[\s-]standards?(?:\s+security|\s+practices)?",
    ),
    (
        "exception",
        r"except(?:ing)?|with\s+(?:the|an)\s+exception\s+(?:of|for|that)|unless|other\s+than|provided,?\s+(?:however,?\s+)?that|excluding|excludes?|(?:does|do|shall|will)\s+not\s+(?:include|apply)|save\s+(?:for|as|that|where|those|to\s+the\s+extent|in)|but\s+not\s+(?:if|where|when)|subject\s+to|apart\s+from|and\s+(?:for\s+)?(?:any|its|such)\s+other|or\s+(?:for\s+)?(?:any|its|such|other)\s+(?:other\s+)?(?=(?:\w+\s+){0,3}?(?:purposes?|reasons?|uses?)\b)|as\s+well\s+as\s+for|or\s+as\s+(?:otherwise\s+)?(?:permitted|allowed|described|it)|however",
    ),
    ("condition", r"(?:if\s+and\s+only\s+if|only\s+(?:if|after|upon|where|when)|on\s+condition\s+that|so\s+long\s+as)"),
)
CUE = compile_lowercase(r"\b(?:" + "|".join(f"(?P<{k.replace('-', '_')}>{p})" for k, p in _CUES) + r")\b")

# An exception that is not a named and closed list, or that leaves the decision to the one who is bound.
_WHO = (
    r"(?:provider|vendor|company|contractor|operator|recipient|processor|supplier|consultant|licen[sc]ee|licen[sc]or|business\s+associate"
    r"|receiving\s+party|partner|researcher|institution)"
)
_OPEN = re.compile(
    r"(?i)\b(?:(?:any|its|their|our|such|other(?!\s+than)|all|legitimate|internal|lawful|commercial|reasonable)\s+(?:\w+\s+){0,3}?(?:purposes?|needs|reasons?|operations|uses)\b|(?:legitimate|internal|operational|commercial|reasonable)\s+(?:\w+\s+)?need\b|business\s+(?:\w+\s+)?(?:purposes?|needs?|reasons?|operations?)|discretion|deems?|sees?\s+fit|considers?\s|affiliates?|(?:and|or)\s+others\b|(?:business|marketing|advertising|commercial|strategic)\s+partners?|partners|advertisers|privacy\s+(?:policy|notice|statement)|terms\s+of\s+(?:use|service)|(?:its|our|their)\s+(?:own\s+)?(?:\w+\s+)?polic(?:y|ies)"
    r"|de-?\s?identified|anonymi[sz]ed|aggregated?|improv\w+|develop\w*\s+(?:and|its|new|products)|enhanc\w+|product\s+development|analytics|research\s+and\s+development|marketing|as\s+(?:it|they|we|the\s+same|<WHO>)\s+(?:may\s+)?(?:choose|wish|elect|determine|require|need|decide)s?|otherwise\s+(?:agreed|determined|decided)\s+by\s+(?:it|(?:the\s+)?<WHO>)|(?:it|they|we|<WHO>)\s+(?:elects?|chooses?|decides?|determines?|advises?)\s+otherwise|commercially|third\s+parties\s+(?:it|that\s+it)\s+(?:selects|chooses)|good\s+faith|inconvenien\w+|impractica\w+|unreasonabl\w+|burdensome)\b".replace(
        "<WHO>", _WHO
    )
)
# "any purpose other than X" and "except for the purpose of X" are the rule itself, not an exception to it.
_CLOSED_PURPOSE = re.compile(
    r"(?i)^(?:other\s+than|except)\s+(?:(?:as|for|to|that|those|the|in|necessary|solely|expressly|required|provid\w+|perform\w+)\s+)*(?:the\s+)?(?:(?:authori[sz]ed|stated|permitted|approved|agreed|specified|named|limited|supporting|instructional|K-12|school)\s+)*(?:purposes?|services?|program|project|agreement|school|district|educational)"
)
_SOME_WORDS = re.compile(r"\w+\W+\w+\W+\w+\W+\w")
_BEHIND = 300  # characters after the proposition that its exception may reach over
_END = re.compile(
    r"(?i)[;.](?:\s|$)|,\s+(?:and|or|nor)\s+(?:not\s+|never\s+)?(?:use|disclose|sell|share|process|access|retain|collect|store)\s"
)


# A sentence of its own that takes something out of the rule before it.
TAKES_BACK = re.compile(
    r"(?i)\W*(?:\(?\w{1,3}[.)]\s+)?(?:(?:provided,?\s+)?however,?\s+)?(?:"
    r"notwithstanding\s+(?:the\s+)?(?:foregoing|above|preceding)\b[^;]{0,200}?\b(?:may|is\s+permitted|are\s+permitted|entitled|free\s+to|right\s+to|not\s+(?:apply|be\s+required|prohibit|prevent|include))\b"
    r"|(?:the\s+|this\s+|these\s+|such\s+)(?:(?:foregoing|above|preceding)\b|(?:section|paragraph|clause|restriction|prohibition|obligation|limitation|requirement|provision|covenant)s?\b)[^.;]{0,120}?"
    r"\b(?:(?:shall|do|does|will)\s+not\s+(?:apply|extend|prohibit|prevent|restrict|limit|cover|preclude)|(?:is|are)\s+(?:not\s+applicable|inapplicable)))\b"
)


SEVERAL = re.compile(r"(?i)\b(?:restriction|obligation|limitation|prohibition|requirement|provision|covenant)s\b")


_JOINS = re.compile(r"(?i)(?:and|or)\b")
_LEADING = re.compile(
    r"(?i)\W*(?:where|if|when|whenever|in\s+(?:the\s+event|(?:any\s+)?case)|to\s+the\s+extent)\b[^,;]*$"
)


def is_open_exception(reach: str) -> bool:
    """Whether an exception is no named and closed list, or leaves the decision to the one who is bound."""
    return bool(_OPEN.search(reach)) and not _CLOSED_PURPOSE.match(reach)


def scopes(text: str, region: Span) -> tuple[Modifier, ...]:
    """The cues that bear on a region of a sentence; spans are offsets into ``text``. An exception's text is its reach.

    An exception that begins in the region may go on behind it, with a modal of its own ("except that it may …").
    """
    found: list[Modifier] = []
    cues = list(CUE.finditer(lower_keep_length(text), region.start, region.end))
    for i, m in enumerate(cues):
        kind = (m.lastgroup or "").replace("_", "-")
        if m[0] == "however" and not re.search(r"\w", text[: m.start()]):
            continue  # it joins the sentence to the one before
        if kind == "exception" and _JOINS.match(m[0]) and _LEADING.match(text[: m.start()]):
            continue  # "Where this Addendum and any other document differ, …"
        stop = cues[i + 1].start() if i + 1 < len(cues) else region.end
        if kind == "exception" and i + 1 == len(cues) and not _SOME_WORDS.search(text, m.end(), stop):
            stop = min(len(text), region.end + _BEHIND)
        end = _END.search(text, m.end(), stop)
        reach = text[m.start() : end.start() if end else stop]
        opens = kind == "exception" and is_open_exception(reach)
        span = Span(m.start(), m.start() + len(reach)) if kind == "exception" else Span(m.start(), m.end())
        found.append(Modifier(kind, text[span.start : span.end].strip(), span, opens))
    return tuple(found)
