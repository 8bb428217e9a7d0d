"""Profiles: packs that are judged together, with the parameters that suit them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from clauselint.diagnostics.errors import PackError, UsageError
from clauselint.model import ParamValue
from clauselint.packs.loader import available, load
from clauselint.packs.pack import Pack
from clauselint.packs.pack_file import ProfileFile
from clauselint.packs.registry import installed, shipped_packs


def profile_parameters(profile: ProfileFile) -> tuple[str, ...]:
    """Return the parameters of the profile itself, beside those of its packs."""
    return (profile.choose.param,) if profile.choose else ()


def packs_of(profile: ProfileFile, params: Mapping[str, ParamValue]) -> Iterator[Pack]:
    """Yield the profile's packs in its order, with its own values of their parameters.

    Raises:
        UsageError: a parameter chooses a pack that the profile does not know.
        PackError: the profile names a pack or a row that does not exist.
    """
    known = {**installed(), **shipped_packs()}
    names = [*profile.packs, *_chosen(profile, params), *(n for n in profile.if_there if n in known)]
    for name in dict.fromkeys(names):
        if name not in known:
            raise PackError(f"the profile {profile.name} names a pack {name!r}, which does not exist.")
        yield _with_values(load(name), profile.params)
    yield from _single_rows(profile, set(names))


def _chosen(profile: ProfileFile, params: Mapping[str, ParamValue]) -> tuple[str, ...]:
    if profile.choose is None or profile.choose.param not in params:
        return ()
    value = str(params[profile.choose.param])
    by_case = {k.casefold(): v for k, v in profile.choose.packs.items()}
    if value.casefold() not in by_case:
        known = sorted(profile.choose.packs)
        cure = f"There are: {', '.join(known)}."
        raise UsageError(f"{profile.choose.param}={value}: the profile {profile.name} has no pack for that.", cure=cure)
    return (by_case[value.casefold()],)


def _with_values(pack: Pack, values: Mapping[str, ParamValue]) -> Pack:
    own = {k: v for k, v in values.items() if k in pack.params()}
    return pack.with_params(own) if own else pack


def _single_rows(profile: ProfileFile, taken: Iterable[str]) -> Iterator[Pack]:
    """Yield the packs of which the profile names single rows, with those rows alone."""
    missing = set(profile.rows)
    for pack in available():
        rows = tuple(r for r in pack.requirements if r.code in missing)
        missing -= {r.code for r in rows}
        if rows and pack.name not in taken:
            pack_file = pack.file.model_copy(update={"precedence": None, "groups": ()})
            yield replace(pack, file=pack_file, requirements=rows)
    if missing:
        raise PackError(f"the profile {profile.name} names rows that no pack has: {', '.join(sorted(missing))}.")
