"""What has changed in git since a revision; what git does not know counts as changed."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from clauselint.diagnostics.errors import UsageError
from clauselint.running.discovery import Source
from clauselint.running.git_changes import GitChanges, changes_since, first_changed, select_changed
from clauselint.running.plans import ContractJob
from tests.gitting import SETTINGS, Repository, needs_git

pytestmark = needs_git

ODD_NAMES = ["two words.txt", "it's “quoted”.txt", "Übernahme-Vertrag №7.txt", "-dash.txt"]
if sys.platform != "win32":
    ODD_NAMES += ['double"quote.txt', "line\nbreak.txt", "tab\there.txt", os.fsdecode(b"latin-\xe9.txt")]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    made = Repository(tmp_path / "repository")
    made.commit(**{"a.txt": "one", "b.txt": "one", "sub/c.txt": "one"})
    monkeypatch.chdir(made.folder)
    return made


def test_committed_staged_edited_and_untracked_files_are_touched_and_no_others(repository: Repository) -> None:
    base = repository.commit()
    repository.commit(**{"committed.txt": "two"})
    repository.write("staged.txt", "two")
    repository.git("add", "staged.txt")
    repository.write("b.txt", "two")
    repository.write("new.txt", "two")
    changes = changes_since(base, Path())
    assert _touched(changes, repository) == {"committed.txt", "staged.txt", "b.txt", "new.txt"}


def test_what_the_other_branch_did_since_does_not_count(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "feature")
    repository.commit(**{"b.txt": "ours"})
    repository.git("switch", "--quiet", "main")
    repository.commit(**{"a.txt": "theirs"})
    repository.git("switch", "--quiet", "feature")
    assert _touched(changes_since("main", Path()), repository) == {"b.txt"}


def test_a_branch_with_nothing_in_common_is_compared_as_it_is(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--orphan", "other")
    repository.commit(**{"a.txt": "one", "b.txt": "two"})
    assert _touched(changes_since("main", Path()), repository) == {"b.txt"}


@pytest.mark.parametrize("name", ODD_NAMES)
def test_names_of_every_kind(repository: Repository, name: str) -> None:
    (repository.folder / name).write_text("one")
    base = repository.commit()
    assert _touched(changes_since(base, Path()), repository) == set()
    (repository.folder / name).write_text("two")
    assert _touched(changes_since(base, Path()), repository) == {name}


def test_a_file_that_was_only_touched_is_unchanged(repository: Repository) -> None:
    os.utime(repository.folder / "a.txt", (time.time() + 60,) * 2)
    assert _touched(changes_since("HEAD", Path()), repository) == set()


def test_settings_that_change_the_output_of_git_change_nothing(repository: Repository) -> None:
    for setting in ("diff.noprefix=true", "core.quotePath=true", "status.short=true", "diff.relative=true"):
        repository.git("config", *setting.split("="))
    repository.git("config", "diff.external", "false")
    repository.git("mv", "sub/c.txt", "sub/é.txt")
    assert _touched(changes_since("HEAD", repository.folder / "sub"), repository) == {"sub/é.txt"}


@pytest.mark.skipif(sys.platform == "win32", reason="a hook for Windows would have to be a program")
def test_a_repository_runs_nothing_of_its_own(repository: Repository, tmp_path: Path) -> None:
    spy = tmp_path / "spy.sh"
    spy.write_text(f"#!/bin/sh\necho ran >> '{tmp_path}/ran'\n")
    spy.chmod(0o755)
    for setting in ("core.fsmonitor", "core.pager", "diff.external"):
        repository.git("config", setting, str(spy))
    (tmp_path / "ran").unlink(missing_ok=True)
    repository.write("a.txt", "two")
    assert _touched(changes_since("HEAD", Path()), repository) == {"a.txt"}
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_changes_with_what_it_points_to(repository: Repository, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("one")
    (repository.folder / "link.txt").symlink_to("a.txt")
    (repository.folder / "link-out.txt").symlink_to(outside)
    base = repository.commit()
    # What lies outside the repository may have changed without a trace.
    assert _touched(changes_since(base, Path()), repository) == {"link-out.txt"}
    repository.write("a.txt", "two")
    assert _touched(changes_since(base, Path()), repository) == {"a.txt", "link.txt", "link-out.txt"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_among_the_folders_changes_with_where_it_leads(repository: Repository, tmp_path: Path) -> None:
    current, outside, again = repository.folder / "current", tmp_path / "outside", repository.folder / "again"
    repository.commit(**{"v1/c.txt": "one", "v2/c.txt": "one"})
    current.symlink_to("v1")
    again.symlink_to("current")
    repository.commit()
    outside.symlink_to(repository.folder / "v1")
    through = [Path("current/c.txt"), Path("again/c.txt"), Path("again")]
    assert first_changed(changes_since("HEAD", Path()), through) is None
    assert first_changed(
        changes_since("HEAD", Path()), [outside / "c.txt"]
    )  # git knows nothing of where this one led before
    current.unlink()
    current.symlink_to("v2")
    changes = changes_since("HEAD", Path())
    assert [path for path in through if first_changed(changes, [path])] == through
    assert first_changed(changes, [Path("v1/c.txt"), Path("v2")]) is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_above_the_repository_changes_nothing(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "home").symlink_to(repository.folder)
    assert (
        first_changed(changes_since("HEAD", Path()), [tmp_path / "home" / "a.txt", tmp_path / "home" / "sub"]) is None
    )


def test_a_submodule_changes_as_a_whole(repository: Repository, tmp_path: Path) -> None:
    inner = Repository(tmp_path / "inner")
    inner.commit(**{"x.txt": "one", "y.txt": "one"})
    repository.git("submodule", "--quiet", "add", str(inner.folder), "inner")
    base = repository.commit()
    assert _touched(changes_since(base, Path()), repository) == set()
    repository.write("inner/x.txt", "two")
    assert _touched(changes_since(base, Path()), repository) == {"inner/x.txt", "inner/y.txt"}


def test_what_git_ignores_counts_as_changed(repository: Repository) -> None:
    base = repository.commit(**{".gitignore": "secret.txt\n"})
    repository.write("secret.txt", "one")
    assert _touched(changes_since(base, Path()), repository) == {"secret.txt"}


@pytest.mark.parametrize("bit", ["assume-unchanged", "skip-worktree"])
def test_what_git_was_told_not_to_look_at_counts_as_changed(repository: Repository, bit: str) -> None:
    repository.git("update-index", f"--{bit}", "a.txt")
    assert _touched(changes_since("HEAD", Path()), repository) == {"a.txt"}


def test_deleted_files_are_no_contracts_but_decide(repository: Repository) -> None:
    (repository.folder / "a.txt").unlink()
    changes = changes_since("HEAD", Path())
    assert _touched(changes, repository) == set()
    assert first_changed(changes, [Path("never-there.toml"), Path("a.txt")]) == Path("a.txt")
    repository.git("reset", "--quiet", "--hard")
    repository.git("mv", "b.txt", "renamed.txt")
    assert first_changed(changes_since("HEAD", Path()), [Path("b.txt")]) == Path("b.txt")


def test_a_folder_decides_by_all_that_is_in_it(repository: Repository) -> None:
    assert first_changed(changes_since("HEAD", Path()), [Path("sub")]) is None
    repository.write("sub/new.yaml", "two")
    assert first_changed(changes_since("HEAD", Path()), [Path("b.txt"), Path("sub")]) == Path("sub")
    (repository.folder / "sub/new.yaml").unlink()
    (repository.folder / "sub/c.txt").unlink()
    assert first_changed(changes_since("HEAD", Path()), [Path("sub")]) == Path("sub")


def test_one_changed_file_of_a_contract_of_several_is_all_of_them(repository: Repository) -> None:
    contract, other = ContractJob((Source("a.txt"), Source("b.txt"))), ContractJob((Source("sub/c.txt"),))
    assert select_changed((contract, other), changes_since("HEAD", Path())) == ()
    repository.write("b.txt", "two")
    assert select_changed((contract, other), changes_since("HEAD", Path())) == (contract,)


def test_standard_input_is_always_checked(repository: Repository) -> None:
    piped = (ContractJob((Source("stdin", 3, b"abc"),)),)
    assert select_changed(piped, changes_since("HEAD", Path())) == piped


def test_a_path_outside_the_repository_is_wrong_use(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("one")
    with pytest.raises(UsageError, match=r"outside\.txt: is outside the git repository"):
        select_changed([ContractJob((Source("../outside.txt"),))], changes_since("HEAD", Path()))


@pytest.mark.parametrize("revision", ["no-such-branch", "main..HEAD", "HEAD:a.txt", "0" * 40])
def test_an_unknown_revision_says_what_ci_forgets(repository: Repository, revision: str) -> None:
    with pytest.raises(UsageError, match="no such revision") as caught:
        changes_since(revision, Path())
    assert "fetch-depth: 0" in str(caught.value)


@pytest.mark.parametrize("revision", ["", " ", "--help", "--output=stolen", "-1"])
def test_a_revision_is_never_an_option(repository: Repository, revision: str) -> None:
    with pytest.raises(UsageError, match="not a revision"):
        changes_since(revision, Path())
    assert not (repository.folder / "stolen").exists()


def test_no_repository_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match="git repository"):
        changes_since("HEAD", tmp_path)


def test_no_git_is_wrong_use(repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="needs git, which is not on the PATH"):
        changes_since("HEAD", Path())


def test_a_program_in_the_folder_of_the_contracts_is_never_run(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = repository.folder / ("git.exe" if sys.platform == "win32" else "git")
    planted.write_text("#!/bin/sh\ntouch ran\n")
    planted.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([".", os.environ["PATH"]]))
    with pytest.raises(UsageError, match="not on the PATH"):
        changes_since("HEAD", Path())
    assert not (repository.folder / "ran").exists()


def _touched(changes: GitChanges, repository: Repository) -> set[str]:
    """The repository's files (not its settings) that have changed."""
    files = [file for file in repository.folder.rglob("*.txt") if file.is_file()]
    kept = select_changed([ContractJob((Source(file.as_posix()),)) for file in files], changes)
    return {Path(case.sources[0].name).relative_to(repository.folder).as_posix() for case in kept}
