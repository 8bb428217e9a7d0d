"""The plan for each contract of a run: its files, the policies that it is judged against, and which findings are reported."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from clauselint.diagnostics.errors import PackError, UsageError
from clauselint.model import ParamValue, StatedSide
from clauselint.running.config import Config, Configs, Value
from clauselint.running.config.file import merge_values
from clauselint.running.discovery import Source, source_at
from clauselint.running.policies import Policies, unknown_param
from clauselint.running.selection import ALL, SELECT_ALL, Selection, parse_entry
from clauselint.running.stated_sides import stated_sides
from clauselint.support.paths import below_cwd

DEFAULT_POLICY = "student-data"
NOTHING_TO_JUDGE = Policies((), {})


@dataclass(frozen=True, slots=True)
class Plan:
    """The policies that a contract is judged against (may be none), the selection of requirements to report, and the sides that
    the user states for parties."""

    policies: Policies = NOTHING_TO_JUDGE
    selection: Selection = SELECT_ALL
    parties: tuple[StatedSide, ...] = ()


@dataclass(frozen=True, slots=True)
class ContractJob:
    """One contract to be judged: its files in order, and the plan for it.

    ``folders`` are those in or below which its files were searched for, so that a deleted one may have been part of it; empty
    for a contract of one file.
    """

    sources: tuple[Source, ...]
    plan: Plan = field(default_factory=Plan)
    folders: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class CliOverrides:
    """Settings from the command line or the environment; None where the configuration decides. ``parties`` override those of the
    configuration one by one."""

    policy: Sequence[str] | None = None
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None
    parties: Mapping[str, str] = field(default_factory=dict)


def plan_jobs(
    sources: Sequence[Source], configs: Configs, overrides: CliOverrides, *, together: bool
) -> tuple[ContractJob, ...]:
    """Group files into contracts, each with its plan, in the order of the files.

    ``together``: all files are one contract, judged as the first of them would be. Otherwise a file of a ``[[contract]]`` brings
    in the whole contract, also files that the user did not name.

    Raises:
        UsageError: a policy, a parameter or a code of the configuration or the command line is wrong.
    """
    planner = _Planner(configs, overrides)
    if together and sources:
        folders = tuple(dict.fromkeys(_absolute(source).parent for source in sources if source.data is None))
        listed: tuple[ContractJob, ...] = (
            ContractJob(tuple(sources), planner.plan(configs.run, _absolute(sources[0])), folders),
        )
    else:
        listed = tuple(planner.cases(sources))
        planner.verify(configs.run)  # nothing to judge excuses nothing that is wrong
    planner.done()
    return listed


def verify(configs: Configs, path: Path) -> None:
    """Check the configuration in force at an absolute path against the policies. Raises UsageError with all faults."""
    planner = _Planner(configs, CliOverrides())
    planner.verify(configs.at(path if path.is_dir() else path.parent))
    planner.done()


def unjudged_jobs(sources: Sequence[Source], configs: Configs, parties: Mapping[str, str]) -> tuple[ContractJob, ...]:
    """Each file as a contract of its own that is judged against nothing; sides of parties as the configuration has them, and
    ``parties`` over those."""
    found = []
    for source in sources:
        path = _absolute(source)
        stated = _stated(configs.at(path.parent).for_contract(path), parties)
        found.append(ContractJob((source,), Plan(parties=stated)))
    return tuple(found)


def _stated(values: Mapping[str, Value], parties: Mapping[str, str]) -> tuple[StatedSide, ...]:
    in_file = values["parties"].value if "parties" in values else {}
    return stated_sides({**in_file, **parties})


def one_job_per_file(sources: Iterable[Source], plan: Plan, *, together: bool = False) -> tuple[ContractJob, ...]:
    """Return each file as a contract of its own, or all ``together`` as one, with the same plan."""
    listed = tuple(sources)
    return (
        (ContractJob(listed, plan),)
        if together and listed
        else tuple(ContractJob((source,), plan) for source in listed)
    )


class _Planner:
    """Makes plans, and collects the faults of the settings that they come from."""

    def __init__(self, configs: Configs, overrides: CliOverrides) -> None:
        self._configs, self._overrides = configs, overrides
        self._plans: dict[tuple[Any, ...], Plan] = {}
        self._verified: set[Path | None] = set()
        self._faults: dict[str, None] = {}

    def cases(self, sources: Sequence[Source]) -> Iterator[ContractJob]:
        by_file = {os.path.normcase(_absolute(source)): source for source in sources}
        done: set[tuple[Path, ...]] = set()
        for source in sources:
            path = _absolute(source)
            config = self._configs.at(path.parent)
            contract = config.contract_of(path)
            if contract is None or source.data is not None:
                yield ContractJob((source,), self.plan(config, path))
            elif contract.files not in done:
                done.add(contract.files)
                files = (by_file.get(os.path.normcase(file)) or source_at(below_cwd(file)) for file in contract.files)
                yield ContractJob(tuple(files), self.plan(config, path), contract.folders)

    def plan(self, config: Config, path: Path) -> Plan:
        """Return the plan for the document at ``path``; documents with the same settings share one."""
        self.verify(config)
        return self._of(config, config.for_contract(path))

    def verify(self, config: Config) -> None:
        """Check everything in a configuration, also what concerns documents that are not part of the run."""
        if config.file in self._verified:
            return
        self._verified.add(config.file)
        base = config.defaults()
        for values in ({}, *(t.values for t in config.documents), *(t.values for t in config.contracts)):
            self._of(config, merge_values(base, values))

    def done(self) -> None:
        """Raises UsageError with everything that was found wrong."""
        if self._faults:
            raise UsageError("\n".join(self._faults))

    def _of(self, config: Config, values: Mapping[str, Value]) -> Plan:
        key = (config.file, *((name, str(value.value)) for name, value in sorted(values.items())))
        if key not in self._plans:
            self._plans[key] = self._made(config, values)
        return self._plans[key]

    def _made(self, config: Config, values: Mapping[str, Value]) -> Plan:
        overrides = self._overrides
        in_file = values["params"].value if "params" in values else {}
        names = _override(overrides.policy, values, "policy", (DEFAULT_POLICY,))
        policies = Policies(names, {**in_file, **overrides.params})
        if not self._hold(values, policies):
            return Plan()
        self._refuse_params(config, values, policies)
        select = _override(overrides.select, values, "select", (ALL,))
        ignore = _override(overrides.ignore, values, "ignore", ())
        parties = _stated(values, overrides.parties)
        if (select, ignore) == ((ALL,), ()):
            return Plan(policies, parties=parties)
        known = _codes((policies, *_configured_policies(config)), select, ignore)
        chosen = self._entries("select", select, known, values) or (ALL,)
        return Plan(policies, Selection(chosen, self._entries("ignore", ignore, known, values)), parties)

    def _hold(self, values: Mapping[str, Value], policies: Policies) -> bool:
        """Return whether the policies exist and accept the values of their parameters."""
        try:
            policies.rows()
        except UsageError as error:
            # Which of them it was, each with its place; where only all together are wrong, the first thing said.
            before = len(self._faults)
            for name in policies.names:
                self._try(Policies((name,), {}), "policy", values, PurePath(name).name)
            if len(self._faults) == before:
                for name, value in policies.params.items():
                    self._try(Policies(policies.names, {name: value}), "params", values, name)
            if len(self._faults) == before:
                self._tell(error, "", values)
            return False
        return True

    def _try(self, policies: Policies, setting: str, values: Mapping[str, Value], near: str) -> None:
        try:
            policies.rows()
        except UsageError as error:
            self._tell(error, setting, values, near)

    def _refuse_params(self, config: Config, values: Mapping[str, Value], policies: Policies) -> None:
        """Record parameters that no policy has: neither one of this document nor, if the file sets them, one of another."""
        unknown = set(policies.params) - policies.param_names() if policies.params else set()
        if not unknown:
            return
        known = policies.param_names().union(*(each.param_names() for each in _configured_policies(config)))
        for name in sorted(unknown - known):
            self._tell(unknown_param(name, known), "params", values, name)

    def _entries(
        self, setting: str, texts: Sequence[str], known: Mapping[str, Sequence[str]], values: Mapping[str, Value]
    ) -> tuple[str, ...]:
        entries = []
        for text in texts:
            try:
                entries.append(parse_entry(text, known))
            except UsageError as error:
                self._tell(error, setting, values, text)
        return tuple(dict.fromkeys(entries))

    def _tell(self, error: UsageError, setting: str, values: Mapping[str, Value], near: str = "") -> None:
        """Record a fault, with the place of the setting if a file gives it; faults in a policy's files have their own place."""
        overrides = self._overrides
        by_hand = {
            "policy": overrides.policy is not None,
            "params": near in overrides.params,
            "select": overrides.select is not None,
            "ignore": overrides.ignore is not None,
        }
        if setting not in values or by_hand[setting] or isinstance(error, PackError):
            self._faults[str(error)] = None
            return
        what = f"{error.where}: {error.what}" if error.where else error.what
        self._faults[str(values[setting].fault(what, error.cure, near=near))] = None


def _override(
    overrides: Sequence[str] | None, values: Mapping[str, Value], name: str, default: tuple[str, ...]
) -> tuple[str, ...]:
    if overrides is not None:
        return tuple(dict.fromkeys(overrides))
    return tuple(values[name].value) if name in values else default


def _configured_policies(config: Config) -> tuple[Policies, ...]:
    """Return the policies of all documents in a configuration; missing ones are reported where they are named."""
    tables = [config.values, *(t.values for t in config.documents), *(t.values for t in config.contracts)]
    named = [(DEFAULT_POLICY,), *(tuple(values["policy"].value) for values in tables if "policy" in values)]
    found = []
    for policies in (Policies(names, {}) for names in dict.fromkeys(named)):
        with suppress(UsageError):
            policies.rows()
            found.append(policies)
    return tuple(found)


def _codes(policies: Iterable[Policies], select: Sequence[str], ignore: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return all codes that an entry may name: those of the policies, or, if these do not match, of every policy, since an entry
    may be meant for other runs."""
    from clauselint.packs import available

    codes = {code: aliases for each in policies for code, aliases in each.codes().items()}
    entries = [entry.strip().upper() for entry in (*select, *ignore)]
    if all(entry == ALL or any(code.startswith(entry) for code in codes) for entry in entries):
        return codes
    return {**{row.code: row.aliases for pack in available() for row in pack.requirements}, **codes}


def _absolute(source: Source) -> Path:
    return Path(os.path.normpath(Path(source.name).absolute()))
