"""The paragraphs of a document that two versions are compared by."""

from __future__ import annotations

from clauselint.model import ComparedParagraph, Document, Outline
from clauselint.outline.structure.lexical_tests import has_verb


def comparable_paragraphs(document: Document, outline: Outline) -> tuple[ComparedParagraph, ...]:
    """The contract's paragraphs in order, with their places.

    Tables of contents are left out, as they say again what stands elsewhere; so is the furniture of pages, unless it is a
    sentence: it may bind somebody.
    """
    result = []
    for passage in outline.paragraphs:
        span = passage.span
        text = document.text[span.start : span.end]
        if passage.kind == "toc" or (passage.kind == "furniture" and not has_verb(text)):
            continue
        clause = outline.clauses[passage.clause]
        page = document.page_at(span.start)
        result.append(ComparedParagraph(text, passage.kind, span, page, clause.section, clause.heading))
    return tuple(result)
