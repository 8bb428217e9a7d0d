"""``clauselint config``: which settings are in force, and where each comes from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import click

from clauselint.cli import completions, console
from clauselint.cli.configured_command import refuse_variables
from clauselint.cli.help_format import HelpfulGroup
from clauselint.cli.options import word
from clauselint.diagnostics.errors import UsageError
from clauselint.running.config import SETTINGS, Configs, Setting, Value, common_folder
from clauselint.running.plans import verify


@click.group(cls=HelpfulGroup, examples=(("What check would use here", "clauselint config show"),))
def command() -> None:
    """Settings: what is in force, and where it comes from."""


@command.command(
    "show",
    examples=(
        ("What check would use here", "clauselint config show"),
        ("What it would use for a contract", "clauselint config show fixtures/contracts/mesa-dsa.txt"),
    ),
)
@click.argument("path", default=".", metavar="[PATH]", shell_complete=completions.files)
@click.option("--config", "file", type=click.Path(path_type=Path), envvar="CLAUSELINT_CONFIG", metavar="FILE",
              help="Take settings from this file.")  # fmt: skip
@click.option("--isolated", is_flag=True, help="Take settings from no file.")
@click.option(
    "--format", type=word("format", ("text", "json")), default="text", metavar="NAME", help="text (default) or json."
)
def show(path: str, file: Path | None, isolated: bool, format: str) -> int:
    """Show every setting that check would use, and the file, line or variable it comes from.

    PATH is a folder (default: this one) or a contract. Where it is a contract, what tables of documents and contracts say of
    it counts too. Options of the command line come before all of these.
    """
    refuse_variables()
    if not os.path.lexists(path):
        raise UsageError(
            "there is no such file or folder.", where=path, cure="Check the spelling and the current folder."
        )
    configs = Configs(common_folder([path]), file=None if isolated else file, isolated=isolated)
    absolute = Path(os.path.normpath(Path(path).absolute()))
    verify(configs, absolute)
    rows = list(_rows(configs, absolute, _of_variables(path)))
    if format == "json":
        listed = {setting.name: {"value": value, "from": where} for setting, value, where in rows}
        console.out(json.dumps(listed, indent=2) + "\n", machine=True)
        return 0
    shown = [(f"{setting.name} = {_toml(value, setting)}", where) for setting, value, where in rows]
    longest = max(len(text) for text, _ in shown if len(text) < 44)
    console.out("".join(f"{text:<{longest}}  # {where}\n" for text, where in shown))
    return 0


def _of_variables(path: str) -> dict[str, Any]:
    """The values of environment variables, by the names of their settings, as check reads them. Raises UsageError for a wrong
    one."""
    from clauselint.cli.check import command as check

    given = check.make_context("check", ["--isolated", path]).params
    names = {option: param.name for param in check.params for option in param.opts if param.name}
    return {s.name: _plain(s.name, given.get(names[s.option])) for s in SETTINGS if os.environ.get(s.variable or "-")}


def _plain(name: str, value: Any) -> Any:
    """A value of the command line as a file would have it."""
    if name == "params":
        return dict(value)
    if name in ("select", "ignore"):
        return list(chain(*value))
    if name == "output":
        return [f"{output.format}={output.file.as_posix()}" for output in value]
    return value.as_posix() if isinstance(value, Path) else value


def _rows(configs: Configs, path: Path, of_variables: dict[str, Any]) -> Iterator[tuple[Setting, Any, str]]:
    """Each setting with its value and where that comes from."""
    config = configs.at(path if path.is_dir() else path.parent)
    of_document = {} if path.is_dir() else config.for_contract(path)
    for setting in SETTINGS:
        found: Value | None = of_document.get(setting.name) or config.values.get(setting.name)
        if setting.name in of_variables:
            yield setting, of_variables[setting.name], f"the environment variable {setting.variable}"
        elif found is not None:
            yield setting, found.value, found.where
        else:
            yield setting, setting.usual(), "default"


def _toml(value: Any, setting: Setting) -> str:
    """A value as TOML has it; what has no default, as the table of settings says."""
    if value is None:
        return setting.default
    if value == {}:
        return "{}"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(each, setting)}" for name, each in value.items()) + " }"
    return json.dumps(list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value,
                      ensure_ascii=False)  # fmt: skip
