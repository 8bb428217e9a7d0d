"""The outline of a contract that is made of several files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from clauselint.model import (
    Clause,
    Definition,
    Document,
    DocumentPart,
    File,
    Outline,
    Party,
    Read,
    Sentence,
    Side,
    SideSource,
    Span,
    StatedSide,
)
from clauselint.outline import precedence, references
from clauselint.outline.build import build


def build_joined(document: Document, stated: Sequence[StatedSide] = ()) -> Outline:
    """The outlines of the document's files as one: each file is a clause below the root; what one file refers to and another
    holds is found; parties are those of all files, each once, with the
    sides that the user states for them."""
    clauses = [Clause("", "", -1, Span(0, len(document.text)))]
    sentences: list[Sentence] = []
    definitions: list[Definition] = []
    listed: list[DocumentPart] = []
    outlines: list[Outline] = []
    for file in document.files:
        if file.document.read is Read.UNREADABLE:
            continue
        tree = build(file.document, stated)
        first = len(clauses)
        clauses += _clauses(tree, file, first)
        sentences += [_sentence(s, file.start, first) for s in tree.sentences]
        definitions += [
            replace(d, sentence=_at(d.sentence, file.start), meaning=_at(d.meaning, file.start))
            for d in tree.definitions
        ]
        listed += [replace(part, span=_at(part.span, file.start)) for part in tree.parts]
        outlines.append(tree)
    joined = Outline(
        tuple(clauses),
        tuple(sentences),
        tuple(_parties(p for tree in outlines for p in tree.parties)),
        tuple(definitions),
        references.find_references(document.text, clauses, sentences),
        tuple(precedence.prevailing(document.text, listed, sentences)),
        depends_on="" if any(not tree.depends_on for tree in outlines) else next((t.depends_on for t in outlines), ""),
    )
    return precedence.amended(document.text, joined)


def _at(span: Span, start: int) -> Span:
    return Span(span.start + start, span.end + start)


def _clauses(tree: Outline, file: File, first: int) -> Iterator[Clause]:
    """The file's clauses, its root the first of them, as a child of the whole's root."""
    for clause in tree.clauses:
        parent = 0 if clause.parent is None else clause.parent + first
        yield replace(clause, span=_at(clause.span, file.start), parent=parent, level=max(clause.level, 0))


def _sentence(sentence: Sentence, start: int, first: int) -> Sentence:
    return replace(
        sentence,
        span=_at(sentence.span, start),
        clause=sentence.clause + first,
        lead_ins=tuple(_at(stem, start) for stem in sentence.lead_ins),
        flush_text=_at(sentence.flush_text, start) if sentence.flush_text else None,
    )


def _parties(found: Iterable[Party]) -> Sequence[Party]:
    """Each party once: those that share a name or a role word are one, on the side that is stated, or else known first."""
    kept: list[Party] = []
    for party in found:
        roles = {role.casefold() for role in party.roles}
        for i, other in enumerate(kept):
            same_role = roles & {role.casefold() for role in other.roles}
            if same_role or (party.name and party.name.casefold() == other.name.casefold()):
                surer = min(
                    (other, party), key=lambda p: (p.side_source is not SideSource.STATED, p.side is Side.UNKNOWN)
                )
                words = tuple(dict.fromkeys((*other.roles, *party.roles)))
                kept[i] = Party(other.name or party.name, words, surer.side, surer.side_source)
                break
        else:
            kept.append(party)
    return kept
