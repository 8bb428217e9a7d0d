"""What is kept from run to run: private, bounded, and never wrong."""

from __future__ import annotations

import os
import pickle
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from clauselint.diagnostics.errors import UsageError
from clauselint.support import file_cache
from clauselint.support.file_cache import FileCache

MB = 1 << 20
posix = pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")


@pytest.fixture
def kept(tmp_path: Path) -> FileCache:
    return FileCache(tmp_path / "cache", MB)


def entries(kept: FileCache) -> list[Path]:
    return [path for path in kept.folder.rglob("*") if path.parent.parent == kept.folder]


def test_what_is_put_is_there_for_whoever_comes_next(kept: FileCache) -> None:
    kept.put("layer", "key", b"content")
    assert FileCache(kept.place, MB).get("layer", "key") == b"content"
    assert kept.get("layer", "another key") is None
    assert kept.get("another layer", "key") is None


def test_nothing_is_made_before_there_is_something_to_keep(kept: FileCache) -> None:
    assert kept.get("layer", "key") is None
    assert not kept.place.exists()


@posix
def test_only_the_user_can_open_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        kept = FileCache(tmp_path / "cache", MB)
        kept.put("layer", "key", b"content")
    finally:
        os.umask(before)
    assert kept.folder.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o077 == 0 for path in entries(kept))


@posix
def test_wider_rights_are_narrowed_on_our_own_folder_alone(tmp_path: Path) -> None:
    kept = FileCache(tmp_path, MB)
    kept.folder.mkdir()
    kept.folder.chmod(0o755)
    tmp_path.chmod(0o755)
    kept.put("layer", "key", b"content")
    assert kept.folder.stat().st_mode & 0o777 == 0o700
    assert tmp_path.stat().st_mode & 0o777 == 0o755


@posix
def test_a_link_and_a_folder_of_somebody_else_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = FileCache(tmp_path / "elsewhere", MB)
    elsewhere.put("layer", "key", b"what somebody else wants us to find")
    linked = FileCache(tmp_path, MB)
    linked.folder.symlink_to(elsewhere.folder)
    assert linked.get("layer", "key") is None
    linked.put("layer", "new", b"content")
    assert len(entries(elsewhere)) == 1
    assert "link" in linked.hindrance()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    foreign = FileCache(elsewhere.place, MB)
    assert foreign.get("layer", "key") is None
    assert "somebody else" in foreign.hindrance()


@pytest.mark.parametrize("at", [0, 5, 25, -1])
def test_a_spoiled_entry_is_none(kept: FileCache, at: int) -> None:
    kept.put("layer", "key", b"content " * 100)
    (file,) = entries(kept)
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    for spoiled in (bytes(content), file.read_bytes()[:30], b""):
        file.write_bytes(spoiled)
        assert kept.get("layer", "key") is None
    kept.put("layer", "key", b"anew")
    assert kept.get("layer", "key") == b"anew"


def test_an_entry_under_the_name_of_another_is_none(kept: FileCache) -> None:
    kept.put("layer", "one", b"one")
    (one,) = entries(kept)
    kept.put("layer", "two", b"two")
    (two,) = set(entries(kept)) - {one}
    two.replace(one)
    assert kept.get("layer", "one") is None


def test_it_holds_no_more_than_it_may_and_what_was_used_longest_ago_goes_first(kept: FileCache) -> None:
    chance = Random(1)  # noqa: S311  # content that does not compress
    for n in range(200):
        kept.put("layer", str(n), chance.randbytes(20_000))
        for path in entries(kept):  # as if a second went by
            os.utime(path, (path.stat().st_atime - 1, path.stat().st_mtime - 1))
        assert kept.get("layer", "0") is not None
    assert sum(path.stat().st_size for path in entries(kept)) <= MB
    assert kept.get("layer", "199") is not None
    assert kept.get("layer", "1") is None


def test_leftovers_of_killed_runs_and_what_nobody_uses_go(kept: FileCache) -> None:
    kept.put("layer", "new", b"content")
    kept.put("layer", "old", b"content")
    old = max(entries(kept), key=lambda path: path.stat().st_mtime_ns)
    parts = [old.parent / name for name in ("old.part", "new.part")]
    for path in parts:
        path.write_bytes(b"half of")
    os.utime(parts[0], (0, time.time() - 2 * 3600))
    os.utime(old, (0, time.time() - 40 * 24 * 3600))
    FileCache(kept.place, MB).put("layer", "next", b"content")
    assert [path.exists() for path in parts] == [False, True]
    assert kept.get("layer", "old") is None
    assert kept.get("layer", "new") is not None


def test_what_cannot_be_written_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    blocked = FileCache(tmp_path / "file", MB)
    blocked.put("layer", "key", b"content")
    assert blocked.get("layer", "key") is None

    kept = FileCache(tmp_path / "full", MB)
    kept.put("layer", "before", b"content")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    kept.put("layer", "key", b"content")
    assert kept.get("layer", "key") is None
    assert kept.get("layer", "before") == b"content"
    assert len(entries(kept)) == 1  # and no part


def test_many_at_once_see_whole_entries(tmp_path: Path) -> None:
    contents = [str(n).encode() * 50_000 for n in range(4)]

    def work(n: int) -> bool:
        mine = FileCache(tmp_path, 64 * MB)
        for _ in range(20):
            mine.put("layer", "key", contents[n])
            if mine.get("layer", "key") not in contents:
                return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(4)))


def test_clear_deletes_all_and_says_how_much(kept: FileCache) -> None:
    for key in ("one", "two"):
        kept.put("layer", key, b"content")
    (kept.folder / "layer" / "x.part").write_bytes(b"half")
    assert [(layer.name, layer.entries) for layer in kept.layers()] == [("layer", 2)]
    assert kept.clear() == 2
    assert entries(kept) == []
    kept.put("layer", "one", b"again")
    assert kept.get("layer", "one") == b"again"


def test_the_environment_says_where_and_how_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(file_cache.SETTING, str(tmp_path))
    monkeypatch.setenv(file_cache.SIZE_SETTING, "2 GB")
    usual = file_cache.default_store()
    assert usual is not None
    assert (usual.place, usual.limit) == (tmp_path, 2 << 30)
    assert pickle.loads(pickle.dumps(usual)) is usual  # noqa: S301  # our own
    with file_cache.override("off"):
        assert file_cache.default_store() is None
        assert file_cache.cache_environment() == {file_cache.SETTING: "off"}
    monkeypatch.setenv(file_cache.SETTING, "OFF")
    assert file_cache.default_store() is None
    with file_cache.override(str(tmp_path / "chosen"), "1 MB"):
        usual = file_cache.default_store()
        assert usual is not None
        assert (usual.place, usual.limit) == (tmp_path / "chosen", MB)
    monkeypatch.setenv(file_cache.SETTING, "on")
    monkeypatch.setenv(file_cache.SIZE_SETTING, "much")
    with pytest.raises(UsageError, match="CLAUSELINT_CACHE_SIZE is not a size: 'much'"):
        file_cache.default_store()
