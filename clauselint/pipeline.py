"""The whole program on one screen: outline, detection and judging of a document that has been read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from clauselint.model import ComparedParagraph, Document, DocumentReport, Outline, Read, StatedSide

if TYPE_CHECKING:
    from clauselint.packs import Pack

AnalyzeDocument = Callable[[Document, Sequence[StatedSide]], DocumentReport]
"""Makes the report of a document that has been read, with the sides that the user states for its parties."""


class DocumentAnalyzer:
    """Judges documents that have been read. Its detector is expensive to make: one per process and set of policies."""

    def __init__(self, packs: Sequence[Pack], *, explain: bool = False, compare: bool = False) -> None:
        """For judging against ``packs``, with traces if asked to ``explain``, with paragraphs to ``compare`` versions by."""
        from clauselint.detection.detector import Detector

        self._packs, self._explain, self._compare = packs, explain, compare
        self._detector = Detector(packs)

    def __call__(self, document: Document, stated: Sequence[StatedSide] = ()) -> DocumentReport:
        """Return the report of a document: parties, clauses and findings; ``stated`` are the sides that the user states."""
        from clauselint import outline
        from clauselint.judging.inventory import inventory
        from clauselint.judging.judge import judge
        from clauselint.judging.subject import mentions_subject

        policies = tuple(pack.name for pack in self._packs)
        if document.read is Read.UNREADABLE:
            return DocumentReport(document.without_blocks(), policies=policies)
        tree = outline.build_from_files(document, stated) if document.files else outline.build(document, stated)
        found = self._detector.detect(document, tree)
        explain = tuple(self._detector.explain(document, tree)) if self._explain else None
        return DocumentReport(
            document.without_blocks(),
            parties=tree.parties,
            references=tree.references,
            definitions=tree.definitions,
            findings=tuple(row for pack in self._packs for row in judge(document, tree, found, pack, explain=explain)),
            clauses=inventory(document, tree, found),
            unspoken=tuple(pack.file.subject for pack in self._packs if not mentions_subject(document, pack)),
            policies=policies,
            paragraphs=self._paragraphs(document, tree),
        )

    def _paragraphs(self, document: Document, tree: Outline) -> tuple[ComparedParagraph, ...]:
        from clauselint.judging.compare import comparable_paragraphs

        return comparable_paragraphs(document, tree) if self._compare else ()


class ObligationLister:
    """Lists the obligations of documents that have been read."""

    def __init__(self, effective_date: date | None) -> None:
        """``effective_date`` is the day on which the contracts take effect; None if unknown."""
        self._effective_date = effective_date

    def __call__(self, document: Document, stated: Sequence[StatedSide] = ()) -> DocumentReport:
        """Return the report of a document: parties and obligations; ``stated`` are the sides that the user states."""
        from clauselint import outline
        from clauselint.detection.norms import obligations
        from clauselint.judging.due import with_due_date

        if document.read is Read.UNREADABLE:
            return DocumentReport(document.without_blocks())
        tree = outline.build(document, stated)
        rows = (with_due_date(row, self._effective_date) for row in obligations.list_obligations(document, tree))
        return DocumentReport(
            document.without_blocks(),
            parties=tree.parties,
            references=tree.references,
            definitions=tree.definitions,
            obligations=tuple(rows),
        )
