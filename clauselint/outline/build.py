"""The outline of a document, one step after the other."""

from __future__ import annotations

from collections.abc import Sequence

from clauselint.model import Document, Outline, OutlineParagraph, Sentence, Span, StatedSide
from clauselint.outline.amendments import depends_on
from clauselint.outline.definitions import find_definitions
from clauselint.outline.parties.extraction import find_parties
from clauselint.outline.precedence import find_parts
from clauselint.outline.references import find_references
from clauselint.outline.structure.clause_tree import build_clause_tree
from clauselint.outline.structure.headings import split_headings
from clauselint.outline.structure.lead_ins import resolve_lead_ins
from clauselint.outline.structure.paragraphs import split_paragraphs
from clauselint.outline.structure.sentence_roles import SentenceRoleClassifier


def build(document: Document, stated: Sequence[StatedSide] = ()) -> Outline:
    """Return the clauses, sentences, parties, definitions and references of ``document``.

    ``stated`` are the sides that the user states for parties.

    Clause 0 is the root, at level -1. Never raises for odd content: a document without structure has the root alone.
    """
    text = document.text
    paragraphs = split_headings(text, split_paragraphs(document))
    clauses, clause_of = build_clause_tree(text, paragraphs)
    drafts = resolve_lead_ins(text, paragraphs, clause_of, clauses)
    roles = SentenceRoleClassifier(text, paragraphs, clauses)
    sentences = tuple(Sentence(d.span, d.clause, roles.classify(d), d.lead_ins, d.flush_text) for d in drafts)
    parties = find_parties(text, stated)
    return Outline(
        clauses,
        sentences,
        parties,
        find_definitions(text, sentences),
        find_references(text, clauses, sentences),
        find_parts(document, clauses, sentences),
        depends_on=depends_on(document, parties),
        paragraphs=tuple(
            OutlineParagraph(Span(p.body, p.end), clause, p.kind)
            for p, clause in zip((headed.paragraph for headed in paragraphs), clause_of, strict=True)
        ),
    )
