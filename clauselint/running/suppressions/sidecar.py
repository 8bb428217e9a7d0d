"""Sidecar files (waivers, baseline): where they lie, and the relative paths by which they name contracts."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from clauselint.judging.suppression_matching import SuppressionFile
from clauselint.model import Report
from clauselint.support.file_names import as_path, as_text
from clauselint.support.git_root import git_root
from clauselint.support.paths import below_cwd


def sidecar_names(file: Path, report: Report, documents: Iterable[str]) -> SuppressionFile:
    """Return the names by which the sidecar ``file`` knows the contracts of a report, and which of its ``documents`` are gone."""
    folder = file.resolve().parent
    paths = {path for d in report.documents for path in (d.document.path, *(f.document.path for f in d.document.files))}
    gone = (name for name in documents if not os.path.lexists(folder / as_path(name)))
    return SuppressionFile(
        below_cwd(file).as_posix(), {path: sidecar_path(path, folder) for path in paths}, frozenset(gone)
    )


def sidecar_path(path: str | Path, folder: Path) -> str:
    """Return ``path`` as a sidecar in ``folder`` writes it: relative, with forward slashes; absolute on another drive of Windows.
    A contract that is a link keeps its own name."""
    path = Path(as_path(str(path)))
    absolute = path.parent.resolve() / path.name
    try:
        name = Path(os.path.relpath(absolute, folder.resolve())).as_posix()
    except ValueError:
        name = absolute.as_posix()
    return normalize_accents(as_text(name))


def normalize_accents(name: str) -> str:
    """Return the name in Unicode form NFC; macOS decomposes accents."""
    return unicodedata.normalize("NFC", name)


def find_upwards(name: str) -> Path | None:
    """Return the file ``name`` in the current folder or the nearest folder above it, up to the root of its git repository,
    relative to the current folder. Outside a repository only the folder itself is searched."""
    folder = Path.cwd()
    root = git_root(folder) or folder
    for each in (folder, *folder.parents):
        if (each / name).is_file():
            return Path(os.path.relpath(each / name, folder))
        if each == root:
            break
    return None
