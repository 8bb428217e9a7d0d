"""Options that several commands share, and the types of their values."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from clauselint.cli import completions
from clauselint.diagnostics.errors import UsageError
from clauselint.model import Ocr, ReadingOptions, RevisionView, Severity
from clauselint.running.config import Configs
from clauselint.support import file_cache

Command = TypeVar("Command", bound=Callable[..., Any])

SEVERITIES = ("error", "warning", "info")


class ChoiceWord(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.5 on; older ones are no type to index
    """Type of an option: one of a list of words, in any case. Another word raises UsageError with the nearest known one."""

    name = "word"

    def __init__(self, what: str, known: Iterable[str] | Callable[[], Iterable[str]]) -> None:
        """``what`` says what the words are: "format", "severity". ``known`` may be a function, called only when there is a
        word to look up."""
        self._what, self._known = what, known

    def words(self) -> tuple[str, ...]:
        """Return the words of the list."""
        return tuple(self._known() if callable(self._known) else self._known)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as the list spells it."""
        found = {each.casefold(): each for each in self.words()}.get(value.casefold())
        if found is None:
            from clauselint.diagnostics.suggest import did_you_mean

            raise UsageError(
                f"there is no {self._what} '{value}'.",
                where=_variable(param, ctx),
                cure=did_you_mean(value, self.words()),
            )
        return found

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> completions.Items:
        """Return the words that begin with ``incomplete``."""
        return completions.beginning(incomplete, self.words())


def _variable(param: click.Parameter | None, ctx: click.Context | None) -> str:
    """Return the environment variable that a value comes from; "" for another source."""
    if param is None or ctx is None or ctx.get_parameter_source(str(param.name)) is not ParameterSource.ENVIRONMENT:
        return ""
    return f"environment variable {param.envvar}"


word = ChoiceWord  # as an option names it: type=word("format", …)


def _formats() -> Iterable[str]:
    from clauselint.reporting import FORMATS

    return FORMATS


FORMAT = word("format", _formats)
SEVERITY = word("severity", SEVERITIES)


@dataclass(frozen=True, slots=True)
class Output:
    """A report to write into a file."""

    format: str
    file: Path


def output_of(format: Callable[[str], str], example: str) -> Callable[[str], Output]:
    """Return the conversion of ``FORMAT=FILE``, which raises UsageError if one of the two is missing or unknown."""

    def convert(text: str) -> Output:
        name, _, file = text.partition("=")
        if not file:
            raise UsageError(f"--output {text}: give it a format and a file.", cure=f"Like: --output {example}")
        if file == "-":
            raise UsageError(f"--output {text}: not a file.", cure=f"To print this format: --format {name}")
        return Output(format(name), Path(file))

    return convert


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Options for making and showing a report: ``command`` makes it, ``show`` is the lowest severity listed, ``all_signals``
    shows every signal in traces, and ``configs`` are the configurations in force."""

    command: str
    format: str = "text"
    outputs: tuple[Output, ...] = ()
    show: Severity = Severity.WARNING
    color: bool = True
    quiet: bool = False
    jobs: int | None = None
    stdin_filename: str = "stdin"
    docs_url: str = ""
    all_signals: bool = False
    configs: Configs = field(default_factory=lambda: Configs(Path(), isolated=True))

    @property
    def formats(self) -> tuple[str, ...]:
        """All formats requested: the printed one, and those written into files."""
        return (self.format, *(output.format for output in self.outputs))


def named_value(text: str) -> tuple[str, str]:
    """Convert ``NAME=VALUE``; the policy decides the type of the value. Raises UsageError if one of the two is missing."""
    name, _, value = (part.strip() for part in text.partition("="))
    if not name or not value:
        raise UsageError(f"--param {text}: give it a name and a value.", cure="Like: --param notice_hours=24")
    return name, value


POLICY = click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="NAME",
    shell_complete=completions.policies,
    help="Judge against this policy (default: student-data); may be repeated. 'clauselint pack list' lists all.",
)
PARAM = click.option(
    "--param",
    "params",
    type=named_value,
    multiple=True,
    metavar="NAME=VALUE",
    help="Set a number or choice of the policy, like notice_hours=24; may be repeated.",
)


class PartySide(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.5 on
    """An option's type: ``NAME=SIDE``; in the environment, several with semicolons between them.

    Raises UsageError where the name or the side is missing, or the side is unknown.
    """

    name = "party"
    envvar_list_splitter = ";"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The name, and the side as written."""
        from clauselint.running.stated_sides import EXAMPLE, stated_sides

        name, _, side = (part.strip() for part in str(value).rpartition("="))
        if not name or not side:
            raise UsageError(
                f"--party {value}: name a party and its side.", where=_variable(param, ctx), cure=f"Like: {EXAMPLE}"
            )
        stated_sides({name: side}, f"--party {value}")
        return name, side


PARTY = click.option(
    "--party",
    "parties",
    type=PartySide(),
    multiple=True,
    metavar="NAME=SIDE",
    help="State the side of a party, by its name or role word: protected or counterparty; may be repeated.",
)


def codes(text: str) -> tuple[str, ...]:
    """Convert codes separated by commas."""
    return tuple(each.strip() for each in text.split(",") if each.strip())


def address(text: str) -> str:
    """Check that an option is a web address. Raises UsageError if not."""
    from clauselint.running.config.settings import is_address

    if not is_address(text):
        raise UsageError(f"--docs-url {text}: not a web address.", cure="Like: https://intranet.example/clauselint")
    return text


def reading_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options for reading files; the command receives them as one value, ``reading``."""

    @wraps(command)
    def with_options(*, revisions: str, password: str | None, ocr: str, **others: Any) -> int:
        return command(reading=ReadingOptions(RevisionView(revisions), password or None, Ocr(ocr)), **others)

    return _with(
        with_options,
        click.option(
            "--revisions",
            type=word("view", tuple(RevisionView)),
            default="final",
            metavar="VIEW",
            help="Tracked changes: final (default), as if all were accepted, or original, as if all were rejected.",
        ),
        click.option(
            "--password",
            envvar="CLAUSELINT_PASSWORD",
            metavar="WORD",
            help="Password for protected files; safer in the environment variable CLAUSELINT_PASSWORD.",
        ),
        click.option(
            "--ocr",
            type=word("choice", tuple(Ocr)),
            default="auto",
            metavar="WHEN",
            help="OCR: auto (default) reads pages without text, if OCR is installed; off; or force, for all pages.",
        ),
    )


_REPORT_OPTIONS = (
    click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=completions.files),
    click.option(
        "--format",
        type=FORMAT,
        default="text",
        metavar="NAME",
        help="What to print: text (default), concise, markdown, html; for machines json, jsonl and csv; from check also "
        "sarif, junit, github and rdjson; from obligations xlsx and ics.",
    ),
    click.option(
        "--output",
        "outputs",
        type=output_of(FORMAT, "html=gap-report.html"),
        multiple=True,
        metavar="FORMAT=FILE",
        shell_complete=completions.outputs,
        help="Also write a report into a file, like html=gap-report.html; may be repeated.",
    ),
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="How many files to process at a time (default: automatic).",
    ),
    click.option("--stdin-filename", default="stdin", metavar="NAME", help="File name to use for standard input (-)."),
    click.option(
        "--docs-url",
        type=address,
        metavar="URL",
        help="Where your office hosts these docs; the report then links each code to its page.",
    ),
    click.option(
        "--cache", metavar="WHERE", help="Reuse results between runs: on (default), off, or a folder to keep them in."
    ),
    click.option("--no-cache", is_flag=True, help="Neither use nor store cached results: --cache off."),
    click.option("--no-color", is_flag=True, help="No color, even on a terminal."),
    click.option("-q", "--quiet", is_flag=True, help="No notes and no progress on standard error."),
)


def report_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add the paths and options of commands that produce a report; the command receives them as one value, ``options``."""

    @wraps(command)
    def with_options(
        *,
        format: str,
        outputs: tuple[Output, ...],
        jobs: int | None,
        stdin_filename: str,
        docs_url: str | None,
        no_color: bool,
        quiet: bool,
        cache: str | None,
        no_cache: bool,
        **others: Any,
    ) -> int:
        context = click.get_current_context()
        configs = context.find_object(Configs) or Configs(Path(), isolated=True)
        options = ReportOptions(
            context.info_name or "",
            format,
            outputs,
            color=not no_color,
            quiet=quiet,
            jobs=jobs,
            stdin_filename=stdin_filename,
            docs_url=docs_url or "",
            configs=configs,
        )
        _, size = cache_settings(configs)
        with file_cache.override(file_cache.OFF if no_cache else cache, size):
            return command(options=options, **others)

    return _with(with_options, *_REPORT_OPTIONS)


def cache_settings(configs: Configs) -> tuple[str | None, str | None]:
    """Return place and size of the cache from the configuration; None where the environment sets it, or neither does."""
    variables = {"cache": file_cache.SETTING, "cache-size": file_cache.SIZE_SETTING}
    values = ((configs.run.values.get(name), os.environ.get(variable)) for name, variable in variables.items())
    place, size = (None if value is None or said else str(value.value) for value, said in values)
    return place, size


def _with(command: Command, *options: Callable[[Command], Command]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command
