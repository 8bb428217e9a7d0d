"""Digests of what decides results in an installation: our files, the libraries, and the OCR program."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from clauselint.support.data_paths import PACKAGE, patterns_folder
from clauselint.support.executables import find_executable
from clauselint.support.file_cache import FileCache

_LAYER = "code"

# Distributions whose next version may read or judge otherwise, as their folders of metadata are called.
_LIBRARIES = frozenset({
    "blis", "cryptography", "google_re2", "lxml", "markdown_it_py", "msoffcrypto_tool", "numpy", "pdfminer_six", "pdfplumber",
    "pillow", "pydantic", "pypdfium2", "pytesseract", "python_docx", "spacy", "thinc",
})  # fmt: skip


def distributions() -> tuple[str, ...]:
    """Return the installed distributions as "name-version". importlib.metadata would take as long as a cached run."""
    found: set[str] = set()
    for folder in dict.fromkeys(sys.path):
        with suppress(OSError):  # an archive, or not there
            names = (each.name for each in Path(folder).iterdir())
            found.update(name for name in names if name.endswith((".dist-info", ".egg-info")))
    return tuple(sorted(name.rpartition(".")[0] for name in found))


def code_digest(store: FileCache) -> str | None:
    """Return the digest of everything that may change a result between two runs over the same files: our modules and data,
    Python, the libraries. None if our files cannot be listed.

    Content counts, not times, so that a cache can be shared between machines. While sizes and times are unchanged, the content
    digest that ``store`` remembers is reused.
    """
    try:
        files = dict(_files())
        listing = hashlib.sha256(repr([(name, s.st_size, s.st_mtime_ns) for name, (_, s) in files.items()]).encode())
        key = f"{PACKAGE} {listing.hexdigest()}"
        content = store.get(_LAYER, key)
        if content is None:
            content = _content((name, path) for name, (path, _) in files.items())
            store.put(_LAYER, key, content)
    except OSError:
        return None
    libraries = [name for name in distributions() if name.partition("-")[0].lower().replace(".", "_") in _LIBRARIES]
    return hashlib.sha256(repr((content, sys.version, sys.platform, libraries)).encode()).hexdigest()


def _files() -> Iterator[tuple[str, tuple[str, os.stat_result]]]:
    """Yield our modules and data in the order of their names, without compiled files."""
    patterns = patterns_folder()
    for root in [PACKAGE] if PACKAGE in patterns.parents else [PACKAGE, patterns]:
        folders = [str(root)]
        for folder in folders:
            with os.scandir(folder) as found:
                for entry in sorted(found, key=lambda each: each.name):
                    if entry.is_dir():
                        folders += [] if entry.name == "__pycache__" else [entry.path]
                    else:
                        yield entry.path[len(str(root.parent)) :], (entry.path, entry.stat())


def _content(files: Iterator[tuple[str, str]]) -> bytes:
    digest = hashlib.sha256()
    for name, path in files:
        digest.update(name.encode("utf-8", "surrogateescape") + b"\0")
        digest.update(hashlib.sha256(Path(path).read_bytes()).digest())
    return digest.digest()


def tesseract_identity() -> str:
    """Return what identifies the OCR program; "" if there is none."""
    place = find_executable("tesseract")
    if place is None:
        return ""
    try:
        found = Path(place).stat()
    except OSError:
        return place
    return repr((place, found.st_size, found.st_mtime_ns, os.environ.get("TESSDATA_PREFIX")))
