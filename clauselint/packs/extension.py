"""Packs that extend another: its rows, but for what the extension changes, and rows of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from clauselint.diagnostics.errors import UsageError
from clauselint.diagnostics.faults import Fault, Place
from clauselint.diagnostics.suggest import did_you_mean
from clauselint.packs.pack import Pack
from clauselint.packs.pack_file import ExtensionFile, PackFile, RequirementChanges
from clauselint.packs.params import Params, coerce_like
from clauselint.packs.policy_names import PACK_FILE
from clauselint.packs.schema import Requirement
from clauselint.packs.validation import silent_replacements
from clauselint.packs.yaml_places import YamlPlaces


def extended_pack_file(extension: ExtensionFile, base: PackFile) -> PackFile:
    """Return the pack file of an extended pack: the base's, with the extension's own name, version, texts and parameters."""
    own_words = {k: v for k, v in (("title", extension.title), ("about", extension.about)) if v is not None}
    params = {k: coerce_like(k, extension.params[k], v) if k in extension.params else v for k, v in base.params.items()}
    return base.model_copy(
        update={
            **own_words,
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
    """Return the rows of both, by code: the base's as the extension changes them, without those that it switches off."""
    own = list(own)
    replaced = {r.code for r in own}
    unreplaced = (_changed(r, extension) for r in base if r.code not in replaced and not _off(r, extension))
    return tuple(sorted([*unreplaced, *own], key=lambda r: r.code))


def _off(row: Requirement, extension: ExtensionFile) -> bool:
    change = extension.rows.get(row.code)
    return change is not None and change.off is not None


def _changed(row: Requirement, extension: ExtensionFile) -> Requirement:
    change = extension.rows.get(row.code, RequirementChanges())
    update = {k: v for k in ("severity", "must", "why", "who", "suggestion") if (v := getattr(change, k)) is not None}
    values = {**extension.params, **change.params}
    params = {k: coerce_like(k, values[k], v) if k in values else v for k, v in row.params.items()}
    return row.model_copy(update={**update, "params": params})


def faults(folder: Path, extension: ExtensionFile, own: Sequence[Requirement], base: Pack) -> Iterator[Fault]:
    """Yield what does not fit the base: unknown rows and parameters, values of another kind, codes taken silently."""
    places = YamlPlaces(folder / PACK_FILE)
    yield from _wrong_params(places, ("params",), extension.params, base.params(), base.name)
    rows = {row.code: row for row in base.requirements}
    own_codes = {row.code for row in own}
    for code, change in extension.rows.items():
        if code not in rows:
            yield places.fault(("rows", code), f"{base.name} has no row {code!r}.", did_you_mean(code, rows))
        elif code in own_codes:
            what = f"{code} is changed here, but this pack's own file replaces it."
            yield places.fault(("rows", code), what, "Make the change in that file, or remove one of the two.")
        else:
            yield from _wrong_params(places, ("rows", code, "params"), change.params, rows[code].params, code)
    yield from silent_replacements(folder, own, base.requirements, [each for each, _ in base.folders])


def _wrong_params(places: YamlPlaces, place: Place, changed: Params, known: Params, owner: str) -> Iterator[Fault]:
    """Yield the parameters that ``owner`` does not have, and those that have another kind of value there."""
    for name, value in changed.items():
        if name not in known:
            yield places.fault((*place, name), f"{owner} has no parameter {name!r}.", did_you_mean(name, known))
            continue
        try:
            coerce_like(name, value, known[name])
        except UsageError as error:
            yield places.fault((*place, name), error.what, error.cure)
