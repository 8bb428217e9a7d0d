"""Cues that bind: "shall", "agrees to", "is responsible for"; and denials that leave a duty in force: "shall not relieve"."""

from __future__ import annotations

from clauselint.detection.norms.cues.modal_rule import ADVERB, AUX, BE, FREES, IS_BOUND, STRONG, ModalRule
from clauselint.model import Modality

_M = Modality

RELIEF_DENIED_CUES: tuple[ModalRule, ...] = (
    ModalRule(
        "shall not fail to",
        rf"{AUX}{ADVERB}?\s*not\s+(?:\w+ly\s+)?(?:fail|omit|neglect|refuse|cease|decline)\s+to\b",
        _M.OBLIGATION,
        catches="Courier shall not fail to lock the van.",
        spares="Courier shall not lock the van.",
        why="a negated omission",
    ),
    ModalRule(
        "shall not relieve",
        rf"(?:{AUX}|do|does){ADVERB}?\s*(?:not|in\s+no\s+way|in\s+no\s+event)\s+(?:be\s+(?:deemed"
        rf"|construed)\s+to\s+)?(?:\w+ly\s+)?{FREES}\b",
        _M.OBLIGATION,
        catches="Approval shall not relieve Courier of its duties.",
        spares="Approval shall not please Courier.",
    ),
    ModalRule(
        "is not relieved of",
        rf"(?:{AUX}|is|are){ADVERB}?\s*not\s+(?:be\s+)?(?:thereby\s+|otherwise\s+)?(?:relieved|released"
        r"|excused|discharged|absolved|exempt(?:ed)?)\s+(?:of|from|by)\b",
        _M.OBLIGATION,
        catches="Courier is not relieved of its duties by a strike.",
        spares="Courier is not replaced by a machine.",
    ),
    ModalRule(
        "may be no weaker",
        r"may\s+(?:be\s+|apply\s+|offer\s+|provide\s+)?no\s+(?:less|lower|weaker)\b",
        _M.OBLIGATION,
        catches="The lock may be no weaker than the old one.",
        spares="The lock may be no longer in use.",
    ),
)
OBLIGATION_CUES: tuple[ModalRule, ...] = (
    ModalRule(
        "shall",
        rf"shall\b{IS_BOUND}",
        _M.OBLIGATION,
        catches="Courier shall lock the van.",
        spares="The shallow pond froze.",
    ),
    ModalRule(
        "must",
        rf"must\b{IS_BOUND}",
        _M.OBLIGATION,
        catches="Courier must lock the van.",
        spares="Courier sells mustard.",
    ),
    ModalRule(
        "will",
        rf"(?<!at\s)will\b{IS_BOUND}",
        _M.OBLIGATION,
        catches="Courier will lock the van.",
        spares="Either side may end this lease at will.",
    ),
    ModalRule(
        "covenants to somebody that",
        r"(?:agrees?|undertakes?|covenants?|promises?|represents?|warrants?)(?:,?\s+and\s+\w+s?)?\s+(?:to|with|unto)\s+(?:the\s+)?"
        r"(?!ensure|cause|provide|see|require|certify|represent|warrant|confirm|procure|acknowledge|notify|inform|state|use"
        r"|make|have|be|do|assure|verify|guarantee|agree|advise|and)[a-z]+(?:\s+party)?,?\s+that\b",
        _M.OBLIGATION,
        catches="Courier covenants with Sender that the van is insured.",
        spares="Courier agrees to ensure that the van is insured.",
    ),
    ModalRule(
        "agrees to",
        r"(?:agrees?|undertakes?|covenants?|promises?|pledges?|commits?|guarantees?)(?:(?:\s+and"
        r"\s+(?:agree|undertake|covenant|promise|warrant|accept|acknowledge|confirm|guarantee|represent)s?)?(?:\s*,[^,;.]{1,60},|\s*:(?:\s*\([a-z0-9]{1,3}\))?)?\s+to(?!\s+(?:pursuant|under|in\s+accordance)\b)|\s+that)\b",
        _M.OBLIGATION,
        catches="Courier agrees to lock the van.",
        spares="The parties agree to pursuant sections of the code.",
    ),
    ModalRule(
        "represents that",
        r"(?:represents?|warrants?|certif(?:y|ies)|confirms?)\s+(?:and\s+\w+s?\s+)?that\b",
        _M.OBLIGATION,
        catches="Courier represents that the van is insured.",
        spares="Courier represents the owner of the van.",
    ),
    ModalRule(
        "is responsible for",
        rf"{BE}{STRONG}?\s*(?:required|obligated|obliged|bound|responsible|liable|accountable|answerable"
        r"|subject|charged)\s+(?:to|for|by|with|in)\b",
        _M.OBLIGATION,
        catches="Courier is responsible for the keys.",
        spares="Courier is a responsible driver.",
    ),
    ModalRule(
        "is under a duty",
        rf"{BE}\s+under\s+(?:a|an|the)\s+(?:\w+\s+)?(?:obligation|duty)\b",
        _M.OBLIGATION,
        catches="Courier is under a duty of care.",
        spares="Courier is under a bridge.",
    ),
    ModalRule(
        "has a period to",
        r"(?:has|have|shall\s+have)\s+(?:only\s+)?[^,;.]{1,40}?\b(?:hours?|days?|weeks?|months?)\b[^,;.]{0,60}?"
        r"\s+to\b",
        _M.OBLIGATION,
        catches="Courier has ten days to return the keys.",
        spares="Courier has ten keys to return.",
    ),
    ModalRule(
        "has the duty",
        r"(?:has|have|shall\s+have|bears?|assumes?|accepts?)\s+(?:a|an|the|full|sole|all)\s+(?:\w+"
        r"\s+){0,2}?(?:duty|obligation|responsibility|liability)\b",
        _M.OBLIGATION,
        catches="Courier bears the sole responsibility for the keys.",
        spares="Courier bears the keys.",
    ),
    ModalRule(
        "it is the duty of",
        r"it\s+(?:is|(?:shall|will)\s+be)\s+(?:hereby\s+)?(?:the\s+|a\s+)?(?:\w+\s+)?(?:duty|obligation"
        r"|responsibility)\s+of\b",
        _M.OBLIGATION,
        catches="It is the duty of Courier to count the keys.",
        spares="It is the car of Courier that was lost.",
    ),
    ModalRule(
        "it is its duty to",
        r"it\s+(?:is|(?:shall|will)\s+be)\s+(?:the\s+)?(?:\w+\s+){0,2}?\w+['’]s?\s+(?:\w+\s+)?(?:duty"
        r"|obligation|responsibility)\s+to\b",
        _M.OBLIGATION,
        catches="It is Courier's duty to count the keys.",
        spares="It is Courier's van.",
    ),
    ModalRule(
        "it is up to",
        r"it\s+(?:is|shall\s+be)\s+(?:up\s+to|for)\s+(?:the\s+)?(?:[A-Z]\w+\s+){1,3}?to\b",
        _M.OBLIGATION,
        catches="It is up to Courier to count the keys.",
        spares="It is up and running.",
    ),
    ModalRule(
        "is to",
        r"(?:is|are)\s+to\s+(?=[a-z])",
        _M.OBLIGATION,
        catches="Courier is to count the keys.",
        spares="Courier is too late.",
    ),
    ModalRule(
        "requires it to",
        r"(?:obliges|requires)\s+(?:the\s+)?\w+\s+to\b",
        _M.OBLIGATION,
        catches="This Section requires Courier to count the keys.",
        spares="This Section requires two keys.",
    ),
    ModalRule(
        "binds",
        r"binds\b",
        _M.OBLIGATION,
        catches="This lease binds Courier.",
        spares="This lease was bound in leather.",
    ),
    ModalRule(
        "terms bind",
        r"(?:dut(?:y|ies)|obligations?|terms|provisions|requirements|rules|conditions|restrictions)"
        r"\s(?:(?!which\b|that\b)[^.;,]){0,60}?\bbind\b",
        _M.OBLIGATION,
        catches="These terms bind Courier.",
        spares="Some terms are dull; bind them in red.",
    ),
)
