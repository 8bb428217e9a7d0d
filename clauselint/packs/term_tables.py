"""Terms in view of a pack: its own, from ``pack.yaml`` and its term files, and those of the packs that it builds on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clauselint.diagnostics.errors import PackError
from clauselint.diagnostics.faults import Fault
from clauselint.packs.pack_file import ExtensionFile, PackFile, Refine, TermsFile
from clauselint.packs.policy_names import PACK_FILE
from clauselint.packs.registry import term_files
from clauselint.packs.yaml_files import load_model, load_yaml
from clauselint.packs.yaml_places import YamlPlaces

Terms = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class TermTable:
    """Terms by name, former names by the name that replaced them, and the folders that define them, the nearest first.

    A former name counts only where its new name is defined and it is not itself the name of a term again.
    """

    terms: Mapping[str, tuple[str, ...]]
    renamed: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()

    def over(self, other: TermTable) -> TermTable:
        """Return this table on top of another one: a name that both define has this table's meaning."""
        terms = {**other.terms, **self.terms}
        renamed = {**other.renamed, **self.renamed}
        counting = {old: new for old, new in renamed.items() if new in terms and old not in terms}
        return TermTable(terms, counting, tuple(dict.fromkeys((*self.folders, *other.folders))))

    def with_former_names(self) -> dict[str, tuple[str, ...]]:
        """Return the terms by their names and their former names."""
        return {**{old: self.terms[new] for old, new in self.renamed.items()}, **self.terms}

    def refine_with_former_names(self, refine: Mapping[str, Refine]) -> dict[str, Refine]:
        """Return what refines each term, by the names and the former names of the terms."""
        present = {self.renamed.get(name, name): each for name, each in refine.items()}
        return {**{old: present[new] for old, new in self.renamed.items() if new in present}, **present}


def load_terms(files: Iterable[Path], defined: Mapping[str, Path] | None = None) -> tuple[TermsFile, list[str]]:
    """Return what term files hold together, and every fault of theirs, as text.

    A name that two files define is a fault; ``defined`` are the names that another file defines already.
    """
    terms: dict[str, tuple[str, ...]] = {}
    renamed: dict[str, str] = {}
    faults: list[str] = []
    first = dict(defined or {})
    for file in files:
        try:
            found = load_model(file, TermsFile)
        except PackError as error:
            faults.append(str(error))
            continue
        faults += [str(_defined_twice(name, first[name], file)) for name in found.terms if name in first]
        first.update(dict.fromkeys(found.terms, file))
        terms |= found.terms
        renamed |= found.renamed
    return TermsFile.model_construct(terms=terms, renamed=renamed), faults


def _defined_twice(name: str, first: Path, second: Path) -> Fault:
    before = YamlPlaces(first).where(("terms", name))
    cure = "Keep one of the two, or give one of them another name."
    return YamlPlaces(second).fault(("terms", name), f"the term {name!r} is already defined at {before}.", cure)


def merge_own_terms(folder: Path, pack_file: PackFile | ExtensionFile) -> tuple[PackFile | ExtensionFile, list[str]]:
    """Return the pack file with the terms of the folder's term files added, and every fault of those files, as text."""
    found, faults = load_terms(term_files(folder), dict.fromkeys(pack_file.terms, folder / PACK_FILE))
    update = {"terms": {**pack_file.terms, **found.terms}, "renamed": {**pack_file.renamed, **found.renamed}}
    return pack_file.model_copy(update=update), faults


def _names_by_file(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield the files of a folder that define terms, each with the names that it defines; broken ones are left out."""
    pack_file = [folder / PACK_FILE] if (folder / PACK_FILE).is_file() else []
    for file in (*pack_file, *term_files(folder)):
        try:
            data = load_yaml(file)
        except PackError:  # told by whoever loads the file
            continue
        terms = data.get("terms") if isinstance(data, dict) else None
        yield file, [str(name) for name in terms] if isinstance(terms, dict) else []


def term_place(folders: Iterable[Path], name: str) -> tuple[Path, YamlPlaces] | None:
    """Return the file that defines a term and its places, from the first of ``folders`` that has one; None without."""
    for folder in folders:
        for file, names in _names_by_file(folder):
            if name in names:
                return file, YamlPlaces(file)
    return None


def term_fault(folders: Iterable[Path], name: str, what: str, cure: str = "", *rest: int) -> Fault:
    """Return a fault at a term, or at one of its phrasings, by the index in ``rest``."""
    folders = tuple(folders)
    found = term_place(folders, name)
    places = found[1] if found else YamlPlaces(folders[0] / PACK_FILE)
    return places.fault(("terms", name, *rest), what, cure)


def term_where(folders: Iterable[Path], name: str) -> str:
    """Return ``file:line:column`` of a term's definition."""
    found = term_place(folders, name)
    return found[1].where(("terms", name)) if found else "a file that cannot be found"
