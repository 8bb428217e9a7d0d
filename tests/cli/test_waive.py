"""What ``waive`` writes, and refuses."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT
from tests.cli.suppressing import MESA, MISSING, WEAK, Command, change, folder, lint, waive

__all__ = ["folder", "lint"]  # fixtures

WAIVERS = "clauselint.waivers.toml"
ACME = "vendors/acme.txt"


def test_waive_begins_a_file_at_the_root_of_the_repository(
    folder: Path, lint: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "vendors")
    done = lint(
        "waive", "sdp-011", "acme.txt", "--reason", 'a "quote" \\ and\nmore', "--owner", "Ö", "--expires", "90d"
    )
    assert done.code == 0 and f"written: ../{WAIVERS}" in done.err
    text = (folder / WAIVERS).read_text(encoding="utf-8")
    assert text.startswith("# Waivers for clauselint")
    assert 'code = "SDP-011"\ndocument = "vendors/acme.txt"\nclause = "absent"\n' in text
    assert text.endswith('owner = "Ö"\nexpires = 2027-02-25\n')
    waiver = lint("check", "acme.txt", "--format", "json").row(MISSING)["waiver"]
    assert waiver["reason"] == 'a "quote" \\ and\nmore'


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_waive_keeps_what_a_person_wrote_byte_for_byte(folder: Path, lint: Command, newline: str, bom: bytes) -> None:
    ours = """\
# Ours.   Keep!

# Agreed with Legal.
[[waiver]]  # first
  owner   = 'J. Doe'  # her
code = "SDP-011"
document   = "vendors/acme.txt"
reason = '''
Long
'''  # why
clause = "absent"
expires = "2026-12-31" # soon

[[waiver]]
code = "OURS-1" # of a pack that is not part of the run
document = "b.txt"
clause = "absent"
reason = "r"
owner = "o"
expires = 2027-01-01
# the end""".replace("\n", newline)
    (folder / WAIVERS).write_bytes(bom + ours.encode())
    waive(lint, WEAK)
    after = (folder / WAIVERS).read_bytes()
    assert after.startswith(bom + ours.encode())
    added = after[len(bom + ours.encode()) :].decode()
    assert added.replace(newline, "\n").startswith('\n\n[[waiver]]\ncode = "SDP-014"\n')
    assert added.count("\n") == added.count(newline)

    waive(lint, MISSING)
    renewed = (folder / WAIVERS).read_bytes().decode("utf-8-sig").replace(newline, "\n")
    assert renewed.startswith(
        '# Ours.   Keep!\n\n# Agreed with Legal.\n[[waiver]]  # first\n  owner   = "j.doe@example.org"  # her\n'
        'code = "SDP-011"\ndocument   = "vendors/acme.txt"\nreason = "It stands in the master contract"  # why\n'
        'clause = "absent"\nexpires = 2027-03-31 # soon\n\n[[waiver]]\ncode = "OURS-1" # of a pack'
    )
    assert lint("check", ACME, "--format", "json").notices == []


def test_waive_renews_in_place_after_the_clause_has_changed(folder: Path, lint: Command) -> None:
    waive(lint, WEAK)
    before = (folder / WAIVERS).read_text(encoding="utf-8")
    change(folder / ACME, "Staff intentionally misuse", "Staff intentionally or wilfully misuse")
    waive(lint, WEAK)
    after = (folder / WAIVERS).read_text(encoding="utf-8")
    assert after.count("[[waiver]]") == 1 and after != before
    done = lint("check", ACME, "--format", "json")
    assert done.row(WEAK)["waiver"] and done.notices == []


def test_waive_writes_into_a_list_that_somebody_wrote_in_one_line(folder: Path, lint: Command) -> None:
    (folder / WAIVERS).write_text(
        f'waiver = [\n  {{code = "{MISSING}", document = "{ACME}", clause = "absent", '
        'reason = "r", owner = "o", expires = 2027-01-01}, # mine\n]\n',
        encoding="utf-8",
    )
    waive(lint, WEAK)
    assert "# mine" in (folder / WAIVERS).read_text(encoding="utf-8")
    assert lint("check", ACME, "--format", "json").report["summary"]["waived"] == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("SDP-011", ACME), "--reason, --owner and --expires are missing"),
        (("SDP-011", ACME, "--reason", " ", "--owner", "o", "--expires", "9d"), "--reason is missing"),
        (("SDP-011", ACME, "--reason", "r", "--owner", "o", "--expires", "2026-11-26"), "that date is in the past"),
        (("SDP-011", ACME, "--reason", "r", "--owner", "o", "--expires", "soon"), "not a date"),
        (("SDP-003", ACME, "--reason", "r", "--owner", "o", "--expires", "9d"), "SDP-003 is met: there is nothing"),
        (("SDP-011x", ACME, "--reason", "r", "--owner", "o", "--expires", "9d"), "Did you mean 'SDP-011'?"),
        (("FER-SO-1", ACME, "--reason", "r", "--owner", "o", "--expires", "9d"), "--policy ferpa"),
        (("DOC003", ACME, "--reason", "r", "--owner", "o", "--expires", "9d"), "there is no DOC003 here"),
        (("SDP-011", "vendors/acne.txt", "--reason", "r", "--owner", "o", "--expires", "9d"), "Did you mean"),
    ],
)
def test_waive_refuses_in_a_sentence_and_writes_nothing(
    folder: Path, lint: Command, arguments: tuple[str, ...], says: str
) -> None:
    done = lint("waive", *arguments)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert not (folder / WAIVERS).exists()


def test_waive_is_for_one_contract(folder: Path, lint: Command) -> None:
    shutil.copy(MESA, folder / "vendors" / "best.txt")
    done = waive(lint, MISSING, "vendors")
    assert done.code == 2 and "2 contracts" in done.err


def test_waive_refuses_what_never_counts(folder: Path, lint: Command) -> None:
    redline = ROOT / "fixtures" / "contracts" / "riverside-redline.docx"
    done = waive(lint, "DOC009", redline)
    assert done.code == 2 and "is a warning, which does not count" in done.err


def test_a_waiver_may_last_as_long_as_the_settings_say(folder: Path, lint: Command) -> None:
    (folder / "clauselint.toml").write_text("max-waiver-days = 30\n", encoding="utf-8")
    done = waive(lint, MISSING)
    assert done.code == 2 and "30 days at most (max-waiver-days)" in done.err
    assert lint("waive", MISSING, ACME, "--reason", "r", "--owner", "o", "--expires", "30d").code == 0
    assert lint("check", ACME).code == 1
    earlier = lint("check", ACME, "--today", "2026-11-26")
    assert earlier.code == 2
    assert f"{WAIVERS}:11:1: expires is later than 2026-12-26: max-waiver-days is 30." in earlier.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything can be written here")
def test_a_file_that_cannot_be_written_is_told(folder: Path, lint: Command) -> None:
    folder.chmod(0o500)
    done = waive(lint, MISSING)
    folder.chmod(0o700)
    assert done.code == 2 and "cannot be written" in done.err


@pytest.mark.parametrize(
    ("code", "said"), [("SDP", "A waiver names one code in full"), ("wvr002", "clauselint rule WVR002")]
)
def test_what_is_no_code_of_a_finding_cannot_be_waived(folder: Path, lint: Command, code: str, said: str) -> None:
    done = waive(lint, code)
    assert (done.code, said in done.err) == (2, True)
