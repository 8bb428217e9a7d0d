"""A company's own pack on top of another: the other's rows, but for what it changes, and its own beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from clauselint.diagnostics.faults import Fault
from clauselint.diagnostics.suggest import did_you_mean
from clauselint.packs.pack import Pack
from clauselint.packs.pack_file import ExtensionFile, PackFile, RequirementChanges
from clauselint.packs.params import like
from clauselint.packs.policy_names import HEAD
from clauselint.packs.schema import Requirement
from clauselint.packs.yaml_faults import Places


def head_of(extension: ExtensionFile, base: PackFile) -> PackFile:
    """The head of the pack: the other's, with the extension's own name, version, words, parameters and terms."""
    mine = {k: v for k, v in (("title", extension.title), ("about", extension.about)) if v is not None}
    params = {k: like(k, extension.params[k], v) if k in extension.params else v for k, v in base.params.items()}
    return base.model_copy(
        update={
            **mine,
            "name": extension.name,
            "version": extension.version,
            "params": params,
            "terms": {**base.terms, **extension.terms},
            "refine": {**base.refine, **extension.refine},
        }
    )


def changed_rows(
    extension: ExtensionFile, base: Iterable[Requirement], own: Iterable[Requirement]
) -> tuple[Requirement, ...]:
    """The rows of both, by code; those of the base changed as the extension says, without those that it switches off."""
    own = list(own)
    replaced = {r.code for r in own}
    kept = (_changed(r, extension) for r in base if r.code not in replaced and not _off(r, extension))
    return tuple(sorted([*kept, *own], key=lambda r: r.code))


def _off(row: Requirement, extension: ExtensionFile) -> bool:
    change = extension.rows.get(row.code)
    return change is not None and change.off is not None


def _changed(row: Requirement, extension: ExtensionFile) -> Requirement:
    change = extension.rows.get(row.code, RequirementChanges())
    given = {k: v for k in ("severity", "must", "why", "who", "suggestion") if (v := getattr(change, k)) is not None}
    values = {**extension.params, **change.params}
    params = {k: like(k, values[k], v) if k in values else v for k, v in row.params.items()}
    return row.model_copy(update={**given, "params": params})


def faults(folder: Path, extension: ExtensionFile, base: Pack) -> Iterator[Fault]:
    """Rows and parameters that the extension names and the base does not have."""
    places = Places(folder / HEAD)
    rows = {r.code: r for r in base.requirements}
    for name in extension.params:
        if name not in base.params():
            at = ("params", name)
            yield places.fault(at, f"{base.name} has no parameter {name!r}.", did_you_mean(name, base.params()))
    for code, change in extension.rows.items():
        if code not in rows:
            yield places.fault(("rows", code), f"{base.name} has no row {code!r}.", did_you_mean(code, rows))
            continue
        known = rows[code].params
        for name in change.params:
            if name not in known:
                cure = did_you_mean(name, known)
                yield places.fault(("rows", code, "params", name), f"{code} has no parameter {name!r}.", cure)
