"""Encrypted Office files: opened with the right password, and one clear problem without it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from random import Random

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from clauselint.model import Document, Read, ReadingOptions
from clauselint.reading import read_bytes

from .builders import archive, docx, p

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "corréct horse"  # noqa: S105
TEXT = "The Recipient shall protect Student Data."
# A comment that does not compress: msoffcrypto does not write files below 4 KB in the way that it reads them.
FILLER = f"<!--{Random(1).randbytes(5000).hex()}-->"  # noqa: S311  # no secret


@cache
def encrypted(password: str, data: bytes = docx(FILLER + p(TEXT))) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def read(data: bytes, password: str | None = None) -> Document:
    return read_bytes(data, "a.docx", ReadingOptions(password=password))


def test_the_right_password_opens_a_file_and_the_digest_is_of_the_file_as_it_is() -> None:
    document = read(encrypted(PASSWORD), PASSWORD)
    assert (document.text, document.read, document.format) == (TEXT, Read.FULL, "docx")
    assert document.sha256 == read(encrypted(PASSWORD)).sha256
    assert document.problems == ()


@pytest.mark.parametrize(("password", "said"), [(None, "password-protected."), ("hörse", "the password is wrong")])
def test_without_it_the_problem_says_how_to_give_it(password: str | None, said: str) -> None:
    document = read(encrypted(PASSWORD), password)
    (problem,) = document.problems
    assert (problem.code, document.read, document.text) == ("DOC004", Read.UNREADABLE, "")
    assert said in problem.message
    assert "--password" in problem.message
    assert "CLAUSELINT_PASSWORD" in problem.message
    assert "hörse" not in problem.message


def test_what_word_opens_without_asking_is_read_without_a_password() -> None:
    data = encrypted("VelvetSweatshop")
    assert read(data).text == TEXT
    assert read(data, "another").text == TEXT


def test_what_is_inside_is_told_for_what_it_is() -> None:
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">spreadsheetml</Types>' + FILLER
    (problem,) = read(encrypted("x", archive({"[Content_Types].xml": types})), "x").problems
    assert problem.code == "DOC005"
    assert "Excel" in problem.message


@pytest.mark.parametrize("cut", [600, 3000, 5000, 9000])
def test_a_damaged_one_has_one_problem(cut: int) -> None:
    (problem,) = read(encrypted(PASSWORD)[:cut], PASSWORD).problems
    assert problem.code in ("DOC002", "DOC004", "DOC005")


def test_the_command_takes_it_from_the_environment(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(encrypted(PASSWORD))
    done = subprocess.run(
        [sys.executable, "-m", "clauselint", "text", "--plain", "a.docx"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CLAUSELINT_PASSWORD": PASSWORD},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout.decode()) == (0, TEXT)
