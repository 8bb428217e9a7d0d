"""``clauselint diff``: exit codes, streams, files and wrong use, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Run

CONTRACTS = ROOT / "fixtures" / "contracts"
BROKEN = ROOT / "fixtures" / "broken"
COMPLETE = CONTRACTS / "northgate-complete.docx"

OLD = (
    'This Agreement is between Seattle School District ("District") and Acme, Inc. ("Provider").\n\n'
    "1. Use. Provider shall use Student Data solely to perform the Services described in this Agreement.\n\n"
    "2. Breach. Provider shall notify the District within seventy-two (72) hours after discovery of a breach of Student Data.\n\n"
    "3. Sale. Provider shall not sell Student Data.\n"
)
NEW = OLD.replace("seventy-two (72) hours", "10 business days").replace("shall not sell", "may sell")


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("old.txt", OLD), ("new.txt", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "old.txt", tmp_path / "new.txt"


def test_a_worse_version_ends_with_1_and_says_what_and_where(call: Run, versions: tuple[Path, Path]) -> None:
    done = call("diff", "old.txt", "new.txt", cwd=versions[0].parent)
    assert done.returncode == 1
    assert done.stderr == ""
    assert "Provider [-shall not-] {+may+} sell Student Data." in done.stdout
    assert "[-seventy-two (72) hours-]" in done.stdout
    assert "seventy-two (72) hours → 10 business days (more)" in done.stdout
    assert "SDP-015" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_a_point_or_a_sign_that_changed_is_never_the_same_text(call: Run, tmp_path: Path) -> None:
    for old, new in (("1.5% per month", "15% per month"), ("5-10 days", "510 days"), ("$5.00", "500%")):
        for name, words in (("old.txt", old), ("new.txt", new)):
            (tmp_path / name).write_text(f"{OLD}\n4. Fees. Provider is owed {words}.\n", encoding="utf-8")
        done = call("diff", "old.txt", "new.txt", cwd=tmp_path)
        assert "Both versions have the same text" not in done.stdout
        assert "1 passage changed" in done.stdout, new


def test_the_way_back_is_no_worse(call: Run, versions: tuple[Path, Path]) -> None:
    done = call("diff", *reversed(versions), "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["summary"]["exit_code"] == 0


def test_a_version_that_was_not_read_in_full_ends_with_3(call: Run, versions: tuple[Path, Path]) -> None:
    scanned = BROKEN / "partly-scanned.pdf"
    done = call("diff", scanned, scanned)
    assert done.returncode == 3
    assert "page 2" in done.stderr
    assert call("diff", versions[0], BROKEN / "encrypted.pdf").returncode == 3


def test_colour_strikes_out_and_underlines_and_can_be_off(call: Run, versions: tuple[Path, Path]) -> None:
    coloured = call("diff", *versions, env={"FORCE_COLOR": "1", "NO_COLOR": ""})
    assert "\x1b[31;9mshall not\x1b[0m \x1b[32;4mmay\x1b[0m sell" in coloured.stdout
    assert "[-" not in coloured.stdout
    for off in (["--no-color"], []):
        plain = call("diff", *versions, *off, env={"FORCE_COLOR": "1", **({} if off else {"NO_COLOR": "1"})})
        assert "\x1b" not in plain.stdout


def test_a_terminal_without_typographic_characters_gets_plain_ones(run: Run, versions: tuple[Path, Path]) -> None:
    done = run("diff", *versions, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.stdout.isascii()
    assert "(72) hours -> 10 business days" in done.stdout


def test_comparisons_are_written_beside_what_is_printed(call: Run, versions: tuple[Path, Path]) -> None:
    done = call("diff", *versions, "--output", "html=a.html", "--output", "markdown=b.md", "--output", "json=c.json")
    folder = versions[0].parent
    assert "written: a.html" in done.stderr
    assert "<ins>may</ins>" in (folder / "a.html").read_text(encoding="utf-8")
    assert "<del>shall not</del>" in (folder / "b.md").read_text(encoding="utf-8")
    assert json.loads((folder / "c.json").read_text(encoding="utf-8"))["schema"] == "clauselint-diff-v1"
    assert call("diff", *versions, "--output", "html=a.html", "-q").stderr == ""


def test_the_same_versions_give_the_same_bytes(call: Run, run: Run, versions: tuple[Path, Path]) -> None:
    """Also in another process, which puts members of a set in another order."""
    diff = ("diff", *versions, "--format", "json")
    env = {"CLAUSELINT_CACHE": "off"}
    assert call(*diff, env=env).stdout == run(*diff, env=env).stdout != ""


def test_policies_and_parameters_are_those_that_are_asked_for(call: Run, versions: tuple[Path, Path]) -> None:
    wide = call("diff", *versions, "--param", "notice_hours=900", "--format", "json")
    (row,) = [row for row in json.loads(wide.stdout)["requirements"] if row["code"] == "SDP-019"]
    assert row["turn"] == "reworded"
    other = call("diff", *versions, "--policy", "ferpa", "--format", "json")
    assert [policy["name"] for policy in json.loads(other.stdout)["policies"]] == ["ferpa"]


def test_the_policy_of_a_configuration_counts(call: Run, versions: tuple[Path, Path]) -> None:
    (versions[0].parent / "clauselint.toml").write_text('policy = ["ferpa"]\n', encoding="utf-8")
    done = call("diff", "old.txt", "new.txt", "--format", "json")
    assert [policy["name"] for policy in json.loads(done.stdout)["policies"]] == ["ferpa"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["old.txt"], "OLD NEW"),
        (["old.txt", "nwe.txt"], "Did you mean 'new.txt'?"),
        (["old.txt", "."], "diff compares two files"),
        (["old.txt", "new.txt", "--format", "htm"], "Did you mean 'html'?"),
        (["old.txt", "new.txt", "--format", "sarif"], "there is no format of a comparison 'sarif'"),
        (["old.txt", "new.txt", "--output", "html"], "html=changes.html"),
        (["old.txt", "new.txt", "--output", "json=old.txt"], "is one of the contracts"),
        (["old.txt", "new.txt", "--output", "json=no/such/folder.json"], "its folder does not exist"),
        (["old.txt", "new.txt", "--policy", "no-such-policy"], "no-such-policy"),
        (["old.txt", "new.txt", "--param", "notice_hourz=2"], "notice_hours"),
    ],
)
def test_wrong_use_ends_with_2_and_a_sentence(
    call: Run, versions: tuple[Path, Path], arguments: list[str], says: str
) -> None:
    done = call("diff", *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert versions[0].read_text(encoding="utf-8") == OLD


def test_nothing_is_lost_of_a_version_that_could_not_be_read(call: Run, versions: tuple[Path, Path]) -> None:
    done = call("diff", "old.txt", BROKEN / "scan.pdf", "--format", "json")
    assert done.returncode == 3
    found = json.loads(done.stdout)
    assert found["summary"]["verdict"] == "Not compared: the new version could not be read."
    assert [found[key] for key in ("passages", "requirements", "numbers", "terms")] == [[], [], [], []]
