"""The words that carry modality, and those that deny, restrict or turn a clause round, as tables of rules.

The order of the modal cues settles overlaps: what negates a duty ("shall not be required to") is looked for before what
forbids ("shall not"), and both before what binds ("shall"). The distinctions are those of contract drafting (obligation,
prohibition, discretion and their negations); compare K. Adams, A Manual of Style for Contract Drafting, chapter 3.
"""

from __future__ import annotations

from clauselint.detection.norms.cues.duties import OBLIGATION_CUES, RELIEF_DENIED_CUES
from clauselint.detection.norms.cues.hortatory import HORTATORY_CUES
from clauselint.detection.norms.cues.modal_rule import ModalRule
from clauselint.detection.norms.cues.prohibitions import PROHIBITION_CUES
from clauselint.detection.norms.cues.releases import NO_ENTITLEMENT_CUES, NO_OBLIGATION_CUES
from clauselint.detection.norms.cues.rights import ENTITLEMENT_CUES, PERMISSION_CUES
from clauselint.detection.rules import PatternRule, RuleTable
from clauselint.model import Modality

# For text in lower case.
MODAL_CUES = RuleTable(
    *NO_OBLIGATION_CUES,
    *NO_ENTITLEMENT_CUES,
    *RELIEF_DENIED_CUES,
    *HORTATORY_CUES,
    *PROHIBITION_CUES,
    *ENTITLEMENT_CUES,
    *PERMISSION_CUES,
    *OBLIGATION_CUES,
    template=r"\b<>",
    lower=True,
)
# A restriction without a modal verb of its own. For text in lower case.
RESTRICTION_CUES = RuleTable(
    ModalRule(
        "is limited to",
        r"(?:is|are|be|remains?)\s+(?:strictly\s+|expressly\s+|hereby\s+|further\s+)*(?:limited|restricted|confined)\s+"
        r"(?:solely\s+|only\s+|strictly\s+|exclusively\s+)?(?:to|by)\b",
        Modality.OBLIGATION,
        restricts=True,
        catches="Use of the hall is limited to concerts.",
        spares="Seats in the hall are limited.",
    ),
    template=r"\b<>",
    lower=True,
)
# What makes a permission or a duty exclusive: nothing else is allowed. For text in lower case.
ONLY = RuleTable(
    PatternRule(
        "only",
        r"(?<!with\s)only|solely|exclusively",
        catches="The key opens only the shed.",
        spares="Share it with only one nurse.",
    ),
    PatternRule(
        "alone",
        r"alone\b(?!\s+or)",
        catches="The key opens the shed alone.",
        spares="Alone or with friends, guests may swim.",
    ),
    PatternRule(
        "otherwise than",
        r"otherwise\s+than",
        catches="Guests may not leave otherwise than by boat.",
        spares="Guests think otherwise.",
    ),
    PatternRule(
        "nobody but",
        r"none\s+(?:but|besides|other|else|except)|nobody\s+(?:but|except|else)",
        catches="Admit nobody but the crew.",
        spares="Admit nobody.",
    ),
    PatternRule(
        "strictly for",
        r"strictly\s+(?:for|to|as)",
        catches="The key is strictly for the crew.",
        spares="The crew is strictly trained.",
    ),
    PatternRule(
        "nothing else",
        r"nothing\s+(?:else|more|beyond)",
        catches="Bring a towel and nothing else.",
        spares="Bring nothing.",
    ),
    PatternRule(
        "for no other",
        r"(?:for|to|make|in)\s+no\s+(?:other|one|third|person|further|purpose)|to\s+nobody",
        catches="Use the key for no other door.",
        spares="No other door fits.",
    ),
    PatternRule(
        "no other",
        r"no\s+other\s+\w+",
        catches="Open no other door.",
        spares="Open no door.",
    ),
    PatternRule(
        "not otherwise",
        r"not\s+otherwise",
        catches="Swim with a guard and not otherwise.",
        spares="Swim with a guard or otherwise stay ashore.",
    ),
    PatternRule(
        "no one else",
        r"no\s+one\s+(?:else|other|outside|without)",
        catches="Give the key to guards and no one else.",
        spares="No one swims.",
    ),
    template=r"\b<>\b",
    lower=True,
)

# "shall disclose it to no one", "shall make no use": the negation stands in the object. For text in lower case.
NO_OBJECT = RuleTable(
    PatternRule(
        "has no access",
        r"has\s+no\s+(?:\w+\s+)?(?:access|cop(?:y|ies)|possession)\b",
        catches="Guest has no access.",
        spares="Guest has no luggage.",
    ),
    PatternRule(
        "keeps no",
        r"(?:collect|hold|keep|retain|store|obtain|receive|share|disclose|release)\w*(?:\s+(?:and"
        r"|or)\s+\w+)?\s+no\b(?!\s+(?:later|more|less|longer))",
        catches="Guest shall keep no keys.",
        spares="Guest shall keep it no longer than a day.",
    ),
    PatternRule(
        "to no one",
        r"to\s+(?:no\s+one|nobody|no\s+(?:other\s+|third\s+)?(?:person|party|entity|organi[sz]ation"
        r"|individual)s?)",
        catches="Guest shall lend the key to no one.",
        spares="Guest shall lend the key to one friend.",
    ),
    PatternRule(
        "makes no",
        r"(?:make|have|permit|allow|give|engage\s+in|seek|attempt|undertake|conduct|carry\s+out"
        r"|perform|effect)\s+no\b(?!\s+(?:later|more|less))",
        catches="Guest shall make no noise.",
        spares="Guest shall make no later claim.",
    ),
    PatternRule(
        "takes no action",
        r"take\s+no\s+(?:\w+\s+)?(?:actions?|steps?|measures?|advantage)\b",
        catches="Guest shall take no action against the other guests.",
        spares="Guest shall take no luggage.",
    ),
    PatternRule(
        "for no purpose",
        r"for\s+no\s+(?:other\s+)?(?:purpose|reason|use)",
        catches="Guest shall open it for no purpose.",
        spares="Guest shall open it for no guard.",
    ),
    PatternRule(
        "no use",
        r"no\s+(?:other\s+|further\s+|commercial\s+)?(?:use|disclosure|sale|purpose|copy|copies)\b",
        catches="There is no use of phones.",
        spares="There is no phone.",
    ),
    template=r"\b<>",
    lower=True,
)

# A modal before its subject: "In no event shall Provider", "nor shall it".
INVERTED = RuleTable(
    PatternRule(
        "inverted negation",
        r"^(?:in\s+no|under\s+no|at\s+no|nor|on\s+no)\b",
        catches="Nor shall Guest swim.",
        spares="Guest shall in no event swim.",
    ),
    at="at",
)

# A subject that denies: "No vendor", "neither party".
NEGATED_SUBJECT = RuleTable(
    PatternRule(
        "nothing",
        r"nothing",
        catches="Nothing obliges Guest.",
        spares="Guest owes a thing.",
    ),
    PatternRule(
        "no",
        r"no(?!\s+(?:later|more|less|fewer|sooner|earlier|longer))",
        catches="No guest may swim.",
        spares="No later than noon guests may swim.",
    ),
    PatternRule(
        "neither",
        r"neither|none|nobody",
        catches="Neither guest may swim.",
        spares="Either guest may swim.",
    ),
    template=r"(?i)\b<>\b",
)

# A plain verb that is denied: "does not sell".
NEGATED_VERB = RuleTable(
    PatternRule(
        "does not",
        r"(?:does|do|is|are|has)(?:\s+not|n['’]t)\b(?!\s+(?:later|more|less|only)\b)",
        catches="Guest does not swim.",
        spares="The fee does not later rise.",
    ),
    PatternRule(
        "never",
        r"never|no\s+longer",
        catches="Guest never swims.",
        spares="Guest swims longer.",
    ),
    PatternRule(
        "not",
        r"(?<!\bor\s)not(?!\s+(?:later|more|less|fewer|sooner|earlier|longer|only)\b)",
        catches="Guest, not host, swims.",
        spares="Guest swims whether rich or not.",
    ),
    PatternRule(
        "nor",
        r"nor",
        catches="Guest reads, nor swims.",
        spares="North of it Guest swims.",
    ),
    template=r"(?i)\b<>\b",
)

# A passive behind a modal; its group is the participle.
PASSIVE = RuleTable(
    PatternRule(
        "passive",
        r"^\W*(?:not\s+|never\s+|also\s+|then\s+|at\s+all\s+times\s+|\w+ly\s+)?(?:be|been|being|is|are)\s+(?:(?:not"
        r"|also|then|\w+ly)\s+)?((?!open\b|even\b)\w+(?:ed|en|wn|ld|pt|ft|id|nt|ut|ound|ought|ade"
        r"|one|ept|orne|met|set|split))\b",
        catches="The key shall| be returned.",
        spares="The key shall| be even.",
    ),
    at="at",
)
# The participles of passives whose subject still is the one bound or entitled.
SUBJECT_PASSIVES = frozenset(
    [
        "bound",
        "required",
        "obligated",
        "obliged",
        "prohibited",
        "permitted",
        "allowed",
        "entitled",
        "authorized",
        "authorised",
        "deemed",
        "construed",
        "interpreted",
        "intended",
        "forbidden",
        "barred",
        "precluded",
        "limited",
        "restricted",
        "confined",
    ]
)
# Where the verb says nothing but that it is forbidden, limited or done, what it is about stands before it: "Sale of … is
# prohibited", "no disclosure shall be made".
NOMINAL = RuleTable(
    PatternRule(
        "is prohibited",
        r"prohibited|forbidden|barred|banned|permitted|allowed|limited|restricted|confined",
        catches="Sale of keys is strictly| prohibited.",
        spares="Guest shall| return keys.",
        why="the verb only forbids, allows or limits",
    ),
    PatternRule(
        "is required",
        r"required|subject|granted|authori[sz]ed",
        catches="A deposit is| required.",
        spares="A deposit is| refunded.",
        why="the verb only requires or gives",
    ),
    PatternRule(
        "is made",
        r"made|done|occur|take\s+place|happen|precede",
        catches="No copy shall| be made.",
        spares="No copy shall| be sold.",
        why="the verb only says that it is done",
    ),
    PatternRule(
        "is given",
        r"given|provided|served|sent|issued|furnished",
        catches="Notice shall| be given.",
        spares="Notice shall| be framed.",
        why="the verb only says that it is done",
    ),
    PatternRule(
        "complies",
        r"follow|comply|conform|meet|require|await|apply|extend",
        catches="Use of the hall shall| comply with the law.",
        spares="Guests shall| pay.",
        why="the subject says what must be so",
    ),
    template=r"(?i)\W*(?:not\s+)?(?:be\s+|is\s+|are\s+)?(?:\w+ly\s+)?<>",
    at="at",
)
NOMINAL_CUE = RuleTable(
    PatternRule(
        "noun of a norm",
        r"prohibit|forbid|forbidden|permitted|allowed|limited|restricted|required|subject|prevents?|duty|right",
        catches="Smoking is prohibited.",
        spares="Guest shall smoke outside.",
        why="what a modal like this is about stands before it",
    ),
)
