"""The baseline: what was there does not count, what is new does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import clauselint
from tests.cli.conftest import ROOT
from tests.cli.suppressing import WEAK, Command, change, folder, lint, waive

__all__ = ["folder", "lint"]  # fixtures

BASELINE = "clauselint.baseline.json"
ACME = "vendors/acme.txt"
USE = ("check", "vendors", "--baseline", BASELINE, "--format", "json")


def test_what_was_there_does_not_count_and_stays_visible(folder: Path, lint: Command) -> None:
    assert lint("baseline", "create", "vendors").code == 0
    done = lint(*USE)
    assert done.code == 0
    row = done.row(WEAK)
    assert (row["status"], row["counts_as"], row["baseline"]) == ("weak", None, True)
    assert done.row("SDP-003")["baseline"] is False
    assert done.notices == []
    assert done.report["summary"]["baseline"] == 12
    assert done.report["summary"]["verdict"].startswith("No new findings; 12 gaps from the baseline are still open.")
    text = lint("check", "vendors", "--baseline", BASELINE)
    assert "12 in the baseline" in text.out and WEAK not in text.out
    assert "IN THE BASELINE (12)" in lint("check", "vendors", "--baseline", BASELINE, "--show", "info").out
    for format in ("html", "markdown"):
        assert "In the baseline" in lint("check", "vendors", "--baseline", BASELINE, "--format", format).out
    assert lint("check", "vendors").code == 1  # not without asking for it


def test_the_file_is_sorted_one_entry_a_line_and_quotes_nothing(folder: Path, lint: Command) -> None:
    shutil.copy(folder / ACME, folder / "vendors" / "Ärzte.txt")
    lint("baseline", "create", "vendors")
    content = (folder / BASELINE).read_bytes()
    lines = content.decode("utf-8").split("\n")
    assert b"\r" not in content and content.endswith(b"\n")
    entries = [json.loads(line.rstrip(",")) for line in lines[1:-2]]
    assert len(entries) == 24 and entries == sorted(entries, key=lambda e: (e["document"], e["code"]))
    assert {key for entry in entries for key in entry} == {"document", "code", "fingerprint"}
    assert {entry["document"] for entry in entries} == {ACME, "vendors/Ärzte.txt"}
    assert json.loads(content)["schema"] == "clauselint-baseline-v1"
    lint("baseline", "create", "vendors")
    assert (folder / BASELINE).read_bytes() == content


def test_a_finding_that_is_new_counts_and_one_that_moved_does_not(folder: Path, lint: Command) -> None:
    lint("baseline", "create", "vendors")
    text = (folder / ACME).read_text(encoding="utf-8")
    (folder / ACME).write_text(f"A cover page\n\n{text}", encoding="utf-8")
    assert lint(*USE).code == 0
    shutil.copy(folder / ACME, folder / "vendors" / "best.txt")  # the same gaps, in another contract
    assert lint(*USE).code == 1
    (folder / "vendors" / "best.txt").unlink()
    change(folder / ACME, "Staff intentionally misuse", "Staff intentionally or wilfully misuse")
    done = lint(*USE)
    assert done.code == 1 and done.row(WEAK)["counts_as"] == "error"
    assert done.notices == ["BAS001"]


def test_the_baseline_does_not_grow_unless_that_is_accepted(folder: Path, lint: Command) -> None:
    lint("baseline", "create", "vendors")
    before = (folder / BASELINE).read_bytes()
    shutil.copy(folder / ACME, folder / "vendors" / "best.txt")
    done = lint("baseline", "create", "vendors")
    assert (done.code, done.out) == (2, "")
    assert "would grow by 12 findings: SDP-006 in vendors/best.txt, " in done.err and "and 2 more" in done.err
    assert (folder / BASELINE).read_bytes() == before
    assert lint("baseline", "create", "vendors", "--accept-new").code == 0
    assert lint(*USE).code == 0


def test_create_keeps_the_entries_of_contracts_that_are_not_part_of_the_run(folder: Path, lint: Command) -> None:
    shutil.copy(folder / ACME, folder / "vendors" / "best.txt")
    lint("baseline", "create", "vendors/best.txt")
    assert lint("baseline", "create", ACME, "--accept-new").code == 0
    assert lint(*USE).code == 0
    assert lint("baseline", "create", ACME, "--policy", "nda", "--accept-new").code == 0
    assert lint(*USE).code == 0  # nor did the other policy's entries go


def test_entries_that_nothing_needs_are_told_with_their_line_and_pruned(folder: Path, lint: Command) -> None:
    shutil.copy(folder / ACME, folder / "vendors" / "best.txt")
    lint("baseline", "create", "vendors")
    (folder / "vendors" / "best.txt").unlink()
    done = lint(*USE)
    assert done.code == 0
    assert done.notices == ["BAS001"] * 12
    first = done.report["notices"][0]
    assert (first["file"], first["line"], first["document"]) == (BASELINE, 14, "vendors/best.txt")
    assert lint(*USE, "--fail-on", "warning").code == 1
    pruned = lint("baseline", "prune", "vendors")
    assert pruned.code == 0 and "12 dropped" in pruned.err
    assert lint(*USE).notices == []
    assert "best.txt" not in (folder / BASELINE).read_text(encoding="utf-8")


def test_prune_adds_nothing_and_wants_a_baseline(folder: Path, lint: Command) -> None:
    assert lint("baseline", "prune", "vendors").code == 2
    lint("baseline", "create", "vendors")
    before = (folder / BASELINE).read_bytes()
    shutil.copy(folder / ACME, folder / "vendors" / "best.txt")
    assert lint("baseline", "prune", "vendors").code == 0
    assert (folder / BASELINE).read_bytes() == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "there is no such baseline"),
        (b"", "not valid JSON"),
        (
            b'{"schema": "clauselint-baseline-v1", "findings": [\n<<<<<<< ours\n]}',
            ":2:1: the baseline is not valid JSON",
        ),
        (b"[]", "not a baseline that clauselint can read"),
        (b'{"schema": "clauselint-baseline-v2", "findings": []}', "clauselint-baseline-v2"),
        (b'{"schema": "clauselint-baseline-v1"}', "findings must be a list"),
        (b'{"schema": "clauselint-baseline-v1", "findings": [{"code": 1}]}', "findings must be a list"),
        (b"\xff", "not UTF-8"),
    ],
)
def test_a_baseline_that_is_missing_or_broken_is_wrong_use(
    folder: Path, lint: Command, content: bytes | None, says: str
) -> None:
    if content is not None:
        (folder / BASELINE).write_bytes(content)
    done = lint("check", ACME, "--baseline", BASELINE)
    assert (done.code, done.out) == (2, "")
    assert says in done.err and BASELINE in done.err


def test_faults_of_waivers_and_baseline_are_told_together(folder: Path, lint: Command) -> None:
    (folder / "clauselint.waivers.toml").write_text("x = 1\n", encoding="utf-8")
    done = lint("check", ACME, "--baseline", BASELINE)
    assert "clauselint.waivers.toml:1:1" in done.err and "there is no such baseline" in done.err


def test_what_is_waived_is_in_no_baseline_and_comes_back_when_its_waiver_expires(folder: Path, lint: Command) -> None:
    lint("baseline", "create", "vendors")
    waive(lint, WEAK)
    assert lint(*USE).notices == ["BAS001"]  # the entry would swallow the finding for ever
    late = lint(*USE, "--today", "2028-01-01")
    assert late.code == 1 and late.row(WEAK)["counts_as"] == "error"
    assert late.notices == ["WVR001", "BAS001"]
    assert lint("baseline", "create", "vendors").code == 0
    assert WEAK not in (folder / BASELINE).read_text(encoding="utf-8")
    assert lint(*USE).notices == []


def test_what_was_not_read_is_in_no_baseline(folder: Path, lint: Command) -> None:
    shutil.copy(ROOT / "fixtures" / "broken" / "partly-scanned.pdf", folder / "vendors")
    done = lint("baseline", "create", "vendors")
    assert done.code == 3 and "not read in full" in done.err
    assert "partly-scanned" not in (folder / BASELINE).read_text(encoding="utf-8")
    assert lint(*USE).code == 3


def test_a_row_that_cannot_be_determined_now_keeps_its_entry(folder: Path, lint: Command) -> None:
    shutil.copy(ROOT / "fixtures" / "contracts" / "brightpath-gaps.docx", folder / "vendors" / "acme.docx")
    lint("baseline", "create", "vendors/acme.docx")
    before = (folder / BASELINE).read_bytes()
    (folder / "vendors" / "acme.docx").write_bytes(b"no longer a contract")
    assert lint("check", "vendors/acme.docx", "--baseline", BASELINE, "--format", "json").notices == []
    lint("baseline", "prune", "vendors/acme.docx")
    assert (folder / BASELINE).read_bytes() == before


def test_the_baseline_may_lie_in_another_folder_and_be_a_setting(
    folder: Path, lint: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "legal").mkdir()
    (folder / "clauselint.toml").write_text('baseline = "legal/base.json"\n', encoding="utf-8")
    assert lint("baseline", "create", folder / "vendors").code == 0
    assert '"../vendors/acme.txt"' in (folder / "legal" / "base.json").read_text(encoding="utf-8")
    monkeypatch.chdir(folder / "legal")
    done = lint("check", "../vendors/acme.txt", "--format", "json")
    assert done.code == 0 and done.report["summary"]["baseline"] == 12


def test_from_python(folder: Path, lint: Command) -> None:
    lint("baseline", "create", "vendors")
    report = clauselint.check(ACME, baseline=BASELINE)
    assert sum(f.baseline for f in report.documents[0].findings) == 12


def test_a_baseline_in_a_folder_that_is_not_there_is_refused_before_the_work(folder: Path, lint: Command) -> None:
    done = lint("baseline", "create", "vendors", "--baseline", "nix/b.json")
    assert (done.code, "its folder does not exist." in done.err) == (2, True)
