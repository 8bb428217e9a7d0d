"""Places where the files of a pack define its terms, for messages and pages that send an author there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from clauselint.packs.pack import Pack
from clauselint.packs.policy_names import PACK_FILE, TERMS
from clauselint.packs.registry import term_files
from clauselint.support.data_paths import patterns_folder


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A phrasing of a term, and the line of the file on which it stands."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class TermSource:
    """The definition of a term: file, line and phrasings. ``shown`` is the place as people read it ("our-pack/pack.yaml:12")."""

    file: Path
    line: int
    phrasings: tuple[Phrasing, ...]

    @property
    def shown(self) -> str:
        """The file as seen from the folder that holds the packs, with the line."""
        return f"{self.shown_file}:{self.line}"

    @property
    def shown_file(self) -> str:
        """The file as seen from the folder that holds the packs."""
        root = patterns_folder().parent
        inside = self.file.is_relative_to(patterns_folder())
        own = self.file.parent.parent if self.file.parent.name != TERMS else self.file.parent.parent.parent
        return self.file.relative_to(root if inside else own).as_posix()


def term_sources(pack: Pack) -> Mapping[str, TermSource]:
    """Return where each term in view of the pack is defined; of several definitions, the one that counts.

    A former name leads to the term that replaced it. The terms of a file that cannot be read are left out.
    """
    found: dict[str, TermSource] = {}
    for folder in pack.term_folders:  # the nearest first
        for file in (folder / PACK_FILE, *term_files(folder)):
            for name, source in _defined_in(file).items():
                found.setdefault(name, source)
    former = {old: found[new] for old, new in pack.renamed.items() if new in found}
    return {**former, **found}


@lru_cache(maxsize=256)
def _defined_in(file: Path) -> Mapping[str, TermSource]:
    """The terms under the key ``terms`` of a YAML file, with their lines."""
    try:
        root = YAML(typ="safe").compose(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}
    return {name: TermSource(file, line, tuple(phrasings)) for name, line, phrasings in _terms(root)}


def _terms(root: Any) -> Iterator[tuple[str, int, Iterator[Phrasing]]]:
    for key, value in _pairs(root):
        if key.value == "terms":
            for name, phrasings in _pairs(value):
                listed = phrasings.value if isinstance(phrasings.value, list) else ()
                yield (
                    name.value,
                    name.start_mark.line + 1,
                    (Phrasing(str(node.value), node.start_mark.line + 1) for node in listed),
                )


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    """The keys and values of a mapping; none where the node is no mapping."""
    return node.value if node is not None and node.id == "mapping" else []
