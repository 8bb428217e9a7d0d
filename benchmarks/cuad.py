"""CUAD's contracts and what its lawyers labelled in them, from the material beside the repository."""

from __future__ import annotations

import ast
import csv
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MATERIAL = Path(os.environ.get("CLAUSELINT_MATERIAL", ROOT / "../shared"))
_FOLDER = MATERIAL / "data/cuad"


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract: its text, its PDF where there is one, and the labelled excerpts by clause type."""

    text: Path
    pdf: Path | None
    gold: Mapping[str, list[str]]


def is_there() -> bool:
    """Return whether the material is; says so where not."""
    if not (_FOLDER / "txt").is_dir():
        print(f"no material at {MATERIAL}; set CLAUSELINT_MATERIAL")
        return False
    return True


def labelled_types() -> dict[str, str]:
    """The clause types that CUAD labels, and its names for them."""
    with (MATERIAL / "taxonomy.csv").open(encoding="utf-8") as file:
        return {row["type"]: row["cuad_category"] for row in csv.DictReader(file) if row["cuad_category"]}


def part(file_name: str) -> str:
    """Return whether a contract is for development or for the test: nothing was trained on the latter, or written for
    them."""
    return "dev" if int(hashlib.sha256(file_name.encode()).hexdigest(), 16) % 5 else "test"


def contracts(which: str) -> list[Contract]:
    """The contracts of a part, in the order of their names."""
    texts, pdfs = _by_stem(_FOLDER / "txt"), _by_stem(_FOLDER / "pdf")
    types = labelled_types()
    found = []
    with (_FOLDER / "master_clauses.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            stem = _stem(row["Filename"])
            if part(row["Filename"]) == which and stem in texts:
                gold = {name: _excerpts(row[category]) for name, category in types.items()}
                found.append(Contract(texts[stem], pdfs.get(stem), gold))
    return sorted(found, key=lambda contract: contract.text)


def _by_stem(folder: Path) -> dict[str, Path]:
    return {_stem(path.name): path for path in folder.iterdir()} if folder.is_dir() else {}


def _stem(name: str) -> str:
    return Path(name).stem.rstrip(".")  # one file's name ends in two dots


def _excerpts(cell: str) -> list[str]:
    items = ast.literal_eval(cell) if cell.startswith("[") else [cell] if cell else []
    return [part.strip() for item in items for part in item.split("<omitted>") if part.strip()]
