"""What of an installation decides results: content, not times."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clauselint.running.cache import installation
from clauselint.running.cache.installation import code_digest, distributions
from clauselint.support.file_cache import FileCache


@pytest.fixture
def digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str | None]:
    """The digest of a small installation in ``tmp_path / "home"``."""
    home = tmp_path / "home"
    for name, text in {"a.py": "1", "models/weights.npz": "2", "clause_patterns/p/pack.yaml": "3"}.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, "utf-8")
    monkeypatch.setattr(installation, "PACKAGE", home)
    monkeypatch.setattr(installation, "patterns_folder", lambda: home / "clause_patterns")
    return lambda: code_digest(FileCache(tmp_path / "cache", 1 << 20))


def test_times_do_not_count(tmp_path: Path, digest: Callable[[], str | None]) -> None:
    before = digest()
    for path in (tmp_path / "home").rglob("*"):
        os.utime(path, (1, 1))
    (tmp_path / "home" / "__pycache__").mkdir()
    (tmp_path / "home" / "__pycache__" / "a.pyc").write_bytes(b"made by Python")
    assert digest() == before


@pytest.mark.parametrize("name", ["a.py", "models/weights.npz", "clause_patterns/p/pack.yaml", "new.py"])
def test_content_counts(name: str, tmp_path: Path, digest: Callable[[], str | None]) -> None:
    before = digest()
    (tmp_path / "home" / name).write_text("another", "utf-8")
    assert digest() != before


def test_an_ocr_program_that_is_never_run_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tmp_path / ("tesseract.exe" if sys.platform == "win32" else "tesseract")
    planted.write_text("#!/bin/sh\n", "utf-8")
    planted.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert installation.tesseract_identity() != ""
    monkeypatch.chdir(tmp_path)  # among the contracts
    assert installation.tesseract_identity() == ""


def test_libraries_that_read_or_judge_count(digest: Callable[[], str | None], monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(name.startswith("spacy-") for name in distributions())
    digests = []
    for installed in (("spacy-3.8.0", "pytest-8"), ("spacy-3.8.1", "pytest-8"), ("spacy-3.8.0", "pytest-9")):
        monkeypatch.setattr(installation, "distributions", lambda installed=installed: installed)
        digests.append(digest())
    assert digests[0] == digests[2] != digests[1]
