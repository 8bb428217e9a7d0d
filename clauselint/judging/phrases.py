"""Words for pages, sections, parties and numbers of things, which judging and every format share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clauselint.lexicon.role_words import ROLE_SIDES
from clauselint.model import Document, Outline, Read

_STATEMENT_WORDS = frozenset({"that", "who", "whose", "how", "where", "when", "what", "which", "whether"})
_PREPOSITIONS = frozenset({"by", "in", "within", "at", "on", "to", "before", "after", "for"})
_ROLES_WITHOUT_ARTICLE = frozenset({"you", "we", "us", "our"})


def pages_in_words(pages: Iterable[int]) -> str:
    """Return ``[4]`` as "page 4", ``[2, 10, 11, 12]`` as "pages 2 and 10 to 12", no pages as ""."""
    ranges = _ranges(pages)
    words = [word for each in ranges for word in (map(str, each) if len(each) < 3 else [f"{each[0]} to {each[-1]}"])]
    if not words:
        return ""
    return f"page{'' if len(ranges) == len(ranges[0]) == 1 else 's'} {joined(words)}"


def _ranges(pages: Iterable[int]) -> list[list[int]]:
    """Return the pages in order, consecutive ones together."""
    ranges: list[list[int]] = []
    for page in sorted(set(pages)):
        if ranges and page == ranges[-1][-1] + 1:
            ranges[-1].append(page)
        else:
            ranges.append([page])
    return ranges


def joined(words: Sequence[str], conjunction: str = "and") -> str:
    """Return ``["a", "b", "c"]`` as "a, b and c"."""
    return f" {conjunction} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def unread_part_in_words(document: Document) -> str:
    """Return what was not read: pages, "a part of the file", or, of several files, those."""
    unread = [file.document for file in document.files if file.document.read is not Read.FULL]
    if unread:
        return " and ".join(
            d.path if d.read is Read.UNREADABLE else f"{unread_part_in_words(d)} of {d.path}" for d in unread
        )
    return pages_in_words(document.unread_pages) or "a part of the file"


def not_read_in_words(document: Document) -> str:
    """Return ``"page 4 was not read"``, ``"pages 2 to 5 were not read"``."""
    several = len(set(document.unread_pages)) > 1 or sum(f.document.read is not Read.FULL for f in document.files) > 1
    return f"{unread_part_in_words(document)} {'were' if several else 'was'} not read"


def missing_text(document: Document, outline: Outline) -> str:
    """Return which text of a contract was not read: pages, or the agreement to which the document belongs."""
    if document.read is Read.PARTIAL or not outline.depends_on:
        return not_read_in_words(document)
    return f"{outline.depends_on} that was not supplied; check both files together with clauselint check --together"


def section_in_words(section: str) -> str:
    """Return "4.2(a)" as "section 4.2(a)"; a label that says what it is ("Exhibit C") as it stands; no label as ""."""
    return section if not section or " " in section else f"section {section}"


def sections_in_words(sections: Sequence[str]) -> str:
    """Return ``["4.2", "5", "Exhibit C"]`` as "sections 4.2 and 5 and Exhibit C"."""
    numbers = [section for section in sections if section and " " not in section]
    titled = [section for section in sections if " " in section]
    return joined([*([f"section{'s' * (len(numbers) > 1)} {joined(numbers)}"] if numbers else []), *titled])


def party_in_words(name: str) -> str:
    """Return a role word with its article ("the Provider"), a name or a pronoun as it stands."""
    role = name.casefold()
    return f"the {name}" if role in ROLE_SIDES and role not in _ROLES_WITHOUT_ARTICLE else name


def optional_for(obligor: str) -> str:
    """Return for whom a clause is optional, as a verb phrase; ``obligor`` is empty where nobody is named."""
    return f"makes this optional for {party_in_words(obligor)}" if obligor else "makes this optional"


def lacking_in_words(labels: Sequence[str]) -> str:
    """Return what a clause lacks, as a verb phrase: "does not include a deadline and does not say who bears the cost"."""
    groups: dict[str, list[str]] = {"include": [], "prohibit": [], "say": [], "require this": []}
    for label in labels:
        first, _, rest = label.partition(" ")
        if first == "no":
            groups["prohibit"].append(rest)
        elif first in _STATEMENT_WORDS or rest.startswith("what "):
            groups["say"].append(label)
        else:
            groups["require this" if first in _PREPOSITIONS else "include"].append(label)
    return " and ".join(f"does not {verb} {joined(group, 'or')}" for verb, group in groups.items() if group)


def absence_in_words(label: str) -> str:
    """Return that no clause has what a label names: "no clause provides for a deadline", "no clause says that …"."""
    first, _, rest = label.partition(" ")
    if first == "no":
        return f"no clause prohibits {rest}"
    return f"no clause {'says' if first in _STATEMENT_WORDS else 'provides for'} {label}"


def plural(count: int, one: str, many: str = "") -> str:
    """Return ``plural(2, "clause")`` as "2 clauses"."""
    return f"{count} {one if count == 1 else many or one + 's'}"
