"""Agreements that were written, not found: those under fixtures/, and ones composed of the examples in the rules.

Real agreements are rarely complete. These show what one looks like in which nearly every row is met, what a hollow one is, and
what a single bad sentence makes of its row.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from material import Agreement, Label
from ruamel.yaml import YAML

from clauselint import outline as outlines
from clauselint.detection.detector import Detector
from clauselint.packs import Pack, load, with_examples
from clauselint.packs.example_contracts import filled_exhibits, with_roles
from clauselint.packs.schema import Requirement
from clauselint.reading import read_bytes, read_file

FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures"
COMPLETE, SPOILED = 4, 9
"""Agreements of either kind that are composed for a pack."""

_SPOILED_SHARE = 0.25
_SPOILERS = ("weak", "contradicted", "missing", "taken-back")
"""Ways to spoil a row: by an example that falls short or says the opposite, by none, or by one more that says the opposite."""

_HEAD = (
    'AGREEMENT\n\nThis Agreement is made between Lakeside Public Body (the "{0}") and Northgate Learning, Inc. '
    '(the "{1}").\n\n'
)


def composed_agreements(pack_name: str) -> Iterator[Agreement]:
    """Yield agreements composed of a pack's examples; the same ones each time."""
    pack = with_examples(load(pack_name))
    detector = Detector([pack], learned=False)
    rows = [row for row in pack.requirements if row.examples is not None and row.stance is None]
    random = np.random.default_rng(0)
    for n in range(COMPLETE + SPOILED):
        spoiled = {row.code for row in rows if n >= COMPLETE and random.random() < _SPOILED_SHARE}
        yield _composed(pack, detector, rows, spoiled, n, random)


def fixture_agreements() -> Iterator[Agreement]:
    """Yield the fixtures with the statuses that a careful reviewer would accept."""
    pack = load("student-data")
    detector = Detector([pack], learned=False)
    for name, row in _expected().items():
        document = read_file(FIXTURES / "contracts" / name)
        tree = outlines.build(document)
        accepted = {r.code: row.get(r.code) or row["default"] for r in pack.requirements}
        labels = {code: Label(tuple(statuses), None, None) for code, statuses in accepted.items()}
        yield Agreement(name, pack, document, tree, detector.detect(document, tree), labels)


def _expected() -> dict[str, dict[str, list[str]]]:
    expected, hollow = (YAML(typ="safe").load(FIXTURES / "sources" / f"{n}.yaml") for n in ("expected", "hollow"))
    return dict(expected) | {"northgate-hollow.docx": {code: row["accept"] for code, row in hollow.items()}}


def _composed(
    pack: Pack, detector: Detector, rows: list[Requirement], spoiled: set[str], n: int, random: np.random.Generator
) -> Agreement:
    chosen = {row.code: _example(row, row.code in spoiled, n, random) for row in rows}
    texts = [text for listed, _ in chosen.values() for text in listed[:1]]
    texts += [text for listed, _ in chosen.values() for text in listed[1:]]
    clauses = [f"{i}. {with_roles(text, pack.file.roles)}" for i, text in enumerate(texts, 1)]
    whole = _HEAD.format(*pack.file.roles) + "\n\n".join(clauses) + "\n" + filled_exhibits("\n".join(clauses))
    document = read_bytes(whole.encode(), "composed.txt")
    tree = outlines.build(document)
    # Of a spoiled agreement only the spoiled rows are sure: a bad sentence may touch others too.
    labels = {
        code: Label((status,), None, None) for code, (_, status) in chosen.items() if not spoiled or code in spoiled
    }
    return Agreement(f"composed-{pack.name}-{n}", pack, document, tree, detector.detect(document, tree), labels)


def _example(row: Requirement, spoil: bool, n: int, random: np.random.Generator) -> tuple[list[str], str]:
    """Return the clauses of a row, the second for the end of the agreement, and the status that they give."""
    examples = row.examples
    lists = {kind: getattr(examples, kind) for kind in ("met", "weak", "contradicted")}
    ways = [way for way in _SPOILERS if spoil and lists.get("contradicted" if way == "taken-back" else way, ("",))]
    way = str(random.choice(ways)) if ways else "met"
    if way == "missing":
        return [], way
    if way == "taken-back":
        return [
            lists["met"][n % len(lists["met"])],
            lists["contradicted"][n % len(lists["contradicted"])],
        ], "contradicted"
    return [lists[way][n % len(lists[way])]], way
