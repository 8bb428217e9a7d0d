"""The outline of a document, one step after the other."""

from __future__ import annotations

from collections.abc import Sequence

from clauselint.model import Document, Outline, OutlineParagraph, Sentence, Span, StatedSide
from clauselint.outline import definitions, precedence, references
from clauselint.outline.parties import extraction
from clauselint.outline.structure import clause_tree, headings, lead_ins, paragraphs
from clauselint.outline.structure.sentence_roles import SentenceRoleClassifier


def build(document: Document, stated: Sequence[StatedSide] = ()) -> Outline:
    """The clauses, sentences, parties, definitions and references of ``document``.

    ``stated`` are the sides that the user states for parties.

    Clause 0 is the root, at level -1. Never raises for odd content: a document without structure has the root alone.
    """
    text = document.text
    pieces = headings.classify(text, paragraphs.split(document))
    clauses, places = clause_tree.grow(text, pieces)
    lines = lead_ins.resolve(text, pieces, places, clauses)
    roles = SentenceRoleClassifier(text, pieces, clauses)
    sentences = tuple(Sentence(line.span, line.clause, roles.of(line), line.stems, line.tail) for line in lines)
    named = extraction.find_parties(text, stated)
    return Outline(
        clauses,
        sentences,
        named,
        definitions.find_definitions(text, sentences),
        references.find_references(text, clauses, sentences),
        precedence.find_parts(document, clauses, sentences),
        depends_on=precedence.depends(document, named),
        paragraphs=tuple(
            OutlineParagraph(Span(piece.paragraph.body, piece.paragraph.end), clause, piece.paragraph.kind)
            for piece, clause in zip(pieces, places, strict=True)
        ),
    )
