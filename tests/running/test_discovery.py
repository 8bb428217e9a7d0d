"""Which files a run reads, on folders made for it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from clauselint.diagnostics.errors import UsageError
from clauselint.running.discovery import Source, discover


def make(root: Path, *names: str) -> None:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", encoding="utf-8")


def names(*paths: Path | str) -> list[str]:
    return [source.name for source in discover(paths).sources]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_is_walked_in_the_order_of_names(folder: Path) -> None:
    make(folder, "c/b.pdf", "c/a/z.DOCX", "c/d.txt", "c/a.md", "c/e.docm")
    assert names("c") == ["c/a/z.DOCX", "c/a.md", "c/b.pdf", "c/d.txt", "c/e.docm"]
    assert names(".") == names("c")


def test_formats_that_are_not_read_are_yielded_so_that_reading_reports_them(folder: Path) -> None:
    make(folder, "c/old.doc", "c/a.rtf", "c/scan.tif", "c/mail.msg", "c/all.zip")
    found = discover(["c"])
    assert len(found.sources) == 5
    assert found.skipped == 0


def test_what_is_no_contract_is_passed_over_and_counted(folder: Path) -> None:
    make(folder, "c/~$a.docx", "c/README.md", "c/LICENSE.txt", "c/NOTICE.md", "c/CHANGELOG.md", "c/CONTRIBUTING.md")
    make(folder, "c/requirements-dev.txt", "c/data.csv", "c/.git/x.txt", "c/a.docx")
    found = discover(["c"])
    assert [source.name for source in found.sources] == ["c/a.docx"]
    assert found.skipped == 9


def test_a_license_agreement_is_a_contract(folder: Path) -> None:
    make(folder, "c/License Agreement.docx", "c/Notice of Award.pdf")
    assert len(names("c")) == 2


def test_a_path_named_by_hand_is_read_whatever_it_is_called(folder: Path) -> None:
    make(folder, "README.md", ".hidden/~$x.docx", "data.csv")
    assert names("README.md", ".hidden/~$x.docx", "data.csv") == ["README.md", ".hidden/~$x.docx", "data.csv"]


def test_gitignore_files_count_nested_ones_too(folder: Path) -> None:
    make(folder, "c/a.txt", "c/drafts/b.txt", "c/deep/c.txt", "c/deep/keep.txt", "c/deep/d.pdf")
    (folder / "c/.gitignore").write_text("drafts/\n*.pdf\n", encoding="utf-8")
    (folder / "c/deep/.gitignore").write_text("*.txt\n!keep.txt\n!d.pdf\n", encoding="utf-8")
    assert names("c") == ["c/a.txt", "c/deep/d.pdf", "c/deep/keep.txt"]


def test_gitignore_of_the_repository_above_counts(folder: Path) -> None:
    make(folder, "c/a.txt", "c/b.txt")
    (folder / ".git").mkdir()
    (folder / ".gitignore").write_text("c/b.txt\n", encoding="utf-8")
    assert names("c") == ["c/a.txt"]


@pytest.mark.parametrize("pattern", ["material/", "*", "/material/c"])
def test_a_folder_named_by_hand_is_walked_though_git_ignores_it(folder: Path, pattern: str) -> None:
    make(folder, "material/c/a.txt")
    (folder / ".git").mkdir()
    (folder / ".gitignore").write_text(pattern + "\n", encoding="utf-8")
    assert names("material/c") == ["material/c/a.txt"]


def test_gitignore_outside_of_a_repository_does_not_count(folder: Path) -> None:
    make(folder, "c/a.txt")
    (folder / ".gitignore").write_text("a.txt\n", encoding="utf-8")
    assert names("c") == ["c/a.txt"]


def test_each_file_comes_once(folder: Path) -> None:
    make(folder, "c/a.txt", "c/b.txt")
    assert names("c/b.txt", "c", "./c/a.txt", folder / "c") == ["c/b.txt", "c/a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_links_are_followed_and_circles_end(folder: Path) -> None:
    make(folder, "c/a.txt", "elsewhere/b.txt")
    (folder / "c/up").symlink_to("..")
    (folder / "c/other").symlink_to(folder / "elsewhere")
    (folder / "c/same.txt").symlink_to("a.txt")
    (folder / "c/broken.txt").symlink_to("gone.txt")
    assert sorted(Path(name).name for name in names("c")) == ["a.txt", "b.txt", "broken.txt"]


def test_a_glob_reaches_down_and_is_no_matter_of_the_shell(folder: Path) -> None:
    make(folder, "c/a.docx", "c/x/b.docx", "c/x/c.pdf")
    assert names("c/**/*.docx") == ["c/a.docx", "c/x/b.docx"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("contracts/acme.dcx", "Did you mean 'contracts/acme.docx'?"),
        ("contarcts/acme.docx", "Did you mean 'contracts'?"),
        ("contracts/*.pdf", "no file matches"),
        ("zzzzz", "no such file"),
    ],
)
def test_a_path_that_is_not_there_is_wrong_use(folder: Path, path: str, said: str) -> None:
    make(folder, "contracts/acme.docx")
    with pytest.raises(UsageError) as caught:
        discover([path])
    assert path in str(caught.value)
    assert said in str(caught.value)


def test_standard_input_is_a_source_where_it_is_given() -> None:
    given = Source("x.txt", 1, b"x")
    assert discover(["-"], stdin=given).sources == (given,)
    with pytest.raises(UsageError, match="standard input"):
        discover(["-"])


def test_an_empty_folder_is_no_error(folder: Path) -> None:
    assert discover([folder]).sources == ()
