"""Registry of policies: packs and profiles that come with clauselint, packs of installed packages, packs in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

from clauselint.diagnostics.errors import PackError, UsageError
from clauselint.diagnostics.suggest import did_you_mean
from clauselint.packs.pack_file import ProfileFile
from clauselint.packs.policy_names import PACK_FILE, TERMS, is_path
from clauselint.packs.yaml_files import load_model
from clauselint.support.data_paths import patterns_folder

PROFILES = "profiles"
ENTRY_POINTS = "clauselint.packs"
"""Group of entry points by which a package offers packs: ``our-pack = "our_package.our_pack"``, a module or a package
beside whose file ``pack.yaml`` lies, or an attribute that is such a folder's path."""


@lru_cache(maxsize=1)
def shipped_packs() -> dict[str, Path]:
    """Return the packs that come with clauselint: name to folder."""
    return {f.parent.name: f.parent for f in sorted(patterns_folder().glob(f"*/{PACK_FILE}"))}


@lru_cache(maxsize=1)
def installed() -> dict[str, Path]:
    """Return the packs that installed packages offer: name to folder.

    One that cannot be loaded is left out; whoever asks for it by name is told why.
    """
    found: dict[str, Path] = {}
    for point in entry_points(group=ENTRY_POINTS):
        with suppress(PackError):
            found[point.name] = _folder_of_entry(point)
    return found


def _folder_of_entry(point: EntryPoint) -> Path:
    try:
        found = point.load()
    except (ImportError, AttributeError) as error:
        raise PackError(f"the pack {point.name!r} of an installed package cannot be loaded: {error}.") from error
    if isinstance(found, ModuleType):
        folder = Path(found.__file__).parent if found.__file__ else Path(next(iter(found.__path__)))
    else:
        folder = Path(str(found))
    if not (folder / PACK_FILE).is_file():
        raise PackError(f"the pack {point.name!r} of an installed package has no {PACK_FILE}.", where=str(folder))
    return folder


@lru_cache(maxsize=1)
def profiles() -> dict[str, ProfileFile]:
    """Return the profiles that come with clauselint, by name."""
    return {f.stem: load_model(f, ProfileFile) for f in sorted((patterns_folder() / PROFILES).glob("*.yaml"))}


def folder_of(policy: str | Path) -> Path:
    """Return the folder of a pack, by its name or path.

    Raises:
        UsageError: no pack has this name or path.
    """
    if is_path(policy):
        return _folder_at(Path(policy))
    name = str(policy)
    if name in shipped_packs():
        return shipped_packs()[name]
    if name in installed():
        return installed()[name]
    for point in entry_points(group=ENTRY_POINTS):
        if point.name == name:
            return _folder_of_entry(point)
    if name in profiles():
        raise UsageError(f"{name} is a profile, which is several packs; name one pack.", cure=_packs_of(name))
    raise UsageError(f"no policy is called {name!r}.", cure=_or_else(name))


def _packs_of(profile: str) -> str:
    return f"It has: {', '.join(profiles()[profile].packs)}." if profiles()[profile].packs else ""


def _folder_at(path: Path) -> Path:
    folder = path.parent if path.suffix in {".yaml", ".yml"} else path
    if not (folder / PACK_FILE).is_file():
        raise UsageError(
            f"there is no {PACK_FILE} here.",
            where=str(folder),
            cure="A pack is a folder with pack.yaml and a YAML file for each requirement: clauselint pack new FOLDER makes one.",
        )
    return folder


def _or_else(name: str) -> str:
    known = sorted({*shipped_packs(), *installed(), *profiles()})
    if Path(name, PACK_FILE).is_file():
        return f"For the pack in the folder {name}: --policy ./{name}"
    return did_you_mean(name, known) or "`clauselint pack list` shows all of them."


def requirement_files(folder: Path) -> Iterator[Path]:
    """Yield the files of a pack's requirements, in the order of their names."""
    return (f for f in sorted(folder.glob("*.yaml")) if f.name not in {PACK_FILE, f"{TERMS}.yaml"})


def term_files(folder: Path) -> Iterator[Path]:
    """Yield the term files of a folder: ``terms.yaml``, then those in ``terms/``, in the order of their names."""
    single = folder / f"{TERMS}.yaml"
    if single.is_file():
        yield single
    yield from sorted((folder / TERMS).glob("*.yaml"))
