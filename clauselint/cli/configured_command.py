"""A command whose options may also stand in a configuration file: command line over environment over file over default."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from clauselint.cli.help_format import HelpfulCommand
from clauselint.diagnostics.errors import UsageError
from clauselint.running.config import SETTINGS, Config, Configs, common_folder

# Variables that are no settings of a command.
OTHER_VARIABLES = frozenset(
    {
        "CLAUSELINT_CACHE_SIZE",
        "CLAUSELINT_DEBUG",
        "CLAUSELINT_MATERIAL",
        "CLAUSELINT_PASSWORD",
        "CLAUSELINT_TIMEOUT",
    }
)
PREFIX = "CLAUSELINT_"

# Settings that are meant for check: other commands have formats of their own.
_OF_CHECK = frozenset({"format", "output"})


class ConfiguredCommand(HelpfulCommand):
    """A command with ``--config`` and ``--isolated``. Its context's object is the :class:`Configs` in force."""

    def __init__(self, *args: Any, formats: bool = False, **others: Any) -> None:
        """Add the options that name a configuration, and an environment variable for each option that is a setting.
        ``formats``: the command takes the settings ``format`` and ``output``."""
        super().__init__(*args, **others)
        self._settings = {s.option: s for s in SETTINGS if s.option and (formats or s.name not in _OF_CHECK)}
        self.params += [
            click.Option(
                ["--config"],
                type=click.Path(path_type=Path),
                metavar="FILE",
                envvar="CLAUSELINT_CONFIG",
                expose_value=False,
                help="Take settings from this file (default: the nearest clauselint.toml).",
            ),
            click.Option(["--isolated"], is_flag=True, expose_value=False, help="Take settings from no file."),
        ]
        for param in self.params:
            for option in param.opts:
                if option in self._settings:
                    param.envvar = self._settings[option].variable

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does, with defaults from the configuration. Raises UsageError if the configuration is wrong."""
        # A first look, for the paths and the options that say which file counts; click itself tells what is wrong with them.
        first, _, _ = self.make_parser(ctx).parse_args(list(args))
        if first.get("help") is not True and not ctx.resilient_parsing:
            refuse_variables()
            ctx.obj = _configs(first)
            ctx.default_map = self._defaults(ctx.obj.run)
        return super().parse_args(ctx, args)

    def _defaults(self, config: Config) -> dict[str, Any]:
        """Return the values of the configuration file by the names of the command's parameters."""
        return {
            param.name: config.values[self._settings[option].name].value
            for param in self.params
            for option in param.opts
            if param.name
            and option in self._settings
            and self._settings[option].name in config.values
            and not self._settings[option].per_document
        }


def _configs(first: dict[str, Any]) -> Configs:
    file = first.get("config") or os.environ.get("CLAUSELINT_CONFIG") or None
    isolated = first.get("isolated") is True
    paths = first.get("paths")
    listed = [path for path in (paths if isinstance(paths, list | tuple) else [paths]) if isinstance(path, str)]
    return Configs(
        common_folder(listed), file=Path(file) if isinstance(file, str) and not isolated else None, isolated=isolated
    )


def refuse_variables() -> None:
    """Raise UsageError for an environment variable that resembles a setting: a typo would otherwise be ignored silently."""
    from clauselint.diagnostics.suggest import nearest_word

    known = {*OTHER_VARIABLES, "CLAUSELINT_CONFIG", *(setting.variable for setting in SETTINGS if setting.variable)}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known and (near := nearest_word(name, known)):
            raise UsageError(f"the environment variable {name} is not a setting.", cure=f"Did you mean {near}?")


def is_set_explicitly(name: str) -> bool:
    """Return whether the command line or the environment sets the parameter of this name."""
    source = click.get_current_context().get_parameter_source(name)
    return source in (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)
