"""The whole program on one screen: reading, outline, detection, judging, one after the other."""

from __future__ import annotations

from pathlib import Path

from clauselint.model import Document


def read(path: str | Path) -> Document:
    """What a reader of the file at ``path`` sees. Never raises for bad content: such a document is ``unreadable``."""
    from clauselint.reading import read_file

    return read_file(Path(path))
