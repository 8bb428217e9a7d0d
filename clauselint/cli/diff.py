"""``clauselint diff``: what a new version of a contract gained, lost and changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from clauselint.cli import completions, console
from clauselint.cli.configured_command import ConfiguredCommand, is_set_explicitly
from clauselint.cli.help_format import WRONG_USE
from clauselint.cli.options import PARAM, PARTY, POLICY, Output, cache_settings, output_of, reading_options, word
from clauselint.diagnostics.errors import UsageError
from clauselint.model import Comparison, ReadingOptions
from clauselint.running.config import Configs
from clauselint.support import file_cache


def _formats() -> Iterable[str]:
    from clauselint.reporting.diff import FORMATS

    return FORMATS


_FORMAT = word("format of a comparison", _formats)


_COMPARED = "clauselint diff fixtures/contracts/northgate-complete.docx fixtures/contracts/northgate-hollow.docx"


@click.command(
    cls=ConfiguredCommand,
    examples=(
        (
            "What changed from one version to the next, and what got worse",
            _COMPARED,
        ),
        (
            "The same as a page to send on",
            f"{_COMPARED} --output html=changes.html",
        ),
    ),
    exits={
        0: "nothing got worse; the text may have changed",
        1: "a requirement got worse",
        **WRONG_USE,
        3: "a version was not read in full, or a requirement cannot be determined",
    },
)
@click.argument("paths", nargs=-1, metavar="OLD NEW", shell_complete=completions.files)
@POLICY
@PARAM
@PARTY
@click.option(
    "--format",
    type=_FORMAT,
    default="text",
    metavar="NAME",
    help="What to print: text (default), markdown, html, json.",
)
@click.option(
    "--output",
    "outputs",
    type=output_of(_FORMAT, "html=changes.html"),
    multiple=True,
    metavar="FORMAT=FILE",
    help="Also write the comparison; may be repeated.",
)
@click.option("--no-color", is_flag=True, help="No color, even on a terminal.")
@click.option("-q", "--quiet", is_flag=True, help="No notes on standard error.")
@reading_options
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    policies: tuple[str, ...],
    params: tuple[tuple[str, str], ...],
    parties: tuple[tuple[str, str], ...],
    format: str,
    outputs: tuple[Output, ...],
    no_color: bool,
    quiet: bool,
    reading: ReadingOptions,
) -> int:
    """Compare two versions of a contract: what got worse, what changed.

    OLD and NEW are files, of any formats: a DOCX draft can be held against the PDF to sign.
    """
    from clauselint.batch import compare_versions, parties_not_found
    from clauselint.cli.outputs import refuse_output
    from clauselint.cli.reports import note_unread
    from clauselint.running.cache.result_cache import open_cache
    from clauselint.running.discovery import Discovered, one_source
    from clauselint.running.plans import CliOverrides, plan_jobs

    if len(paths) != 2:
        raise UsageError(
            f"diff compares two files; {len(paths) or 'none'} {'is' if len(paths) < 2 else 'are'} named.",
            cure="Like: clauselint diff OLD NEW",
        )
    old, new = map(one_source, paths)
    for output in outputs:
        refuse_output(output.file, Discovered((old, new)))
    with file_cache.override(*cache_settings(_configs(context))):
        overrides = CliOverrides(
            policies if is_set_explicitly("policies") else None, dict(params), parties=dict(parties)
        )
        plan = plan_jobs([new], _configs(context), overrides, together=False)[0].plan
        compared = compare_versions(old, new, plan, reading=reading, cache=open_cache())
    if not quiet:
        for side in (compared.old, compared.new):
            note_unread(side.document)
        for notice in parties_not_found((plan, plan), (compared.old, compared.new)):
            console.note(notice.message)
    _show(compared, format, outputs, color=not no_color)
    if not quiet:
        for output in outputs:
            console.note(f"written: {output.file}")
    return compared.exit_code


def _configs(context: click.Context) -> Configs:
    return context.find_object(Configs) or Configs(Path(), isolated=True)


def _show(compared: Comparison, format: str, outputs: tuple[Output, ...], *, color: bool) -> None:
    from clauselint.cli.outputs import write
    from clauselint.reporting.diff import render

    human = format == "text"
    plain = human and console.plain_shapes()
    text = render(compared, format, color=console.color(color), width=console.width(), ascii=plain)
    console.out(text, machine=not human)
    for output in outputs:
        write(output.file, render(compared, output.format).encode("utf-8", "replace"))
