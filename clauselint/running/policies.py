"""The policies of a run, with the parameters that the caller sets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from clauselint.errors import UsageError
from clauselint.model import ParamValue, Policy
from clauselint.words import did_you_mean

if TYPE_CHECKING:
    from clauselint.packs import Pack


@dataclass(frozen=True, slots=True)
class Policies:
    """Policies by name (of a pack or a profile) or path, and parameters for them, of which each pack takes those it knows.

    Nothing is loaded until it is asked for. Two with the same names and parameters are equal.
    """

    names: tuple[str, ...] = field(compare=False)
    params: Mapping[str, ParamValue] = field(compare=False)
    key: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", json.dumps([self.names, sorted(self.params.items())]))

    def packs(self) -> tuple[Pack, ...]:
        """The packs that the policies come to, each once, with their parameters.

        Raises:
            UsageError: a policy is unknown or wrong, or a parameter's value does not fit.
        """
        return _packs(self)

    def rows(self) -> tuple[Policy, ...]:
        """The policies as a report names them. Raises as :meth:`packs`."""
        return tuple(Policy(pack.name, pack.version, pack.title, dict(pack.off)) for pack in self.packs())

    def codes(self) -> dict[str, tuple[str, ...]]:
        """The codes of their requirements, each with the other names that it once had. Raises as :meth:`packs`."""
        return {row.code: row.aliases for pack in self.packs() for row in pack.requirements}

    def known(self) -> frozenset[str]:
        """The names of the parameters that a policy has. Raises as :meth:`packs`."""
        return frozenset(name for pack in self.packs() for name in pack.params()) | set(_of_profiles(self.names))


@lru_cache(maxsize=64)
def _packs(policies: Policies) -> tuple[Pack, ...]:
    params = policies.params
    packs = {p.name: p for p in reversed(list(_several(policies.names, params)))}  # the first of a name counts
    listed = tuple(reversed(packs.values()))
    return tuple(pack.with_params({k: v for k, v in params.items() if k in pack.params()}) for pack in listed)


def policies_of(names: Sequence[str | Path], params: Mapping[str, ParamValue]) -> Policies:
    """The policies that a caller names, each parameter known to one of them.

    Raises:
        UsageError: a policy is unknown or wrong, or no policy knows a parameter.
    """
    policies = Policies(tuple(dict.fromkeys(map(_named, names))), params)
    if params:
        unknown_param(set(params) - policies.known(), policies.known())
    return policies


def unknown_param(names: set[str], known: frozenset[str], where: str = "") -> None:
    """Raises UsageError for the first of ``names``, parameters that no policy has."""
    for name in sorted(names):
        raise UsageError(f"no policy has a parameter '{name}'.", where=where, cure=did_you_mean(name, known))


def _named(policy: str | Path) -> str:
    """A path is a path by its looks, also where a caller gives an object."""
    if isinstance(policy, str):
        return policy
    return policy.as_posix() if len(policy.parts) > 1 or policy.suffix else f"./{policy}"


def _several(policies: Sequence[str], params: Mapping[str, ParamValue]) -> Iterator[Pack]:
    from clauselint.packs import load
    from clauselint.packs.profiles import packs_of
    from clauselint.packs.registry import is_path, profiles

    for policy in dict.fromkeys(policies):
        if not is_path(policy) and policy in profiles():
            yield from packs_of(profiles()[policy], params)
        else:
            yield load(policy)


def _of_profiles(policies: Sequence[str]) -> Iterator[str]:
    """The parameters that profiles themselves have."""
    from clauselint.packs.profiles import parameters
    from clauselint.packs.registry import is_path, profiles

    for policy in policies:
        if not is_path(policy) and policy in profiles():
            yield from parameters(profiles()[policy])
