"""Pronouns that stand for parties: "we" is the vendor and "you" the customer in terms of service, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clauselint.model import Side, StatedSide
from clauselint.outline.parties.party_sides import PartyCandidate
from clauselint.outline.parties.stated_sides import stated_side

_WE = re.compile(
    r"\b(?:[Ww]e|WE) (?:will|may|shall|do|must|collect|use|share|disclose|agree|are|have|reserve|can|WILL|MAY|"
    r"SHALL|ARE)\b"
)
_YOU = re.compile(
    r"\b(?:[Yy]ou|YOU) (?:will|may|shall|must|agree|are|have|can|grant|acknowledge|represent|retain|own|AGREE|"
    r"MAY|SHALL|ARE|MUST)\b"
)
_SCHOOL_WORDS = (
    r"(?:\w+\s+)?(?:students?|pupils?|schools?|children|child|learners?|teachers?|districts?|classrooms?|patients?|"
    r"PHI)\b"
)
_DATA = r"(?:[\w'’-]+\s+){0,4}?(?:data|information|records?|files)\b"
# "You" are the one who is given data to work with: "you must destroy all student records", "we give you", "your staff".
_YOU_RECEIVE = re.compile(
    rf"(?i)\bour\s+{_SCHOOL_WORDS}|\bwe\s+(?:give|provide|share|disclose|release|send|supply)\s+(?:(?:\w+\s+){{0,3}}(?:to|with)\s+)?you\b"
    rf"|\byou\s+(?:must|shall|will|may|agree\s+to)\s+(?:only\s+|not\s+|never\s+|also\s+|\w+ly\s+)*(?:use|destroy|delete|return|erase|wipe|protect|keep|store|disclose|give|share|sell|pass|send|correct|handle|access)\s+(?:and\s+\w+\s+|or\s+\w+\s+)?{_DATA}"
    r"|\byou\s+(?:must|shall|will)\s+(?:destroy|delete|erase|return)\s+(?:it|them)\b|\banyone\s+but\s+us\b|\byour\s+company\b"
    r"|\bour\s+(?:prior\s+|written\s+|express\s+)*(?:permission|consent|approval)\b|\bunless\s+we\s+(?:first\s+)?(?:agree|consent|approve)\b"
    r"|\bwe\s+are\s+a\s+public\b"
    r"|\bwe\s+(?:will|shall)\s+(?:not\s+)?(?:pay|indemnify)\s+you\b|\byou\s+(?:must|shall|will)\s+(?:not\s+)?(?:indemnify|invoice|defend)\b"
    r"|\byou\s+(?:must|shall|will)\s+(?:first\s+)?(?:tell|notify|inform|report\s+to|ask|help)\s+us\b|\b(?:end|suspend|stop|cut\s+off|revoke)\s+your\s+access\b"
    r"|\byour\s+(?:\w+\s+)?(?:staff|employees|personnel|subcontractors|workforce|people|volunteers)\b|\bunder\s+our\s+(?:direct\s+)?control\b|\bour\s+instructions\b|\bwe\s+tell\s+you\b"
)
# "You" are the customer of a service: "your students", "you may use our platform", "we collect", "you grant us".
_YOU_GIVE = re.compile(
    rf"(?i)\byour\s+{_SCHOOL_WORDS}|\byou\s+(?:may|can)\s+(?:only\s+)?(?:use|access)\s+(?:the|our)\s+(?:service|platform|site|website|app|application|software|product)s?\b"
    r"|\byour\s+(?:\w+\s+)?(?:patients?|PHI|(?:protected\s+)?health\s+information)\b|\bour\s+(?:services?|platform|products?|site|website|app|software|privacy\s+policy)\b|\bwe\s+(?:may\s+)?collect\b|\byou\s+grant\s+us\b|\bwe\s+(?:will|shall|must)\s+(?:not\s+|never\s+)?(?:notify|tell|inform)\s+you\b"
    rf"|\bwe\s+(?:will|shall|must|may)\s+(?:not\s+|never\s+|only\s+|\w+ly\s+)*(?:use|destroy|delete|return|protect|keep|store|disclose|share|sell)\s+(?:and\s+\w+\s+|or\s+\w+\s+)?{_DATA}"
)


_WE_FORMS, _YOU_FORMS = ("we", "us", "our"), ("you", "your")
_FEWEST = 2  # sentences that must begin with "we", and with "you", for these to be parties


def add_pronouns(text: str, found: list[PartyCandidate], stated: Sequence[StatedSide] = ()) -> None:
    """Give "you" and "we" to the parties they stand for: in terms of service "we" is the vendor and "you" the customer.

    Where you are handed data ("our students", "you must destroy the records") it is the other way round. What the user
    states of a pronoun wins.
    """
    sides = _stated_pronouns(stated) or _read_pronouns(text, found)
    if sides is None:
        return
    for roles, side in zip((_WE_FORMS, _YOU_FORMS), sides, strict=True):
        own = next((p for p in found if _goes_by(p, roles)), None) or next((p for p in found if p.side is side), None)
        if own is None:
            own = PartyCandidate("", [], side, pronoun_side=side)
            found.append(own)
        own.roles.extend(roles)


def _stated_pronouns(stated: Sequence[StatedSide]) -> tuple[Side, Side] | None:
    """The sides of "we" and "you" by what the user states of either."""
    we, you = stated_side(_WE_FORMS, stated), stated_side(_YOU_FORMS, stated)
    if we is None and you is None:
        return None
    opposite = Side.COUNTERPARTY if (we or you) is Side.PROTECTED else Side.PROTECTED
    return we or opposite, you or opposite


def _read_pronouns(text: str, found: Sequence[PartyCandidate]) -> tuple[Side, Side] | None:
    """The sides of "we" and "you" as the text uses them; None where it does not use both."""
    receive, give = len(_YOU_RECEIVE.findall(text)), len(_YOU_GIVE.findall(text))
    addressed = any(_goes_by(p, _YOU_FORMS) for p in found)
    if receive <= give and not addressed and min(len(_WE.findall(text)), len(_YOU.findall(text))) < _FEWEST:
        return None
    return (Side.PROTECTED, Side.COUNTERPARTY) if receive > give else (Side.COUNTERPARTY, Side.PROTECTED)


def _goes_by(party: PartyCandidate, pronouns: Sequence[str]) -> bool:
    return any(role.lower() in pronouns for role in party.roles)
