"""The outline of a contract that is made of several files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from clauselint.model import (
    Clause,
    Definition,
    Document,
    DocumentPart,
    Outline,
    Party,
    Read,
    Sentence,
    Side,
    SideSource,
    Span,
    StatedSide,
)
from clauselint.outline.amendments import apply_amendments
from clauselint.outline.build import build
from clauselint.outline.precedence import mark_prevailing
from clauselint.outline.references import find_references


def build_from_files(document: Document, stated: Sequence[StatedSide] = ()) -> Outline:
    """Return the outlines of the document's files as one.

    Each file is a clause below the root; what one file refers to and another holds is found; a party that several files
    name is one party.
    """
    files = [file for file in document.files if file.document.read is not Read.UNREADABLE]
    outlines = [build(file.document, stated) for file in files]
    clauses = [Clause("", "", -1, Span(0, len(document.text)))]
    sentences: list[Sentence] = []
    definitions: list[Definition] = []
    parts: list[DocumentPart] = []
    for file, outline in zip(files, outlines, strict=True):
        first = len(clauses)
        clauses += _clauses(outline, file.start, first)
        sentences += [_sentence(sentence, file.start, first) for sentence in outline.sentences]
        definitions += [_definition(definition, file.start) for definition in outline.definitions]
        parts += [replace(part, span=_shifted(part.span, file.start)) for part in outline.parts]
    joined = Outline(
        tuple(clauses),
        tuple(sentences),
        tuple(_merged_parties(party for outline in outlines for party in outline.parties)),
        tuple(definitions),
        find_references(document.text, clauses, sentences),
        mark_prevailing(document.text, parts, sentences),
        depends_on=_depends_on(outlines),
    )
    return apply_amendments(document.text, joined)


def _depends_on(outlines: list[Outline]) -> str:
    """Return why the files do not stand alone; "" where one of them does."""
    reasons = [outline.depends_on for outline in outlines]
    return reasons[0] if reasons and all(reasons) else ""


def _shifted(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


def _clauses(outline: Outline, offset: int, first: int) -> Iterator[Clause]:
    """Yield a file's clauses, its root the first of them, as a child of the common root."""
    for clause in outline.clauses:
        parent = 0 if clause.parent is None else clause.parent + first
        yield replace(clause, span=_shifted(clause.span, offset), parent=parent, level=max(clause.level, 0))


def _sentence(sentence: Sentence, offset: int, first: int) -> Sentence:
    return replace(
        sentence,
        span=_shifted(sentence.span, offset),
        clause=sentence.clause + first,
        lead_ins=tuple(_shifted(span, offset) for span in sentence.lead_ins),
        flush_text=_shifted(sentence.flush_text, offset) if sentence.flush_text else None,
    )


def _definition(definition: Definition, offset: int) -> Definition:
    sentence, meaning = _shifted(definition.sentence, offset), _shifted(definition.meaning, offset)
    return replace(definition, sentence=sentence, meaning=meaning)


def _merged_parties(parties: Iterable[Party]) -> list[Party]:
    """Return each party once, on the side that is stated, else known first."""
    merged: list[Party] = []
    for party in parties:
        known = next((i for i, other in enumerate(merged) if _is_same(party, other)), None)
        if known is None:
            merged.append(party)
        else:
            merged[known] = _merge(merged[known], party)
    return merged


def _is_same(party: Party, other: Party) -> bool:
    """Return whether two parties share a role word or a name."""
    roles = {role.casefold() for role in party.roles}
    if any(role.casefold() in roles for role in other.roles):
        return True
    return bool(party.name) and party.name.casefold() == other.name.casefold()


def _merge(first: Party, second: Party) -> Party:
    surer = min((first, second), key=lambda p: (p.side_source is not SideSource.STATED, p.side is Side.UNKNOWN))
    words = tuple(dict.fromkeys((*first.roles, *second.roles)))
    return Party(first.name or second.name, words, surer.side, surer.side_source)
