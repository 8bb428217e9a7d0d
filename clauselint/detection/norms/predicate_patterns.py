"""Patterns of the words after a modal that decide its effect: on whom, or on nobody at all."""

from __future__ import annotations

import re

from clauselint.model import Modality

BINDING = frozenset((Modality.OBLIGATION, Modality.PROHIBITION))
SIX = BINDING | {Modality.PERMISSION, Modality.ENTITLEMENT, Modality.NO_OBLIGATION, Modality.NO_ENTITLEMENT}

SKIP = r"(?i)^(?:\W*(?:also|then|thereby|thereafter|thereupon|nevertheless|again|only|at\s+all\s+times|\w+ly|,[^,;]{1,80},)(?=\W))*\W*"
# "shall mean", "shall be deemed", "shall be governed by": they say what a thing is, and ask nothing of anybody.
CONSTITUTIVE = re.compile(
    SKIP
    + r"(?:(?:not\s+)?(?:mean|include|refer|constitute|become|survive|inure|cease|apply|have\s+the\s+(?:same\s+)?meanings?)\b"
    r"|(?:not\s+)?be\s+(?:(?:and\s+remain|conclusively|hereby|or\s+become|otherwise)\s+)*(?:deemed|construed|considered|interpreted|governed|defined|treated"
    r"|regarded|in\s+default|a\s+default|the\s+(?:sole\s+)?(?:judge|owner|property)|binding|effective|null|void|a\s+tenant))"
)
# Passives that happen to a thing without anybody's doing.
AGENTLESS = re.compile(
    SKIP
    + r"(?:not\s+)?be\s+(?:\w+ly\s+)?(?:reduced|increased|abated|adjusted|prorated|calculated|computed|determined|apportioned"
    r"|included|excluded|extended|limited|conditioned|based|measured|addressed|located|merged|deferred|required|expected|known"
    r"|entitled|disturbed|affected|impaired|diminished|added|cumulative|used|applied|set\s+forth|attached|resolved|conclusive"
    r"|evidenced|postponed|suspended|accelerated|given\s+effect|incurred|waived|held\s+(?:in)?valid)"
)
TO_RECEIVE = re.compile(
    SKIP
    + r"(?:have(?!\s+(?:\w+\s+){0,3}?(?:obligation|duty|responsibility|liability)\b)(?!\s+(?:\w+ly\s+)?(?:\w+ed|been|done|given|made|paid|caused)\b)|receive|enjoy|own|retain\s+(?:\w+\s+){0,3}?(?:rights?|title|ownership|interest)|peaceably|quietly"
    r"|be\s+(?:\w+ly\s+)?(?:entitled|permitted|allowed|free|at\s+liberty))\b"
)
LET = re.compile(SKIP + r"be\s+(?:\w+ly\s+)?(?:permitted|allowed|free|at\s+liberty)\b")
CONFERS = re.compile(r"(?i)\b(?:confer|grant|convey|transfer)\b")
TIME_TO = re.compile(r"(?i)^(?:has|have|shall\s+have)\b.*\b(?:hours?|days?|weeks?|months?)\b")
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
FREE = re.compile(
    SKIP + r"(?:\w+\s+){0,2}?be\s+(?:or\s+become\s+|held\s+)?(?:\w+ly\s+|in\s+any\s+(?:way|manner)\s+)?"
    r"(?:liable|responsible|obligated|obliged|required|accountable|answerable|bound|charged|under\s+any)\b"
)
NOT_FREED = re.compile(SKIP + r"be\s+(?:\w+ly\s+)?(?:excused|relieved|released|discharged|exempt(?:ed)?)\b")
BARE_BE = re.compile(r"(?i)be(?:ing)?\b")
ADVERBS = re.compile(r"(?i)\W*(?:also|at\s+all\s+times|\w+ly|in\s+any\s+event|,[^,;]{1,60},)\W*")
ENDS_IN_THAT = re.compile(r"(?i)^(?:\W*\w+){1,6}?\W+that\W*$")
DENIED = re.compile(SKIP + r"(?:not|never|refrain\s+from)\b(?!\s+(?:only|less|later|more|fewer|sooner))")
PROMISES = re.compile(r"(?i)^(?:covenants?|guarantees?)\b")
WAIVES = re.compile(r"(?i)^waives?\b")
GRANT = re.compile(r"(?i)\b(?:grants?|gives?|licenses?)\b")
UNDER = re.compile(
    r"(?i)\b(?:if|when|whenever|unless|until|once|in\s+(?:the\s+)?(?:event|case)(?:\s+that)?|so\s+long\s+as|as\s+long\s+as"
    r"|to\s+the\s+extent(?:\s+that)?|should|after|before|because|since|whether|as|than|where)"
    r"(?:\s*,[^,;]{0,80},)?\s*(?:and\s+to\s+the\s+extent\s+)?(?:(?:the|any|either|such|both|each)\s+)*$"
)
WHICH = re.compile(r"(?i)\b(?:which|that|whom?|what(?:ever)?)\s*(?:\bthe\s*)?$")
FAILING = re.compile(
    r"(?i)\b(?:failing|after|upon|following|in|whereupon)\s+which(?:\s+(?:case|event))?\s*(?:\bthe\s*)?$"
)
VERB = re.compile(r"(?i)\b(?:is|are|was|were|has|have|does|do|did|fails?|\w{3,}ed)\b")
RESTRICTIVE = re.compile(r"(?i)(?<![,;])(?<!\band)(?<!\bor)\s+(?:which|whom)\s*(?:\bthe\s*)?$")
SUFFERS = re.compile(
    r"(?i)\W*(?:suffer|incur|sustain|desire|request|designate|prescribe|specify|direct|elect|deem|determine)\b"
)
PERFECT = re.compile(
    r"(?i)^\W*(?:not\s+)?(?:theretofore\s+)?have\s+(?:\w+ly\s+|first\s+)?(?:\w+ed|been|done|given|made|paid|had|sent|begun)\b"
)
CONTENT = re.compile(
    r"(?i)\b(?:agree[sd]?|understood|provided|covenants?|warrants?|acknowledges?|represents?|except)(?:,\s*however,)?\s+that\s*(?:\bthe\s*)?$"
)
LEADS = re.compile(
    r"(?i)^\W*(?:\(?[a-z0-9]{1,3}[).]\s+)?(?:if|when|whenever|where|unless|once|should|in\s+(?:the\s+event|case)(?!\s+of\b)|provided|so\s+long\s+as|as\s+long\s+as|to\s+the\s+extent)\b"
)
AND_BEFORE = re.compile(r"(?i)\b(?:and|or)\b\s*(?:(?:the|any|such|either|said)\s+)*$")
ACTED_ON = re.compile(
    r"(?i)^(?:\W*\w+ly)?\W*(?:be\s+(?:deemed\s+to\s+|construed\s+to\s+)?)?(?P<verb>entitle|permit|allow|enable|require|obligate|oblige)s?\s+(?:the\s+)?$"
)
ACTED_ON_INVERTED = re.compile(
    r"(?i)^(?:\W*\w+){1,8}?\W+(?P<verb>entitle|permit|allow|enable|require|obligate|oblige)\s+(?:the\s+)?$"
)
DUTY_OF = re.compile(
    r"(?i)['’]s?\s+(?:\w+\s+)?(?:obligations?|dut(?:y|ies)|responsibilit(?:y|ies)|covenants?)\s+(?:to|of)\s+\w"
)
CONFORMS = re.compile(
    SKIP + r"(?:comply|conform|interfere|violate|exceed|be\s+(?:conducted|in\s+(?:compliance|accordance|conformity)))\b"
)
TO_BE = re.compile(r"(?i)^\W*be\s+(?:limited\s+)?(?=to\s)")
ENDS_IT = re.compile(SKIP + r"(?:cease|terminate|end|expire|not)\b")
