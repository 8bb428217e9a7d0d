"""Waivers: ``check`` applies them, and says what is to be put right."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import clauselint
from clauselint.model import Status
from tests.cli.conftest import ROOT
from tests.cli.suppressing import LATER, MISSING, WEAK, Command, change, folder, lint, waive

__all__ = ["folder", "lint"]  # fixtures

WAIVERS = "clauselint.waivers.toml"
PARTLY = ROOT / "fixtures" / "broken" / "partly-scanned.pdf"
ACME = "vendors/acme.txt"


def in_word(text: str) -> Any:
    """A Word document with the paragraphs of a text."""
    import docx

    word = docx.Document()
    for paragraph in text.split("\n\n"):
        word.add_paragraph(" ".join(paragraph.split()))
    return word


def test_a_contract_whose_errors_are_all_waived_passes_and_says_so(folder: Path, lint: Command) -> None:
    assert lint("check", ACME).code == 1
    assert waive(lint, MISSING).code == 0
    assert lint("check", ACME).code == 1
    done = waive(lint, WEAK)
    assert done.code == 0
    assert f"{WEAK} is waived in vendors/acme.txt until {LATER}" in done.out

    printed = lint("check", ACME, "--format", "json")
    assert printed.code == 0
    row = printed.row(WEAK)
    assert (row["status"], row["counts_as"]) == ("weak", None)
    assert row["waiver"] == {
        "reason": "It stands in the master contract",
        "owner": "j.doe@example.org",
        "expires": LATER,
    }
    assert printed.notices == []
    assert printed.report["summary"]["waived"] == 2
    verdict = printed.report["summary"]["verdict"]
    assert verdict.startswith("No new errors found.") and "This relies on 2 waivers." in verdict

    text = lint("check", ACME)
    assert "Do not sign" not in text.out
    assert "WAIVED (2)" in text.out
    assert f"waived until {LATER} by j.doe@example.org: It stands in the" in text.out
    assert max(map(len, text.out.splitlines())) <= 80


@pytest.mark.parametrize(
    "format", ["text", "concise", "markdown", "html", "json", "jsonl", "sarif", "junit", "github", "rdjson"]
)
def test_what_is_waived_stays_visible_in_every_format(folder: Path, lint: Command, format: str) -> None:
    waive(lint, WEAK)
    out = lint("check", ACME, "--format", format).out
    assert WEAK in out and "It stands in the" in out and LATER in out


def test_no_waivers_shows_everything(folder: Path, lint: Command) -> None:
    waive(lint, MISSING)
    done = lint("check", ACME, "--no-waivers", "--format", "json")
    assert done.row(MISSING)["waiver"] is None
    assert done.report["summary"]["error"] == 2
    both = lint("check", ACME, "--no-waivers", "--waivers", WAIVERS)
    assert (both.code, both.out) == (2, "") and "exclude each other" in both.err


def test_an_expired_waiver_brings_its_finding_back(folder: Path, lint: Command) -> None:
    waive(lint, MISSING), waive(lint, WEAK)
    assert lint("check", ACME, "--today", LATER).code == 0  # the last day
    done = lint("check", ACME, "--today", "2027-04-01", "--format", "json")
    assert done.code == 1
    assert done.row(WEAK)["counts_as"] == "error"
    assert done.notices == ["WVR001", "WVR001"]
    notice = done.report["notices"][0]
    assert (notice["file"], notice["line"], notice["severity"]) == (WAIVERS, 5, "warning")
    assert notice["document"] == "vendors/acme.txt"
    assert "j.doe@example.org" in notice["message"] and LATER in notice["message"]


def test_a_changed_clause_voids_its_waiver(folder: Path, lint: Command) -> None:
    waive(lint, MISSING), waive(lint, WEAK)
    change(folder / ACME, "Staff intentionally misuse", "Staff intentionally or wilfully misuse")
    done = lint("check", ACME, "--format", "json")
    assert done.code == 1
    assert done.row(WEAK)["waiver"] is None
    assert done.notices == ["WVR003"]
    assert "review it again" in done.report["notices"][0]["message"]


def test_white_space_case_and_place_void_nothing(folder: Path, lint: Command) -> None:
    waive(lint, WEAK)
    text = (folder / ACME).read_text(encoding="utf-8")
    before, heading, rest = text.partition("\n9.1")
    sentence, after = rest.split("\n9.2", maxsplit=1)
    shouted = sentence.replace(" intentionally", "   INTENTIONALLY")
    assert shouted != sentence
    moved = f"{before}{heading}{shouted}\n9.2{after}"
    (folder / ACME).write_text("A new first page\n\n" + moved, encoding="utf-8")
    assert lint("check", ACME, "--format", "json").row(WEAK)["waiver"] is not None


def test_the_same_clause_in_another_format_is_the_same_clause(folder: Path, lint: Command) -> None:
    waive(lint, WEAK)
    word = in_word((folder / ACME).read_text(encoding="utf-8"))
    word.save(str(folder / "vendors" / "acme.docx"))
    change(folder / WAIVERS, "acme.txt", "acme.docx")
    done = lint("check", "vendors/acme.docx", "--format", "json")
    assert done.row(WEAK)["waiver"] is not None and done.notices == []


def test_a_waiver_that_nothing_needs_is_told(folder: Path, lint: Command) -> None:
    waive(lint, MISSING)
    change(folder / WAIVERS, MISSING, "SDP-003")  # which is met
    done = lint("check", ACME, "--format", "json")
    assert done.notices == ["WVR002"]
    assert lint("check", ACME, "--fail-on", "never").code == 0


def test_a_waiver_for_a_file_that_is_gone_is_told_and_one_for_another_run_is_not(folder: Path, lint: Command) -> None:
    shutil.copy(folder / ACME, folder / "vendors" / "other.txt")
    waive(lint, MISSING, "vendors/other.txt")
    assert lint("check", ACME, "--format", "json").notices == []
    (folder / "vendors" / "other.txt").unlink()
    done = lint("check", ACME, "--format", "json")
    assert done.notices == ["WVR002"] and "does not exist" in done.report["notices"][0]["message"]
    assert lint("check", ACME, "--policy", "nda", "--format", "json").notices == []


def test_notices_count_at_their_severity(folder: Path, lint: Command) -> None:
    waive(lint, MISSING), waive(lint, WEAK)
    (folder / WAIVERS).write_text(
        (folder / WAIVERS).read_text(encoding="utf-8")
        + f'[[waiver]]\ncode = "SDP-003"\ndocument = "{ACME}"\nclause = "absent"\n'
        'reason = "r"\nowner = "o"\nexpires = 2027-01-01\n',
        encoding="utf-8",
    )
    assert lint("check", ACME).code == 0
    ignored = ("--ignore", "SDP", "--select", "SDP-003,SDP-011,SDP-014", "--format", "json")
    assert lint("check", ACME, *ignored).notices == ["WVR002"]
    assert lint("check", ACME, *ignored).code == 0
    assert lint("check", ACME, *ignored, "--fail-on", "warning").code == 1


def test_notices_are_shown_with_file_and_line_in_formats_for_people(folder: Path, lint: Command) -> None:
    waive(lint, MISSING)
    late = ("check", ACME, "--today", "2028-01-01")
    assert "WAIVERS AND BASELINE\n  ! warning WVR001 (clauselint.waivers.toml:5): " in lint(*late).out
    assert lint(*late, "--format", "concise").out.splitlines()[-1].startswith(f"{WAIVERS}:5:: warning WVR001 expired: ")
    assert "## Notices" in lint(*late, "--format", "markdown").out
    assert ">Notices" in lint(*late, "--format", "html").out


def test_two_contracts_with_the_same_gap_need_a_waiver_each(folder: Path, lint: Command) -> None:
    shutil.copy(folder / ACME, folder / "vendors" / "best.txt")
    waive(lint, MISSING)
    done = lint("check", "vendors", "--format", "json")
    assert (done.row(MISSING, 0)["counts_as"], done.row(MISSING, 1)["counts_as"]) == (None, "error")


def test_a_waiver_holds_for_the_row_in_every_policy_that_has_it(folder: Path, lint: Command) -> None:
    assert lint("pack", "new", "ours", "--extends", "student-data").code == 0
    waive(lint, WEAK)
    done = lint("check", ACME, "--policy", "student-data", "--policy", "./ours", "--format", "json")
    rows = [r for r in done.report["documents"][0]["requirements"] if r["code"] == WEAK]
    assert len(rows) == 2 and all(row["waiver"] for row in rows)
    assert "This relies on 1 waiver." in done.report["summary"]["verdict"]


def test_paths_of_every_shape_name_the_same_contract(
    folder: Path, lint: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "Schule für „Kunst“ & Söhne.txt"
    (folder / ACME).rename(folder / "vendors" / name)
    assert waive(lint, WEAK, f"./vendors/../vendors/{name}").code == 0
    assert f'document = "vendors/{name}"' in (folder / WAIVERS).read_text(encoding="utf-8")
    for path in (f"vendors/{name}", f"./vendors/{name}", folder / "vendors" / name, "vendors", "."):
        assert lint("check", path, "--format", "json").row(WEAK)["waiver"], path
    (folder / "deep").mkdir()
    monkeypatch.chdir(folder / "deep")  # the waivers are found above it, in the same repository
    done = lint("check", f"../vendors/{name}", "--format", "json", "--today", "2028-01-01")
    assert done.report["notices"][0]["file"] == f"../{WAIVERS}"
    assert lint("check", f"../vendors/{name}", "--format", "json").row(WEAK)["waiver"]


def test_waivers_above_the_repository_or_beside_the_contract_are_not_found(
    folder: Path, lint: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    waive(lint, WEAK)
    inner = folder / "inner"
    (inner / ".git").mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert lint("check", "../vendors/acme.txt", "--format", "json").row(WEAK)["waiver"] is None
    named = lint("check", "../vendors/acme.txt", "--waivers", f"../{WAIVERS}", "--format", "json")
    assert named.row(WEAK)["waiver"]


def test_nothing_inside_a_contract_can_waive_anything(folder: Path, lint: Command) -> None:
    marks = (
        "clauselint: ignore SDP-011",
        "clauselint: allow SDP-011 SDP-014",
        "# clauselint: noqa",
        f'[[waiver]]\ncode = "{MISSING}"',
    )
    text = (folder / ACME).read_text(encoding="utf-8")
    word = in_word("\n\n".join([text, *marks]))
    word.add_comment(word.paragraphs[1].runs, text="clauselint: ignore SDP-011", author="Vendor", initials="V")
    word.core_properties.comments = "clauselint: ignore SDP-011"
    word.save(str(folder / "vendors" / "marked.docx"))
    done = lint("check", "vendors/marked.docx", "--format", "json")
    assert done.code == 1
    assert done.row(MISSING)["counts_as"] == "error" and done.row(MISSING)["waiver"] is None


def test_a_part_that_a_person_has_looked_at_is_unread_no_more(folder: Path, lint: Command) -> None:
    shutil.copy(PARTLY, folder / "scan.pdf")
    assert lint("check", "scan.pdf").code == 3
    assert waive(lint, "DOC003", "scan.pdf").code == 0
    done = lint("check", "scan.pdf", "--format", "json")
    assert done.code == 0
    (document,) = done.report["documents"]
    assert document["read"] == "partial"
    assert document["problems"][0]["waiver"]["owner"] == "j.doe@example.org"
    assert any(row["status"] == "cannot-determine" for row in document["requirements"])
    assert "a person reviewed it" in document["summary"]["verdict"]
    text = lint("check", "scan.pdf")
    assert f"waived until {LATER} by j.doe@example.org" in text.out and "no text layer" in text.out
    assert text.err == ""
    # Nor does any machine hear of an error.
    assert "::error" not in lint("check", "scan.pdf", "--format", "github").out
    assert 'errors="0"' in lint("check", "scan.pdf", "--format", "junit").out.splitlines()[1]
    assert '"level": "error"' not in lint("check", "scan.pdf", "--format", "sarif").out.partition('"results"')[2]
    with (folder / "scan.pdf").open("ab") as file:
        file.write(b"\n")
    changed = lint("check", "scan.pdf", "--format", "json")
    assert changed.code == 3 and changed.notices == ["WVR003"]


def test_an_unreadable_file_can_be_waived_too(folder: Path, lint: Command) -> None:
    shutil.copy(ROOT / "fixtures" / "broken" / "old.doc", folder / "old.doc")
    assert lint("check", ".").code == 3
    refused = waive(lint, MISSING, "old.doc")
    assert refused.code == 2 and "DOC005" in refused.err
    waive(lint, "DOC005", "old.doc"), waive(lint, MISSING), waive(lint, WEAK)
    done = lint("check", ".", "--format", "json")
    assert done.code == 0
    assert done.report["summary"]["unreadable"] == 1


def test_a_row_that_is_open_for_another_reason_than_an_unread_part_stays_open(folder: Path, lint: Command) -> None:
    amendment = ROOT / "fixtures" / "stack" / "amendment-1.docx"
    before = lint("check", amendment, "--format", "json")
    assert before.code == 3
    codes = [r["code"] for r in before.report["documents"][0]["requirements"] if r["status"] == "cannot-determine"]
    select = ("--select", ",".join(codes[:1]))
    assert lint("check", amendment, *select).code == 3
    assert waive(lint, codes[0], amendment).code == 0
    assert lint("check", amendment, *select).code == 0


def test_files_that_are_one_contract_are_waived_as_one(folder: Path, lint: Command) -> None:
    (folder / "exhibit.txt").write_text("EXHIBIT A\n\nThe data are names and grades.\n", encoding="utf-8")
    shutil.copy(PARTLY, folder / "scan.pdf")
    three = (ACME, "exhibit.txt", "scan.pdf")
    assert waive(lint, "DOC003", ACME, "exhibit.txt", "scan.pdf").code == 0
    assert 'document = "scan.pdf"' in (folder / WAIVERS).read_text(encoding="utf-8")
    assert waive(lint, WEAK, ACME, "exhibit.txt").code == 0
    assert f'document = "{ACME}"' in (folder / WAIVERS).read_text(encoding="utf-8")
    done = lint("check", *three, "--together", "--format", "json")
    (document,) = done.report["documents"]
    assert [p["waiver"] is not None for p in document["problems"] if p["code"] == "DOC003"] == [True]
    assert lint("check", *three[:2], "--together", "--format", "json").row(WEAK)["waiver"]


def test_from_python_waivers_are_named_and_the_day_is_given(folder: Path, lint: Command) -> None:
    waive(lint, WEAK)
    paths = {"waivers": WAIVERS, "today": date(2026, 11, 27)}
    (report,) = clauselint.check(ACME, **paths).documents  # type: ignore[arg-type]
    (row,) = [f for f in report.findings if f.code == WEAK]
    assert row.waiver is not None and row.counts_as is None and row.status is Status.WEAK
    late = clauselint.check(ACME, waivers=WAIVERS, today=date(2028, 1, 1))
    assert [notice.code for notice in late.notices] == ["WVR001"]
    assert not clauselint.check(ACME).notices  # none is looked for


# Faults of the file.

BROKEN = """\
[[waiver]]
code = "SDP"
document = "vendors\\\\acme.txt"
clause = "sha256:12"
reason = ""
expires = "tomorrow"
until = 2027-01-01

[[waiver]]
code = "SDP-0011"
document = "/home/x/acme.txt"
clause = "absent"
reason = "r"
owner = "o"
expires = 2027-01-01

[[waiver]]
code = "SDP-011"
document = "./vendors/acme.txt"
clause = "absent"
reason = "r"
owner = "o"
expires = 2027-01-01

[[waiver]]
code = "SDP-011"
document = "vendors/acme.txt"
clause = "absent"
reason = "other"
owner = "o"
expires = 2027-06-01

[[waivers]]
"""


def test_all_faults_of_the_file_are_told_at_once_with_their_places(folder: Path, lint: Command) -> None:
    (folder / WAIVERS).write_text(BROKEN, encoding="utf-8")
    done = lint("check", ACME)
    assert (done.code, done.out) == (2, "")
    for place in (
        "2:1: there is no code 'SDP'",
        "3:1: document holds a backslash. Write it with forward slashes: 'vendors/acme.txt'.",
        "4:1: clause must be",
        "5:1: reason is empty",
        "1:1: the key 'owner' is missing",
        "6:1: expires must be a date",
        "7:1: there is no key 'until'",
        "10:1: there is no code 'SDP-0011'. Did you mean 'SDP-0",
        "11:1: document is an absolute path",
        "25:1: SDP-011 is waived twice for the same clause of vendors/acme.txt. Delete one of the two; the other stands in "
        "line 17.",
        "there is no key 'waivers' here. Did you mean 'waiver'?",
    ):
        assert f"{WAIVERS}:{place}" in done.err or (place.startswith("there") and place in done.err), place


@pytest.mark.parametrize("content", [b"[[waiver", b"\xff\xfe\x00", b"waiver = 3\n"])
def test_a_file_that_is_no_list_of_waivers_is_wrong_use(folder: Path, lint: Command, content: bytes) -> None:
    (folder / WAIVERS).write_bytes(content)
    done = lint("check", ACME)
    assert done.code == 2 and WAIVERS in done.err
    assert waive(lint, MISSING).code == 2
    assert (folder / WAIVERS).read_bytes() == content


def test_a_waivers_file_that_is_named_must_be_there(folder: Path, lint: Command) -> None:
    assert lint("check", ACME, "--waivers", "none.toml").code == 2


def test_a_code_of_a_pack_that_is_not_part_of_the_run_is_let_be(folder: Path, lint: Command) -> None:
    waive(lint, MISSING)
    change(folder / WAIVERS, MISSING, "OURS-7")
    done = lint("check", ACME, "--format", "json")
    assert done.code == 1 and done.notices == []


def test_one_more_clause_against_it_voids_a_waiver_also_where_the_report_has_no_room_to_quote_it(
    folder: Path, lint: Command
) -> None:
    years = ("first", "second", "third", "fourth", "fifth", "sixth")
    use = "may use Student Data for its own commercial purposes"
    clauses = [f"{n}. In the {year} year, Provider {use}.\n\n" for n, year in enumerate(years, start=1)]
    contract = folder / "vendors" / "many.txt"
    head = (folder / ACME).read_text(encoding="utf-8") + "\n\nANNEX\n\n"
    contract.write_text(head + "".join(clauses[:-1]), encoding="utf-8")
    before = lint("check", "vendors/many.txt", "--format", "json").row("SDP-003")
    assert before["status"] == "contradicted"
    assert len([each for each in before["evidence"] if each["role"] == "contradicts"]) == 4
    assert waive(lint, "SDP-003", "vendors/many.txt").code == 0
    assert lint("check", "vendors/many.txt", "--format", "json").row("SDP-003")["counts_as"] is None
    contract.write_text(head + "".join(clauses), encoding="utf-8")
    after = lint("check", "vendors/many.txt", "--format", "json")
    assert after.row("SDP-003")["counts_as"] == "error" and "WVR003" in after.notices
    assert after.row("SDP-003")["evidence"] == before["evidence"]


def test_what_nobody_could_tell_is_another_thing_once_somebody_can(folder: Path, lint: Command) -> None:
    contract = folder / "vendors" / "c.docx"
    shutil.copy(ROOT / "fixtures" / "stack" / "amendment-1.docx", contract)
    assert lint("check", "vendors/c.docx", "--format", "json").row(MISSING)["status"] == "cannot-determine"
    assert waive(lint, MISSING, "vendors/c.docx").code == 0
    assert lint("check", "vendors/c.docx", "--format", "json").row(MISSING)["waiver"] is not None
    shutil.copy(ROOT / "fixtures" / "contracts" / "brightpath-gaps.docx", contract)
    done = lint("check", "vendors/c.docx", "--format", "json")
    assert (done.row(MISSING)["status"], done.row(MISSING)["counts_as"]) == ("missing", "error")
    assert done.notices == ["WVR003"]
