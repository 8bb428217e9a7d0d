"""Files on which a reader once failed, and some that show a fuzzer the way: all are borne."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(file for file in CORPUS.glob("*/*") if file.is_file())


@pytest.mark.parametrize("file", FILES, ids=[file.relative_to(CORPUS).as_posix() for file in FILES])
def test_what_failed_once_is_borne(file: Path) -> None:
    TARGETS[file.parent.name](file.read_bytes())
