"""Policies of a run, by name, with parameters."""

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
from clauselint.running.cache.result_cache import POLICIES, open_cache
from clauselint.support.data_paths import patterns_folder

if TYPE_CHECKING:
    from clauselint.packs import Pack


@dataclass(frozen=True, slots=True)
class PolicySummary:
    """Facts about packs that are cached, so that a fully cached run loads no pack: rows for the report, the codes of the
    requirements with their former names, parameters, and the folders of packs that do not ship with clauselint, each with the
    digest of its files."""

    rows: tuple[Policy, ...] = ()
    codes: tuple[tuple[str, ...], ...] = ()
    params: tuple[str, ...] = ()
    folders: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Policies:
    """Names of packs or profiles, or paths, with parameters; each pack takes the parameters that it has.

    Packs are loaded lazily, and not at all while a cached summary is valid. Instances with the same names and parameters are
    equal.
    """

    names: tuple[str, ...] = field(compare=False)
    params: Mapping[str, ParamValue] = field(compare=False)
    key: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", json.dumps([self.names, sorted(self.params.items())]))

    def packs(self) -> tuple[Pack, ...]:
        """Load the packs, each once, with their parameters.

        Raises:
            UsageError: a policy is unknown or wrong, or a parameter's value does not fit.
        """
        return _packs(self)

    def rows(self) -> tuple[Policy, ...]:
        """Return the policies as a report names them. Raises as :meth:`packs`."""
        return _summary(self).rows

    def codes(self) -> dict[str, tuple[str, ...]]:
        """Return the codes of all requirements, each with its former names. Raises as :meth:`packs`."""
        return {codes[0]: codes[1:] for codes in _summary(self).codes}

    def all_codes(self) -> frozenset[str]:
        """Return the codes of all requirements, also of those switched off. Raises as :meth:`packs`."""
        return frozenset([*self.codes(), *(code for row in self.rows() for code in row.off)])

    def param_names(self) -> frozenset[str]:
        """Return the names of all parameters. Raises as :meth:`packs`."""
        return frozenset(_summary(self).params)

    def folders(self) -> tuple[Path, ...]:
        """Return the folders of the user's own packs, and of those that they extend. Raises as :meth:`packs`."""
        installed = {Path(path).resolve() for path in (*site.getsitepackages(), site.getusersitepackages())}
        listed = (Path(folder) for folder, _ in _summary(self).folders)
        return tuple(folder for folder in listed if installed.isdisjoint(folder.resolve().parents))

    def digest(self, packs: Sequence[Pack] | None = None) -> str:
        """Return the digest of these policies, content and parameters included, within one installation; the content is that of
        ``packs`` if they are loaded. Raises as :meth:`packs`."""
        folders = _summary(self).folders if packs is None else _own_folders(packs)
        names = ["" if is_path(name) else name for name in self.names]
        parts = (names, [digest for _, digest in folders], sorted(self.params.items()))
        return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=64)
def _summary(policies: Policies) -> PolicySummary:
    if not policies.names:
        return PolicySummary()
    places = [str(Path(name).absolute()) if is_path(name) else name for name in policies.names]
    key = [places, sorted(policies.params.items()), distributions()]
    cache = open_cache()
    cached = cache.get(POLICIES, key, PolicySummary) if cache else None
    if cached is not None and all(content_digest(Path(folder)) == digest for folder, digest in cached.folders):
        return cached
    packs = policies.packs()
    summary = PolicySummary(
        tuple(Policy(pack.name, pack.version, pack.title, dict(pack.off), _is_own(pack)) for pack in packs),
        tuple((row.code, *row.aliases) for pack in packs for row in pack.requirements),
        tuple(sorted({name for pack in packs for name in pack.params()} | set(_profile_params(policies.names)))),
        _own_folders(packs),
    )
    if cache:
        cache.put(POLICIES, key, summary)
    return summary


def _is_own(pack: Pack) -> bool:
    from clauselint.packs.registry import installed, shipped_packs

    return pack.folder not in {*shipped_packs().values(), *installed().values()}


def _own_folders(packs: Sequence[Pack]) -> tuple[tuple[str, str], ...]:
    """Return the folders of the user's own packs with their digests; shipped packs change with clauselint only."""
    found = [(str(path.absolute()), digest) for pack in packs for path, digest in pack.folders]
    return tuple((path, digest) for path, digest in dict.fromkeys(found) if Path(path).parent != patterns_folder())


@lru_cache(maxsize=64)
def _packs(policies: Policies) -> tuple[Pack, ...]:
    params = policies.params
    packs = {p.name: p for p in reversed(list(_load_each(policies.names, params)))}  # the first of a name counts
    listed = tuple(reversed(packs.values()))
    return tuple(pack.with_params({k: v for k, v in params.items() if k in pack.params()}) for pack in listed)


def policies_of(names: Sequence[str | Path], params: Mapping[str, ParamValue]) -> Policies:
    """Return the policies that a caller names.

    Raises:
        UsageError: a policy is unknown or wrong, or no policy has one of the parameters.
    """
    policies = Policies(tuple(dict.fromkeys(map(_policy_name, names))), params)
    for name in sorted(set(params) - policies.param_names()) if params else ():
        raise unknown_param(name, policies.param_names())
    return policies


def unknown_param(name: str, known: frozenset[str]) -> UsageError:
    """Return the error for a parameter that no policy has; ``known`` are all that exist."""
    return UsageError(f"no policy has a parameter '{name}'.", cure=did_you_mean(name, known))


def _policy_name(policy: str | Path) -> str:
    """Return the text of a policy name; a Path object becomes a text that is recognized as a path."""
    if isinstance(policy, str):
        return policy
    return policy.as_posix() if len(policy.parts) > 1 or policy.suffix else f"./{policy}"


def _load_each(policies: Sequence[str], params: Mapping[str, ParamValue]) -> Iterator[Pack]:
    from clauselint.packs import load
    from clauselint.packs.profiles import packs_of
    from clauselint.packs.registry import profiles

    for policy in dict.fromkeys(policies):
        if not is_path(policy) and policy in profiles():
            yield from packs_of(profiles()[policy], params)
        else:
            yield load(policy)


def _profile_params(policies: Sequence[str]) -> Iterator[str]:
    """Yield the parameters of the profiles themselves."""
    from clauselint.packs.profiles import profile_parameters
    from clauselint.packs.registry import profiles

    for policy in policies:
        if not is_path(policy) and policy in profiles():
            yield from profile_parameters(profiles()[policy])
