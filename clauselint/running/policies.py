"""The policies of a run, with the parameters that the caller sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clauselint.errors import UsageError
from clauselint.model import ParamValue
from clauselint.words import did_you_mean

if TYPE_CHECKING:
    from clauselint.packs import Pack


def load_policies(policies: Sequence[str | Path], params: Mapping[str, ParamValue]) -> tuple[Pack, ...]:
    """The packs that ``policies`` (names of packs or profiles, or paths) come to, each once; every parameter goes to the
    packs that know it.

    Raises:
        UsageError: a policy is unknown or wrong, or no policy knows a parameter.
    """
    packs = {pack.name: pack for pack in reversed(list(_several(policies, params)))}  # the first of a name counts
    listed = tuple(reversed(packs.values()))
    known = {name for pack in listed for name in pack.params()} | set(_of_profiles(policies))
    for name in params:
        if name not in known:
            raise UsageError(f"no policy has a parameter '{name}'.", cure=did_you_mean(name, known))
    return tuple(pack.with_params({k: v for k, v in params.items() if k in pack.params()}) for pack in listed)


def _several(policies: Sequence[str | Path], params: Mapping[str, ParamValue]) -> Iterator[Pack]:
    from clauselint.packs import load
    from clauselint.packs.profiles import packs_of
    from clauselint.packs.registry import is_path, profiles

    for policy in dict.fromkeys(policies):
        if not is_path(policy) and str(policy) in profiles():
            yield from packs_of(profiles()[str(policy)], params)
        else:
            yield load(policy)


def _of_profiles(policies: Sequence[str | Path]) -> Iterator[str]:
    """The parameters that profiles themselves have."""
    from clauselint.packs.profiles import parameters
    from clauselint.packs.registry import is_path, profiles

    for policy in policies:
        if not is_path(policy) and str(policy) in profiles():
            yield from parameters(profiles()[str(policy)])
