"""Who the parties are, by which words the document calls them, and whose side each is on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from clauselint.model import Outline, Party, Side
from clauselint.outline.sides import ROLE_SIDES, doubt, usual_side
from clauselint.outline.wording import is_title_case

_OPENING = 10_000  # characters in which a document names its parties
_PREAMBLE = 2_500  # characters after "between" that may hold them
_START = re.compile(
    r"\b(?:by and between|between|by and among|among|is made|entered into|these terms bind|binds?)\b", re.IGNORECASE
)
_STOP = re.compile(
    r"\b(?:WHEREAS|RECITALS|BACKGROUND|NOW,?\s+THEREFORE|Whereas|Recitals|W I T N E S S E T H|WITNESSETH)\b"
)
_CALLED = re.compile(
    r"(?:\((?P<inside>[^()\"“‘]{0,100})|\b(?:hereinafter|hereafter)\b[^.;()\"“‘]{0,40}|\bcalled\s+(?:the\s+)?|\breferred to as\s+(?:the\s+)?)"
    r"[\"“‘'](?P<role>[^\"”“’‘\n]{2,60})[\"”’']"
    r"(?P<more>(?:\s*(?:,|/|or|and|and/or)\s*(?:the\s+)?[\"“‘'][^\"”“’‘\n]{2,60}[\"”’'])*)"
    r"|\b(?:called|known as|referred to as)\s+(?:the\s+)?(?P<bare>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2})"
)
_EACH_QUOTED = re.compile(r"[\"“‘']([^\"”“’‘\n]{2,60})[\"”’']")
_NO_ROLE = re.compile(
    r"\b(?:agreement|contract|addendum|amendment|date|data|information|services?|products?|laws?|acts?|programs?|project|study|terms?|territory|purpose|"
    r"parties|party|exhibit|dpa|dsa|mou|ferpa|software|site|website|work|property|business|periods?|materials?|area|transactions?|merger|affiliates?|letter|form|confirmation|evaluation|projects?|deposit|order|materials|records?|policy|plan|effective|"
    r"closing|shares?|stock|patents?|trademarks?|marks|technology|sow|nda|code|commission|premises)\b",
    re.IGNORECASE,
)
_EXACT_ROLE = frozenset(
    {
        "data provider",
        "data recipient",
        "data owner",
        "data controller",
        "data processor",
        "data user",
        "data discloser",
        "service provider",
    }
)
_BOUNDARY = re.compile(
    r"\b(?:by and between|between|by and among|among|by|with)\b\s*:?|\bAND\b\s*:?|,?\s*\band\b\s*(?=(?:the\s+)?[A-Z(\"“])|\(\d\)|\)|;|\n|\bbind\b|[.:]\s+(?=[A-Z])",
    re.IGNORECASE,
)
_SUFFIX = r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Co|Company|LP|L\.P|LLP|PLLC|PLC|P\.C|S\.A|N\.A|GmbH|B\.V|N\.V|PBC|Pty|AG|AB)\b\.?"
_COMMA = re.compile(
    rf"\s*,(?!\s*{_SUFFIX})|\s+(?:an?|located|having|whose|organized|together|acting|with)\s|\s+of\s+\d|\s*[(\"“]", re.IGNORECASE
)
_SUFFIX_END = re.compile(rf"[,\s]+{_SUFFIX}\s*$", re.IGNORECASE)
_AND_NAMES = re.compile(
    r"\bbetween:?\s+(?P<a>[^.;()\n]{3,120}?)\s*,?\s+and:?\s+(?P<b>[^.;()\n,]{3,120}?)(?=\s+(?:for|regarding|dated|concerning|to|is|sets|governs|effective|on|as|shall)\b|[.;,(\n]|$)",
    re.IGNORECASE,
)
_LINE_NAME = re.compile(r"^[ \t]*(?:BETWEEN|AND|Between|And)\s*:\s*(?P<name>[A-Z][^\n(\"“]{2,120})", re.MULTILINE)
_FORM_LINE = re.compile(
    r"^[ \t]*(?:Name of (?:the )?|The )?(?P<role>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2})(?: [Nn]ame)?\s*:\s*(?P<name>[A-Z][^\n:;_\[\]]{3,90})$",
    re.MULTILINE,
)
_SUBJECT = re.compile(
    r"\b([A-Z][\w-]*(?: [A-Z][\w-]*){0,2}|(?<=[Tt]he )[a-z]+(?: party| entity| provider)?)(?: [a-z]+ly)? (?:shall|must|will|agrees|may|represents|warrants|acknowledges|SHALL|MUST|WILL|MAY|AGREES)\b"
)
_WE = re.compile(
    r"\b(?:[Ww]e|WE) (?:will|may|shall|do|must|collect|use|share|disclose|agree|are|have|reserve|can|WILL|MAY|SHALL|ARE)\b"
)
_YOU = re.compile(
    r"\b(?:[Yy]ou|YOU) (?:will|may|shall|must|agree|are|have|can|grant|acknowledge|represent|retain|own|AGREE|MAY|SHALL|ARE|MUST)\b"
)
_DISTRICT_NAME = re.compile(
    r"\b(?:School|Schools|District|University|College|County|City|Board of|Department|State of|Public|Academy|Agency|Commission|Institute|Educational? (?:Agency|Service))\b",
)
_OUTSIDE_NAME = re.compile(
    rf"(?:\b{_SUFFIX}|\b(?:Foundation|Technologies|Software|Systems|Solutions|Labs|Learning|Bank|Partners|Group|Consulting|Ventures)\b)"
)
_GIVES = r"(?: [a-z]+ly)? (?:will|shall|agrees to|may|must|is) (?:be )?(?:provid|disclos|shar|transfer|releas|send|furnish|suppl|mak|transmit)\w*"
_GETS = r"(?: [a-z]+ly)? (?:will|shall|may|must|agrees to|is) (?:not )?(?:receiv|us|access|stor|destroy|delet|return|safeguard|protect)\w*"


_NO_NAME = re.compile(r"\b(?:agreement|effective|shall|is|are|dated|entered|and the|each|transaction)\b|[:)]", re.IGNORECASE)
_NO_NAME_FIRST = frozenset(
    "as at if in on to no each both such this these that those any all whereas filed exhibit until upon when where party "
    "parties pursuant page section article dear ladies work provided subject for it his her their".split()
)


@dataclass(slots=True)
class _Found:
    """A party in the making."""

    name: str
    roles: list[str] = field(default_factory=list)
    side: Side = Side.UNKNOWN


def find(text: str) -> tuple[Party, ...]:
    """The parties in the order in which the document names them.

    They come from the preamble ("between X ("District") and Y, Inc. (the "Provider")"), from lines of a form ("Vendor: Y"),
    and where those name nobody, from the role words that shall, must or will do something.
    """
    opening = text[:_OPENING]
    found = list(_called(opening))
    for more in (_lines(opening), _pair(opening)):
        if len(found) < 2:
            found.extend(_new(found, more))
    _add_subjects(text, found)
    _add_you_and_we(text, found)
    _decide_sides(text, found)
    for party in found:
        party.roles.extend(_short_names(text, party))
    return tuple(Party(p.name, tuple(dict.fromkeys(p.roles)), p.side) for p in found)


def role_words(outline: Outline) -> dict[str, Side]:
    """Each lower-cased role word, name and short name to its side: the table's, and over them this document's own."""
    words = dict(ROLE_SIDES)
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


def _called(opening: str) -> Iterator[_Found]:
    """Parties that the opening gives a role: ``X, Inc. (the "Provider")``, ``X, called the Provider``."""
    start = _START.search(opening)
    zone_start = start.start() if start else 0
    zone_end = min(len(opening), zone_start + _PREAMBLE)
    stop = _STOP.search(opening, zone_start + 40, zone_end)
    zone_end = stop.start() if stop else zone_end
    names: set[str] = set()
    last_end = 0
    for match in _CALLED.finditer(opening):
        roles = [match["bare"]] if match["bare"] else [match["role"], *_EACH_QUOTED.findall(match["more"])]
        roles = [role for role in (r.strip(" ,.") for r in roles) if _may_be_role(role)]
        inside = zone_start <= match.start() <= zone_end if start else False
        if not inside:
            roles = [role for role in roles if role.lower() in ROLE_SIDES and len(names) < 2]
        name = _name_before(opening, last_end, match.start())
        last_end = match.end()
        roles = [role for role in roles if role.lower() not in names]
        if (
            roles
            and (name or any(role.lower() in ROLE_SIDES for role in roles))
            and not re.search(r"\bcollectively|together\b", match["inside"] or "")
        ):
            names.update(role.lower() for role in roles)
            yield _Found(name, roles)


def _may_be_role(role: str) -> bool:
    return (
        role.lower() in ROLE_SIDES
        or role.lower() in _EXACT_ROLE
        or (role[:1].isupper() and len(role.split()) <= 5 and not _NO_ROLE.search(role))
    )


def _name_before(opening: str, floor: int, end: int) -> str:
    """The name that stands before a role's bracket: what follows the last "between" or "and", up to a descriptor."""
    begin = max(floor, end - 400)
    chunk = opening[begin:end]
    cuts = [m.end() for m in _BOUNDARY.finditer(chunk)]
    for cut in [0, *cuts]:
        candidate = _clean_name(chunk[cut:])
        if (
            candidate
            and (_OUTSIDE_NAME.search(candidate) or _DISTRICT_NAME.search(candidate))
            and len(candidate) < 90
            and _is_name(candidate)
        ):
            return candidate
    for cut in reversed([0, *cuts]):
        candidate = _clean_name(chunk[cut:])
        if _is_name(candidate):
            return candidate
    return ""


def _clean_name(chunk: str) -> str:
    chunk = " ".join(chunk.split()).lstrip(" ,:;()")
    cut = _COMMA.search(chunk)
    name = chunk[: cut.start()] if cut else chunk
    return re.sub(r"^(?:the|and|by|between|among|BETWEEN|AND|The|And)\s+", "", name).strip(" ,:;")


def _is_name(name: str) -> bool:
    """Whether the words read as the name of somebody: capitals throughout, and none of the words that begin sentences."""
    words = name.split()
    return (
        0 < len(words) <= 12
        and name[0].isalnum()
        and is_title_case(name)
        and words[0].lower() not in _NO_NAME_FIRST
        and not _NO_NAME.search(name)
        and not (len(words) == 1 and len(name) < 3)
    )


def _lines(opening: str) -> Iterator[_Found]:
    """Parties on lines of their own: ``BETWEEN: X`` and ``AND: Y``, or ``Vendor: Y``."""
    for match in _LINE_NAME.finditer(opening):
        name = _clean_name(match["name"])
        if _is_name(name):
            yield _Found(name)
    for match in _FORM_LINE.finditer(opening):
        name = _clean_name(match["name"])
        if match["role"].lower() in ROLE_SIDES and _is_name(name):
            yield _Found(name, [match["role"]])


def _pair(opening: str) -> Iterator[_Found]:
    """Two parties of "between X and Y" without brackets; a role word alone is a role."""
    for match in _AND_NAMES.finditer(opening):
        pair = [_clean_name(match["a"]), _clean_name(match["b"])]
        roles = [name.title() if name.isupper() else name for name in pair]
        if all(role.lower() in ROLE_SIDES for role in roles):
            yield from (_Found("", [role]) for role in roles)
            return
        if all(_is_name(name) for name in pair) and any(
            _OUTSIDE_NAME.search(n) or _DISTRICT_NAME.search(n) for n in pair
        ):
            yield from (
                _Found("" if r.lower() in ROLE_SIDES else n, [r] if r.lower() in ROLE_SIDES else [])
                for n, r in zip(pair, roles, strict=True)
            )
            return


def _new(found: list[_Found], more: Iterator[_Found]) -> list[_Found]:
    known = {p.name.lower() for p in found if p.name} | {r.lower() for p in found for r in p.roles}
    result = []
    for party in more:
        keys = {party.name.lower(), *(r.lower() for r in party.roles)} - {""}
        if not keys & known:
            known |= keys
            result.append(party)
    return result


def _add_subjects(text: str, found: list[_Found]) -> None:
    """Role words that do something, where a side has no party or its party no role word."""
    bare = [p for p in found if not p.roles]
    sides = {_first_side(p) for p in found}
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
        own = next((p for p in bare if _first_side(p) is side), None)
        if own is not None:
            own.roles.append(word)
            bare.remove(own)
            sides.add(side)
        elif side not in sides and len(found) < 2:
            sides.add(side)
            found.append(_Found("", [word]))


def _add_you_and_we(text: str, found: list[_Found]) -> None:
    """Terms of service: "we" is the vendor, "you" the customer."""
    if min(len(_WE.findall(text)), len(_YOU.findall(text))) < 2:
        return
    for roles, side in ((("we", "us", "our"), Side.OUTSIDE), (("you", "your"), Side.DISTRICT)):
        mine = [p for p in found if _first_side(p) is side]
        if mine:
            mine[0].roles.extend(roles)
        else:
            found.append(_Found("", list(roles)))


def _short_names(text: str, party: _Found) -> list[str]:
    """The name without its legal form, and its first word, where the document uses them alone."""
    plain = _SUFFIX_END.sub("", party.name).strip(" ,")
    short = []
    if plain and plain != party.name:
        short.append(plain)
    words = plain.split()
    first = words[0] if words else ""
    if len(words) > 1 and len(first) > 3 and first.lower() not in ROLE_SIDES and first[0].isupper() and first.isalpha():
        alone = re.compile(rf"\b{re.escape(first)}\b(?!\s+{re.escape(words[1])})(?=['’]s|\s+[a-z])")
        if alone.search(text):
            short.append(first)
    return short


# --- whose side ---


def _first_side(party: _Found) -> Side:
    """By the first role word that the table knows exactly, else by the name, else by a part of a role word."""
    for role in party.roles:
        if role.lower() in ROLE_SIDES:
            return ROLE_SIDES[role.lower()]
    by_name = _name_side(party.name)
    if by_name is not Side.UNKNOWN:
        return by_name
    return next((side for side in map(usual_side, party.roles) if side is not Side.UNKNOWN), Side.UNKNOWN)


def _name_side(name: str) -> Side:
    if re.search(rf"\b{_SUFFIX}", name):
        return Side.OUTSIDE
    if _DISTRICT_NAME.search(name):
        return Side.DISTRICT
    return Side.OUTSIDE if _OUTSIDE_NAME.search(name) else Side.UNKNOWN


def _decide_sides(text: str, found: list[_Found]) -> None:
    for party in found:
        party.side = _first_side(party)
    known = {party.side for party in found} - {Side.UNKNOWN}
    if len(found) < 2:
        return
    if len(known) == 1 and all(p.side is not Side.UNKNOWN for p in found):
        _settle_conflict(text, found)
    elif len(found) == 2 and len(known) == 1:
        for party in found:
            if party.side is Side.UNKNOWN:
                party.side = Side.OUTSIDE if Side.DISTRICT in known else Side.DISTRICT


def _settle_conflict(text: str, found: list[_Found]) -> None:
    """All parties look as if on one side: their names decide, else who gives data to whom, else the surer role word.

    Two companies that no word tells apart stay unknown.
    """
    names = [_name_side(p.name) for p in found]
    if {Side.DISTRICT, Side.OUTSIDE} <= set(names):
        for party, side in zip(found, names, strict=True):
            party.side = side
        return
    if len(found) > 2:
        return
    first, second = found
    flow = _gives(text, first) - _gives(text, second)
    roles = [next((r for r in p.roles if usual_side(r) is not Side.UNKNOWN), "") for p in found]
    if flow:
        giver, taker = (first, second) if flow > 0 else (second, first)
    elif all(roles) and doubt(roles[0]) != doubt(roles[1]):
        surer, other = (first, second) if doubt(roles[0]) < doubt(roles[1]) else (second, first)
        giver, taker = (surer, other) if first.side is Side.DISTRICT else (other, surer)
    else:
        first.side = second.side = Side.UNKNOWN
        return
    giver.side, taker.side = Side.DISTRICT, Side.OUTSIDE


def _gives(text: str, party: _Found) -> int:
    """How often the party gives data, less how often it gets or keeps them."""
    words = [re.escape(w) for w in (*party.roles, party.name, _SUFFIX_END.sub("", party.name)) if w]
    if not words:
        return 0
    who = rf"\b(?:{'|'.join(words)})"
    what = r"[^.;]{0,60}\b(?:data|records|information)\b"
    gives = len(re.findall(who + _GIVES + what, text, re.IGNORECASE))
    return gives - len(re.findall(who + _GETS + what, text, re.IGNORECASE))
