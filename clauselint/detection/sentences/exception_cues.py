"""Exceptions and conditions of a clause, as rules; which exceptions are open, and which sentences take a rule back."""

from __future__ import annotations

from clauselint.detection.rules import PatternRule, RuleTable
from clauselint.detection.sentences.modifier_cues import ModifierRule

EXCEPTION_CUES: tuple[ModifierRule, ...] = (
    ModifierRule(
        "except",
        r"except(?:ing)?",
        "exception",
        catches="Guests may swim except at night.",
        spares="Guests may swim; the offer is accepted at night.",
    ),
    ModifierRule(
        "with the exception of",
        r"with\s+(?:the|an)\s+exception\s+(?:of|for|that)",
        "exception",
        catches="All halls are open, with the exception of the attic.",
        spares="All halls are open; the attic is an exception.",
    ),
    ModifierRule(
        "unless",
        r"unless",
        "exception",
        catches="Guests may swim unless a flag is up.",
        spares="Guests may swim while a flag is up.",
    ),
    ModifierRule(
        "other than",
        r"other\s+than",
        "exception",
        catches="Guests may swim at times other than noon.",
        spares="Guests may swim at other times.",
    ),
    ModifierRule(
        "provided that",
        r"provided,?\s+(?:however,?\s+)?that",
        "exception",
        catches="Guests may swim, provided, however, that a guard is there.",
        spares="Towels are provided by the guard.",
    ),
    ModifierRule(
        "excluding",
        r"excluding",
        "exception",
        catches="All days excluding May 1.",
        spares="All days including May 1.",
    ),
    ModifierRule(
        "excludes",
        r"excludes?",
        "exception",
        catches="The fee excludes tax.",
        spares="The fee includes tax.",
    ),
    ModifierRule(
        "does not apply",
        r"(?:does|do|shall|will)\s+not\s+(?:include|apply)",
        "exception",
        catches="This rule does not apply to staff.",
        spares="This rule does not please the staff.",
    ),
    ModifierRule(
        "save for",
        r"save\s+(?:for|as|that|where|those|to\s+the\s+extent|in)",
        "exception",
        catches="All halls are open save for the attic.",
        spares="Save the attic.",
    ),
    ModifierRule(
        "but not if",
        r"but\s+not\s+(?:if|where|when)",
        "exception",
        catches="Guests may swim, but not if it rains.",
        spares="Guests may swim but not dive.",
    ),
    ModifierRule(
        "subject to",
        r"subject\s+to",
        "exception",
        catches="Subject to Section 4, guests may swim.",
        spares="The subject of Section 4 is swimming.",
    ),
    ModifierRule(
        "apart from",
        r"apart\s+from",
        "exception",
        catches="Apart from staff, nobody may swim.",
        spares="The halls lie far apart.",
    ),
    ModifierRule(
        "and any other",
        r"and\s+(?:for\s+)?(?:any|its|such)\s+other",
        "exception",
        catches="Films are shown for teaching and for any other class.",
        spares="Films are shown for teaching and for another class.",
    ),
    ModifierRule(
        "or for any other purpose",
        r"or\s+(?:for\s+)?(?:any|its|such|other)\s+(?:other\s+)?(?=(?:\w+\s+){0,3}?(?:purposes?"
        r"|reasons?|uses?)\b)",
        "exception",
        catches="Films are shown for teaching or for any other purpose.",
        spares="Films are shown on Sunday or any other day.",
    ),
    ModifierRule(
        "as well as for",
        r"as\s+well\s+as\s+for",
        "exception",
        catches="Films are shown for teaching as well as for fun.",
        spares="Films are shown for teaching as well.",
    ),
    ModifierRule(
        "or as permitted",
        r"or\s+as\s+(?:otherwise\s+)?(?:permitted|allowed|described|it)",
        "exception",
        catches="Films are shown for teaching or as otherwise permitted.",
        spares="Films are shown for teaching as permitted.",
    ),
    ModifierRule(
        "however",
        r"however",
        "exception",
        catches="Guests may swim; however, the pool is small.",
        spares="Guests may swim, and the pool is small.",
    ),
    ModifierRule(
        "if and only if",
        r"if\s+and\s+only\s+if",
        "condition",
        catches="Guests may swim if and only if a guard is there.",
        spares="Guests may swim if a guard is there.",
    ),
    ModifierRule(
        "only if",
        r"only\s+(?:if|after|upon|where|when)",
        "condition",
        catches="Guests may swim only after noon.",
        spares="Guests may only swim.",
    ),
    ModifierRule(
        "on condition that",
        r"on\s+condition\s+that",
        "condition",
        catches="Guests may swim on condition that a guard is there.",
        spares="The condition of the pool is good.",
    ),
    ModifierRule(
        "so long as",
        r"so\s+long\s+as",
        "condition",
        catches="Guests may swim so long as a guard is there.",
        spares="So long, and thanks.",
    ),
)
# The words for the party that is bound, written small or large.
_BOUND_PARTY = (
    r"(?:provider|vendor|company|contractor|operator|recipient|processor|supplier|consultant|licen[sc]ee|licen[sc]or|business\s+associate"
    r"|receiving\s+party|partner|researcher|institution)"
)
# An exception that is not a named and closed list, or that leaves the decision to the one who is bound.
OPEN_EXCEPTIONS = RuleTable(
    PatternRule(
        "any purpose",
        r"(?:any|its|their|our|such|other(?!\s+than)|all|legitimate|internal|lawful|commercial|reasonable)"
        r"\s+(?:\w+\s+){0,3}?(?:purposes?|needs|reasons?|operations|uses)\b",
        catches="except for its internal purposes",
        spares="except for the purposes of Section 4",
    ),
    PatternRule(
        "business need",
        r"(?:legitimate|internal|operational|commercial|reasonable)\s+(?:\w+\s+)?need\b|business"
        r"\s+(?:\w+\s+)?(?:purposes?|needs?|reasons?|operations?)",
        catches="except where it has a legitimate business need",
        spares="except where it has a need",
    ),
    PatternRule(
        "discretion",
        r"discretion",
        catches="except in its discretion",
        spares="except in its office",
    ),
    PatternRule(
        "deems",
        r"deems?|sees?\s+fit|considers?\s",
        catches="except as the host deems good",
        spares="except as the host is told",
    ),
    PatternRule(
        "affiliates",
        r"affiliates?",
        catches="except with its affiliates",
        spares="except with its doctors",
    ),
    PatternRule(
        "and others",
        r"(?:and|or)\s+others\b",
        catches="except with doctors and others",
        spares="except with other doctors",
    ),
    PatternRule(
        "partners",
        r"(?:business|marketing|advertising|commercial|strategic)\s+partners?|partners|advertisers",
        catches="except with its marketing partners",
        spares="except with its marching band",
    ),
    PatternRule(
        "its own policy",
        r"privacy\s+(?:policy|notice|statement)|terms\s+of\s+(?:use|service)|(?:its|our|their)\s+"
        r"(?:own\s+)?(?:\w+\s+)?polic(?:y|ies)",
        catches="except as our privacy notice says",
        spares="except as the notice on the door says",
    ),
    PatternRule(
        "de-identified",
        r"de-?\s?identified|anonymi[sz]ed|aggregated?",
        catches="except in aggregated form",
        spares="except in sealed form",
    ),
    PatternRule(
        "improves",
        r"improv\w+|develop\w*\s+(?:and|its|new|products)|enhanc\w+|product\s+development|analytics"
        r"|research\s+and\s+development",
        catches="except to improve the oven",
        spares="except to clean the oven",
    ),
    PatternRule(
        "marketing",
        r"marketing",
        catches="except for marketing",
        spares="except at the market",
    ),
    PatternRule(
        "as it may choose",
        rf"as\s+(?:it|they|we|the\s+same|{_BOUND_PARTY})\s+(?:may\s+)?(?:choose|wish|elect|determine"
        r"|require|need|decide)s?",
        catches="except as it may choose",
        spares="except as the District may choose",
    ),
    PatternRule(
        "otherwise agreed by it",
        rf"otherwise\s+(?:agreed|determined|decided)\s+by\s+(?:it|(?:the\s+)?{_BOUND_PARTY})",
        catches="unless otherwise decided by the Vendor",
        spares="unless otherwise decided by a court",
    ),
    PatternRule(
        "elects otherwise",
        rf"(?:it|they|we|{_BOUND_PARTY})\s+(?:elects?|chooses?|decides?|determines?|advises?)\s+otherwise",
        catches="unless it elects otherwise",
        spares="unless the court elects a judge",
    ),
    PatternRule(
        "commercially",
        r"commercially",
        catches="except where commercially wise",
        spares="except where wise",
    ),
    PatternRule(
        "third parties it selects",
        r"third\s+parties\s+(?:it|that\s+it)\s+(?:selects|chooses)",
        catches="except to third parties it selects",
        spares="except to third parties named in Section 4",
    ),
    PatternRule(
        "good faith",
        r"good\s+faith",
        catches="except in good faith",
        spares="except in good order",
    ),
    PatternRule(
        "burdensome",
        r"inconvenien\w+|impractica\w+|unreasonabl\w+|burdensome",
        catches="except where this is unreasonably hard",
        spares="except where this is hard",
    ),
    template=r"(?i)\b<>\b",
)
# "any purpose other than X" and "except for the purpose of X" are the rule itself, not an exception to it.
CLOSED_PURPOSES = RuleTable(
    PatternRule(
        "for a named purpose",
        r"(?:other\s+than|except)\s+(?:(?:as|for|to|that|those|the|in|necessary|solely|expressly|required|provid\w+|perform\w+)\s+)*(?:the\s+)?"
        r"(?:(?:authori[sz]ed|stated|permitted|approved|agreed|specified|named|limited|supporting|instructional|K-12|school)\s+)*"
        r"(?:purposes?|services?|program|project|agreement|school|district|educational)",
        catches="other than for the agreed purpose",
        spares="other than for its own purposes",
    ),
    template="(?i)^<>",
    at="at",
)
# A sentence of its own that takes something out of the rule before it.
TAKES_BACK = RuleTable(
    PatternRule(
        "notwithstanding the foregoing",
        r"notwithstanding\s+(?:the\s+)?(?:foregoing|above|preceding)\b[^;]{0,200}?"
        r"\b(?:may|is\s+permitted|are\s+permitted|entitled|free\s+to|right\s+to|not\s+(?:apply|be\s+required|prohibit|prevent|include))\b",
        catches="Notwithstanding the foregoing, staff may swim at night.",
        spares="Notwithstanding the rain, staff may swim at night.",
    ),
    PatternRule(
        "the foregoing does not apply",
        r"(?:the\s+|this\s+|these\s+|such\s+)(?:(?:foregoing|above|preceding)\b|(?:section|paragraph|clause|restriction|prohibition|obligation|limitation|requirement|provision|covenant)s?\b)[^.;]{0,120}?"
        r"\b(?:(?:shall|do|does|will)\s+not\s+(?:apply|extend|prohibit|prevent|restrict|limit|cover|preclude)|(?:is|are)\s+(?:not\s+applicable|inapplicable))",
        catches="The foregoing restrictions do not apply to staff.",
        spares="The foregoing restrictions do not please the staff.",
    ),
    template=r"(?i)\W*(?:\(?\w{1,3}[.)]\s+)?(?:(?:provided,?\s+)?however,?\s+)?<>\b",
    at="at",
)
SEVERAL = RuleTable(
    PatternRule(
        "several rules",
        r"(?:restriction|obligation|limitation|prohibition|requirement|provision|covenant)s",
        catches="These restrictions do not apply to staff.",
        spares="This restriction does not apply to staff.",
        why="the plural takes back all rules of the clause",
    ),
    template=r"(?i)\b<>\b",
)
