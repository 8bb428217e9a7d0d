"""Who must do what a norm leaves open: the one at whose cost it is done, who owes the money, who needs the other's leave."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clauselint.detection.norms.norm import Norm
from clauselint.detection.norms.party_mentions import PartyMention
from clauselint.detection.norms.party_resolution import POSSESSIVE, Parties
from clauselint.detection.rules import PredicateRule
from clauselint.model import Modality

_BEFORE = 40  # characters that decide what a word is


@dataclass(frozen=True, slots=True)
class OpenNorm:
    """A norm that names nobody who acts, in its sentence."""

    norm: Norm
    text: str
    mentions: Sequence[PartyMention]
    parties: Parties

    @property
    def after(self) -> str:
        """The words that its modal governs."""
        return self.text[self.norm.modal.end : self.norm.span.end]

    def named_before_modal(self) -> Iterator[tuple[PartyMention, str]]:
        """The parties named in its subject, each with the words before it."""
        yield from self._named(self.norm.span.start, self.norm.modal.start)

    def named_behind_modal(self) -> Iterator[tuple[PartyMention, str]]:
        """The parties named behind its modal, each with the words before it."""
        yield from self._named(self.norm.modal.end, self.norm.span.end)

    def _named(self, start: int, end: int) -> Iterator[tuple[PartyMention, str]]:
        for mention in self.mentions:
            if start <= mention.start and mention.end <= end and not (mention.is_personnel or mention.is_collective):
                yield mention, self.text[max(start, mention.start - _BEFORE) : mention.start]

    def name(self, mention: PartyMention) -> str:
        """The document's word for a party."""
        return self.parties.name(mention.word)

    def other(self, mention: PartyMention) -> str:
        """The party on the other side of one that is mentioned; "" where there is not just one."""
        return self.parties.other(self.name(mention))


_AT_COST = (
    r"(?:at|to)\s+(?:the\s+)?(?:sole\s+)?(?:cost|expense)(?:\s+and\s+expense)?\s+of\s+(?:the\s+)?$",
    r"(?:held|borne|payable|due|owed|owing|paid|performed|made|done|provided|carried\s+out)\s+(?:\w+ly\s+)?(?:by|from)\s+"
    r"(?:the\s+)?$",
    r"(?:responsibility|obligation|duty|expense|account)\s+of\s+(?:the\s+)?$",
)
_AT_COST_OF = re.compile(rf"(?i)\b(?:{'|'.join(_AT_COST)})")
_OWN_COST = re.compile(r"(?i)['’]s?\s+(?:own\s+|sole\s+|full\s+|and\s+)*(?:cost|expense|responsibility)\b")
_AT = re.compile(r"(?i)\b(?:at|be|remain)\s+(?:the\s+)?$")


def _at_cost(o: OpenNorm) -> str:
    for mention, before in o.named_before_modal():
        if _OWN_COST.match(o.text, mention.end) and _AT.search(before):
            return o.name(mention)
    for mention, before in o.named_behind_modal():
        if (_OWN_COST.match(o.text, mention.end) and _AT.search(before)) or _AT_COST_OF.search(before):
            return o.name(mention)
    return ""


_MUST_MAKE = re.compile(r"(?i)\s+(?:(?:is|are|shall\s+be)\s+(?:required|obligated|obliged)|has\s+agreed|agrees)\s+to\b")
_REQUIRED_OF = re.compile(
    r"(?i)\brequired\s+(?:hereunder\s+)?(?:of|from|to\s+be\s+\w+(?:\s+(?:and|or)\s+\w+)?\s+by)\s+(?:the\s+)?$"
)


def _duty_in_subject(o: OpenNorm) -> str:
    for mention, before in o.named_before_modal():
        if _MUST_MAKE.match(o.text, mention.end) or (o.norm.passive and _REQUIRED_OF.search(before)):
            return o.name(mention)
    return ""


_HANDED_OVER = re.compile(
    r"(?i)\W*be\s+(?:\w+ly\s+|due\s+and\s+|or\s+|\w+ed\s+and\s+){0,2}(?:paid|payable|made(?=\s+(?:\w+ly\s+)?to\b)|repaid"
    r"|returned|refunded|delivered|given|furnished|provided|submitted|remitted|reimbursed|credited|sent|mailed|forwarded"
    r"|transmitted|surrendered|assigned|deposited|made\s+available)\b"
)
_TO_END = re.compile(r"(?i)\b(?:to|with)\s+(?:the\s+)?$")
_NOTICE_TO = re.compile(
    r"(?i)\b(?:notices?|payments?|communications?|reports?)\s+(?:(?:required\s+|permitted\s+)?to\s+be\s+\w+\s+)?to\s+"
    r"(?:the\s+)?$"
)


def _goes_to_other(o: OpenNorm) -> str:
    handed = _HANDED_OVER.match(o.after)
    if handed is None:
        return ""
    at = o.norm.modal.end + handed.end()
    taker = next((m for m in o.mentions if m.start >= at and m.end <= o.norm.span.end), None)
    if taker and _TO_END.search(o.text[at : taker.start]):
        return o.other(taker)
    for mention, before in o.named_before_modal():
        if _NOTICE_TO.search(before):
            return o.other(mention)
    patient = o.norm.obligee
    return o.parties.other(o.parties.name(patient.word)) if patient.is_named and not patient.is_personnel else ""


_PAID = re.compile(r"(?i)\W*be\s+(?:\w+ly\s+|due\s+and\s+)?(?:due|payable|paid)\b")
_OWED_TO = re.compile(r"(?i)\b(?:due(?:\s+and\s+payable)?|payable|owed|owing|to\s+be\s+paid)\s+to\s+(?:the\s+)?$")
_OWED_BY = re.compile(
    r"(?i)\b(?:(?:due|payable|owed|owing|to\s+be\s+paid)\s+(?:by|from)|payments?\s+(?:of\s+[^,;.]{1,40}\s+)?by)\s+"
    r"(?:the\s+)?$"
)


def _owed_by(o: OpenNorm) -> str:
    if not _PAID.match(o.after):
        return ""
    return next((o.name(mention) for mention, before in o.named_before_modal() if _OWED_BY.search(before)), "")


def _owed_to_other(o: OpenNorm) -> str:
    if not _PAID.match(o.after):
        return ""
    return next((o.other(mention) for mention, before in o.named_before_modal() if _OWED_TO.search(before)), "")


_AT_NO_COST_TO = re.compile(
    r"(?i)\b(?:at\s+no|without(?:\s+any)?)\s+(?:(?:additional|further)\s+)?(?:cost|expense|charge)(?:\s+or\s+\w+)?\s+to\s+"
    r"(?:the\s+)?$"
)


def _at_no_cost_to_other(o: OpenNorm) -> str:
    for mention, before in o.named_behind_modal():
        if _AT_NO_COST_TO.search(before) and not POSSESSIVE.match(o.text, mention.end):
            return o.other(mention)
    return ""


_WORKS = r"(?:made|performed|done|undertaken|constructed|installed|carried\s+(?:out|on)|conducted|erected|completed)"
_DONE_BY = re.compile(
    rf"(?i)\b{_WORKS}\s+by\s+(?:or\s+(?:for|on\s+behalf\s+of)\s+|or\s+at\s+the\s+request\s+of\s+)?(?:the\s+)?$"
)
_DONE_SO = re.compile(
    rf"(?i)\W*(?:at\s+all\s+times\s+|\w+ly\s+)?(?:be\s+(?:\w+\s+(?:to\s+)?and\s+)?(?:\w+ly\s+)?"
    rf"(?:{_WORKS}|in\s+(?:compliance|accordance|conformity))|comply|conform)\b"
)


def _who_does_it(o: OpenNorm) -> str:
    if not _DONE_SO.match(o.after):
        return ""
    return next((o.name(mention) for mention, before in o.named_before_modal() if _DONE_BY.search(before)), "")


_CONSENT = re.compile(r"(?i)\W*(?:such\s+|the\s+|said\s+|which\s+)?(?:consent|approval)\W*$")
_CONSENT_LAST = re.compile(r"(?i)\b(?:consent|approval)\b[^,;.]{0,40},?\W*(?:which\W*)?$|(?:^|\s)which\W*$")
_WITHHELD = re.compile(r"(?i)\W*(?:not\s+)?be\s+(?:\w+ly\s+)?(?:withheld|conditioned|delayed)\b")
_ITS_CONSENT = re.compile(r"(?i)['’]s?\s+(?:\w+\s+){0,3}?(?:consent|approval)\b")
_CONSENT_OF = re.compile(r"(?i)\b(?:consent|approval)\s+(?:of|by|from)\s+(?:the\s+)?$")
_AGREED_BY = re.compile(
    r"(?i)\b(?:approved|agreed\s+(?:up)?on|agreed(?:\s+to)?|consented\s+to|authori[sz]ed|permitted)\s+"
    r"(?:[\w,]+\s+){0,6}?by\s+(?:the\s+)?$"
)


def _whose_consent(o: OpenNorm) -> str:
    start, modal = o.norm.span.start, o.norm.modal
    last = _CONSENT_LAST.search(o.text, start, modal.start) and _WITHHELD.match(o.after)
    if not last and not _CONSENT.match(o.text, start, modal.start):
        return ""
    for mention in reversed([a for a in o.mentions if a.end <= modal.start]):
        before = o.text[: mention.start]
        agrees = _AGREED_BY.search(before) or _CONSENT_OF.search(before)
        if agrees or _ITS_CONSENT.match(o.text, mention.end, modal.start):
            return o.name(mention)
    return ""


_RENT = re.compile(r"(?i)^\W*(?:the\s+|all\s+|such\s+|any\s+|said\s+)*(?:[\w-]+\s+){0,2}(?:rents?|rental)\b")


def _who_pays_rent(o: OpenNorm) -> str:
    start = 0 if o.norm.elided else o.norm.span.start
    return o.parties.payer() if _RENT.match(o.text[start : o.norm.modal.start]) and _PAID.match(o.after) else ""


_WITHOUT = re.compile(r"(?i)\b(?:without|unless|except\s+with)\s+(?:first\s+)?(?:obtaining\s+)?")


def _who_needs_leave(o: OpenNorm) -> str:
    modal = o.norm.modal
    if o.norm.modality is not Modality.PROHIBITION:
        return ""
    semicolon = o.text.find(";", modal.end)
    end = semicolon if semicolon >= 0 else len(o.text)
    without = _WITHOUT.search(o.text, modal.end, end)
    if without is None:
        return ""
    behind = (m for m in o.mentions if without.end() <= m.start < end and not (m.is_personnel or m.is_collective))
    first = next(behind, None)
    if first is None:
        return ""
    its = _ITS_CONSENT.match(o.text, first.end) or _CONSENT_OF.search(o.text[without.end() : first.start])
    return o.other(first) if its else ""


_PREMISES = re.compile(
    r"(?i)^(?:[^,]{1,80},)?\W*(?:the|said|such)\s+(?:[\w-]+\s+){0,2}(?:premises|space|apartment|dwelling|unit|property)\b"
)
_BE_USED = re.compile(
    r"(?i)\W*(?:not\s+|at\s+all\s+times\s+|only\s+|\w+ly\s+)*be\s+(?:\w+ly\s+|only\s+)?(?:used|occupied|operated)\b"
)
_DONE_THERE = re.compile(
    r"(?i)\W*(?:\w+ly\s+)?(?:be\s+)?(?:\w+ly\s+)?(?:kept|made|done|placed|brought|stored|installed|erected|permitted|allowed"
    r"|conducted|carried\s+on|committed|used|cooked|harbored)[^;.]{0,60}?\b(?:in|on|to|upon|from|within|about|at)\s+"
    r"(?:or\s+\w+\s+)?(?:any\s+(?:part|portion)\s+of\s+)?the\s+(?:[\w-]+\s+)?(?:premises|apartment|dwelling|unit)\b"
)


def _who_uses_premises(o: OpenNorm) -> str:
    used = _PREMISES.search(o.text[o.norm.span.start : o.norm.modal.start]) and _BE_USED.match(o.after)
    done_there = o.norm.modality is Modality.PROHIBITION and _DONE_THERE.match(o.after)
    return o.parties.payer() if used or done_there else ""


# Each rule returns the name of the party, "" where it does not apply.
IMPLIED_OBLIGORS: tuple[PredicateRule[OpenNorm], ...] = (
    PredicateRule(
        "at its cost",
        _at_cost,
        catches="The roof shall be repaired at Tenant's expense.",
        spares="The roof shall be repaired at the expense of others.",
    ),
    PredicateRule(
        "what it is required to do",
        _duty_in_subject,
        catches="The tests required of Tenant shall be done at noon.",
        spares="The tests required by law shall be done at noon.",
    ),
    PredicateRule(
        "what goes to the other party",
        _goes_to_other,
        catches="The keys shall be returned to Landlord.",
        spares="The keys shall be returned to the shop.",
    ),
    PredicateRule(
        "what it owes",
        _owed_by,
        catches="Sums payable by Tenant shall be due in May.",
        spares="Sums payable by others shall be due in May.",
    ),
    PredicateRule(
        "what is owed to the other party",
        _owed_to_other,
        catches="Interest payable to Landlord shall be paid in May.",
        spares="Interest shall be paid in May.",
    ),
    PredicateRule(
        "at no cost to the other party",
        _at_no_cost_to_other,
        catches="The cables shall be laid at no cost to Landlord.",
        spares="The cables shall be laid at no cost to others.",
    ),
    PredicateRule(
        "who does the work",
        _who_does_it,
        catches="Any work performed by Tenant shall be done with care.",
        spares="Any work performed by others shall be done with care.",
    ),
    PredicateRule(
        "whose consent it is",
        _whose_consent,
        catches="Bees need Landlord's consent, which consent shall not be unreasonably withheld.",
        spares="Bees need a permit, which permit shall not be lost.",
    ),
    PredicateRule(
        "who pays rent",
        _who_pays_rent,
        catches="Rent shall be paid in advance.",
        spares="Fines shall be paid in advance.",
    ),
    PredicateRule(
        "who needs leave",
        _who_needs_leave,
        catches="No sign shall be hung without Landlord's consent.",
        spares="No sign shall be hung without a permit.",
    ),
    PredicateRule(
        "who uses the premises",
        _who_uses_premises,
        catches="The premises shall be used as a shop.",
        spares="The road shall be used as a path.",
    ),
)


def implied_obligor(open_norm: OpenNorm) -> tuple[str, str]:
    """Return who must do what a norm leaves open, and the name of the rule that says so; "" where nothing implies it."""
    for rule in IMPLIED_OBLIGORS:
        if name := rule.applies(open_norm):
            return str(name), rule.name
    return "", ""
