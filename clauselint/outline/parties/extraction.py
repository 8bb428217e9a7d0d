"""Who the parties are, by which words the document calls them, and whose side each is on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from clauselint.lexicon.role_words import OTHER_PUBLIC_BODIES, ROLE_SIDES, usual_side
from clauselint.model import Outline, Party, Side
from clauselint.outline.parties import legal_names, party_sides, pronoun_parties
from clauselint.outline.parties.party_sides import PartyCandidate

_OPENING = 10_000  # characters in which a document names its parties
_PREAMBLE = 2_500  # characters after "between" that may hold them
_START = re.compile(
    r"\b(?:by and between|between|by and among|among|is made|entered into|these terms bind|binds?)\b", re.IGNORECASE
)
_STOP = re.compile(
    r"\b(?:WHEREAS|RECITALS|BACKGROUND|NOW,?\s+THEREFORE|Whereas|Recitals|W I T N E S S E T H|WITNESSETH)\b"
)
_CALLED = re.compile(
    r"(?:\((?P<inside>[^()\"“‘]{0,100})|\b(?:hereinafter|hereafter)\b[^.;()\"“‘]{0,40}|\bcalled\s+(?:the\s+)?|"
    r"\breferred to as\s+(?:the\s+)?)"
    r"[\"“‘'](?P<role>[^\"”“’‘\n]{2,60})[\"”’']"
    r"(?P<more>(?:\s*(?:,|/|or|and|and/or)\s*(?:the\s+)?[\"“‘'][^\"”“’‘\n]{2,60}[\"”’'])*)"
    r"|\((?:the\s+)?(?P<plain>[A-Z][\w&.’'-]+(?:\s(?:of|the|and|[A-Z][\w&.’'-]+)){0,4})\)"
    r"|\b(?:called|known as|referred to as)\s+(?:the\s+)?(?P<bare>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2})"
)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_EACH_QUOTED = re.compile(r"[\"“‘']([^\"”“’‘\n]{2,60})[\"”’']")
_NO_ROLE = re.compile(
    r"\b(?:agreement|contract|addendum|amendment|date|data|information|services?|products?|laws?|acts?|"
    r"programs?|project|study|terms?|territory|purpose|"
    r"parties|party|exhibit|dpa|dsa|mou|ferpa|software|site|website|work|property|business|periods?|"
    r"materials?|area|transactions?|merger|affiliates?|letter|form|confirmation|evaluation|projects?|deposit|"
    r"order|materials|records?|policy|plan|effective|"
    r"closing|shares?|stock|patents?|trademarks?|marks|technology|sow|nda|code|commission|premises)\b",
    re.IGNORECASE,
)
_AND_NAMES = re.compile(
    r"\bbetween:?\s+(?P<a>(?:[^.;()\n]|\b(?:Inc|Corp|Co|Ltd|L\.P|L\.L\.C|S\.A|N\.A)\.){3,120}?)\s*,?\s+and:?\s+(?P<b>[^.;()\n,]{3,120}?)(?=\s+(?:for|regarding|"
    r"dated|concerning|to|is|sets|governs|effective|on|as|shall)\b|[.;,(\n]|$)",
    re.IGNORECASE,
)
_LINE_NAME = re.compile(r"^[ \t]*(?:BETWEEN|AND|Between|And)\s*:\s*(?P<name>[A-Z][^\n(\"“]{2,120})", re.MULTILINE)
_FORM_LINE = re.compile(
    r"^[ \t]*(?:Name of (?:the )?|The )?(?P<role>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2})(?: [Nn]ame)?\s*:\s*"
    r"(?P<name>[A-Z][^\n:;_\[\]]{3,90})$",
    re.MULTILINE,
)
_SUBJECT = re.compile(
    r"\b([A-Z][\w-]{0,30}(?: [A-Z][\w-]{0,30}){0,2}|(?<=[Tt]he )[a-z]+(?: party| entity|"
    r" provider)?)(?: [a-z]+ly)? (?:shall|must|will|agrees|may|represents|warrants|acknowledges|SHALL|MUST|"
    r"WILL|MAY|AGREES)\b"
)


def find_parties(text: str) -> tuple[Party, ...]:
    """The parties in the order in which the document names them.

    They come from the preamble ("between X ("District") and Y, Inc. (the "Provider")"), from lines of a form
    ("Vendor: Y"), and where those name nobody, from the role words that shall, must or will do something.
    """
    opening = text[:_OPENING]
    found = list(_called(opening))
    for more in (_lines(opening), _pair(opening)):
        if len(found) < 2:
            found.extend(_new(found, more))
    _add_subjects(text, found)
    party_sides.decide_sides(text, found)
    pronoun_parties.add(text, found)
    party_sides.decide_sides(text, found)
    pronoun_parties.add_other_names(text, found)
    for party in found:
        party.roles.extend(legal_names.short_forms(text, party.name))
    return tuple(Party(p.name, tuple(dict.fromkeys(p.roles)), p.side) for p in found)


_PLAINLY_DISTRICT = re.compile(r"\b(?:district|schools?|lea|board)\b")


def role_words(outline: Outline) -> dict[str, Side]:
    """Each lower-cased role word, name and short name to its side: the table's, and over them this document's own."""
    words = dict(ROLE_SIDES)
    strong = {r.lower() for p in outline.parties if p.side is Side.PROTECTED for r in (*p.roles, p.name)}
    if any(_PLAINLY_DISTRICT.search(r) for r in strong):
        # beside a school district, another public body is the one that receives: a university's study, a county's programme
        words |= {w: Side.COUNTERPARTY for w in OTHER_PUBLIC_BODIES if w not in strong}
    for party in outline.parties:
        for role in (*party.roles, party.name):
            if role:
                words[role.lower()] = party.side
    return words


def side_of(word: str, outline: Outline) -> Side:
    """The side of a role word in this document; articles, possessives and plurals do not matter."""
    words = role_words(outline)
    low = re.sub(r"^(?:the|each|any|every|such|said)\s+", "", word.strip().lower())
    for form in (low, re.sub(r"['’]s?$", "", low), low.removesuffix("s")):
        if form in words:
            return words[form]
    return usual_side(low)


# --- who ---


def _called(opening: str) -> Iterator[PartyCandidate]:
    """Parties that the opening gives a role: ``X, Inc. (the "Provider")``, ``X, called the Provider``."""
    start = _START.search(opening)
    zone_start = start.start() if start else 0
    zone_end = min(len(opening), zone_start + _PREAMBLE)
    stop = _STOP.search(opening, zone_start + 40, zone_end)
    zone_end = stop.start() if stop else zone_end
    taken: set[str] = set()
    last_end = 0
    for match in _CALLED.finditer(opening):
        unquoted = match["bare"] or match["plain"]
        roles = [unquoted] if unquoted else [match["role"], *_EACH_QUOTED.findall(match["more"])]
        roles = [role for role in (_ARTICLE.sub("", r.strip(" ,.")) for r in roles) if _may_be_role(role)]
        inside = zone_start <= match.start() <= zone_end if start else False
        if not inside:
            roles = [role for role in roles if role.lower() in ROLE_SIDES and len(taken) < 2]
        name = legal_names.before(opening, last_end, match.start())
        last_end = match.end()
        roles = [role for role in roles if role.lower() not in taken]
        if (
            roles
            and (name or any(role.lower() in ROLE_SIDES for role in roles))
            and not re.search(r"\bcollectively|together\b", match["inside"] or "")
        ):
            taken.update(role.lower() for role in roles)
            yield PartyCandidate(name, roles)


def _may_be_role(role: str) -> bool:
    return role.lower() in ROLE_SIDES or (role[:1].isupper() and len(role.split()) <= 5 and not _NO_ROLE.search(role))


def _lines(opening: str) -> Iterator[PartyCandidate]:
    """Parties on lines of their own: ``BETWEEN: X`` and ``AND: Y``, or ``Vendor: Y``."""
    for match in _LINE_NAME.finditer(opening):
        name = legal_names.clean(match["name"])
        if legal_names.is_name(name):
            yield PartyCandidate(name)
    for match in _FORM_LINE.finditer(opening):
        name = legal_names.clean(match["name"])
        if match["role"].lower() in ROLE_SIDES and legal_names.is_name(name):
            yield PartyCandidate(name, [match["role"]])


def _pair(opening: str) -> Iterator[PartyCandidate]:
    """Two parties of "between X and Y" without brackets; a role word alone is a role."""
    for match in _AND_NAMES.finditer(opening):
        pair = [legal_names.clean(match["a"]), legal_names.clean(match["b"])]
        roles = [name.title() if name.isupper() else name for name in pair]
        if all(role.lower() in ROLE_SIDES for role in roles):
            yield from (PartyCandidate("", [role]) for role in roles)
            return
        if all(legal_names.is_name(name) for name in pair) and any(legal_names.is_telling(n) for n in pair):
            yield from (
                PartyCandidate("" if r.lower() in ROLE_SIDES else n, [r] if r.lower() in ROLE_SIDES else [])
                for n, r in zip(pair, roles, strict=True)
            )
            return


def _new(found: list[PartyCandidate], more: Iterator[PartyCandidate]) -> list[PartyCandidate]:
    known = {p.name.lower() for p in found if p.name} | {r.lower() for p in found for r in p.roles}
    result = []
    for party in more:
        keys = {party.name.lower(), *(r.lower() for r in party.roles)} - {""}
        if not keys & known:
            known |= keys
            result.append(party)
    return result


def _add_subjects(text: str, found: list[PartyCandidate]) -> None:
    """Role words that do something, where a side has no party or its party no role word."""
    bare = [p for p in found if not p.roles]
    sides = {party_sides.first_side(p) for p in found}
    if len(found) >= 2 and not bare:
        return
    counts: Counter[str] = Counter()
    for match in _SUBJECT.finditer(text):
        words = match[1].lower().split()
        for i in range(len(words)):
            role = " ".join(words[i:])
            if role in ROLE_SIDES:
                counts[role] += 1
                break
    for role, _ in counts.most_common():
        side = ROLE_SIDES[role]
        word = role.upper() if role in ("lea", "sea") else role.title()
        own = next((p for p in bare if party_sides.first_side(p) is side), None)
        if own is not None:
            own.roles.append(word)
            bare.remove(own)
            sides.add(side)
        elif len(found) < 2 and (side not in sides or _schools_beside(found, PartyCandidate("", [word]))):
            sides.add(side)
            found.append(PartyCandidate("", [word]))


def _schools_beside(found: list[PartyCandidate], school: PartyCandidate) -> bool:
    """Whether the role word is of schools, and the only party named so far is another public body: "the Agency" of a form
    that the District hands out."""
    (other,) = found
    public = party_sides.first_side(other) is Side.PROTECTED and any(
        r.lower() in OTHER_PUBLIC_BODIES for r in other.roles
    )
    return public and not party_sides.runs_schools(other) and party_sides.runs_schools(school)
