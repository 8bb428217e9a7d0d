"""The whole program on one screen: a document is read; outline, detection and judging take it the rest of the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from clauselint.model import ComparedParagraph, Document, DocumentReport, Outline, Read

if TYPE_CHECKING:
    from clauselint.packs import Pack

AnalyzeDocument = Callable[[Document], DocumentReport]
"""Takes a document the rest of the way."""


class DocumentAnalyzer:
    """Takes a document the rest of the way. There is one in each process that judges: its detector is dear to make."""

    def __init__(self, packs: Sequence[Pack], *, explain: bool = False, compare: bool = False) -> None:
        """For judging against ``packs``, with traces if asked to ``explain``, with paragraphs to ``compare`` versions by."""
        from clauselint.detection.detector import Detector

        self._packs, self._explain, self._compare = packs, explain, compare
        self._detector = Detector(packs)

    def __call__(self, document: Document) -> DocumentReport:
        """All that clauselint has to say about a document."""
        from clauselint import outline
        from clauselint.judging.inventory import inventory
        from clauselint.judging.judge import judge

        policies = tuple(pack.name for pack in self._packs)
        if document.read is Read.UNREADABLE:
            return DocumentReport(document.without_blocks(), policies=policies)
        tree = outline.build_from_files(document) if document.files else outline.build(document)
        found = self._detector.detect(document, tree)
        return DocumentReport(
            document.without_blocks(),
            parties=tree.parties,
            references=tree.references,
            definitions=tree.definitions,
            findings=tuple(
                row for pack in self._packs for row in judge(document, tree, found, pack, explain=self._explain)
            ),
            clauses=inventory(document, tree, found),
            unspoken=tuple(pack.head.subject for pack in self._packs if not _speaks_of(document, pack)),
            policies=policies,
            paragraphs=self._paragraphs(document, tree),
        )

    def _paragraphs(self, document: Document, tree: Outline) -> tuple[ComparedParagraph, ...]:
        from clauselint.judging.compare import comparable_paragraphs

        return comparable_paragraphs(document, tree) if self._compare else ()


class ObligationLister:
    """Takes a document to its list of obligations."""

    def __init__(self, effective_date: date | None) -> None:
        """``effective_date`` is the day on which the contracts take effect, None where nobody has said."""
        self._effective_date = effective_date

    def __call__(self, document: Document) -> DocumentReport:
        """The document's parties and obligations."""
        from clauselint import outline
        from clauselint.detection.norms import obligations
        from clauselint.judging.due import with_due

        if document.read is Read.UNREADABLE:
            return DocumentReport(document.without_blocks())
        tree = outline.build(document)
        rows = (with_due(row, self._effective_date) for row in obligations.list_obligations(document, tree))
        return DocumentReport(
            document.without_blocks(),
            parties=tree.parties,
            references=tree.references,
            definitions=tree.definitions,
            obligations=tuple(rows),
        )


def _speaks_of(document: Document, pack: Pack) -> bool:
    """Whether the document ever speaks of what the pack is about."""
    from clauselint.packs.terms import any_of, compiled

    pattern = compiled(any_of(pack.terms[pack.head.speaks_of], pack.terms))
    return pattern.search(document.text.encode("ascii", "replace")) is not None
