"""From the YAML files of a folder to packs. The folder is the registry: nothing is listed anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from clauselint.errors import PackError, UsageError
from clauselint.model import ParamValue
from clauselint.packs.schema import ClauseType, PackFile, Requirement, TypesFile
from clauselint.packs.terms import nearest

_Model = TypeVar("_Model", bound=BaseModel)
SHARED_TERMS = "terms.yaml"
TYPES = "types"
PARTY_TERMS = frozenset({"the-district", "the-outside"})  # the role words of each document's own parties


@dataclass(frozen=True, slots=True)
class Pack:
    """A policy: its head, its requirements by code, and the terms that its patterns may name (shared ones included)."""

    head: PackFile
    requirements: tuple[Requirement, ...]
    terms: Mapping[str, tuple[str, ...]] = field(repr=False)
    folder: Path = field(repr=False)

    @property
    def name(self) -> str:
        """The name by which ``--policy`` calls the pack."""
        return self.head.name

    @property
    def version(self) -> str:
        """The pack's own version; it changes when a judgement may change."""
        return self.head.version

    @property
    def title(self) -> str:
        """What the pack is, in a few words."""
        return self.head.title


def patterns_folder() -> Path:
    """Where the packs that come with clauselint lie: beside the modules in a wheel, above them in a checkout."""
    here = Path(__file__).resolve().parent.parent
    installed = here / "clause_patterns"
    return installed if installed.is_dir() else here.parent / "clause_patterns"


def load(policy: str | Path = "student-data", params: Mapping[str, ParamValue] | None = None) -> Pack:
    """The pack called ``policy``, or the one in that folder, with parameters set.

    Raises UsageError for an unknown pack or parameter, PackError with every fault of the files.
    """
    folder = _folder_of(policy)
    pack = _load_folder(folder)
    return _with_params(pack, params) if params else pack


def load_with_examples(policy: str | Path) -> Pack:
    """The same pack with the examples of its requirements, which a run does not need and does not pay for."""
    return _load_folder(_folder_of(policy), examples=True)


def available(*, examples: bool = False) -> tuple[Pack, ...]:
    """All packs that come with clauselint, by name; with the requirements' examples if asked for."""
    root = patterns_folder()
    return tuple(_load_folder(f.parent, examples) for f in sorted(root.glob("*/pack.yaml")))


def find_requirement(code: str) -> tuple[Pack, Requirement]:
    """The requirement with this code, alias or name, in any case. Raises UsageError with the nearest code."""
    wanted = code.strip().lower()
    known: list[str] = []
    for pack in available(examples=True):
        for requirement in pack.requirements:
            if wanted in {
                requirement.code.lower(),
                requirement.name.lower(),
                *(a.lower() for a in requirement.aliases),
            }:
                return pack, requirement
            known += [requirement.code, requirement.name]
    by_case = {k.lower(): k for k in known}
    close = nearest(wanted, by_case)
    for low, right in by_case.items():
        close = close.replace(f"mean {low}?", f"mean {right}?")
    raise UsageError(
        f"no requirement is called {code!r}.", cure=close or "`clauselint pack show student-data` lists them."
    )


@lru_cache(maxsize=1)
def clause_types() -> tuple[ClauseType, ...]:
    """How each clause type of the taxonomy is found, from ``clause_patterns/types/``."""
    files = sorted((patterns_folder() / TYPES).glob("*.yaml"))
    return tuple(t for f in files for t in _parse(f, TypesFile).types)


@lru_cache(maxsize=1)
def shared_terms() -> Mapping[str, tuple[str, ...]]:
    """The terms that every pack may name."""
    return {k: tuple(v) for k, v in _plain(patterns_folder() / SHARED_TERMS)["terms"].items()}


def _folder_of(policy: str | Path) -> Path:
    text = str(policy)
    if isinstance(policy, Path) or "/" in text or "\\" in text or text.endswith((".yaml", ".yml")):
        folder = Path(policy)
        folder = folder.parent if folder.suffix in {".yaml", ".yml"} else folder
        if not (folder / "pack.yaml").is_file():
            raise UsageError(
                "there is no pack.yaml.",
                where=str(folder),
                cure="A pack is a folder with pack.yaml and one YAML file a requirement.",
            )
        return folder
    root = patterns_folder()
    names = sorted(f.parent.name for f in root.glob("*/pack.yaml"))
    if text not in names:
        raise UsageError(
            f"no policy is called {text!r}.", cure=nearest(text, names) or f"There are: {', '.join(names)}."
        )
    return root / text


@lru_cache(maxsize=32)
def _load_folder(folder: Path, examples: bool = False) -> Pack:
    head = _head(folder)
    faults: list[str] = []
    requirements: list[Requirement] = []
    for file in sorted(folder.glob("*.yaml")):
        if file.name == "pack.yaml":
            continue
        try:
            requirements.append(_parse(file, Requirement, _EXAMPLES if not examples else None))
        except PackError as error:
            faults.append(str(error))
    terms = {**shared_terms(), **_used_terms(folder, head), **head.terms}
    faults += list(_unknown_terms(folder, head, requirements, terms))
    if faults:
        raise PackError("\n".join(faults))
    return Pack(head, tuple(sorted(requirements, key=lambda r: r.code)), terms, folder)


def _used_terms(folder: Path, head: PackFile) -> dict[str, tuple[str, ...]]:
    """The terms of the packs that the head names under ``uses``; of two that define a term, the later wins."""
    names = sorted(f.parent.name for f in patterns_folder().glob("*/pack.yaml"))
    terms: dict[str, tuple[str, ...]] = {}
    for name in head.uses:
        if name not in names:
            raise PackError(
                f"uses: no pack is called {name!r}.", where=str(folder / "pack.yaml"), cure=nearest(name, names)
            )
        terms |= _head(patterns_folder() / name).terms
    return terms


@lru_cache(maxsize=32)
def _head(folder: Path) -> PackFile:
    return _parse(folder / "pack.yaml", PackFile)


def _unknown_terms(
    folder: Path, head: PackFile, requirements: list[Requirement], terms: Mapping[str, Any]
) -> Iterator[str]:
    for requirement in requirements:
        named = {t for _, _, found in requirement.parts() for s in found.any for w in s.wanted for t in w.names}
        named |= set(requirement.applies_when.names) if requirement.applies_when else set()
        for term in sorted(named - set(terms) - PARTY_TERMS):
            yield f"{folder / requirement.code}: no term is called {term!r}. {nearest(term, terms)}".rstrip()
    for term in sorted({head.speaks_of, *head.refine} - set(terms)):
        yield f"{folder / 'pack.yaml'}: no term is called {term!r}. {nearest(term, terms)}".rstrip()


def _with_params(pack: Pack, params: Mapping[str, ParamValue]) -> Pack:
    known = {*pack.head.params, *(p for r in pack.requirements for p in r.params)}
    for name in params:
        if name not in known:
            raise UsageError(
                f"the policy {pack.name} has no parameter {name!r}.",
                cure=nearest(name, sorted(known)) or f"It has: {', '.join(sorted(known))}.",
            )

    def merged(old: Mapping[str, ParamValue]) -> dict[str, ParamValue]:
        return {k: _like(k, params[k], v) if k in params else v for k, v in old.items()}

    head = pack.head.model_copy(update={"params": merged(pack.head.params)})
    requirements = tuple(r.model_copy(update={"params": merged(r.params)}) for r in pack.requirements)
    return Pack(head, requirements, pack.terms, pack.folder)


def _like(name: str, value: ParamValue, default: ParamValue) -> ParamValue:
    """``value`` as the type of the default; raises UsageError where it is none."""
    try:
        if isinstance(default, bool):
            return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}[str(value).lower()]
        if isinstance(default, int | float):
            return type(default)(float(str(value)))
        return [v.strip() for v in str(value).split(",")] if isinstance(default, list) else str(value)
    except (KeyError, ValueError):
        raise UsageError(
            f"{name}={value} does not fit: the policy has {name}={default}.", cure="Give a value of that kind."
        ) from None


_EXAMPLES = "\nexamples:\n"  # the last key of a requirement's file


def _plain(file: Path, until: str | None = None) -> Any:
    """The file's data; only what stands before the line ``until``, if given."""
    try:
        text = file.read_text(encoding="utf-8")
        return YAML(typ="safe").load(text.partition(until)[0] if until else text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else str(file)
        raise PackError(f"this is no valid YAML: {error.problem or error.context}.", where=where) from error
    except OSError as error:
        raise PackError(f"cannot be read: {error.strerror}.", where=str(file)) from error


def _parse(file: Path, model: type[_Model], until: str | None = None) -> _Model:
    data = _plain(file, until)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise PackError("\n".join(_faults(file, error))) from error


def _faults(file: Path, error: ValidationError) -> Iterator[str]:
    """Each fault with file:line:column, found by a second reading that keeps positions."""
    tree = YAML(typ="rt").load(file.read_text(encoding="utf-8"))
    for fault in error.errors():
        line, column = _position(tree, fault["loc"])
        field_path = ".".join(str(p) for p in fault["loc"])
        yield f"{file}:{line}:{column}: {field_path}: {fault['msg']}"


def _position(tree: Any, path: tuple[int | str, ...]) -> tuple[int, int]:
    line, column = 0, 0
    for step in path:
        try:
            line, column = tree.lc.key(step) if hasattr(tree, "keys") else tree.lc.item(step)
            tree = tree[step]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return line + 1, column + 1
