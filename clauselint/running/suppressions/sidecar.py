"""Where the files that a team keeps beside its contracts lie, and how they call these: by paths relative to themselves."""

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
    """How ``file``, which names ``documents``, calls the contracts of a report, and which of its documents are gone."""
    folder = file.resolve().parent
    paths = {path for d in report.documents for path in (d.document.path, *(f.document.path for f in d.document.files))}
    gone = (name for name in documents if not os.path.lexists(folder / as_path(name)))
    return SuppressionFile(
        below_cwd(file).as_posix(), {path: sidecar_path(path, folder) for path in paths}, frozenset(gone)
    )


def sidecar_path(path: str | Path, folder: Path) -> str:
    """The path as a file in ``folder`` writes it: relative, with forward slashes. It is absolute where no relative one leads
    there (another drive of Windows). A contract that is a link goes by its own name."""
    path = Path(as_path(str(path)))
    absolute = path.parent.resolve() / path.name
    try:
        name = Path(os.path.relpath(absolute, folder.resolve())).as_posix()
    except ValueError:
        name = absolute.as_posix()
    return normalize_accents(as_text(name))


def normalize_accents(name: str) -> str:
    """The name with its accents as most systems write them; macOS takes some apart."""
    return unicodedata.normalize("NFC", name)


def find_upwards(name: str) -> Path | None:
    """The file ``name`` in the current folder or in the nearest folder above it, up to the root of its git repository, as
    seen from here. Without a repository only the folder itself is looked into: what lies above it is somebody else's."""
    folder = Path.cwd()
    root = git_root(folder) or folder
    for each in (folder, *folder.parents):
        if (each / name).is_file():
            return Path(os.path.relpath(each / name, folder))
        if each == root:
            break
    return None
