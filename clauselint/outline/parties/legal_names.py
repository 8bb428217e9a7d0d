"""Names of legal persons: where one begins and ends in running text, and which side it speaks for."""

from __future__ import annotations

import re

from clauselint.lexicon.role_words import ROLE_SIDES
from clauselint.lexicon.word_set import word_set
from clauselint.model import Side
from clauselint.outline.structure.lexical_tests import is_title_case

_SUFFIX = (
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Co|Company|"
    r"LP|L\.P|LLP|PLLC|PLC|P\.C|S\.A|N\.A|GmbH|B\.V|N\.V|PBC|Pty|AG|AB)\b\.?"
)
LEGAL_FORM = rf"[,\s]+{_SUFFIX}"
"""A legal form at the end of a name, with what separates it: ", Inc."."""
SUFFIX_END = re.compile(rf"{LEGAL_FORM}\s*$", re.IGNORECASE)
_BOUNDARY = re.compile(
    r"\b(?:by and between|between|by and among|among|by|with)\b\s*:?|\bAND\b\s*:?|"
    r",?\s*\band\b\s*(?=(?:the\s+)?[A-Z(\"“])|\(\d\)|\)|;|\n|\bbind\b|[.:]\s+(?=[A-Z])",
    re.IGNORECASE,
)
# "Department of Community and Human Services": this "and" stands within a name.
_OFFICE_OF = re.compile(
    r"\b(?:Department|Office|Division|Bureau|Board|Ministry|Commission|Institute|School|College)\s+(?:of|for)\s+"
    r"(?:[A-Z][\w’'-]*,?\s+){1,4}$"
)
_DESCRIPTOR = re.compile(
    rf"\s*,(?!\s*{_SUFFIX})|\s+(?:an?|located|having|whose|organized|together|acting|with)\s|\s+of\s+\d|"
    rf"\s*[(\"“]",
    re.IGNORECASE,
)
_ADDRESS_BEHIND = re.compile(rf"(\b{_SUFFIX})\s+\d.*$")
_LAW = re.compile(
    r"\b(?:Regulations?|Act|Law|Directive|Code|Rules?|Section|CFR|C\.F\.R|U\.S\.C)\b|"
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d"
)
_PUBLIC_NAME = re.compile(
    r"\b(?:School|Schools|District|University|College|County|City|Board of|Department|State of|Public|Academy|"
    r"Agency|Commission|Institute|Educational? (?:Agency|Service))\b",
)
_COMPANY_NAME = re.compile(
    rf"(?:\b{_SUFFIX}|\b(?:Foundation|Technologies|Software|Systems|Solutions|Labs|Learning|Bank|Partners|"
    rf"Group|Consulting|Ventures)\b)"
)
_NOT_IN_NAME = re.compile(
    r"\b(?:agreement|effective|shall|is|are|dated|entered|and the|each|transaction)\b|[:)]", re.IGNORECASE
)
_NOT_FIRST_IN_NAME = word_set(
    "as at if in on to no each both such this these that those any all whereas filed name preamble recitals "
    "background introduction overview purpose exhibit until upon when where party parties pursuant page section "
    "article dear ladies work provided subject for it his her their"
)


def before(opening: str, floor: int, end: int) -> str:
    """Return the name that stands before a role's bracket: what follows the last "between" or "and", up to a descriptor."""
    begin = max(floor, end - 400)
    chunk = opening[begin:end]
    cuts = [
        m.end()
        for m in _BOUNDARY.finditer(chunk)
        if "and" not in m[0].lower() or not _OFFICE_OF.search(f"{chunk[: m.start()]} ")
    ]
    for cut in [0, *cuts]:
        candidate = leading_name(chunk[cut:])
        if candidate and is_telling(candidate) and len(candidate) < 90 and is_name(candidate):
            return candidate
    for cut in reversed([0, *cuts]):
        candidate = leading_name(chunk[cut:])
        if is_name(candidate):
            return candidate
    return ""


def leading_name(chunk: str) -> str:
    """Return the name at the head of a piece of running text, without the article before it and the descriptor after it."""
    chunk = " ".join(chunk.split()).lstrip(" ,:;()")
    cut = _DESCRIPTOR.search(chunk)
    name = _ADDRESS_BEHIND.sub(r"\1", chunk[: cut.start()] if cut else chunk)
    return re.sub(r"(?i)^(?:the|and|by|between|among)\s+", "", name).strip(" ,:;")


def is_name(name: str) -> bool:
    """Return whether the words read as the name of somebody: capitals throughout, and no word that begins sentences."""
    words = name.split()
    return (
        0 < len(words) <= 12
        and name[0].isalnum()
        and is_title_case(name)
        and words[0].lower() not in _NOT_FIRST_IN_NAME
        and not _NOT_IN_NAME.search(name)
        and not _LAW.search(name)
        and not (len(words) == 1 and len(name) < 3)
    )


def is_telling(name: str) -> bool:
    """Return whether the name holds a word that only names of organisations hold."""
    return bool(_COMPANY_NAME.search(name) or _PUBLIC_NAME.search(name.title() if name.isupper() else name))


def side_of_name(name: str) -> Side:
    """Return the side that the name speaks for: a school or an authority, or a company; else unknown."""
    if re.search(rf"\b{_SUFFIX}", name):
        return Side.COUNTERPARTY
    if _PUBLIC_NAME.search(name):
        return Side.PROTECTED
    return Side.COUNTERPARTY if _COMPANY_NAME.search(name) else Side.UNKNOWN


def short_forms(text: str, name: str) -> list[str]:
    """Return the name without its legal form, and its first word, where the document uses them alone."""
    plain = SUFFIX_END.sub("", name).strip(" ,")
    short = []
    if plain and plain != name:
        short.append(plain)
    words = plain.split()
    first = words[0] if words else ""
    if len(words) > 1 and len(first) > 3 and first.lower() not in ROLE_SIDES and first[0].isupper() and first.isalpha():
        alone = re.compile(rf"\b{re.escape(first)}\b(?!\s+{re.escape(words[1])})(?=['’]s|\s+[a-z])")
        if alone.search(text):
            short.append(first)
    return short
