"""The site of the docs: it builds, its pages say what the program says, and a browser loads all of it from one folder."""

from __future__ import annotations

import html
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from clauselint.cli.app import COMMANDS, app
from clauselint.diagnostics.errors import NOTICES, PROBLEMS
from clauselint.packs import available, clause_types, with_examples
from clauselint.reporting.view import docs_links
from clauselint.running.config import SETTINGS
from tests.cli.conftest import ROOT

pytest.importorskip("mkdocs", reason="the site is built with the extra 'docs'")
SCHEMA = "clauselint-v1.schema.json"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def text_of(page: Path) -> str:
    """What a reader of the page sees, white space folded."""
    article = re.search(r"<article.*?</article>", page.read_text(encoding="utf-8"), re.DOTALL)
    assert article
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", article[0])).split())


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("pack", [pack.name for pack in available()])
def test_every_requirement_has_a_page_that_says_what_its_file_says(site: Path, pack: str) -> None:
    folder = site / "rules" / pack
    (found,) = (with_examples(each) for each in available() if each.name == pack)
    index = (folder / "index.html").read_text(encoding="utf-8")
    for row in found.requirements:
        assert f'href="{row.code}.html"' in index
        shown = text_of(folder / f"{row.code}.html")
        assert shown.startswith(f"{row.code} {row.name}")
        assert row.examples
        said = (row.must, row.why, row.who, row.authority, row.suggested(), *row.examples.met, *row.examples.not_met)
        for text in (*said, *(each.label for each in row.needs), *(each.says for each in row.contradicts)):
            assert folded(text) in shown, row.code
        for name in row.params:
            assert f"{name} = " in shown


def test_codes_commands_settings_and_clause_types_are_all_there(site: Path) -> None:
    codes = (site / "reference" / "codes.html").read_text(encoding="utf-8")
    assert all(f'id="{code}"' in codes for code in (*PROBLEMS, *NOTICES))
    commands = text_of(site / "reference" / "commands.html")
    assert all(f"clauselint {name}" in commands for name in COMMANDS)
    check = app.get_command(click.Context(app), "check")
    assert check is not None
    shown = [param for param in check.params if not getattr(param, "hidden", False)]
    assert all(option in commands for param in shown for option in param.opts if option.startswith("--"))
    configuration = text_of(site / "configuration.html")
    assert all(setting.help.capitalize()[:20] in configuration for setting in SETTINGS)
    types = text_of(site / "reference" / "clause-types.html")
    assert all(each.type in types for each in clause_types())


def test_reports_link_to_pages_that_are_there(site: Path) -> None:
    base = "https://docs.example"
    for pack in available():
        for row in pack.requirements:
            address = docs_links.of_requirement(base, pack.name, row.code)
            assert (site / address.removeprefix(f"{base}/")).is_file()
    page, _, anchor = docs_links.of_code(base, "DOC003").removeprefix(f"{base}/").partition("#")
    assert f'id="{anchor}"' in (site / page).read_text(encoding="utf-8")


def test_the_schema_is_published_as_it_is(site: Path) -> None:
    published = (site / "reference" / SCHEMA).read_bytes()
    assert published == (ROOT / "clauselint" / "reporting" / SCHEMA).read_bytes()
    assert f'href="{SCHEMA}"' in (site / "reference" / "json.html").read_text(encoding="utf-8")


def test_pages_load_nothing_from_other_hosts(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 250
    for page in pages:
        for tag in re.findall(r"<(?:script|link|img|iframe|source|video)\b[^>]*>", page.read_text(encoding="utf-8")):
            assert "//" not in tag, page
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//|@import", sheet.read_text(encoding="utf-8")), sheet


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", '<script async src="https://example.org/a.js"></script>'),
        ("page.html", "<link rel=stylesheet href=//example.org/a.css>"),
        ("sheet.css", 'body { background: url("http://example.org/a.png") }'),
    ],
)
def test_the_build_fails_where_a_page_loads_from_another_host(
    tmp_path: Path, name: str, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mkdocs.exceptions import PluginError

    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    spec = importlib.util.spec_from_file_location("hooks", ROOT / "docs" / "hooks.py")
    assert spec
    assert spec.loader
    hooks = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hooks)
    (tmp_path / "fine.html").write_text('<a href="https://example.org">a link is clicked</a>', encoding="utf-8")
    hooks.on_post_build(SimpleNamespace(site_dir=str(tmp_path)))
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(PluginError, match=name):
        hooks.on_post_build(SimpleNamespace(site_dir=str(tmp_path)))
