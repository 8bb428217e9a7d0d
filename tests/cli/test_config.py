"""Settings from files, variables and the command line: which counts, what is told where one is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clauselint.cli import main
from clauselint.running.config import SETTINGS
from tests.cli.conftest import ROOT

CONTRACTS = ROOT / "fixtures" / "contracts"
HOLLOW = "northgate-hollow.docx"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository: nothing above it counts."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(file: Path, text: str = "") -> Path:
    """A file with this text, or a copy of the hollow sample."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if text:
        file.write_text(text, encoding="utf-8")
    else:
        file.write_bytes((CONTRACTS / HOLLOW).read_bytes())
    return file


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, list[str]]]:
    """The exit code, and the codes of what was found, by document."""
    capsys.readouterr()
    code = main(["check", *arguments, "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    return code, {d["path"]: [row["code"] for row in d["requirements"]] for d in report["documents"]}


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, object]]:
    capsys.readouterr()
    assert main(["config", "show", *arguments, "--format", "json"]) == 0
    found: dict[str, dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


def test_command_line_over_variable_over_file_over_default(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(repository / "a.docx")
    assert main(["check", "a.docx"]) == 1
    put(repository / "clauselint.toml", 'fail-on = "never"\n')
    assert main(["check", "a.docx"]) == 0
    monkeypatch.setenv("CLAUSELINT_FAIL_ON", "error")
    assert main(["check", "a.docx"]) == 1
    assert main(["check", "a.docx", "--fail-on", "never"]) == 0


def test_the_nearest_file_counts_alone_and_for_each_document(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(repository / "a.docx")
    put(repository / "sub" / "b.docx")
    put(repository / "clauselint.toml", 'select = ["SDP-003"]\nignore = ["SDP-004"]\n')
    put(repository / "sub" / "clauselint.toml", 'select = ["SDP-004"]\n')
    _, found = checked(capsys, ".")
    assert found == {"a.docx": ["SDP-003"], "sub/b.docx": ["SDP-004"]}
    assert shown(capsys, "sub")["ignore"] == {"value": [], "from": "default"}


def test_what_is_above_the_repository_is_somebody_elses(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository / "clauselint.toml", 'select = ["SDP-003"]\n')
    put(repository / "inner" / "a.docx")
    (repository / "inner" / ".git").mkdir()
    assert shown(capsys, "inner")["select"]["from"] == "default"


def test_pyproject_counts_where_it_has_the_section(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository / "clauselint.toml", 'show = "info"\n')
    put(repository / "sub" / "pyproject.toml", '[project]\nname = "x"\n')
    assert shown(capsys, "sub")["show"]["value"] == "info"
    put(repository / "sub" / "pyproject.toml", '[project]\nname = "x"\n\n[tool.clauselint]\nshow = "error"\n')
    found = shown(capsys, "sub")["show"]
    assert (found["value"], str(found["from"]).replace("\\", "/").endswith("sub/pyproject.toml:5")) == ("error", True)


def test_a_file_extends_another_and_comes_first(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(
        repository / "company.toml",
        'show = "info"\nfail-on = "warning"\n[params]\nnotice_hours = 24\npenalty_mode = "all"\n',
    )
    put(
        repository / "sub" / "clauselint.toml",
        'extend = "../company.toml"\nshow = "error"\nparams = {penalty_mode = "any"}\n',
    )
    found = shown(capsys, "sub")
    assert [found[name]["value"] for name in ("show", "fail-on", "params")] == [
        "error",
        "warning",
        {"notice_hours": 24, "penalty_mode": "any"},
    ]
    assert "company.toml:2" in str(found["fail-on"]["from"])


def test_files_that_extend_each_other_are_refused(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository / "clauselint.toml", 'extend = "other.toml"\n')
    put(repository / "other.toml", 'extend = "clauselint.toml"\n')
    assert "extends this file in turn" in refused(capsys, "config", "show")


def test_all_faults_are_told_at_once_with_their_places(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository / "a.docx")
    put(
        repository / "clauselint.toml",
        'polcy = ["nda"]\nfail-on = "eror"\njobs = 0\n\n[[document]]\npolicy = ["nda"]\n[[contract]]\nfiles = ["no.pdf"]\n',
    )
    said = refused(capsys, "check", "a.docx")
    for part in (
        "clauselint.toml:1:1: there is no key 'polcy' here. Did you mean 'policy'?",
        "    1 | polcy",
        "clauselint.toml:2:1: there is no fail-on 'eror'. Did you mean 'error'?",
        "clauselint.toml:3:1: jobs must be 1 or more.",
        "clauselint.toml:5:1: the key 'files' is missing.",
        "clauselint.toml:8:1: no file matches 'no.pdf'.",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("policy = [", "clauselint.toml:1:"),
        ('policy = ["student-dta"]', "Did you mean 'student-data'?"),
        ("params = {notice_hour = 24}", "clauselint.toml:1:11: no policy has a parameter 'notice_hour'."),
        ('ignore = ["SPD-003"]', "clauselint.toml:1:12: no requirement has the code SPD-003"),
        ('ignore = ["DOC003"]', "clauselint waive"),
        ('output = ["html"]', "FORMAT=FILE"),
        ('format = "jsn"', "Did you mean 'json'?"),
        ('cache-size = "big"', "is not a size"),
    ],
)
def test_a_wrong_value_is_told_with_its_file(
    repository: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    put(repository / "a.docx")
    put(repository / "clauselint.toml", f"{text}\n")
    assert said in refused(capsys, "check", "a.docx")


def test_a_variable_that_nearly_is_one_is_a_slip(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(repository / "a.docx")
    monkeypatch.setenv("CLAUSELINT_FAILON", "warning")
    assert "Did you mean CLAUSELINT_FAIL_ON?" in refused(capsys, "check", "a.docx")


def test_the_longest_code_wins(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository / "a.docx")
    _, found = checked(capsys, "a.docx", "--ignore", "SDP", "--select", "SDP-01,SDP-003", "--ignore", "sdp-011")
    assert found["a.docx"] == ["SDP-003", *(f"SDP-0{n}" for n in (10, 12, 13, 14, 15, 16, 17, 18, 19))]


def test_tables_of_documents_choose_policies_parameters_and_ignores(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(repository / "vendor" / "a.docx")
    put(repository / "nda" / "b.docx")
    put(
        repository / "clauselint.toml",
        'select = ["SDP-003", "NDA"]\n[params]\nnotice_hours = 24\n'
        '[[document]]\nfiles = ["nda/"]\npolicy = ["nda"]\nparams = {side = "recipient"}\nignore = ["NDA-02"]\n',
    )
    _, found = checked(capsys, ".")
    assert found["vendor/a.docx"] == ["SDP-003"]
    assert "NDA-01" in found["nda/b.docx"] and "NDA-02" not in found["nda/b.docx"]
    assert not [code for code in found["nda/b.docx"] if code.startswith("SDP")]
    of_nda = shown(capsys, "nda/b.docx")
    assert of_nda["params"]["value"] == {"notice_hours": 24, "side": "recipient"}
    # Whoever runs the command decides, whatever the tables say.
    _, found = checked(capsys, ".", "--policy", "student-data")
    assert found["nda/b.docx"] == ["SDP-003"]


def test_files_that_are_one_contract_get_one_set_of_findings(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stack = ROOT / "fixtures" / "stack"
    for name in ("agreement.docx", "amendment-1.docx", "exhibit-a.pdf"):
        (repository / name).write_bytes((stack / name).read_bytes())
    put(repository / "z.docx")
    put(repository / "clauselint.toml", '[[contract]]\nfiles = ["agreement.docx", "amend*.docx", "exhibit-a.pdf"]\n')
    whole = "agreement.docx + amendment-1.docx + exhibit-a.pdf"
    _, found = checked(capsys, ".")
    assert list(found) == [whole, "z.docx"]
    # A part stands for the whole; processes make no difference.
    _, found = checked(capsys, "amendment-1.docx")
    assert list(found) == [whole]
    assert checked(capsys, ".", "-j", "1") == checked(capsys, ".", "-j", "2")


def test_include_and_exclude_say_what_in_a_folder_is_a_contract(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("in/a.docx", "in/old/b.docx", "out/c.docx", "in/d-draft.docx"):
        put(repository / name)
    put(repository / "clauselint.toml", 'include = ["in/"]\nexclude = ["old/", "*-draft.docx"]\n')
    _, found = checked(capsys, ".")
    assert list(found) == ["in/a.docx"]
    # A file that is named by hand is always read.
    _, found = checked(capsys, "in/old/b.docx")
    assert list(found) == ["in/old/b.docx"]


def test_own_packs_and_outputs_count_from_the_folder_of_the_file(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "new", "policies/ours"]) == 0
    put(repository / "contracts" / "a.docx")
    put(repository / "clauselint.toml", 'policy = ["./policies/ours"]\noutput = ["html=gap.html"]\n')
    monkeypatch.chdir(repository / "contracts")
    code, found = checked(capsys, "a.docx")
    assert code in (0, 1) and found["a.docx"]
    assert (repository / "gap.html").is_file()


def test_isolated_takes_no_file_and_config_names_one(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository / "a.docx")
    put(repository / "clauselint.toml", 'select = ["SDP-003"]\n')
    put(repository / "other.toml", 'select = ["SDP-004"]\n')
    assert checked(capsys, "a.docx", "--config", "other.toml")[1]["a.docx"] == ["SDP-004"]
    assert len(checked(capsys, "a.docx", "--isolated")[1]["a.docx"]) > 20
    assert "Did you mean 'other.toml'?" in refused(capsys, "check", "a.docx", "--config", "othr.toml")


def test_the_run_says_whose_settings_it_took(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository / "clauselint.toml", 'select = ["SDP-003"]\n')
    main(["check", str(put(repository / "sub" / "a.docx"))])
    assert "settings: clauselint.toml" in capsys.readouterr().err


def test_show_lists_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(shown(capsys)) == [setting.name for setting in SETTINGS]
    assert main(["config", "show"]) == 0
    assert 'fail-on = "error"' in capsys.readouterr().out


def test_init_writes_a_file_that_counts_and_leaves_one_that_is_there(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(repository / "nda" / "acme.docx")
    put(repository / "agreement.docx")
    put(repository / "amendment-1.docx")
    assert main(["init"]) == 0
    text = (repository / "clauselint.toml").read_text(encoding="utf-8")
    assert 'files = ["nda/"]' in text and 'files = ["agreement.docx", "amendment-1.docx"]' in text
    assert "clauselint.toml:" in str(shown(capsys)["policy"]["from"])
    # Every example in it is one that could be in force.
    (repository / "company.toml").write_text("", encoding="utf-8")
    (repository / "clauselint.toml").write_text(
        "\n".join(
            line.removeprefix("# ") if line.startswith(("# [[", "# extend")) or " = " in line else line
            for line in text.replace("../company.toml", "company.toml").splitlines()
        ),
        encoding="utf-8",
    )
    assert shown(capsys, "agreement.docx")["show"]["value"] == "info"
    assert "already exists" in refused(capsys, "init")


@pytest.mark.parametrize("format", ["markdown", "text"])
def test_a_report_in_the_folder_is_no_contract_of_the_next_run(
    repository: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    put(repository / "a.docx")
    put(repository / "clauselint.toml", f'output = ["{format}=gap.txt"]\n')
    first = checked(capsys, ".")
    assert checked(capsys, ".") == first
    assert list(first[1]) == ["a.docx"]
    # What somebody else put there in its place is a contract, and is not lost.
    (repository / "gap.txt").write_bytes((CONTRACTS / "mesa-dsa.txt").read_bytes())
    assert "is one of the contracts" in refused(capsys, "check", ".")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('\npolicy = ["student-dat"]\n', "clauselint.toml:2:12: no policy is called 'student-dat'"),
        ('\n[params]\nnotice_hours = "many"\n', "clauselint.toml:3:1: notice_hours=many does not fit"),
        ('select = ["SPD"]\n', "Did you mean 'SDP'?"),
        ('waivers = "nix.toml"\n', "nix.toml: there is no such waivers file. Check the path"),
        ('[[contract]]\nfiles = ["sub/"]\n', "clauselint.toml:2:1: 'sub/' is a folder. Name the files of the contract"),
        ("[[contract]]\nfiles = []\n", "clauselint.toml:2:1: files is empty."),
    ],
)
def test_what_only_the_policies_or_the_folder_can_tell_wrong_is_told_with_its_place(
    repository: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    put(repository / "sub" / "a.docx")
    put(repository / "clauselint.toml", text)
    assert said in refused(capsys, "check", "sub")


def test_a_wrong_value_of_a_variable_is_told_with_its_name(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(repository / "a.docx")
    monkeypatch.setenv("CLAUSELINT_FAIL_ON", "eror")
    assert "environment variable CLAUSELINT_FAIL_ON: there is no severity 'eror'" in refused(capsys, "check", "a.docx")


def test_show_refuses_slips_too(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "nix: there is no such file or folder." in refused(capsys, "config", "show", "nix")
    monkeypatch.setenv("CLAUSELINT_POLCY", "nda")
    assert "Did you mean CLAUSELINT_POLICY?" in refused(capsys, "config", "show")


def test_a_folder_is_no_configuration(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository / "sub" / "a.docx")
    assert "sub: is a folder. Name its file" in refused(capsys, "check", "sub", "--config", "sub")


def test_settings_that_the_docs_show_are_settings(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository / "vendor.docx")
    for name in ("agreement.docx", "amendment-1.docx", "exhibit-a.pdf"):
        put(repository / "acme" / name)
    pages = (ROOT / "docs" / "configuration.md", ROOT / "docs" / "start" / "ci.md")
    examples = [
        part.split("```")[0] for page in pages for part in page.read_text(encoding="utf-8").split("```toml\n")[1:]
    ]
    assert len(examples) >= 2
    for example in examples:
        put(repository / "clauselint.toml", example)
        assert main(["config", "show"]) == 0, capsys.readouterr().err


def test_what_the_policies_tell_wrong_is_told_at_once_also_of_documents_that_are_not_asked_for(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(repository / "a.docx")
    put(
        repository / "clauselint.toml",
        'select = [\n  "SDP",\n  "SPD-003",  # here\n]\nignore = ["SDP-01", "XYZ"]\nparams = {notice_hour = 24}\n'
        '[[document]]\nfiles = ["nda/"]\npolicy = [\n  "student-data",\n  "ndaa",\n]\n',
    )
    for words in (["check", "a.docx"], ["config", "show"]):
        said = refused(capsys, *words)
        for part in (
            "clauselint.toml:3:4: no requirement has the code SPD-003",
            '    3 |   "SPD-003",  # here',
            "clauselint.toml:5:22: no requirement has the code XYZ",
            "clauselint.toml:6:11: no policy has a parameter 'notice_hour'. Did you mean 'notice_hours'?",
            "clauselint.toml:11:4: no policy is called 'ndaa'. Did you mean 'nda'?",
        ):
            assert said.count(part) == 1
    # What is given by hand has no place in the file, and its faults are told at once too.
    said = refused(capsys, "check", "a.docx", "--isolated", "--select", "SPD-003", "--ignore", "XYZ")
    assert "SPD-003" in said and "XYZ" in said and "clauselint.toml" not in said


def test_show_reads_variables_as_check_does(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLAUSELINT_PARAMS", "notice_hours=24")
    monkeypatch.setenv("CLAUSELINT_SELECT", "SDP,FER")
    found = shown(capsys)
    assert found["params"]["value"] == {"notice_hours": "24"}
    assert found["select"] == {"value": ["SDP", "FER"], "from": "the environment variable CLAUSELINT_SELECT"}
    monkeypatch.setenv("CLAUSELINT_FAIL_ON", "eror")
    assert "CLAUSELINT_FAIL_ON: there is no severity 'eror'" in refused(capsys, "config", "show")


def test_a_code_of_a_pack_of_another_document_may_be_ignored_everywhere(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "new", "ours"]) == 0
    code = next((repository / "ours").glob("[A-Z]*.yaml")).stem.rpartition("-")[0]
    put(repository / "a.docx")
    put(
        repository / "clauselint.toml",
        f'ignore = ["{code[:3]}"]\n[[document]]\nfiles = ["other/"]\npolicy = ["./ours"]\n',
    )
    assert checked(capsys, "a.docx")[1]["a.docx"]


def test_init_says_which_settings_it_replaces(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository / "clauselint.toml", 'fail-on = "warning"\n')
    put(repository / "sub" / "a.docx")
    assert main(["init", "sub"]) == 0
    assert "replaces clauselint.toml; with extend =" in capsys.readouterr().out


def test_rule_judges_a_contract_as_check_does(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository / "a.txt", (CONTRACTS / "mesa-dsa.txt").read_text(encoding="utf-8"))
    put(repository / "clauselint.toml", 'ignore = ["SDP-019"]\n[params]\nnotice_hours = 25\n')
    assert main(["rule", "SDP-019", "a.txt"]) == 0
    assert "at most 25 hours are allowed" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(("folder", "code"), [("docs", "DOC-001"), ("basic", "BAS-001")])
def test_a_pack_of_ones_own_may_have_codes_that_look_like_others_and_is_explained(
    repository: Path, capsys: pytest.CaptureFixture[str], folder: str, code: str
) -> None:
    assert main(["pack", "new", folder]) == 0
    put(repository / "a.docx")
    assert main(["rule", code, "--policy", f"./{folder}"]) == 0
    assert code in capsys.readouterr().out
    main(["check", "a.docx", "--policy", f"./{folder}", "--show", "info", "--output", "markdown=gap.txt"])
    assert f"clauselint rule {code} --policy FOLDER" in capsys.readouterr().out
    assert f"clauselint rule {code} --policy FOLDER" in (repository / "gap.txt").read_text(encoding="utf-8")
    main(["check", "a.docx"])
    assert "--policy FOLDER" not in capsys.readouterr().out
