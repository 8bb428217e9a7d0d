"""One-line edits of complete agreements, as data: what each replaces, by what, and the row that it must hurt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from clauselint.model import Document
from clauselint.reading import read_bytes
from tests.fixtures.places import CONTRACTS

EDITS = Path(__file__).parent / "hostile"


@dataclass(frozen=True)
class HostileEdit:
    """``find`` stands once in the agreement, ``put`` takes its place. ``known`` says why it is not noticed yet, if it is not."""

    agreement: str
    pack: str
    row: str
    kind: str
    find: str
    put: str
    known: str = ""

    def __str__(self) -> str:
        return f"{Path(self.agreement).stem} {self.row}: {self.put[:60]}"

    def applied(self) -> str:
        """The text of the agreement with the edit."""
        text = agreement_text(self.agreement)
        assert text.count(self.find) == 1, f"{self}: stands {text.count(self.find)} times in the agreement"
        return text.replace(self.find, self.put)


def hostile_edits() -> tuple[HostileEdit, ...]:
    """All edits of all agreements."""
    found: list[HostileEdit] = []
    for path in sorted(EDITS.glob("*.yaml")):
        data = YAML(typ="safe").load(path)
        found += [HostileEdit(data["contract"], data["pack"], **edit) for edit in data["edits"]]
    return tuple(found)


@lru_cache
def agreement_text(name: str) -> str:
    """The text of an agreement beside the edits, or of a sample contract, numbered as a reader sees it."""
    beside = EDITS / name
    if beside.exists():
        return beside.read_text(encoding="utf-8")
    return _numbered(read_bytes((CONTRACTS / name).read_bytes(), name))


def _numbered(document: Document) -> str:
    """The text of a document as lines, each with the number that the file computes for it."""
    lines = (f"{block.label.rstrip('.')}. {block.text}" if block.label else block.text for block in document.blocks)
    return "\n".join(lines) if document.blocks else document.text
