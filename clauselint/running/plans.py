"""What is done with each contract of a run: which files it is made of, which policies it is judged against, what is reported."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clauselint.errors import PackError, UsageError
from clauselint.model import ParamValue
from clauselint.running.config import Config, Configs, Value
from clauselint.running.discovery import Source, source_at
from clauselint.running.policies import Policies, unknown_param
from clauselint.running.selection import ALL, EVERYTHING, Selection, selection

DEFAULT_POLICY = "student-data"
NOTHING_TO_JUDGE = Policies((), {})


@dataclass(frozen=True, slots=True)
class Plan:
    """The policies that a contract is judged against (none: it is not judged), and which of their requirements are reported."""

    policies: Policies = NOTHING_TO_JUDGE
    selection: Selection = EVERYTHING


@dataclass(frozen=True, slots=True)
class Case:
    """One contract: its file, or its files in order, and the plan for it."""

    sources: tuple[Source, ...]
    plan: Plan = field(default_factory=Plan)


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line or the environment says of policies; None where it says nothing, and the configuration decides."""

    policy: Sequence[str] | None = None
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None


def cases(sources: Sequence[Source], configs: Configs, given: Given, *, together: bool) -> tuple[Case, ...]:
    """The contracts that the files are, each with its plan, in the order of the files.

    ``together``: all files are one contract, judged as the first of them would be. Else a file of a ``[[contract]]`` stands for
    the whole of it, also for files that nobody named.

    Raises:
        UsageError: a policy, a parameter or a code of the configuration or the command line is wrong.
    """
    planner = _Planner(configs, given)
    if not sources:
        planner.plan(configs.run, Path.cwd()).policies.rows()  # nothing to judge excuses no wrong policy
    if together and sources:
        return (Case(tuple(sources), planner.plan(configs.run, _absolute(sources[0]))),)
    return tuple(planner.cases(sources))


def alone(sources: Iterable[Source], plan: Plan, *, together: bool = False) -> tuple[Case, ...]:
    """Each file as a contract of its own, or all as one, with the same plan."""
    listed = tuple(sources)
    return (Case(listed, plan),) if together and listed else tuple(Case((source,), plan) for source in listed)


class _Planner:
    def __init__(self, configs: Configs, given: Given) -> None:
        self._configs, self._given = configs, given
        self._plans: dict[tuple[Any, ...], Plan] = {}

    def cases(self, sources: Sequence[Source]) -> Iterator[Case]:
        by_file = {os.path.normcase(_absolute(source)): source for source in sources}
        done: set[tuple[Path, ...]] = set()
        for source in sources:
            path = _absolute(source)
            config = self._configs.at(path.parent)
            contract = config.contract_of(path)
            if contract is None or source.data is not None:
                yield Case((source,), self.plan(config, path))
            elif contract.files not in done:
                done.add(contract.files)
                files = (by_file.get(os.path.normcase(file)) or source_at(_from_here(file)) for file in contract.files)
                yield Case(tuple(files), self.plan(config, path))

    def plan(self, config: Config, path: Path) -> Plan:
        """The plan of the document at ``path``; the same one where the same holds."""
        values = config.for_case(path)
        key = (config.file, *((name, str(value.value)) for name, value in sorted(values.items())))
        if key not in self._plans:
            self._plans[key] = self._made(config, values)
        return self._plans[key]

    def _made(self, config: Config, values: Mapping[str, Value]) -> Plan:
        given = self._given
        in_file = values["params"].value if "params" in values else {}
        names = _over(given.policy, values, "policy", (DEFAULT_POLICY,))
        policies = Policies(names, {**in_file, **given.params})
        self._refuse_policies(values, policies)
        self._refuse_params(config, values, policies)
        select = _over(given.select, values, "select", (ALL,))
        ignore = _over(given.ignore, values, "ignore", ())
        if (select, ignore) == ((ALL,), ()):
            return Plan(policies)
        where = "" if given.select or given.ignore else _where(values, "select", "ignore")
        return Plan(policies, selection(select, ignore, _codes(policies, select, ignore), where))

    def _refuse_policies(self, values: Mapping[str, Value], policies: Policies) -> None:
        """What is wrong with policies is told with the place of the setting that it comes from."""
        try:
            policies.rows()
        except PackError:  # says which file of the policy is wrong
            raise
        except UsageError as error:
            try:
                Policies(policies.names, {}).rows()
                where = "" if self._given.params else _where(values, "params")
            except UsageError:
                where = "" if self._given.policy is not None else _where(values, "policy")
            raise UsageError(error.what, where=error.where or where, cure=error.cure) from None

    def _refuse_params(self, config: Config, values: Mapping[str, Value], policies: Policies) -> None:
        """A parameter must be known to a policy: of this document, or, where the file gives it, of another document."""
        unknown = set(policies.params) - policies.known() if policies.params else set()
        if not unknown:
            return
        tables = [config.values, *(t.values for t in config.documents), *(t.values for t in config.contracts)]
        named = [(DEFAULT_POLICY,), *(values["policy"].value for values in tables if "policy" in values)]
        known = policies.known().union(*(Policies(tuple(names), {}).known() for names in named))
        where = _where(values, "params") if not unknown & set(self._given.params) else ""
        unknown_param(unknown - known, known, where)


def _over(
    given: Sequence[str] | None, values: Mapping[str, Value], name: str, default: tuple[str, ...]
) -> tuple[str, ...]:
    if given is not None:
        return tuple(dict.fromkeys(given))
    return tuple(values[name].value) if name in values else default


def _where(values: Mapping[str, Value], *names: str) -> str:
    return ", ".join(values[name].where for name in names if name in values)


def _codes(policies: Policies, select: Sequence[str], ignore: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """All codes that an entry may name: those of the document's policies, and where these do not do, of every policy there is,
    for an entry may be meant for other documents."""
    from clauselint.packs import available

    codes = policies.codes()
    entries = [entry.strip().upper() for entry in (*select, *ignore)]
    if all(entry == ALL or any(code.startswith(entry) for code in codes) for entry in entries):
        return codes
    return {**{row.code: row.aliases for pack in available() for row in pack.requirements}, **codes}


def _absolute(source: Source) -> Path:
    return Path(os.path.normpath(Path(source.name).absolute()))


def _from_here(file: Path) -> Path:
    """An absolute path as a person in the current folder would write it, where it lies below."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file
