"""Packs of one's own: made, checked, changed, told what is wrong with them; through the command."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

import clauselint
from clauselint.cli import main
from clauselint.diagnostics.errors import PackError, UsageError
from clauselint.packs import load, patterns_folder, registry

Run = Callable[..., tuple[int, str, str]]
CONTRACT = (
    'SERVICES AGREEMENT\n\nThis Agreement is made between Lakeside School District (the "District") and Northgate, Inc. (the'
    ' "Vendor").\n\n1. Notice. Vendor shall notify the District in writing 45 days before it changes the services.\n\n'
    "2. Student Data. Vendor shall notify the District's privacy officer within 30 hours of discovering any actual or"
    " suspected misuse of Student Data, with the facts known, and shall bear the cost.\n"
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    file = tmp_path / "contract.txt"
    file.write_text(CONTRACT, encoding="utf-8")
    return file


@pytest.fixture
def ours(tmp_path: Path, run: Run) -> Path:
    assert run("pack", "new", str(tmp_path / "our-pack"))[0] == 0
    return tmp_path / "our-pack"


def _rule(pack: Path) -> Path:
    return next(f for f in pack.glob("*.yaml") if f.name != "pack.yaml")


def test_a_new_pack_passes_its_own_examples_and_judges(ours: Path, contract: Path, run: Run) -> None:
    code, out, _ = run("pack", "test", str(ours))
    assert code == 0
    assert "6 examples tried, none judged wrongly" in out
    report = clauselint.check(contract, policies=[ours])
    assert [(f.code, f.status.value) for f in report.documents[0].findings] == [("OP-001", "met")]


@pytest.mark.parametrize("name", ["./ours", "./our own", "down/ours"])
def test_commands_that_are_printed_work_as_they_stand(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("down").mkdir()
    for arguments in (("new", name), ("show", name)):
        code, out, _ = run("pack", *arguments)
        assert code == 0
        printed = shlex.split(out.rpartition(": clauselint ")[2])
        assert run(*printed)[0] == 0


@pytest.mark.parametrize(
    ("lines", "code", "said"),
    [
        ("", "OP-001", "; since 1\n"),
        ("aliases: [OP-7, OP-8]\n", "op-8", "Also called OP-7, OP-8\n"),
        ("status: preview\n", "OP-001", "Preview: counts as info at most\n"),
        ("status: preview\n", "OP-001", "Counts as\n  info:"),
        (
            "status: deprecated\nreplaced_by: OP-002\n",
            "OP-001",
            "Deprecated: no longer judged; replaced by OP-002\n",
        ),
    ],
)
def test_a_rule_is_shown_with_its_history(ours: Path, run: Run, lines: str, code: str, said: str) -> None:
    (ours / "OP-002.yaml").write_text(_rule(ours).read_text("utf-8").replace("OP-001", "OP-002"), "utf-8")
    _add(ours, lines)
    assert said in run("rule", code, "--policy", str(ours))[1]


def test_no_contract_is_judged_by_a_deprecated_rule(ours: Path, contract: Path, run: Run) -> None:
    (ours / "OP-002.yaml").write_text(_rule(ours).read_text("utf-8").replace("OP-001", "OP-002"), "utf-8")
    _add(ours, "status: deprecated\nreplaced_by: OP-002\n")
    code, out, err = run("rule", "OP-001", str(contract), "--policy", str(ours))
    assert (code, out) == (2, "")
    assert "no longer judged. It was replaced by OP-002." in err


def _add(pack: Path, lines: str) -> None:
    file = pack / "OP-001-written-notice-of-changes.yaml"
    file.write_text(file.read_text("utf-8").replace("family:", f"{lines}family:", 1), "utf-8")


def test_an_example_that_is_judged_otherwise_is_told_and_ends_with_1(ours: Path, run: Run) -> None:
    file = _rule(ours)
    file.write_text(
        file.read_text("utf-8")
        + '  not_met:\n    - "Vendor must notify the District in writing 90 days before a change."\n',
        "utf-8",
    )
    code, out, _ = run("pack", "test", str(ours))
    assert code == 1
    assert "is met, not" in out
    assert "90 days before a change" in out


def test_the_schemas_of_a_new_pack_accept_its_files(ours: Path) -> None:
    files = ((ours / "pack.yaml", "pack"), (ours / "terms" / "changes.yaml", "terms"), (_rule(ours), "requirement"))
    for yaml, schema in files:
        data = json.loads(json.dumps(YAML(typ="safe").load(yaml.read_text("utf-8")), default=str))
        jsonschema.validate(data, json.loads((ours / ".schemas" / f"{schema}.schema.json").read_text("utf-8")))


def test_the_schema_accepts_every_rule_that_is_there_and_no_misspelt_key(run: Run) -> None:
    _, out, _ = run("pack", "schema")
    schema = json.loads(out)
    validator = jsonschema.validators.validator_for(schema)(
        schema
    )  # once: validate() checks the schema itself each time
    for file in (f for pack in registry.shipped_packs().values() for f in registry.requirement_files(pack)):
        data = json.loads(json.dumps(YAML(typ="safe").load(file.read_text("utf-8")), default=str))
        validator.validate(data)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**data, "severty": "error"})


NEUTRAL_RULE = """contradicts:
  - says: lets the vendor change what it delivers without notice
    any:
      - right: [change-of-services, "!the-protected|~the-counterparty"]
        by: counterparty
      - right: [change-of-services, at-own-will]
        by: protected
"""
NEUTRAL_HEAD = """refine:
  change-of-services: {not_protected: true}
"""


def test_older_spellings_of_the_sides_mean_the_same(ours: Path) -> None:
    head, rule = (ours / "pack.yaml").read_text("utf-8"), _rule(ours).read_text("utf-8")
    rule = re.sub(r"(?ms)^contradicts:.*?(?=^suggestion:)", NEUTRAL_RULE, rule)
    loaded, written = [], []
    for protected, counterparty in (("protected", "counterparty"), ("district", "outside")):
        for file, text in ((ours / "pack.yaml", head + NEUTRAL_HEAD), (_rule(ours), rule)):
            file.write_text(text.replace("protected", protected).replace("counterparty", counterparty), "utf-8")
        pack = load(str(ours))
        loaded.append((pack.file.refine, pack.requirements))
        written.append(_rule(ours).read_text("utf-8"))
        for yaml, schema in ((ours / "pack.yaml", "pack"), (_rule(ours), "requirement")):
            data = json.loads(json.dumps(YAML(typ="safe").load(yaml.read_text("utf-8")), default=str))
            jsonschema.validate(data, json.loads((ours / ".schemas" / f"{schema}.schema.json").read_text("utf-8")))
    assert written[0] != written[1]
    assert loaded[0] == loaded[1]


def test_all_faults_of_a_pack_are_told_at_once_with_place_excerpt_and_nearest_word(ours: Path, run: Run) -> None:
    file = _rule(ours)
    text = (
        file.read_text("utf-8")
        .replace("severity: warning", "severty: warning")
        .replace("force: practice", "force: practise")
    )
    file.write_text(text, "utf-8")
    head = ours / "pack.yaml"
    head.write_text(head.read_text("utf-8").replace("subject: ", "subjects: "), "utf-8")
    code, _, err = run("pack", "test", str(ours))
    assert code == 2
    line = next(n for n, each in enumerate(text.splitlines(), 1) if each.startswith("severty"))
    assert f"{file.name}:{line}:1: there is no key 'severty' here. Did you mean 'severity'?" in err
    assert f"{line:>5} | severty: warning" in err
    assert "force cannot be 'practise'. Did you mean 'practice'?" in err
    assert "pack.yaml" in err
    assert "there is no key 'subjects' here. Did you mean 'subject'?" in err


@pytest.mark.parametrize(
    ("phrasing", "said"),
    [
        ("(notice", "a parenthesis is not closed"),
        ("(notice)?", "matches the empty string"),
        ("<notise>", "no term is called <notise>"),
    ],
)
def test_a_phrasing_that_is_no_pattern_is_told_with_its_place(ours: Path, run: Run, phrasing: str, said: str) -> None:
    terms = ours / "terms" / "changes.yaml"
    terms.write_text(terms.read_text("utf-8") + f'  broken:\n    - "{phrasing}"\n', "utf-8")
    code, _, err = run("check", str(ours), "--policy", str(ours))
    assert code == 2
    lines = terms.read_text("utf-8").splitlines()
    assert f"changes.yaml:{len(lines)}:" in err
    assert said in err


def test_a_term_that_nobody_defines_is_told_where_it_is_named(ours: Path) -> None:
    file = _rule(ours)
    file.write_text(
        file.read_text("utf-8").replace("[notify, change-of-services", "[notify, chnage-of-services"), "utf-8"
    )
    with pytest.raises(
        PackError, match=r":2\d:\d+: no term is called 'chnage-of-services'. Did you mean 'change-of-services'?"
    ):
        load(ours)


def test_a_rule_without_examples_is_wrong(ours: Path) -> None:
    file = _rule(ours)
    file.write_text(file.read_text("utf-8").partition("examples:")[0], "utf-8")
    with pytest.raises(PackError, match="OP-001 has no examples"):
        load(ours)


def test_a_code_used_twice_is_wrong(ours: Path) -> None:
    (ours / "OP-001-again.yaml").write_text(_rule(ours).read_text("utf-8").replace("Written notice", "Other"), "utf-8")
    with pytest.raises(PackError, match=r"the code OP-001 is that of another row, at .*OP-001-again\.yaml:2:1"):
        load(ours)


def test_an_extension_changes_parameters_severity_and_wording_and_switches_rows_off(
    tmp_path: Path, contract: Path, run: Run
) -> None:
    ours = tmp_path / "ours"
    assert run("pack", "new", str(ours), "--extends", "student-data")[0] == 0
    head = ours / "pack.yaml"
    head.write_text(
        head.read_text("utf-8")
        + "params: {notice_hours: 24}\nrows:\n"
        + '  SDP-008: {off: "Our staff sign a form of its own."}\n'
        + "  SDP-022: {severity: info, suggestion: Ask us.}\n",
        "utf-8",
    )
    assert run("pack", "test", str(ours))[0] == 0
    report = clauselint.check(contract, policies=[ours])
    rows = {f.code: f for f in report.documents[0].findings}
    assert "SDP-008" not in rows
    assert len(rows) == 26  # 25 of the other pack and one of our own
    assert (rows["SDP-022"].severity.value, rows["SDP-022"].suggestion) == ("info", "Ask us.")
    assert rows["SDP-019"].params["notice_hours"] == 24
    assert rows["SDP-019"].status.value == "weak"  # 30 hours: enough for the other pack, not for ours
    _, out, _ = run("pack", "show", str(ours))
    assert "SDP-008    Our staff sign a form of its own." in out
    _, out, _ = run("check", str(contract), "--policy", str(ours), "--format", "json")
    assert json.loads(out)["policies"][0]["off"] == {"SDP-008": "Our staff sign a form of its own."}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("rows: {SPD-019: {off: no}}", "student-data has no row 'SPD-019'. Did you mean 'SDP-019'?"),
        ("params: {notice_hour: 2}", "student-data has no parameter 'notice_hour'. Did you mean 'notice_hours'?"),
        ("rows: {SDP-019: {params: {hours: 2}}}", "SDP-019 has no parameter 'hours'."),
        ("rows: {SDP-019: {off: x, severity: info}}", "switched off has nothing else to change"),
    ],
)
def test_an_extension_that_changes_what_is_not_there_is_told(tmp_path: Path, run: Run, line: str, said: str) -> None:
    ours = tmp_path / "ours"
    run("pack", "new", str(ours), "--extends", "student-data")
    head = ours / "pack.yaml"
    head.write_text(head.read_text("utf-8") + line + "\n", "utf-8")
    code, _, err = run("pack", "show", str(ours))
    assert code == 2
    assert said in err
    assert "pack.yaml:" in err


def test_an_installed_package_may_bring_a_pack(ours: Path, contract: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ours.parent)
    (ours.parent / "their_package.py").write_text(f"FOLDER = {str(ours)!r}\n", "utf-8")
    point = EntryPoint("their-pack", "their_package:FOLDER", registry.ENTRY_POINTS)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point] if group == registry.ENTRY_POINTS else [])
    registry.installed.cache_clear()
    try:
        report = clauselint.check(contract, policies=["their-pack"])
    finally:
        registry.installed.cache_clear()
    assert [f.code for f in report.documents[0].findings] == ["OP-001"]


def test_a_folder_that_holds_something_is_left_alone(ours: Path, run: Run) -> None:
    code, _, err = run("pack", "new", str(ours))
    assert code == 2
    assert "the folder is not empty" in err


def test_a_spoiled_cache_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from clauselint.packs import loader

    def forget() -> None:
        loader.load_folder.cache_clear()
        loader._files.cache_clear()

    monkeypatch.setenv("CLAUSELINT_CACHE", str(tmp_path))
    forget()
    first = load("student-data")
    kept = list(tmp_path.glob("*/packs/*"))
    assert kept
    for spoiled in (b"", b"clk1", b"{"):
        for file in kept:
            file.write_bytes(spoiled)
        forget()
        assert load("student-data").requirements == first.requirements
        assert all(file.read_bytes() != spoiled for file in kept)
    monkeypatch.setenv("CLAUSELINT_CACHE", str(tmp_path / "file" / "in"))
    (tmp_path / "file").write_text("no folder", "utf-8")
    forget()
    assert load("student-data").requirements == first.requirements


def test_profiles_bundle_packs(contract: Path) -> None:
    for name in registry.profiles():
        assert (patterns_folder() / "profiles" / f"{name}.yaml").is_file()
    report = clauselint.check(contract, policies=["interlocal"])
    assert [f.code for f in report.documents[0].findings] == ["WA-11", "WA-12"]
    report = clauselint.check(contract, policies=["edtech-dpa"], params={"state": "ny"})
    assert [p.name for p in report.policies] == ["student-data", "ferpa", "ndpa", "ny-2d"]
    with pytest.raises(UsageError, match="state=ZZ: the profile edtech-dpa has no pack for that"):
        clauselint.check(contract, policies=["edtech-dpa"], params={"state": "ZZ"})
