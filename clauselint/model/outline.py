"""The structure of a document: clauses, sentences, parties, definitions, references, parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from clauselint.model.span import Span


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of the outline. ``section`` is the full label ("4.2(a)"), ``heading`` the words of the heading, or "".

    ``parent`` is an index into ``Outline.clauses``; the root of a document is clause 0, without label. ``span`` reaches
    from the clause's first character to its last, children included.
    """

    section: str
    heading: str
    level: int
    span: Span
    parent: int | None = None


class SentenceRole(StrEnum):
    """The role of a sentence in the document; only ``OPERATIVE`` ones can satisfy a requirement."""

    OPERATIVE = "operative"
    HEADING = "heading"
    RECITAL = "recital"
    DEFINITION = "definition"
    TOC = "toc"
    RESERVED = "reserved"
    REPLACED = "replaced"  # an amendment takes its place
    BLANK = "blank"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its clause and its role.

    ``span`` is its own text. ``lead_ins`` are the spans of the words that introduce a list item, outermost first ("Recipient
    shall not:"), ``flush_text`` that of the words that close the list for all its items. ``clause`` is an index
    into ``Outline.clauses``.
    """

    span: Span
    clause: int
    role: SentenceRole = SentenceRole.OPERATIVE
    lead_ins: tuple[Span, ...] = ()
    flush_text: Span | None = None


class Side(StrEnum):
    """Side of a party: the one that the policies protect (a school district, a customer), its counterparty, or not known.

    The values are those of JSON version 1.
    """

    PROTECTED = "district"
    COUNTERPARTY = "outside"
    UNKNOWN = "unknown"


class SideSource(StrEnum):
    """Where the side of a party comes from: read in the document, or stated by the user."""

    READ = "read"
    STATED = "stated"


@dataclass(frozen=True, slots=True)
class StatedSide:
    """The side that the user states for a party; ``name`` is the party's name or one of its role words."""

    name: str
    side: Side


@dataclass(frozen=True, slots=True)
class Party:
    """A party, the role words by which the document calls it, and its side. ``name`` is empty where only a role is known."""

    name: str
    roles: tuple[str, ...]
    side: Side
    side_source: SideSource = SideSource.READ


@dataclass(frozen=True, slots=True)
class Definition:
    """``"Student Data" means …``: the defined term, as written, and the spans of the term's sentence and of the meaning."""

    term: str
    sentence: Span
    meaning: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of an exhibit, a section or a web address. ``kind`` is ``exhibit``, ``section`` or ``url``.

    ``found``: what it refers to is in the document. ``blank``: it refers to an exhibit that is empty or holds only blanks.
    """

    text: str
    kind: str
    span: Span
    found: bool
    blank: bool = False


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A part of a contract that may conflict with another: the agreement itself, an exhibit, an amendment, a file.

    ``name`` is its title. ``prevails``: the contract says that it prevails over others.
    """

    name: str
    span: Span
    prevails: bool = False


@dataclass(frozen=True, slots=True)
class OutlineParagraph:
    """A paragraph's own words, without the label before them, and its clause, an index into ``Outline.clauses``.

    ``kind`` is that of the block, or ``toc`` or ``furniture`` (a page number, a running header or footer).
    """

    span: Span
    clause: int
    kind: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """A clause (an index into ``Outline.clauses``) that an amendment changes in part, and the sentence that changes it."""

    clause: int
    by: Span


@dataclass(frozen=True, slots=True)
class Outline:
    """The structure of a document.

    ``parts`` are in order of place, each inside an earlier one or after it. ``depends_on`` says why the document does not
    stand alone ("it amends an agreement"), else "". ``paragraphs`` are those of a single file, in order.
    """

    clauses: tuple[Clause, ...]
    sentences: tuple[Sentence, ...]
    parties: tuple[Party, ...] = ()
    definitions: tuple[Definition, ...] = ()
    references: tuple[Reference, ...] = ()
    parts: tuple[DocumentPart, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    depends_on: str = ""
    paragraphs: tuple[OutlineParagraph, ...] = ()

    def part_at(self, offset: int) -> DocumentPart | None:
        """Return the innermost part that holds the character at ``offset``."""
        return next((part for part in reversed(self.parts) if part.span.contains(offset)), None)

    def ancestors(self, clause: int) -> Iterator[int]:
        """Yield the clause and those above it, innermost first, without the root; as indices into ``clauses``."""
        at: int | None = clause
        while at:  # 0 is the root
            yield at
            at = self.clauses[at].parent

    def heading_path(self, clause: int) -> tuple[Clause, ...]:
        """Return the clause and those above it, outermost first, without the root."""
        return tuple(self.clauses[i] for i in self.ancestors(clause))[::-1]
