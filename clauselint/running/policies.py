"""The policies of a run, with the parameters that the caller sets."""

from __future__ import annotations

import hashlib
import json
import site
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from clauselint.diagnostics.errors import UsageError
from clauselint.diagnostics.suggest import did_you_mean
from clauselint.model import ParamValue, Policy
from clauselint.packs.policy_names import content_digest, is_path
from clauselint.running.cache.installation import distributions
from clauselint.running.cache.result_cache import POLICIES, opened
from clauselint.support.data_paths import patterns_folder

if TYPE_CHECKING:
    from clauselint.packs import Pack


@dataclass(frozen=True, slots=True)
class PolicySummary:
    """What packs say that is kept, so that a run whose findings are kept loads none: their rows for the report, the codes of
    their requirements with the other names of each, their parameters, and the folders of those that did not come with
    clauselint, each with the digest of its files."""

    rows: tuple[Policy, ...] = ()
    codes: tuple[tuple[str, ...], ...] = ()
    params: tuple[str, ...] = ()
    folders: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Policies:
    """Policies by name (of a pack or a profile) or path, and parameters for them, of which each pack takes those it knows.

    Nothing is loaded until it is asked for, and no pack where an earlier run kept what it says and nothing has changed
    since. Two with the same names and parameters are equal.
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
        return _told(self).rows

    def codes(self) -> dict[str, tuple[str, ...]]:
        """The codes of their requirements, each with the other names that it once had. Raises as :meth:`packs`."""
        return {codes[0]: codes[1:] for codes in _told(self).codes}

    def mentioned(self) -> frozenset[str]:
        """The codes of their requirements, and of those that they switch off. Raises as :meth:`packs`."""
        return frozenset([*self.codes(), *(code for row in self.rows() for code in row.off)])

    def known(self) -> frozenset[str]:
        """The names of the parameters that a policy has. Raises as :meth:`packs`."""
        return frozenset(_told(self).params)

    def folders(self) -> tuple[Path, ...]:
        """The folders of the packs, and of those that they extend, that came neither with clauselint nor with another installed
        package. Raises as :meth:`packs`."""
        installed = {Path(path).resolve() for path in (*site.getsitepackages(), site.getusersitepackages())}
        listed = (Path(folder) for folder, _ in _told(self).folders)
        return tuple(folder for folder in listed if installed.isdisjoint(folder.resolve().parents))

    def digest(self, packs: Sequence[Pack] | None = None) -> str:
        """Tells these policies from all others, content and parameters included, within one installation; the content as
        ``packs`` have it, where they are loaded. Raises as :meth:`packs`."""
        folders = _told(self).folders if packs is None else _own_folders(packs)
        names = ["" if is_path(name) else name for name in self.names]
        parts = (names, [digest for _, digest in folders], sorted(self.params.items()))
        return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=64)
def _told(policies: Policies) -> PolicySummary:
    if not policies.names:
        return PolicySummary()
    places = [str(Path(name).absolute()) if is_path(name) else name for name in policies.names]
    key = [places, sorted(policies.params.items()), distributions()]
    cache = opened()
    kept = cache.get(POLICIES, key, PolicySummary) if cache else None
    if kept is not None and all(content_digest(Path(folder)) == digest for folder, digest in kept.folders):
        return kept
    packs = policies.packs()
    told = PolicySummary(
        tuple(Policy(pack.name, pack.version, pack.title, dict(pack.off), _is_own(pack)) for pack in packs),
        tuple((row.code, *row.aliases) for pack in packs for row in pack.requirements),
        tuple(sorted({name for pack in packs for name in pack.params()} | set(_of_profiles(policies.names)))),
        _own_folders(packs),
    )
    if cache:
        cache.put(POLICIES, key, told)
    return told


def _is_own(pack: Pack) -> bool:
    from clauselint.packs.registry import installed, shipped

    return pack.folder not in {*shipped().values(), *installed().values()}


def _own_folders(packs: Sequence[Pack]) -> tuple[tuple[str, str], ...]:
    """The folders of packs that did not come with clauselint, with their digests; the others change with clauselint alone."""
    found = [(str(path.absolute()), digest) for pack in packs for path, digest in pack.folders]
    return tuple((path, digest) for path, digest in dict.fromkeys(found) if Path(path).parent != patterns_folder())


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
    for name in sorted(set(params) - policies.known()) if params else ():
        raise unknown_param(name, policies.known())
    return policies


def unknown_param(name: str, known: frozenset[str]) -> UsageError:
    """The error that no policy has this parameter; ``known`` are all that there are."""
    return UsageError(f"no policy has a parameter '{name}'.", cure=did_you_mean(name, known))


def _named(policy: str | Path) -> str:
    """A path is a path by its looks, also where a caller gives an object."""
    if isinstance(policy, str):
        return policy
    return policy.as_posix() if len(policy.parts) > 1 or policy.suffix else f"./{policy}"


def _several(policies: Sequence[str], params: Mapping[str, ParamValue]) -> Iterator[Pack]:
    from clauselint.packs import load
    from clauselint.packs.profiles import packs_of
    from clauselint.packs.registry import profiles

    for policy in dict.fromkeys(policies):
        if not is_path(policy) and policy in profiles():
            yield from packs_of(profiles()[policy], params)
        else:
            yield load(policy)


def _of_profiles(policies: Sequence[str]) -> Iterator[str]:
    """The parameters that profiles themselves have."""
    from clauselint.packs.profiles import profile_parameters
    from clauselint.packs.registry import profiles

    for policy in policies:
        if not is_path(policy) and policy in profiles():
            yield from profile_parameters(profiles()[policy])
