"""Parties that go by another word than the one that the preamble gives them: "you" and "we", or "the City" for the customer."""

from __future__ import annotations

import re

from clauselint.lexicon.role_words import OTHER_PUBLIC_BODIES, ROLE_SIDES
from clauselint.model import Side
from clauselint.outline.parties.party_sides import PartyCandidate

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


def add(text: str, found: list[PartyCandidate]) -> None:
    """Give "you" and "we" to the parties they stand for: in terms of service "we" is the vendor and "you" the customer.

    Where you are handed data ("our students", "you must destroy the records") it is the other way round.
    """
    receive, give = len(_YOU_RECEIVE.findall(text)), len(_YOU_GIVE.findall(text))
    if receive <= give and min(len(_WE.findall(text)), len(_YOU.findall(text))) < 2:
        return
    we, you = (Side.PROTECTED, Side.COUNTERPARTY) if receive > give else (Side.COUNTERPARTY, Side.PROTECTED)
    for roles, side in ((("we", "us", "our"), we), (("you", "your"), you)):
        mine = [p for p in found if p.side is side]
        if mine:
            mine[0].roles.extend(roles)
        else:
            found.append(PartyCandidate("", list(roles), side))


_MAY_BUY = (*OTHER_PUBLIC_BODIES, "company", "organization", "organisation", "firm", "corporation", "foundation")
_GOVERNS = frozenset({"city", "county", "town", "council", "municipality", "state", "authority"})
_ACTS = r"\s+(?:shall|must|will|may|agrees|is|has|reserves|retains)\b"


def add_other_names(text: str, found: list[PartyCandidate]) -> None:
    """A word that the preamble does not know, for the protected party that is never named by its own.

    The word stands opposite the outside party in one sentence, or a body that governs acts by it, and the protected party's
    own words do nothing.
    """
    ours = [p for p in found if p.side is Side.PROTECTED and p.roles]
    theirs = [p for p in found if p.side is Side.COUNTERPARTY and p.roles]
    if len(ours) != 1 or len(theirs) != 1 or re.search(rf"\b{_any(ours[0].roles)}{_ACTS}", text):
        return
    known = {r.lower() for p in found for r in (*p.roles, p.name)}
    for word in _MAY_BUY:
        title = word.title()
        if word in known or title not in text:
            continue
        acts = word in _GOVERNS and re.search(rf"\b{title}{_ACTS}", text)
        named = rf"\b(?:[Tt]he\s+)?{title}\b(?!\s+(?:of\b|[A-Z]|laws?\b))"
        other = rf"\b{_any(theirs[0].roles)}\b"
        within = r"[^.;\n]{0,400}?"
        if acts or re.search(f"{named}{within}{other}|{other}{within}{named}", text):
            ours[0].roles.append(title)
            return


def _any(words: list[str]) -> str:
    return f"(?:{'|'.join(re.escape(w) for w in words if w.lower() in ROLE_SIDES or w[:1].isupper())})"
