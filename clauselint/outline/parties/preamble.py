"""Parties as the opening of a document names them: in the preamble, on lines of a form, in "between X and Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clauselint.lexicon.role_words import PRINCIPAL_ROLES, ROLE_SIDES
from clauselint.outline.parties import legal_names
from clauselint.outline.parties.party_sides import PartyCandidate, words_of

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
    r"|\b(?:called|known as|referred to as|hereinafter|hereafter)\s+(?:the\s+)?(?P<bare>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2})"
)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_EACH_QUOTED = re.compile(r"[\"“‘']([^\"”“’‘\n]{2,60})[\"”’']")
_NOT_A_ROLE = re.compile(
    r"\b(?:agreements?|contract|addendum|amendment|date|data|information|services?|products?|laws?|acts?|"
    r"programs?|project|study|terms?|territory|purpose|"
    r"parties|party|exhibit|dpa|dsa|mou|ferpa|gdpr|hipaa|software|site|website|work|property|business|periods?|"
    r"materials?|area|transactions?|merger|affiliates?|letter|form|confirmation|evaluation|projects?|deposit|"
    r"order|materials|records?|policy|plan|effective|"
    r"closing|shares?|stock|patents?|trademarks?|marks|technology|sow|nda|code|commission|premises)\b",
    re.IGNORECASE,
)
# A name that is still to be filled in: "____, a ____ corporation", "[Name] of [full address]", "{City}".
_BLANK_BEFORE = re.compile(r"(_{3,}|\[[^\]\n]{0,80}\]|\{[^}\n]{0,80}\})[^.;:\n_\[\]{}]{0,80}$")
_ANOTHER = re.compile(r"\band\b|[;\n]", re.IGNORECASE)
_NEAR = 160  # characters before a role word in which its party is described
_COMMON_NOUN = re.compile(r"\b(?:the|an?|its|each|any)\s+(?P<noun>[a-z][\w-]*(?:\s[a-z][\w-]*){0,2})\s*$")
_TOGETHER = re.compile(r"\b(?:collectively|together)\b", re.IGNORECASE)
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
_LONGEST_ROLE = 5  # words


def named_parties(text: str) -> list[PartyCandidate]:
    """Return the parties that the opening names, in order; later ways are tried while fewer than two are known."""
    opening = text[:_OPENING]
    found = list(_with_roles(text, opening))
    for way in (_on_lines, _in_pair):
        if len(found) < 2:
            found.extend(_unknown(found, way(opening)))
    return found


def roles_given_after(text: str, end: int) -> list[str]:
    """Return the role words that brackets right behind a name give it: ``Acme, Inc. ("Vendor")``."""
    match = _CALLED.match(text, end + len(text[end:]) - len(text[end:].lstrip(" ,")))
    return _roles_of(match) if match else []


class _Zone:
    """The part of the opening in which the preamble names the parties; empty where nothing begins one."""

    def __init__(self, opening: str) -> None:
        start = _START.search(opening)
        self._start = start.start() if start else len(opening) + 1
        end = min(len(opening), self._start + _PREAMBLE)
        stop = _STOP.search(opening, self._start + 40, end)
        self._end = stop.start() if stop else end

    def __contains__(self, offset: int) -> bool:
        return self._start <= offset <= self._end


def _with_roles(text: str, opening: str) -> Iterator[PartyCandidate]:
    """Parties that the opening gives a role: ``X, Inc. (the "Provider")``, ``X, called the Provider``."""
    zone = _Zone(opening)
    taken: set[str] = set()
    last_end = 0
    for match in _CALLED.finditer(opening):
        roles = _roles_of(match)
        if match.start() not in zone:
            roles = [role for role in roles if role.lower() in PRINCIPAL_ROLES and len(taken) < 2]
        floor, last_end = last_end, match.end()
        roles = [role for role in roles if role.lower() not in taken]
        party = _named_before(text, floor, match, roles)
        called_already = (
            party is not None and party.name.lower() in taken
        )  # "Tenant … the Disabilities Act (the "ADA")"
        if roles and party is not None and not called_already and not _TOGETHER.search(match["inside"] or ""):
            taken.update(role.lower() for role in roles)
            yield party


def _roles_of(match: re.Match[str]) -> list[str]:
    unquoted = match["bare"] or match["plain"]
    listed = [unquoted] if unquoted else [match["role"], *_EACH_QUOTED.findall(match["more"])]
    roles = (_ARTICLE.sub("", role.strip(" ,.")) for role in listed)
    return [role for role in roles if may_be_role(role) and not (unquoted and role in ("US", "WE"))]


def may_be_role(role: str) -> bool:
    """Return whether a word may be what a document calls a party: not "Agreement", "Effective Date" or "Software"."""
    low = role.lower()
    if low in ROLE_SIDES:
        return True
    named = role[:1].isupper() and len(role.split()) <= _LONGEST_ROLE
    return named and (low.split()[-1] in ROLE_SIDES or not _NOT_A_ROLE.search(role))


def _named_before(text: str, floor: int, match: re.Match[str], roles: list[str]) -> PartyCandidate | None:
    """The party whose name, blank or description stands before the role words; None where nothing there is a party."""
    near = max(floor, match.start() - _NEAR)
    blank = _BLANK_BEFORE.search(text, near, match.start())
    name = _name_before(text, floor, blank, match.start())
    known = any(role.lower() in ROLE_SIDES for role in roles)
    if name:
        means_it = known or not match["plain"] or _is_called(text, match, name)
        has_form = legal_names.SUFFIX_END.search(name)
        return PartyCandidate(name, roles if means_it else []) if means_it or has_form else None
    noun = _COMMON_NOUN.search(text, near, match.start())
    description = noun["noun"] if noun and noun["noun"] in ROLE_SIDES else ""
    if known or description or (blank and not match["plain"]):
        return PartyCandidate("", roles, description=description)
    return None


def _name_before(opening: str, floor: int, blank: re.Match[str] | None, end: int) -> str:
    """The name before ``end``; not one that stands before a blank which somebody else's name is to fill."""
    if blank is None:
        return legal_names.before(opening, floor, end)
    name = legal_names.before(opening, blank.end(1), end)
    if name:
        return name
    earlier = legal_names.before(opening, floor, blank.start())
    between = opening[opening.rfind(earlier, floor, blank.start()) + len(earlier) : blank.start()]
    same = legal_names.SUFFIX_END.search(earlier) and not _ANOTHER.search(between)
    return earlier if same else ""


def _is_called(text: str, match: re.Match[str], name: str) -> bool:
    """Return whether a word in brackets, without quotes, is one for the name before it: it has an article, acts in the
    text, or
    abbreviates the name ("Department for Education (DfE)")."""
    short = match["plain"]
    letters = iter(name.lower())
    abbreviates = short[0].lower() == name[0].lower() and all(c in letters for c in short.lower() if c.isalnum())
    return abbreviates or match[0][1:5].lower() == "the " or acts(text, short)


def acts(text: str, role: str) -> bool:
    """Return whether the text says that somebody called so shall, will or has to do something."""
    return (
        re.search(
            rf"\b{re.escape(role)}(?: [a-z]+ly)? (?:shall|must|will|agrees|may|has|represents|desires|wishes)\b", text
        )
        is not None
    )


def _on_lines(opening: str) -> Iterator[PartyCandidate]:
    """Parties on lines of their own: ``BETWEEN: X`` and ``AND: Y``, or ``Vendor: Y``."""
    for match in _LINE_NAME.finditer(opening):
        name = legal_names.leading_name(match["name"])
        if legal_names.is_name(name):
            yield PartyCandidate(name)
    for match in _FORM_LINE.finditer(opening):
        name = legal_names.leading_name(match["name"])
        if match["role"].lower() in ROLE_SIDES and legal_names.is_name(name):
            yield PartyCandidate(name, [match["role"]])


def _in_pair(opening: str) -> Iterator[PartyCandidate]:
    """Two parties of "between X and Y" without brackets; a role word or "you" alone is a role."""
    for match in _AND_NAMES.finditer(opening):
        names = [legal_names.leading_name(match["a"]), legal_names.leading_name(match["b"])]
        roles = [name.title() if name.isupper() else name for name in names]
        known = [role.lower() in ROLE_SIDES for role in roles]
        telling = [legal_names.is_name(name) and legal_names.is_telling(name) for name in names]
        if all(known) or (any(telling) and all(map(_is_party, names, known))):
            yield from (
                PartyCandidate("", [role]) if is_role else PartyCandidate(name)
                for name, role, is_role in zip(names, roles, known, strict=True)
            )
            return


def _is_party(name: str, is_role: bool) -> bool:
    return is_role or legal_names.is_name(name)


def _unknown(found: list[PartyCandidate], more: Iterator[PartyCandidate]) -> list[PartyCandidate]:
    """Those of ``more`` that are not among ``found`` by a name or a role word."""
    known = words_of(found)
    result = []
    for party in more:
        keys = {party.name.lower(), party.name.lower().split(" ")[0], *(role.lower() for role in party.roles)} - {""}
        if not keys & known:
            known |= keys
            result.append(party)
    return result
