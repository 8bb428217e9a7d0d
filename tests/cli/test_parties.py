"""Sides of parties that the user states: option, settings, environment, Python; and what reports say of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import clauselint
from clauselint.diagnostics.errors import UsageError

from .conftest import Run

SCHEMA = Path(clauselint.__file__).parent / "reporting" / "clauselint-v1.schema.json"
CONTRACT = (
    'SERVICES AGREEMENT\n\nThis Agreement is made between Alder Research, Inc. ("Alder") and Birch Holdings LLC ("Birch").\n\n'
    "1. Notice. Alder shall notify Birch within 24 hours of any unauthorized disclosure of Student Data.\n\n"
    "2. Use. Birch shall pay the fees. Student Data serves the services alone.\n"
)


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    file = tmp_path / "contract.txt"
    file.write_text(CONTRACT, encoding="utf-8")
    return file


def parties(out: str, document: int = 0) -> dict[str, tuple[str, str]]:
    listed = json.loads(out)["documents"][document]["parties"]
    return {each["name"]: (each["side"], each["side_source"]) for each in listed}


STATED = {"Alder Research, Inc.": ("outside", "stated"), "Birch Holdings LLC": ("district", "read")}
UNKNOWN = {"Alder Research, Inc.": ("unknown", "read"), "Birch Holdings LLC": ("unknown", "read")}


@pytest.mark.parametrize("command", ["check", "clauses", "obligations"])
def test_a_side_is_stated_by_option(call: Run, contract: Path, command: str) -> None:
    assert parties(call(command, contract, "--format", "json").stdout) == UNKNOWN
    for stated in ("alder research inc=counterparty", "Alder=outside", "Birch=protected"):
        done = call(command, contract, "--format", "json", "--party", stated)
        found = parties(done.stdout)
        assert {name: side for name, (side, _) in found.items()} == {n: s for n, (s, _) in STATED.items()}
        assert "PTY001" not in done.stdout


def test_what_is_stated_decides_findings_and_is_not_taken_from_the_cache_of_another_run(
    call: Run, contract: Path, tmp_path: Path
) -> None:
    def status(*options: str) -> str:
        done = call(
            "check", contract, "--format", "json", "--select", "SDP-019", "--cache", str(tmp_path / "kept"), *options
        )
        return str(json.loads(done.stdout)["documents"][0]["requirements"][0]["reason"])

    before = status()
    wrong = status("--party", "Alder=protected")
    assert "obligor" in wrong
    assert before != wrong
    assert status("--party", "Alder=counterparty") != wrong
    assert (status(), status("--party", "Alder=protected")) == (before, wrong)


def test_rule_and_diff_take_stated_sides(call: Run, contract: Path) -> None:
    out = call("rule", "SDP-019", contract, "--party", "Alder=protected").stdout
    assert "it binds Alder, not the other party" in " ".join(out.split())
    new = contract.with_name("new.txt")
    new.write_text(CONTRACT.replace("24 hours", "90 days"), encoding="utf-8")
    compared = json.loads(call("diff", contract, new, "--format", "json", "--party", "Alder=counterparty").stdout)
    assert {each["side_source"] for each in compared["new"]["parties"]} == {"stated", "read"}
    done = call("diff", contract, new, "--party", "Elm=counterparty")
    assert "no contract names 'Elm', so the side stated for it is not used" in done.stderr


@pytest.mark.parametrize(
    ("settings", "stated"),
    [
        ('parties = {"Alder Research, Inc." = "counterparty"}', True),
        ('[[document]]\nfiles = ["contract.txt"]\nparties = {Alder = "counterparty"}', True),
        ('[[contract]]\nfiles = ["contract.txt"]\nparties = {Alder = "outside"}', True),
        ('[[document]]\nfiles = ["other.txt"]\nparties = {Alder = "counterparty"}', False),
    ],
)
@pytest.mark.parametrize("command", ["check", "obligations"])
def test_a_side_is_stated_in_the_settings(call: Run, contract: Path, settings: str, stated: bool, command: str) -> None:
    (contract.parent / "clauselint.toml").write_text(f"{settings}\n", encoding="utf-8")
    assert parties(call(command, contract, "--format", "json").stdout) == (STATED if stated else UNKNOWN)


def test_the_command_line_wins_party_by_party(call: Run, contract: Path) -> None:
    text = 'parties = {Alder = "protected", Elm = "protected"}\n'
    (contract.parent / "clauselint.toml").write_text(text, encoding="utf-8")
    done = call("check", contract, "--format", "json", "--party", "Alder=counterparty")
    assert parties(done.stdout) == STATED
    assert [notice["code"] for notice in json.loads(done.stdout)["notices"]] == ["PTY001"]


def test_the_environment_states_several_sides(run: Run, contract: Path) -> None:
    variable = {"CLAUSELINT_PARTIES": "Alder Research, Inc.=counterparty;Birch=protected"}
    found = parties(run("check", contract, "--format", "json", env=variable).stdout)
    assert {source for _, source in found.values()} == {"stated"}


def test_the_public_function_takes_sides(contract: Path) -> None:
    for command in (clauselint.check, clauselint.clauses, clauselint.obligations):
        report = command(contract, parties={"Alder": "counterparty"})
        assert {p.name: (p.side.value, p.side_source.value) for p in report.documents[0].parties} == STATED
    compared = clauselint.diff(contract, contract, parties={"Alder": "counterparty"})
    assert {p.side_source.value for p in compared.new.parties} == {"stated", "read"}
    with pytest.raises(UsageError, match="'theirs' is not a side"):
        clauselint.check(contract, parties={"Alder": "theirs"})


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("Alder", "name a party and its side"),
        ("=counterparty", "name a party and its side"),
        ("Alder=counterpart", "did you mean 'counterparty'"),
    ],
)
def test_a_wrong_option_is_told(call: Run, contract: Path, option: str, said: str) -> None:
    done = call("check", contract, "--party", option)
    assert done.returncode == 2
    assert said.lower() in " ".join(done.stderr.lower().split())


def test_a_wrong_setting_is_told_with_its_place(call: Run, contract: Path) -> None:
    (contract.parent / "clauselint.toml").write_text('[parties]\nAlder = "counterpart"\n', encoding="utf-8")
    done = call("check", contract)
    assert done.returncode == 2
    assert "clauselint.toml:2:1: 'counterpart' is not the side of a party." in done.stderr


def test_a_party_that_no_contract_names_is_a_notice(call: Run, contract: Path) -> None:
    done = call("check", contract, "--format", "json", "--party", "Elm Storage=counterparty", "--fail-on", "never")
    (notice,) = json.loads(done.stdout)["notices"]
    said = (
        "the contract does not name 'Elm Storage', so the side stated for it is not used. Write the name as the contract "
        "does. Parties read: Alder Research, Inc.; "
    )
    assert notice["code"] == "PTY001"
    assert notice["message"].startswith(said)
    assert said in done.stderr
    jsonschema.validate(json.loads(done.stdout), json.loads(SCHEMA.read_text("utf-8")))
    other = contract.with_name("other.txt")
    other.write_text("LEASE\n\n1. Elm Storage shall pay rent to the Landlord.\n", encoding="utf-8")
    done = call("check", contract, other, "--format", "json", "--party", "Elm Storage=counterparty")
    assert json.loads(done.stdout)["notices"] == []
    assert "Elm" not in done.stderr


def test_reports_for_people_say_which_sides_are_read_and_which_stated(call: Run, contract: Path) -> None:
    for name in ("text", "markdown", "html"):
        out = " ".join(call("check", contract, "--party", "Alder=counterparty", "--format", name).stdout.split())
        assert "Alder Research, Inc. (“Alder” or “Alder Research”): counterparty, as you stated; " in out
        assert "Birch Holdings LLC (“Birch” or “Birch Holdings”): protected party, as read" in out


def test_several_files_of_one_contract_share_a_stated_side(call: Run, contract: Path) -> None:
    other = contract.with_name("amendment.txt")
    other.write_text('AMENDMENT\n\nBetween Alder Research, Inc. ("Alder") and Birch Holdings LLC ("Birch").\n', "utf-8")
    done = call("check", "--together", contract, other, "--format", "json", "--party", "Alder=counterparty")
    data: Any = json.loads(done.stdout)
    assert parties(done.stdout) == STATED
    assert data["notices"] == []
