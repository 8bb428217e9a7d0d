"""Help that a lawyer can read: every example in it works, and every option stands in a group that says what it is for."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from clauselint.cli import main
from clauselint.cli.app import COMMANDS, app
from clauselint.cli.help_format import REST, HelpfulCommand, HelpfulGroup, option_groups
from tests.cli.conftest import ROOT, Run


def commands(group: click.Group = app, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command there is, with the words that name it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)


ALL = dict(commands())
NAMES = [" ".join(words) for words in ALL]


def examples(name: str) -> list[str]:
    """The examples of a command and those below it, in order, each once: a later one may use what an earlier one wrote."""
    mine = [command for words, command in ALL.items() if words[0] == name]
    helped = (command for command in mine if isinstance(command, HelpfulCommand | HelpfulGroup))
    return list(dict.fromkeys(line for command in helped for _, line in command.examples))


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """A folder with the sample contracts where the examples look for them."""
    for name in ("contracts", "stack", "reading"):
        shutil.copytree(ROOT / "fixtures" / name, tmp_path / "fixtures" / name)
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_in_the_help_works(name: str, samples: Path, call: Run) -> None:
    assert examples(name)
    for line in examples(name):
        works(line, samples, call)


def test_every_example_of_the_first_page_works(samples: Path, call: Run) -> None:
    assert isinstance(app, HelpfulGroup)
    for _, line in app.examples:
        works(line, samples, call)


def works(line: str, folder: Path, call: Run) -> None:
    program, *arguments = shlex.split(line)
    assert program == "clauselint"
    done = call(*arguments, cwd=folder)
    # Samples have gaps, and judging or comparing them ends with 1; all else that an example shows must work.
    assert done.returncode in ({0, 1} if arguments[0] in ("check", "diff") else {0}), f"{line}: {done.stderr}"
    assert done.stdout or done.stderr


@pytest.mark.parametrize("words", ALL, ids=NAMES)
def test_every_command_says_in_its_help_what_it_does_with_examples_and_exit_codes(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"Usage: clauselint {' '.join(words)} " in shown
    assert "\nExamples:\n" in shown
    assert "\nCommands:\n" in shown if isinstance(ALL[words], click.Group) else "\nExit codes:\n" in shown
    # An example is never folded, or half of it would be copied.
    assert max(len(line) for line in shown.splitlines() if not line.startswith("    clauselint ")) <= 80


@pytest.mark.parametrize("words", ALL, ids=NAMES)
def test_every_option_stands_in_a_group_that_says_what_it_is_for(words: tuple[str, ...]) -> None:
    params = ALL[words].get_params(click.Context(ALL[words]))
    groups = dict(option_groups(params))
    assert REST not in groups, [param.opts for param in groups[REST]]
    assert sum(map(len, groups.values())) == sum(
        isinstance(param, click.Option) and not param.hidden for param in params
    )


@pytest.mark.parametrize("arguments", [["help"], ["--help"], ["-h"]])
def test_the_help_lists_every_command(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    shown = capsys.readouterr().out
    for name, about in COMMANDS.items():
        assert f"  {name} " in shown
        assert about in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("words", [("check",), ("pack", "new")], ids=" ".join)
def test_help_of_a_command_is_what_its_option_shows(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--help"]) == 0
    by_option = capsys.readouterr().out
    assert main(["help", *words]) == 0
    assert capsys.readouterr().out == by_option


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["chek"], "there is no command 'chek'. Did you mean 'check'?"),
        (["help", "chek"], "there is no command 'chek'. Did you mean 'check'?"),
        (["help", "pack", "shw"], "there is no command 'pack shw'. Did you mean 'show'?"),
        (["contract.docx"], "To judge this file or folder: clauselint check contract.docx"),
        (["SDP-019"], "To explain this code: clauselint rule SDP-019"),
        (["doc003"], "To explain this code: clauselint rule doc003"),
        (["rule", "SDP-O19"], "Did you mean 'SDP-019'?"),
        (["rule", "DOC033"], "there is no code 'DOC033'. Did you mean 'DOC0"),
        (["rule", "DOC003", "contract.pdf"], "DOC003 is not a requirement"),
        (["completion", "powershel"], "Did you mean 'powershell'?"),
    ],
    ids=" ".join,
)
def test_slips_are_answered(arguments: list[str], answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert answer in printed.err
    assert not printed.out
