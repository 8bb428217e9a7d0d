"""Rules for the words before and after a modal that decide its effect: on whom, or on nobody at all."""

from __future__ import annotations

import re

from clauselint.detection.rules import PatternRule, RuleTable
from clauselint.model import Modality

BINDING = frozenset((Modality.OBLIGATION, Modality.PROHIBITION))
SIX = BINDING | {Modality.PERMISSION, Modality.ENTITLEMENT, Modality.NO_OBLIGATION, Modality.NO_ENTITLEMENT}

# Adverbs and insertions between the modal and its verb.
SKIP = r"(?i)^(?:\W*(?:also|then|thereby|thereafter|thereupon|nevertheless|again|only|at\s+all\s+times|\w+ly|,[^,;]{1,80},)(?=\W))*\W*"

# They say what a thing is, and ask nothing of anybody.
CONSTITUTIVE = RuleTable(
    PatternRule(
        "means",
        r"(?:not\s+)?(?:mean|include|refer|constitute|become|survive|inure|cease|apply|have\s+the"
        r"\s+(?:same\s+)?meanings?)\b",
        catches='"Pool" shall| mean the basin.',
        spares="Guest shall| clean the basin.",
    ),
    PatternRule(
        "is deemed",
        r"(?:not\s+)?be\s+(?:(?:and\s+remain|conclusively|hereby|or\s+become|otherwise)\s+)*(?:deemed"
        r"|construed|considered|interpreted|governed|defined|treated|regarded|in\s+default|a\s+default"
        r"|the\s+(?:sole\s+)?(?:judge|owner|property)|binding|effective|null|void|forfeited|a\s+tenant)",
        catches="Guest shall| be deemed a member.",
        spares="Guest shall| be paid.",
    ),
    PatternRule(
        "is deemed by an act",
        r"(?:not\s+)?(?:by|upon|through|on\s+account\s+of|by\s+reason\s+of|as\s+a\s+result\s+of)\s+[^,;.]{1,80}?\s+be\s+(?:deemed|construed|considered)\b",
        catches="Guest shall not| by any act be deemed a member.",
        spares="Guest shall not| by any act harm a member.",
    ),
    template=rf"{SKIP}<>",
    at="at",
)
# Verbs among them that a party does: "Landlord may apply the deposit".
ACTS_ON_THINGS = RuleTable(
    PatternRule(
        "applies",
        r"(?:not\s+)?(?:apply|include|refer|cease)\b(?!\s+to\s+be\b)",
        catches="Host may| apply the deposit to the fee.",
        spares="Host may| become a member.",
    ),
    template=rf"{SKIP}<>",
    at="at",
)
# Passives that happen to a thing without anybody's doing.
AGENTLESS = RuleTable(
    PatternRule(
        "is reduced",
        r"reduced|increased|abated|adjusted|prorated|calculated|computed|determined|apportioned",
        catches="The fee shall| be reduced in May.",
        spares="The fee shall| be paid in May.",
    ),
    PatternRule(
        "is included",
        r"included|excluded",
        catches="Towels shall| be included.",
        spares="Towels shall| be washed.",
    ),
    PatternRule(
        "is extended",
        r"extended|limited|conditioned|based|measured",
        catches="The stay shall| be extended by a day.",
        spares="The stay shall| be booked.",
    ),
    PatternRule(
        "is located",
        r"addressed|located|merged|deferred",
        catches="The pool shall| be located in the yard.",
        spares="The pool shall| be built in the yard.",
    ),
    PatternRule(
        "is expected",
        r"required|expected|known|entitled",
        catches="Rain shall| be expected.",
        spares="Rain shall| be collected.",
    ),
    PatternRule(
        "is affected",
        r"disturbed|affected|impaired|diminished",
        catches="The fee shall| not be affected by rain.",
        spares="The fee shall| not be taken.",
    ),
    PatternRule(
        "is applied",
        r"added|cumulative|used|applied",
        catches="The deposit shall| be applied to the fee.",
        spares="The deposit shall| be returned.",
    ),
    PatternRule(
        "is set forth",
        r"set\s+forth|attached|resolved|conclusive|evidenced",
        catches="The fee shall| be set forth in Exhibit A.",
        spares="The fee shall| be sent to Host.",
    ),
    PatternRule(
        "is suspended",
        r"postponed|suspended|accelerated",
        catches="The stay shall| be suspended in a storm.",
        spares="The stay shall| be sold.",
    ),
    PatternRule(
        "is waived",
        r"given\s+effect|incurred|waived|held\s+(?:in)?valid",
        catches="The fee shall| be waived in May.",
        spares="The fee shall| be refunded in May.",
    ),
    template=rf"{SKIP}(?:not\s+)?be\s+(?:\w+ly\s+)?<>",
    at="at",
)
# A passive that needs a party's leave, and does not bind it to give that: "must be approved by Landlord".
APPROVED = RuleTable(
    PatternRule(
        "is approved",
        r"(?:approved|consented\s+to|agreed\s+to|authori[sz]ed|acceptable|satisfactory)\b",
        catches="The plan must| be approved by Host.",
        spares="The plan must| be drawn by Host.",
    ),
    template=rf"{SKIP}(?:first\s+)?be\s+(?:first\s+|\w+ly\s+)?<>",
    at="at",
)
BARE_BE = RuleTable(
    PatternRule(
        "bare be",
        r"be(?:ing)?\b",
        catches="be required to give it",
        spares="Guest must be on time",
    ),
    at="at",
)
SUFFERS = RuleTable(
    PatternRule(
        "suffers",
        r"\W*(?:suffer|incur|sustain|desire|request|designate|prescribe|specify|direct|elect|deem"
        r"|determine)\b",
        catches="Guest shall| suffer a loss.",
        spares="Guest shall| cause a loss.",
        why="what a party undergoes or wishes in a condition",
    ),
    at="at",
)
PERFECT = RuleTable(
    PatternRule(
        "have done",
        r"^\W*(?:not\s+)?(?:theretofore\s+)?have\s+(?:\w+ly\s+|first\s+)?(?:\w+ed|been|done|given"
        r"|made|paid|had|sent|begun)\b",
        catches="Guest shall| have paid the fee.",
        spares="Guest shall| have a key.",
        why="a condition in other words",
    ),
    at="at",
)
ENDS_IT = RuleTable(
    PatternRule(
        "cease",
        r"(?:cease|terminate|end|expire|not)\b",
        catches="Host's duty to cook shall| cease in May.",
        spares="Host's duty to cook shall| last.",
    ),
    template=rf"{SKIP}<>",
    at="at",
)
# What its holder gets, rather than does.
TO_RECEIVE = RuleTable(
    PatternRule(
        "have",
        r"have(?!\s+(?:\w+\s+){0,3}?(?:obligation|duty|responsibility|liability)\b)(?!\s+(?:\w+ly"
        r"\s+)?(?:\w+ed|been|done|given|made|paid|caused)\b)",
        catches="Guest shall| have a key.",
        spares="Guest shall| have the duty to pay.",
    ),
    PatternRule(
        "receive",
        r"receive|enjoy|own|retain\s+(?:\w+\s+){0,3}?(?:rights?|title|ownership|interest)",
        catches="Guest shall| receive a key.",
        spares="Guest shall| send a key.",
    ),
    PatternRule(
        "peaceably",
        r"peaceably|quietly",
        catches="Guest shall| peaceably hold the room.",
        spares="Guest shall| paint the room.",
    ),
    PatternRule(
        "be permitted",
        r"be\s+(?:\w+ly\s+)?(?:entitled|permitted|allowed|free|at\s+liberty)",
        catches="Guest shall| be permitted to swim.",
        spares="Guest shall| be told to swim.",
    ),
    template=rf"{SKIP}<>\b",
    at="at",
)
QUIET = RuleTable(
    PatternRule(
        "peaceably",
        r"(?:peaceably|quietly|peacefully)",
        catches="Guest may| peaceably hold the room.",
        spares="Guest may| hold the room.",
    ),
    template=r"(?i)\W*<>\b",
    at="at",
)
LET = RuleTable(
    PatternRule(
        "let",
        r"be\s+(?:\w+ly\s+)?(?:permitted|allowed|free|at\s+liberty)\b",
        catches="Guest shall| be free to swim.",
        spares="Guest shall| be in the pool.",
    ),
    template=rf"{SKIP}<>",
    at="at",
)
LET_TO = RuleTable(
    PatternRule(
        "be permitted, with an insertion",
        r"be\s+(?:\w+ly\s+)?(?:permitted|allowed|free|at\s+liberty),[^;.]{1,90},\s+to\b",
        catches="Guest shall| be permitted, by law or custom, to swim.",
        spares="Guest shall| be allowed two towels.",
    ),
    template=rf"{SKIP}<>",
    at="at",
)
CONFERS = RuleTable(
    PatternRule(
        "confers",
        r"\b(?:confer|grant|convey|transfer)\b",
        catches="does not grant any rights",
        spares="does not acquire any rights",
    ),
)
TIME_TO = RuleTable(
    PatternRule(
        "time to",
        r"^(?:has|have|shall\s+have)\b.*\b(?:hours?|days?|weeks?|months?)\b",
        catches="has ten days to",
        spares="has the right to",
    ),
    at="at",
)
GRANT = RuleTable(
    PatternRule(
        "grant",
        r"\b(?:grants?|gives?|licenses?)\b",
        catches="hereby grants a license",
        spares="holds a key",
    ),
)
WAIVES = RuleTable(
    PatternRule(
        "waives",
        r"^waives?\b",
        catches="waives its claims",
        spares="has no duty",
    ),
    at="at",
)
# Freedom from a duty, where it is denied.
FREE = RuleTable(
    PatternRule(
        "be liable",
        r"(?:\w+\s+){0,2}?be\s+(?:or\s+become\s+|held\s+)?(?:\w+ly\s+|in\s+any\s+(?:way|manner)"
        r"\s+)?(?:liable|responsible|obligated|obliged|required|accountable|answerable|bound|charged"
        r"|under\s+any)\b",
        catches="Guest shall not| be liable for rain.",
        spares="Guest shall not| be late.",
    ),
    template=rf"{SKIP}<>",
    at="at",
)
# A denied duty: "neither party shall have any liability", "no interest shall be payable".
DENIED_DUTY = RuleTable(
    PatternRule(
        "have no duty",
        r"have\s+(?:(?:any|an?)\s+)?(?:\w+\s+){0,2}?(?:obligations?|duty|duties|responsibility|liability)\b",
        catches="Neither guest shall| have any further liability.",
        spares="Neither guest shall| have a key.",
    ),
    PatternRule(
        "be owed",
        r"be\s+(?:\w+ly\s+|due\s+and\s+)?(?:payable|due|owing)\b",
        catches="No fee shall| be payable to Host.",
        spares="No fee shall| be hidden.",
    ),
    template=rf"{SKIP}(?:(?:the\s+)?(?-i:[A-Z])\w+\s+)?<>",
    at="at",
)
# What makes the one who is acted on owe something.
CHARGED = RuleTable(
    PatternRule(
        "be charged",
        r"be\s+(?:\w+ly\s+)?(?:charged|billed|assessed|fined|surcharged|invoiced)\b",
        catches="Guest will| be charged for a lost key.",
        spares="Guest will| be paid for a lost key.",
    ),
    template=rf"{SKIP}<>",
    at="at",
)
NOT_FREED = RuleTable(
    PatternRule(
        "be excused",
        r"be\s+(?:\w+ly\s+)?(?:excused|relieved|released|discharged|exempt(?:ed)?)\b",
        catches="Guest shall not| be excused from the fee.",
        spares="Guest shall not| be fed.",
    ),
    template=rf"{SKIP}<>",
    at="at",
)
DENIED = RuleTable(
    PatternRule(
        "not",
        r"(?:not|never|refrain\s+from)\b(?!\s+(?:only|less|later|more|fewer|sooner))",
        catches="Guest shall:| not dive.",
        spares="Guest shall| not only swim.",
    ),
    template=rf"{SKIP}<>",
    at="at",
)
ADVERBS = RuleTable(
    PatternRule(
        "adverb",
        r"\W*(?:also|at\s+all\s+times|\w+ly|in\s+any\s+event|,[^,;]{1,60},)\W*",
        catches="Guest shall|, in May, have it",
        spares="Guest shall| swim",
    ),
    at="at",
)
ADVERBS_ONLY = RuleTable(
    PatternRule(
        "adverbs only",
        r"\s*(?:\w+ly\s+|also\s+|then\s+|,[^,;]{1,90},\s*)?$",
        catches="Guest|, in May, ",
        spares="Guest| fees ",
    ),
    at="at",
)
ENDS_IN_THAT = RuleTable(
    PatternRule(
        "ensure that",
        r"^(?:\W*\w+){1,6}?\W+that\W*$",
        catches="ensure that",
        spares="ensure it",
    ),
    at="at",
)
PROMISES = RuleTable(
    PatternRule(
        "covenants",
        r"^(?:covenants?|guarantees?)\b",
        catches="covenants that",
        spares="agrees that",
    ),
    at="at",
)
# A condition, a comparison or a cause that runs into the modal.
UNDER = RuleTable(
    PatternRule(
        "condition",
        r"if|when|whenever|unless|until|once|in\s+(?:the\s+)?(?:event|case)(?:\s+that)?|so\s+long"
        r"\s+as|as\s+long\s+as|to\s+the\s+extent(?:\s+that)?|should",
        catches="Guest pays if the |Host may cook.",
        spares="Guest pays when told, and the |Host may cook.",
    ),
    PatternRule(
        "time",
        r"after|before",
        catches="Guest pays before the |Host may cook.",
        spares="Guest pays the day before, and the |Host may cook.",
    ),
    PatternRule(
        "cause",
        r"because|since",
        catches="Guest pays because the |Host may cook.",
        spares="Guest pays the cause, and the |Host may cook.",
    ),
    PatternRule(
        "comparison",
        r"whether|as|than|where",
        catches="Guest pays as the |Host may ask.",
        spares="Guest pays as asked, and the |Host may cook.",
    ),
    template=r"(?i)\b<>(?:\s*,[^,;]{0,80},)?\s*(?:and\s+to\s+the\s+extent\s+)?(?:(?:the|any|either|such|both|each)\s+)*$",
    at="before",
)
WHICH = RuleTable(
    PatternRule(
        "relative",
        r"\b(?:which|that|whom?|what(?:ever)?)\s*(?:\bthe\s*)?$",
        catches="a loss that |Host may suffer",
        spares="a loss that hurts, and |Host may suffer",
    ),
    at="before",
)
FAILING = RuleTable(
    PatternRule(
        "failing which",
        r"\b(?:failing|after|upon|following|in|whereupon)\s+which(?:\s+(?:case|event))?\s*(?:\bthe"
        r"\s*)?$",
        catches="failing which |Host may cook",
        spares="a meal which |Host may cook",
    ),
    at="before",
)
VERB = RuleTable(
    PatternRule(
        "finite verb",
        r"\b(?:is|are|was|were|has|have|does|do|did|fails?|\w{3,}ed)\b",
        catches="any lien is filed",
        spares="any lien on the hall",
    ),
)
RESTRICTIVE = RuleTable(
    PatternRule(
        "restrictive relative",
        r"(?<![,;])(?<!\band)(?<!\bor)\s+(?:which|whom)\s*(?:\bthe\s*)?$",
        catches="a meal which |Host shall cook",
        spares="a meal, which |Host shall cook",
    ),
    at="before",
)
CONTENT = RuleTable(
    PatternRule(
        "content clause",
        r"\b(?:agree[sd]?|understood|provided|covenants?|warrants?|acknowledges?|represents?|except)"
        r"(?:,\s*however,)?\s+that\s*(?:\bthe\s*)?$",
        catches="It is agreed that |Host shall cook.",
        spares="Host owns a pan that |Guest shall use.",
    ),
    at="before",
)
LEADS = RuleTable(
    PatternRule(
        "leading condition",
        r"^\W*(?:\(?[a-z0-9]{1,3}[).]\s+)?(?:if|when|whenever|where|unless|once|should|in\s+(?:the"
        r"\s+event|case)(?!\s+of\b)|provided|so\s+long\s+as|as\s+long\s+as|to\s+the\s+extent)\b",
        catches="If it rains, Host may cook.",
        spares="Host may cook if it rains.",
    ),
    at="at",
)
AND_BEFORE = RuleTable(
    PatternRule(
        "joined",
        r"\b(?:and|or)\b\s*(?:(?:the|any|such|either|said)\s+)*$",
        catches="if it rains and the |Host may cook",
        spares="if it rains, the |Host may cook",
    ),
    at="before",
)
# The one who is obliged or entitled stands behind the verb.
ACTED_ON = RuleTable(
    PatternRule(
        "obliges whom",
        r"^(?:\W*\w+ly)?\W*(?:constitute\s+[^,;.]{1,80}?\sand\s+(?:shall\s+)?)?(?:be\s+(?:deemed\s+to\s+|construed\s+to\s+)?)?(?P<verb>entitle|permit"
        r"|allow|enable|require|obligate|oblige|subject)s?\s+(?:the\s+)?$",
        catches="Nothing herein shall| obligate the ",
        spares="Nothing herein shall| please the ",
    ),
    at="at",
)
ACTED_ON_INVERTED = RuleTable(
    PatternRule(
        "inverted, obliges whom",
        r"^(?:\W*\w+){1,8}?\W+(?P<verb>entitle|permit|allow|enable|require|obligate|oblige)\s+(?:the"
        r"\s+)?$",
        catches="In no event shall| this lease obligate the ",
        spares="In no event shall| this lease please the ",
    ),
    at="at",
)
# Between "shall not release" and the one who is not freed.
TO_WHOM_RELIEF_GOES = RuleTable(
    PatternRule(
        "relieves whom",
        r"(?:\W*\b(?:or|and|be|deemed|construed|to|the|either|its|such|otherwise|in|any|way|manner"
        r"|limit|relieve|release|reduce|diminish|affect|change|impair|discharge|modify|excuse|exempt|absolve)\b)*\W*$",
        catches="Consent shall not release| or change the ",
        spares="Host shall not release| any dog without leave of the ",
    ),
    at="at",
)
RELIEVES_INVERTED = RuleTable(
    PatternRule(
        "inverted, relieves whom",
        r"(?:\W*(?!if\b|unless\b)[\w'’-]+){1,8}?\W+(?:relieve|release|excuse|discharge|absolve|exempt)\s+(?:or\s+be\s+deemed\s+to\s+\w+\s+)?(?:the\s+)?(?-i:[A-Z])",
        catches="Nor shall| any delay relieve Guest of the fee.",
        spares="Nor shall| Guest release the dog.",
    ),
    at="at",
)
DUTY_OF = RuleTable(
    PatternRule(
        "duty of",
        r"['’]s?\s+(?:\w+\s+)?(?:obligations?|dut(?:y|ies)|responsibilit(?:y|ies)|covenants?)\s+"
        r"(?:to|of)\s+\w",
        catches="Host's duty to cook",
        spares="Host's pan to cook in",
    ),
)
CONFORMS = RuleTable(
    PatternRule(
        "complies",
        r"comply|conform|interfere|violate|exceed",
        catches="Guest's use shall| comply with the rules.",
        spares="Guest's use shall| begin in May.",
    ),
    PatternRule(
        "is in compliance",
        r"be\s+(?:conducted|in\s+(?:compliance|accordance|conformity))",
        catches="Guest's use shall| be in compliance with the rules.",
        spares="Guest's use shall| be short.",
    ),
    template=rf"{SKIP}<>\b",
    at="at",
)
INSURANCE = RuleTable(
    PatternRule(
        "insurance",
        r"['’]s?\s+(?:[\w-]+\s+){0,3}(?:insurance|polic(?:y|ies)|coverages?)\b",
        catches="Host's insurance shall name Guest.",
        spares="Host's sign shall name Guest.",
    ),
)
# The participles of what a party gets by being done to.
TO_GET = frozenset(
    [
        "paid",
        "reimbursed",
        "given",
        "provided",
        "furnished",
        "credited",
        "refunded",
        "compensated",
        "notified",
        "granted",
        "allowed",
        "indemnified",
        "named",
        "supplied",
        "offered",
        "afforded",
        "returned",
    ]
)
PAYABLE_BY = RuleTable(
    PatternRule(
        "is payable by",
        r"\W*(?:\w+ly\s+)?be\s+(?:[\w,-]+\s+){0,8}?(?:payable|due|paid|borne)\s+(?:[\w-]+\s+){0,2}?(?:by|from)\s+(?:the\s+)?",
        catches="The sum shall| be added rent, due and payable by Guest.",
        spares="The sum shall| be added to the rent of Guest.",
    ),
    at="at",
)
# A right that its holder need not use.
BUT_NO_DUTY = RuleTable(
    PatternRule(
        "but not the obligation",
        r"\bbut\s+(?:(?:is|are|shall\s+be|shall)\s+)?(?:not\s+(?:(?:have|the|an|any|be|under|a)\s+)*(?:obligations?|duty|obligated|obliged|required)\b|(?:have|has|with|under|without)\s+(?:no|any)\s+(?:obligation|duty)\b|without\s+(?:the\s+)?(?:obligation|duty)\b)",
        catches="Host may, but is not obligated to, feed the dog.",
        spares="Host may feed the dog but not the cat.",
    ),
    PatternRule(
        "without obligation",
        r"\bwithout\s+(?:any\s+|having\s+(?:any|the|an)\s+|being\s+under\s+(?:any|an)\s+)?(?:obligation|duty)\s+to\s+do\s+so\b",
        catches="Host may feed the dog without any obligation to do so.",
        spares="Host may feed the dog without delay.",
    ),
)
# It cuts a link out of "its duty shall be to"; it decides nothing.
TO_BE = re.compile(r"(?i)^\W*be\s+(?:limited\s+)?(?=to\s)")
