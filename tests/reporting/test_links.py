"""Every finding says how to learn what its code means, and links to its page where the docs have been put somewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from clauselint.cli import main
from tests.cli.conftest import ROOT

CONTRACT = ROOT / "fixtures" / "contracts" / "mesa-dsa.txt"
SCAN = ROOT / "fixtures" / "broken" / "encrypted.pdf"
SITE = "https://docs.example/our_site"


def printed(capsys: pytest.CaptureFixture[str], format: str, *arguments: str | Path) -> str:
    main(["check", str(CONTRACT), "--format", format, "--isolated", *map(str, arguments)])
    return capsys.readouterr().out


@pytest.mark.parametrize("site", [SITE, f"{SITE}/"])
def test_every_code_has_its_page(capsys: pytest.CaptureFixture[str], site: str) -> None:
    report = json.loads(printed(capsys, "json", SCAN, "--docs-url", site))
    contract, scan = report["documents"]
    assert len(contract["requirements"]) == 26
    for row in contract["requirements"]:
        assert row["help_url"] == f"{SITE}/rules/student-data/{row['code']}.html"
    assert [each["help_url"] for each in scan["problems"]] == [f"{SITE}/reference/codes.html#DOC004"]


def test_formats_for_machines_have_the_link_where_their_readers_look(capsys: pytest.CaptureFixture[str]) -> None:
    page = f"{SITE}/rules/student-data/SDP-014.html"
    sarif = json.loads(printed(capsys, "sarif", "--docs-url", SITE))
    rules = {rule["id"]: rule for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["SDP-014"]["helpUri"] == page
    rdjson = json.loads(printed(capsys, "rdjson", "--docs-url", SITE))
    assert {"value": "SDP-014", "url": page} in [each["code"] for each in rdjson["diagnostics"]]


def test_formats_for_people_have_the_link_and_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    page = f"{SITE}/rules/student-data/SDP-014.html"
    shown = printed(capsys, "html", "--docs-url", SITE)
    assert f'<a href="{page}">SDP-014</a>, or <code>clauselint rule SDP-014</code>' in shown
    shown = printed(capsys, "markdown", "--docs-url", SITE)
    assert f"[SDP-014]({page.replace('_', chr(92) + '_')}), or clauselint rule SDP-014" in shown


@pytest.mark.parametrize("format", ["text", "html", "markdown", "json", "sarif", "rdjson"])
def test_without_a_site_there_is_no_link_but_the_command(capsys: pytest.CaptureFixture[str], format: str) -> None:
    shown = printed(capsys, format)
    assert "help_url" not in shown
    assert "helpUri" not in shown
    assert not re.search(r"https?://[^ ]*/rules/", shown)
    if format in ("text", "html", "markdown"):
        assert re.search(r"clauselint rule SDP-\d{3}", shown)


def test_a_pack_of_ones_own_has_no_page_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["pack", "new", str(tmp_path / "ours"), "--extends", "student-data"]) == 0
    capsys.readouterr()
    report = json.loads(printed(capsys, "json", "--docs-url", SITE, "--policy", tmp_path / "ours"))
    assert report["documents"][0]["requirements"]
    assert not any("help_url" in row for row in report["documents"][0]["requirements"])


@pytest.mark.parametrize("address", ["javascript:alert(1)", "docs.example", 'https://x"onclick=', "https://x/(y)"])
def test_what_is_no_address_is_refused(capsys: pytest.CaptureFixture[str], address: str) -> None:
    assert main(["check", str(CONTRACT), "--docs-url", address]) == 2
    assert "not a web address" in capsys.readouterr().err
