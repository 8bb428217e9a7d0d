"""Policy packs as the program runs on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from clauselint.diagnostics.errors import UsageError
from clauselint.diagnostics.suggest import did_you_mean
from clauselint.model import ParamValue
from clauselint.packs.pack_file import PackFile
from clauselint.packs.params import Params, coerce_like
from clauselint.packs.schema import Requirement
from clauselint.packs.term_tables import TermTable


@dataclass(frozen=True, slots=True)
class Pack:
    """Policy: its pack file, its requirements by code, and the terms that its patterns may name (shared ones included).

    ``off`` are the rows that the pack switches off, with the reason. ``folder`` is where it lies; ``folders`` are
    that one and those of the packs that it extends, each with the digest of its files' content. ``renamed`` are the former
    names among the terms, each with its new one; ``term_folders`` the folders that define terms, the nearest first.
    """

    file: PackFile
    requirements: tuple[Requirement, ...]
    terms: Mapping[str, tuple[str, ...]] = field(repr=False)
    folder: Path = field(repr=False)
    off: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[tuple[Path, str], ...] = field(default=(), repr=False)
    renamed: Mapping[str, str] = field(default_factory=dict, repr=False)
    term_folders: tuple[Path, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """The name by which ``--policy`` calls the pack."""
        return self.file.name

    @property
    def version(self) -> str:
        """The pack's own version; it changes when a judgement may change."""
        return self.file.version

    @property
    def title(self) -> str:
        """Return what the pack is, in a few words."""
        return self.file.title

    def term_table(self) -> TermTable:
        """Return the terms in view of the pack, the former names apart."""
        terms = {name: phrasings for name, phrasings in self.terms.items() if name not in self.renamed}
        return TermTable(terms, self.renamed, self.term_folders)

    def params(self) -> Params:
        """Return every parameter of the pack and its rows, with its value."""
        return {**self.file.params, **{k: v for r in self.requirements for k, v in r.params.items()}}

    def with_params(self, values: Mapping[str, ParamValue]) -> Pack:
        """Return the pack with parameters set.

        Raises UsageError for an unknown parameter, a value of another kind, or one that is not among the choices.
        """
        known = self.params()
        for name in values:
            if name not in known:
                raise UsageError(
                    f"the policy {self.name} has no parameter {name!r}.",
                    cure=did_you_mean(name, known),
                )
            choices = self.file.choices.get(name, (str(values[name]),))
            if str(values[name]) not in choices:
                raise UsageError(f"{name} cannot be {values[name]!r}.", cure=f"Choose {' or '.join(choices)}.")

        def merged(old: Params) -> Params:
            return {k: coerce_like(k, values[k], v) if k in values else v for k, v in old.items()}

        pack_file = self.file.model_copy(update={"params": merged(self.file.params)})
        rows = (r.model_copy(update={"params": merged(r.params)}) if r.params else r for r in self.requirements)
        return replace(self, file=pack_file, requirements=tuple(rows))
