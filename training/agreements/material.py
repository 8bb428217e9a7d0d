"""Agreements with careful readers' judgements as rows to learn from: what was detected, and what readers said and showed.

A folder of material holds ``labels.jsonl`` and the documents in ``docs/``. A label is a JSON object a line: ``doc``, ``pack``,
``code``, ``accept`` (the statuses that readers gave, the commonest first), ``quotes`` (the passages that they would show; null
where nobody was asked).
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from clauselint import outline as outlines
from clauselint.detection.detector import Detector
from clauselint.judging.evidence import EvidenceQuoter
from clauselint.model import Detection, Document, Outline
from clauselint.packs import Pack, load
from clauselint.reading import read_file

_FEWEST_CHARACTERS = 12
_SHARED, _FEWEST_WORDS = 0.8, 6


@dataclass(frozen=True, slots=True)
class Label:
    """What readers said of a requirement in a document: ``shown`` are the sentences that they would show, None where nobody
    was asked; ``accept`` are the statuses, the commonest first."""

    accept: tuple[str, ...]
    quotes: tuple[str, ...] | None
    shown: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """A document judged against a pack; ``found`` is what was detected in it, passages left out."""

    name: str
    pack: Pack
    document: Document
    outline: Outline
    found: tuple[Detection, ...]
    labels: Mapping[str, Label]

    @property
    def quoter(self) -> EvidenceQuoter:
        """Quotes of the document."""
        return EvidenceQuoter(self.document, self.outline)

    def shown(self, code: str) -> frozenset[int] | None:
        """Return the sentences that readers would show for a requirement; None where nobody was asked."""
        return self.labels[code].shown if code in self.labels else None

    def by_signal(self, scored: Sequence[Detection] = ()) -> dict[str, list[Detection]]:
        """Return what was detected, by signal name, with these passages."""
        found: dict[str, list[Detection]] = defaultdict(list)
        for d in (*self.found, *scored):
            found[d.signal].append(d)
        return found


def load_agreements(folder: Path, leave_out: Sequence[str] = ()) -> Iterator[Agreement]:
    """Yield the agreements of a folder, each pack's together; ``leave_out`` are names of documents without suffix."""
    labels: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labels[str(row["pack"]), PurePath(str(row["doc"])).stem].append(row)
    files = {path.stem: path for path in (folder / "docs").iterdir()}
    packs: dict[str, tuple[Pack, Detector]] = {}
    for (pack_name, name), rows in sorted(labels.items()):
        if name in leave_out:
            continue
        if pack_name not in packs:
            pack = load(pack_name)
            packs[pack_name] = pack, Detector([pack], learned=False)
        pack, detector = packs[pack_name]
        document = read_file(files[name])
        tree = outlines.build(document)
        yield Agreement(name, pack, document, tree, detector.detect(document, tree), _labels(document, tree, rows))


def _labels(document: Document, outline: Outline, rows: Sequence[dict[str, object]]) -> dict[str, Label]:
    quoter = EvidenceQuoter(document, outline)
    shown_as = [quoter.shown_text(i) for i in range(len(outline.sentences))]
    words = [PassageWords(text) for text in shown_as]
    labels = {}
    for row in rows:
        quotes = row["quotes"]
        passages = None if quotes is None else [PassageWords(quote) for quote in quotes]
        shown = passages and frozenset(i for i, text in enumerate(words) if any(text.alike(p) for p in passages))
        labels[str(row["code"])] = Label(
            tuple(row["accept"]), None if quotes is None else tuple(quotes), frozenset() if passages == [] else shown
        )
    return labels


class PassageWords:
    """Words of a text, to compare with others: one holds the other, or they share most of their words."""

    def __init__(self, text: str) -> None:
        self._flat = re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()
        self._counts = Counter(self._flat.split())

    def alike(self, other: PassageWords) -> bool:
        """Return whether both are the same passage, or one is cut from the other."""
        if min(len(self._flat), len(other._flat)) < _FEWEST_CHARACTERS:
            return self._flat == other._flat
        if self._flat in other._flat or other._flat in self._flat:
            return True
        fewest = min(self._counts.total(), other._counts.total())
        return fewest >= _FEWEST_WORDS and (self._counts & other._counts).total() >= _SHARED * fewest
