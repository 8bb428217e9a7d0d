"""Words that leave a clause to the choice of somebody, as rules: their consent, their wish, or a consent that counts as given.

Whose choice it is, the words alone do not say: ``modifiers.py`` asks which party they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clauselint.detection.rules import PatternRule, RuleTable
from clauselint.model import Modifier, Span
from clauselint.support.lowercase import lower_keep_length

CONSENT = r"(?:consents?|approvals?|permission|authori[sz]ation|assent|acceptance|concurrence|agreement|sign-?off)"
_KINDS_OF = (
    r"(?:(?:prior|express|explicit|written|advance|specific|further|separate|previous|documented|own|and|or|,)\s+)*"
)
# The one whose choice it is: "the Provider", "its own board", "it".
_WHO = r"(?:(?:the|its|their|our|your|that|any)\s+)?(?:own\s+)?[\w&.-]+(?:['’]s?)?(?:\s+[\w&.-]+(?:['’]s?)?){0,2}?"
_POSSESSOR = r"(?:(?:the\s+)?[\w&.-]+(?:\s+[\w&.-]+){0,2}?['’]s?|its|their|our|your)"
_HANGS_ON = (
    r"(?:(?:but\s+)?only\s+)?(?:with|without|upon|on|having|subject\s+(?:always\s+)?to|after|until|absent|unless\s+(?:with|upon)"
    r"|conditional\s+(?:up)?on|contingent\s+(?:up)?on)\s+(?:first\s+)?(?:(?:obtain|receiv|secur)(?:ing|ed)\s+|having\s+)?"
)
_IF = (
    r"(?:(?:if|when|where)(?:ver|ever)?|unless|until|once|provided(?:\s+that|,\s+however,\s+that)?|(?:so|as)\s+(?:long|far)\s+as"
    r"|insofar\s+as|should|to\s+the\s+(?:extent|degree)(?:\s+that)?|on\s+condition\s+that|except\s+(?:where|as|if|when)|in\s+case)"
)
# Behind a verb of choice the clause must end: who "elects to sell" has chosen something else than the duty itself.
_ENDS = (
    r"(?=\s*(?:[,;.)\]:—–]|$)|\s+(?:(?:to|with|on|by)\s+(?:it|this|that|them|do\s+so|so\s+do|such|the|an?|any|each|its)\b"
    r"|otherwise\b|in\s+(?:writing|advance|its|each)\b(?!\s+(?:not\s+)?to\b)|beforehand\b|first\b|it\b|this\b|so\b|and\s+(?:only|then)\b"
    r"|(?:shall|will|must|may)\b|(?:the|its)\s+\w+\s+(?:shall|will|must|may)\b))"
)
_HELPED = (
    r"(?:(?:may|shall|will|should|so|has|have|had|also|then|itself|alone|first|otherwise|expressly|freely|\w+ly)\s+)*"
)
_CHOOSES = (
    r"(?:agrees?|agreed|consents?|consented|approves?|approved|accepts?|accepted|wish(?:es)?|wants?|likes?|prefers?|choos(?:es?)|chosen"
    r"|elects?|elected|decides?|decided|desires?|pleases?|permits?|allows?|authori[sz]es?|asks?|objects?|concurs?)"
)
_SUITS = (
    r"(?:sees?\s+(?:fit|a\s+need|reason|cause|good)|thinks?\s+(?:fit|best|proper|right)"
    r"|(?:finds?|thinks?|considers?|deems?|judges?|believes?)\s+(?:(?:it|this|that|them|the\s+\w+)\s+)?(?:(?:is|are|to\s+be|that\s+this\s+is)\s+)?"
    r"(?:(?:more|most|very|commercially|economically)\s+)?(?:useful|convenient|affordable|cheap(?:er)?|profitable|worthwhile|helpful|expedient|fit"
    r"|appropriate|desirable|advisable|called\s+for|suitable|practical|safe|feasible|beneficial)"
    r"|(?:is|are)\s+(?:willing|so\s+minded|inclined|minded)|has\s+(?:the\s+)?time|ha(?:s|ve)\s+(?:an?\s+)?(?:use|need)\s+for"
    r"|(?:does|do)\s+not\s+(?:object|oppose|refuse|mind)|(?:raises?|has|have)\s+no\s+objection|(?:is|are)\s+(?:content|happy|agreeable|in\s+agreement|in\s+favou?r)|dispenses?\s+with|waives?)\b"
)
_GIVES = r"(?:give[sn]?|gave|grant(?:s|ed)?|provide[sd]?|withh[eo]lds?|issue[sd]?)"

CHOICE_CUES = RuleTable(
    PatternRule(
        "with the consent of a party",
        rf"{_HANGS_ON}{_POSSESSOR}\s+{_KINDS_OF}{CONSENT}\b(?!\s+(?:with|to\s+be|between|dated|form|not\s+to\s+\w+))",
        catches="Guest may swim with Host's prior consent.",
        spares="Guest may swim under Host's agreement with the City.",
    ),
    PatternRule(
        "with the consent of somebody",
        rf"{_HANGS_ON}(?:the\s+|an?\s+|any\s+)?{_KINDS_OF}{CONSENT}\s+(?:of|by|from)\s+{_WHO}(?=\W|$)",
        catches="Guest may swim subject to the prior approval of Host.",
        spares="Guest may swim with the children of Host.",
    ),
    PatternRule(
        "once a party has given its consent",
        rf"(?:{_IF}|only\s+(?:if|when|once))\s+(?:\(\w+\)\s+)?{_WHO}\s+{_HELPED}{_GIVES}\s+(?:its\s+|their\s+|an?\s+)?{_KINDS_OF}{CONSENT}",
        catches="Guest may not swim unless Host has given its written permission.",
        spares="Guest may swim where Host has given it a towel.",
    ),
    PatternRule(
        "if a party agrees",
        rf"(?:{_IF}|as)\s+{_WHO}\s+{_HELPED}{_CHOOSES}{_ENDS}",
        catches="Guest may swim if Host so agrees.",
        spares="If Host agrees to cook, it shall cook well.",
    ),
    PatternRule(
        "if it suits a party",
        rf"(?:{_IF}|as)\s+{_WHO}\s+{_HELPED}{_SUITS}",
        catches="Host shall cook if it finds this worthwhile.",
        spares="Host shall cook if it finds a spoon.",
    ),
    PatternRule(
        "what a party chooses",
        r"(?:purposes?|uses?|those|others?|any(?:one|body|thing)(?:\s+else)?|persons?|reasons?|means|amendments?|changes?|requests?|instructions?)"
        rf"\s+(?:that|which|whom)\s+{_WHO}\s+{_HELPED}(?:{_CHOOSES}|{_SUITS}|finds?\s+\w+er|selects?)\b(?!\s+to\b)"
        rf"|(?:what|who|whom|where)(?:so)?ever\s+{_WHO}\s+{_HELPED}(?:{_CHOOSES}|{_SUITS})",
        catches="Host shall cook for any purposes that it chooses.",
        spares="Host shall cook for the purposes that it serves.",
    ),
    PatternRule(
        "which a party agrees with",
        rf"with\s+which\s+{_WHO}\s+{_HELPED}(?:agrees?|concurs?|is\s+(?:happy|content))\b",
        catches="Host shall follow those rules with which it agrees.",
        spares="Host shall follow the rules with which it is familiar.",
    ),
    PatternRule(
        "what a party has accepted",
        rf"(?:that|which)\s+{_WHO}\s+(?:has|have)\s+(?:so\s+)?(?:accepted|approved|confirmed|(?:agreed|consented)\s+(?:to|with))\b(?!\s+\w+\s+it\b)",
        catches="Host shall follow those wishes of Guest that Host has accepted.",
        spares="Host shall follow those wishes of Guest that Host has heard.",
    ),
    PatternRule(
        "as it suits a party",
        rf"(?:as|when(?:ever)?|where(?:ver)?|if|at\s+(?:such|any|whatever)\s+times?\s+(?:as|that))\s+(?:it\s+|this\s+|that\s+)?(?:best\s+)?(?:suits?|pleases?)\s+{_WHO}(?=\W|$)"
        rf"|at\s+{_POSSESSOR}\s+(?:own\s+)?(?:leisure|convenience|pleasure|own\s+pace)\b",
        catches="Host shall cook at such time as suits it.",
        spares="Host shall cook when the suits arrive.",
    ),
    PatternRule(
        "at the choice of a party",
        rf"at\s+(?:the\s+)?(?:choice|option|election|pleasure|convenience|discretion)\s+of\s+{_WHO}(?=\W|$)"
        rf"|at\s+{_POSSESSOR}\s+(?:own\s+)?(?:sole\s+)?(?:choice|option|election|pleasure|convenience)\b"
        rf"|at\s+(?:a|any)\s+time\s+of\s+{_POSSESSOR}\s+(?:own\s+)?(?:choice|choosing)",
        catches="Guest shall sleep or leave, at the choice of Host.",
        spares="Guest shall sleep or leave at the end of the day.",
    ),
    PatternRule(
        "which a party may extend",
        rf"(?:which|and|but|that)\s+(?:(?:period|time|term|deadline|date|limit)s?\s+)?{_WHO}\s+(?:may|can)\s+(?:extend|prolong|postpone|lengthen|waive|suspend)\b"
        rf"|(?:extend(?:ed|able)|prolonged|postponed)\s+by\s+{_WHO}(?=\W|$)",
        catches="Host shall cook within a day, which period Host may extend.",
        spares="Host shall cook within a day, which Guest may enjoy.",
    ),
    PatternRule(
        "if a party does not object",
        r"\band\s+(?:then\s+|also\s+|itself\s+)?(?:does|do|did|has|have)\s+not\s+(?:object|oppose|disagree)(?:ed)?\b",
        catches="Guest may leave if Host is late and does not object.",
        spares="Guest may leave if Host is late and does not cook.",
    ),
    template=r"\b(?:<>)",
    lower=True,
)
_GIVEN = r"(?:consents?|approvals?|permission|authori[sz]ation|assent|acceptance|concurrence)"
OBJECTION = re.compile(r"(?i)\bobject(?:s|ed|ing|ions?)?\b")
CONSENT_NOUN = re.compile(rf"(?i)\b{_GIVEN}\b")
_NOT_DENIED = r"(?:(?!\bnot?\b|\bnever\b)[^.;])"
_COUNTS = r"(?<!not\sbe\s)(?<!not\s)(?:deemed|presumed|assumed|taken|considered|treated|implied|inferred|understood)"
DEEMED_CONSENT = RuleTable(
    PatternRule(
        "consent deemed given",
        rf"\b{_GIVEN}\b(?:{_NOT_DENIED}{{0,60}}?\b(?:is|are|be|been|being)|,)?\s+(?:\w+ly\s+)?{_COUNTS}\b",
        catches="Host may enter with Guest's approval, which is deemed given after a day.",
        spares="Host may enter with Guest's approval, which is noted in the book.",
    ),
    PatternRule(
        "deemed to consent",
        rf"\b{_COUNTS}\s+(?:to\s+(?:have\s+)?(?:\w+ly\s+)?(?:consent|approv|agree|accept|authori[sz]|permit|waiv)\w*"
        r"|to\s+(?:give|grant)\s+(?:it|them|such|this|consent|approval)\b|to\s+give\W*$)",
        catches="Guest is deemed to have approved the menu.",
        spares="Guest is deemed to have left the hall.",
    ),
    PatternRule(
        "silence is consent",
        rf"\b(?:silence|failure\s+to\s+(?:object|respond|reply|answer)|no\s+(?:reply|answer|response|objection)|continued\s+use)\b{_NOT_DENIED}{{0,80}}?\b(?:{_GIVEN}|agreement|yes)\b",
        catches="Silence for three days counts as approval.",
        spares="Guests enjoy the silence of the hall.",
    ),
    PatternRule(
        "consent that cannot be refused",
        rf"\b{_GIVEN}\b[^.;]{{0,60}}?\b(?:(?:may|shall|can|must|will)\s*not\s+(?:be\s+)?(?:refuse|withh[eo]ld|den(?:y|ied)|decline)"
        rf"|(?:has|have)\s+no\s+(?:right|power)\s+to\s+(?:refuse|withhold)|signature\b[^.;]{{0,30}}\bgives)",
        catches="Host may enter with Guest's approval, which Guest may not refuse.",
        spares="Host may enter with Guest's approval, which may not be unreasonably withheld.",
    ),
    PatternRule(
        "consent gone without saying",
        rf"\b(?:whether\s+or\s+not|even\s+if|regardless\s+of\s+whether|irrespective\s+of\s+whether)\s+{_WHO}(?:\s+or\s+{_WHO})?\s+(?:\w+\s+){{0,3}}?(?:consent|agree|approv|object)\w*",
        catches="Host may enter whether or not Guest has agreed.",
        spares="Host may enter whether or not Guest has slept.",
    ),
    template="<>",
    lower=True,
)
"""A consent that counts as given where nobody gave it; for text in lower case."""
_SUM = (
    r"(?:[$€£]\s?\d|\d[\d,.]*\s*(?:dollars|euros|pounds|usd|eur|%|percent)|(?:[a-z]+[\s-]+){1,4}(?:dollars|euros|pounds|cents)"
    r"|(?:the\s+)?(?:(?:total|aggregate|annual|monthly|last|amount\s+of(?:\s+the)?)\s+)*(?:[\w-]+\s+(?:months?|years?)['’]?s?['’]?\s+)?(?:worth\s+of\s+)?(?:fees?|rent|price|charges?)\b)"
)
_AT_MOST = (
    r"(?:limited\s+to|(?:not|never|no\s+(?:case|event))\s+(?:to\s+|for\s+)?(?:exceed(?:ing)?|above|beyond|over|more\s+than)|below|under|(?:may|shall|can|will|do|does)\s*not\s+exceed|up\s+to|at\s+most|(?:no|not)\s+(?:more|greater)\s+than"
    r"|capped\s+at|(?:a\s+)?maximum\s+of)"
)
REMEDY_CAPS = RuleTable(
    PatternRule(
        "remedy of a limited sum",
        rf"\b(?:damages?|recover\w*|remed(?:y|ies)|liab\w+|indemni\w+|loss(?:es)?|compensation|claims?)\b[^.;]{{0,160}}?\b(?P<cap>{_AT_MOST}\s+(?:an?\s+|the\s+)?{_SUM})",
        catches="Guest may recover damages of at most ten dollars.",
        spares="Guest may recover damages and at most ten towels.",
    ),
    PatternRule(
        "sole remedy",
        r"(?<!not\sthe\s)(?<!not\san\s)(?<!not\sa\s)\b(?:sole|only)\s+(?:and\s+(?:exclusive|only)\s+)?(?:legal\s+)?remed(?:y|ies)\b|(?<!non-)\bexclusive\s+remed(?:y|ies)\b",
        catches="A towel is Guest's sole and exclusive remedy.",
        spares="A towel is one remedy of Guest.",
    ),
    PatternRule(
        "no more than a warning",
        r"\b(?:no|not|nothing)\s+(?:more|other|further)\s+than\s+an?\s+(?:\w+\s+)?(?:reminder|warning|apology|note|letter|talk|conversation|credit)\b",
        catches="A guest who dives faces no more than a reminder.",
        spares="A guest who dives needs no more than a towel.",
    ),
    template="<>",
    lower=True,
)
"""A remedy that is capped, made the only one, or come to nothing; for text in lower case."""


def emptying_modifiers(text: str) -> Iterator[tuple[Modifier, int]]:
    """Yield what leaves a sentence to somebody's choice (``consent``), counts a consent as given (``deemed``) or limits a
    remedy (``cap``), each with where the words begin that it bears on."""
    low = lower_keep_length(text)
    for kind, table in (("consent", CHOICE_CUES), ("deemed", DEEMED_CONSENT), ("cap", REMEDY_CAPS)):
        for match in table.finditer(low):
            span = Span(*match.span("cap" if match.groupdict().get("cap") else 0))
            modifier = Modifier(kind, text[span.start : span.end].strip(), span, rule=table.rule_of(match).name)
            yield modifier, match.start()
