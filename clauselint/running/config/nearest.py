"""Lookup of the configuration file in force for a folder."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from pathlib import Path

from clauselint.diagnostics.errors import UsageError
from clauselint.diagnostics.suggest import nearest_word
from clauselint.running.config.file import Config, has_section, load
from clauselint.support.git_root import is_git_root

NAME = "clauselint.toml"
PYPROJECT = "pyproject.toml"
FILES = (NAME, PYPROJECT)
"""Names of configuration files; the first in a folder counts."""


class Configs:
    """Configurations of a run: one for the run itself, and the nearest for each document."""

    def __init__(self, start: Path, *, file: Path | None = None, isolated: bool = False) -> None:
        """Find the configuration of the run from the folder ``start`` upwards. ``file`` is in force everywhere instead;
        ``isolated``: no file is.

        Raises:
            UsageError: a file cannot be read or is wrong.
        """
        self._by_folder: dict[Path, Config] = {}
        self._by_file: dict[Path, Config] = {}
        self._fixed = Config() if isolated else None
        if file is not None:
            if not file.is_file():
                if file.is_dir():
                    raise UsageError(
                        "is a folder.", where=str(file), cure=f"Name its file, like {(file / NAME).as_posix()}."
                    )
                raise UsageError("there is no such file.", where=str(file), cure=_near(file))
            self._fixed = load(file)
        self.run = self.at(start.absolute())

    def at(self, folder: Path) -> Config:
        """Return the configuration in force in an absolute folder: the nearest file, up to the root of the repository or to the
        user's home. Raises UsageError if that file is wrong."""
        if self._fixed is not None:
            return self._fixed
        if folder not in self._by_folder:
            file = nearest_file(folder)
            if file is not None and file not in self._by_file:
                self._by_file[file] = load(file)
            self._by_folder[folder] = Config() if file is None else self._by_file[file]
        return self._by_folder[folder]

    def accepts(self, path: Path, *, is_folder: bool) -> bool:
        """Return whether the settings admit a file as a contract, or a folder to be searched."""
        path = path.absolute()
        config = self.at(path.parent)
        return not config.is_excluded(path, is_folder=is_folder) and (is_folder or config.is_included(path))


def nearest_file(folder: Path) -> Path | None:
    """Return the configuration file in force in an absolute folder. Files above a repository or a home are not the user's."""
    for each in (folder, *folder.parents):
        for file in (each / name for name in FILES):
            there = os.path.isfile(file)  # noqa: PTH113  # False also for a path that is too long, where a Path raises
            if there and (file.name == NAME or has_section(file)):
                return file
        if is_git_root(each) or each == _home():
            return None
    return None


def common_folder(paths: Sequence[str | Path]) -> Path:
    """Return the folder that contains all ``paths``, from which the configuration of the run is searched."""
    folders = [_folder(path) for path in paths if str(path) != "-"]
    try:
        return Path(os.path.commonpath(folders)) if folders else Path.cwd()
    except ValueError:  # on different drives
        return Path.cwd()


def _folder(path: str | Path) -> Path:
    text = str(path)
    if glob.has_magic(text) and not os.path.lexists(text):
        parts = Path(text).parts
        plain = next(n for n, part in enumerate(parts) if glob.has_magic(part))
        return Path(*parts[:plain]).absolute()
    whole = Path(os.path.normpath(Path(text).absolute()))
    return whole if whole.is_dir() else whole.parent


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:  # there is none
        return None


def _near(file: Path) -> str:
    try:
        near = nearest_word(file.name, [each.name for each in file.absolute().parent.iterdir()])
    except OSError:
        near = None
    return f"Did you mean '{file.with_name(near)}'?" if near else "Check the spelling and the current folder."
