"""CUAD's contracts as rows to learn from: sentences, and for each clause type those that lawyers marked.

The contracts pass through reading and outline, so that the model sees sentences as it will see them. An excerpt is looked for
by its words: whole, or, where a page's foot stands in it, by the runs of three words that it shares with the text.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clauselint import outline
from clauselint.detection.detector import Detector
from clauselint.judging.evidence import EvidenceQuoter
from clauselint.judging.inventory import DetectionsByPlace, pattern_detections
from clauselint.model import Document, Outline, Span
from clauselint.reading import read_file

MARKED = 0.5  # of a sentence's characters inside an excerpt, or of the words that both share
_WORD = re.compile(r"[a-z0-9]+")
_RUN = 3  # words
_COMMON = 20  # places from which a run of words says nothing
_SHARED = 0.4  # of an excerpt's runs that must stand in the text
_STRAY = 50  # words that may stand in between


@dataclass(frozen=True, slots=True)
class Contract:
    """``marked`` and ``quoted`` hold a row a sentence, a column a type: does most of it lie in an excerpt of that type, and
    how much is it like one, as the share of the words of both that both have."""

    name: str
    document: Document
    outline: Outline
    patterns: DetectionsByPlace
    marked: np.ndarray
    quoted: np.ndarray

    @property
    def held_out(self) -> bool:
        """Return whether it belongs to the fifth that figures are measured on: its name's SHA-256 is divisible by
        five."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 5 == 0


def load(folder: Path, categories: dict[str, str]) -> list[Contract]:
    """The contracts whose texts lie in ``folder``/txt; ``categories``: CUAD's name of each clause type."""
    with (folder / "master_clauses.csv").open(encoding="utf-8") as file:
        rows = {Path(row["Filename"]).stem.rstrip("."): row for row in csv.DictReader(file)}
    detector, contracts = Detector(learned=False), []
    for path in sorted((folder / "txt").iterdir()):
        row = rows[path.stem.rstrip(".")]
        document = read_file(path)
        tree = outline.build(document)
        patterns = pattern_detections(tree, detector.detect(document, tree), EvidenceQuoter(document, tree))
        excerpts = [_excerpts(row[category]) for category in categories.values()]
        contracts.append(Contract(row["Filename"], document, tree, patterns, *_labels(document, tree, excerpts)))
    return contracts


def _excerpts(cell: str) -> list[str]:
    listed = ast.literal_eval(cell) if cell.startswith("[") else [cell]
    return [part for item in listed for part in item.split("<omitted>") if part.strip()]


def _labels(document: Document, tree: Outline, excerpts: list[list[str]]) -> tuple[np.ndarray, np.ndarray]:
    text, spans = document.text, [s.span for s in tree.sentences]
    marked = np.zeros((len(spans), len(excerpts)), bool)
    quoted = np.zeros(marked.shape, np.float32)
    finder = _Finder(text)
    for column, listed in enumerate(excerpts):
        for excerpt in listed:
            words = set(_WORD.findall(excerpt.lower()))
            for place in finder.find(excerpt):
                for row, span in enumerate(spans):
                    if not span.overlaps(place):
                        continue
                    own = set(_WORD.findall(text[span.start : span.end].lower()))
                    alike = len(own & words) / max(1, len(own | words))
                    inside = min(span.end, place.end) - max(span.start, place.start)
                    quoted[row, column] = max(quoted[row, column], alike)
                    marked[row, column] |= alike >= MARKED or inside >= MARKED * (span.end - span.start)
    return marked, quoted


class _Finder:
    """Where excerpts stand in a text."""

    def __init__(self, text: str) -> None:
        matches = list(_WORD.finditer(text.lower()))
        self._words = [m[0] for m in matches]
        self._spans = [Span(*m.span()) for m in matches]
        self._runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for n in range(len(self._words) - _RUN + 1):
            self._runs[tuple(self._words[n : n + _RUN])].append(n)

    def find(self, excerpt: str) -> Iterator[Span]:
        """Every place where it stands word for word; else the one place where most of it stands."""
        words = _WORD.findall(excerpt.lower())
        starts = self._runs.get(tuple(words[:_RUN]), []) if len(words) >= _RUN else range(len(self._words))
        places = [n for n in starts if self._words[n : n + len(words)] == words] if words else []
        if places:
            yield from (self._span(n, n + len(words)) for n in places)
            return
        runs = [
            (k, place)
            for k in range(len(words) - _RUN + 1)
            if len(found := self._runs.get(tuple(words[k : k + _RUN]), [])) <= _COMMON
            for place in found
        ]
        if runs:
            start = Counter((place - k) // _STRAY for k, place in runs).most_common(1)[0][0] * _STRAY
            near = [place for k, place in runs if abs(place - k - start) <= 2 * _STRAY]
            if len(near) >= _SHARED * (len(words) - _RUN + 1):
                yield self._span(min(near), max(near) + _RUN)

    def _span(self, first: int, end: int) -> Span:
        return Span(self._spans[first].start, self._spans[end - 1].end)
