"""The paragraphs by which two versions of a document are compared."""

from __future__ import annotations

from clauselint.model import ComparedParagraph, Document, Outline
from clauselint.outline.structure.lexical_tests import has_verb


def comparable_paragraphs(document: Document, outline: Outline) -> tuple[ComparedParagraph, ...]:
    """Return the contract's paragraphs in order, with their places.

    Tables of contents are left out, as they repeat what stands elsewhere; so is page furniture, unless it is a sentence,
    which may bind somebody.
    """
    result = []
    for paragraph in outline.paragraphs:
        span = paragraph.span
        text = document.text[span.start : span.end]
        if paragraph.kind == "toc" or (paragraph.kind == "furniture" and not has_verb(text)):
            continue
        clause = outline.clauses[paragraph.clause]
        page = document.page_at(span.start)
        result.append(ComparedParagraph(text, paragraph.kind, span, page, clause.section, clause.heading))
    return tuple(result)
