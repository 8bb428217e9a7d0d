"""Cues that forbid: "shall not", "in no event shall", "is prohibited from"."""

from __future__ import annotations

from clauselint.detection.norms.cues.modal_rule import ADVERB, AUX, BE_NOW, STRONG, ModalRule
from clauselint.model import Modality

_M = Modality

PROHIBITION_CUES: tuple[ModalRule, ...] = (
    ModalRule(
        "in no event shall",
        r"(?:in\s+no\s+(?:event|case|circumstances?|way|manner)(?:\s+(?:whatsoever|or\s+circumstances?))?"
        r"|under\s+no\s+(?:circumstances?|conditions?)(?:\s+(?:whatsoever|or\s+\w+))?|at\s+no\s+time|nor|on\s+no\s+account)"
        rf"(?:,(?:[^,;.]{{1,80}},){{1,3}})?\s+{AUX}\b",
        _M.PROHIBITION,
        catches="In no event shall Driver leave the bus.",
        spares="In the event of rain Driver shall wait.",
    ),
    ModalRule(
        "shall not",
        rf"{AUX}{ADVERB}?\s*(?:not|never|in\s+no\s+(?:event|case|way|manner|circumstances?)|under\s+no\s+circumstances?"
        r"|at\s+no\s+time|on\s+no\s+account|(?:be\s+)?neither|(?:refrain|abstain|desist)\s+from"
        r"|no\s+longer|avoid)\b(?!\s+only)",
        _M.PROHIBITION,
        catches="Driver shall not smoke on the bus.",
        spares="Driver shall not only clean but also fuel the bus.",
    ),
    ModalRule(
        "cannot",
        r"cannot\b|can\s+not\b|won't\b|can't\b",
        _M.PROHIBITION,
        catches="Driver cannot lend the bus to a friend.",
        spares="Driver can lend the bus to a friend.",
    ),
    ModalRule(
        "agrees not to",
        r"(?:agrees?|undertakes?|covenants?|promises?|pledges?|commits?)(?:\s*:(?:\s*\([a-z0-9]{1,3}\))?)?(?:\s+(?:never|not)\s+to"
        r"|\s+to\s+(?:refrain|abstain|desist)\s+from|\s+to\s+not)\b",
        _M.PROHIBITION,
        catches="Driver agrees not to lend the bus.",
        spares="Driver agrees to park the bus.",
    ),
    ModalRule(
        "is prohibited from",
        rf"{BE_NOW}{STRONG}(?:prohibited|forbidden|barred|precluded|enjoined|disallowed|banned)(?:"
        r"\s+(?:from|to))?\b",
        _M.PROHIBITION,
        catches="Driver is strictly prohibited from lending the bus.",
        spares="Driver may be barred from the yard.",
        why='"may be barred" is a consequence',
    ),
    ModalRule(
        "is not permitted",
        rf"(?:{AUX}|is|are)\s+(?:not|never)\s+(?:be\s+)?(?:permitted|allowed|authori[sz]ed|free|licensed"
        r"|lawful)\b",
        _M.PROHIBITION,
        catches="Pets are not permitted on the bus.",
        spares="Pets are permitted on the bus.",
    ),
    ModalRule(
        "duty not to",
        r"it\s+(?:is|(?:shall|will)\s+be)\s+(?:the\s+)?(?:\w+\s+){0,2}?\w+['’]s?\s+(?:\w+\s+)?(?:duty"
        r"|obligation|responsibility)\s+(?:not|never)\s+to\b",
        _M.PROHIBITION,
        catches="It is the Driver's duty not to speed.",
        spares="It is the Driver's duty to stop.",
    ),
    ModalRule(
        "refrains from",
        r"(?:refrains?|abstains?|desists?)\s+from\b",
        _M.PROHIBITION,
        catches="Driver refrains from calls while driving.",
        spares="Driver refrains.",
    ),
    ModalRule(
        "prohibits",
        r"(?:prohibits?|forbids?|bars)\b",
        _M.PROHIBITION,
        catches="This Section prohibits smoking.",
        spares="This Section prohibited smoking until May.",
        why="a rule in force stands in the present tense",
    ),
    ModalRule(
        "does not permit",
        r"(?:do|does)\s+not\s+(?:permit|allow|authori[sz]e|entitle|empower)\b",
        _M.PROHIBITION,
        catches="This Agreement does not permit pets.",
        spares="This Agreement does not mention pets.",
    ),
)
