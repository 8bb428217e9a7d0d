"""What the docs tell people to type can be typed, and what README links to is there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from clauselint.cli.app import app
from tests.cli.conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^( *)```(?:sh|powershell)?\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
_ENDS = ("|", ">", ">>", "&&", ";", "||")


def typed(page: Path) -> Iterator[list[str]]:
    """The words after ``clauselint`` of every line that is to be copied; what a shell does with them is left out."""
    for _, block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line.replace("\\", "/"), comments=True) if "clauselint " in line else []
            for n, word in enumerate(words):
                if word.rsplit("/", 1)[-1] == "clauselint" and (n == 0 or words[n - 1] in _ENDS):
                    end = next((m for m, each in enumerate(words[n:], n) if each in _ENDS), len(words))
                    yield [each.rstrip(";") for each in words[n + 1 : end]]


LINES = [pytest.param(words, id=f"{page.name}: {' '.join(words)}") for page in PAGES for words in typed(page)]


@pytest.mark.parametrize("words", LINES)
def test_a_command_in_the_docs_has_only_options_that_there_are(words: list[str]) -> None:
    context = click.Context(app, info_name="clauselint")
    while isinstance(context.command, click.Group):
        name, command, words = context.command.resolve_command(context, words)
        assert command is not None
        context = click.Context(command, parent=context, info_name=name)
    context.command.make_parser(context).parse_args(words)


def test_the_docs_have_commands_to_copy() -> None:
    assert len(LINES) > 40


@pytest.mark.parametrize("link", sorted(set(_LINK.findall(PAGES[0].read_text(encoding="utf-8")))))
def test_what_readme_links_to_is_there(link: str) -> None:
    assert (ROOT / link).exists()
