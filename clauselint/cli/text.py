"""``clauselint text``: what clauselint read, so that a reader can compare it with the file."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click

from clauselint.cli import console
from clauselint.cli.completions import files
from clauselint.cli.configured_command import ConfiguredCommand
from clauselint.cli.help_format import UNREAD, WRONG_USE
from clauselint.cli.options import reading_options, word
from clauselint.diagnostics.errors import UsageError
from clauselint.model import Document, ReadingOptions

SCHEMA = "clauselint-text-v1"


@click.command(
    cls=ConfiguredCommand,
    examples=(
        ("What was read, with pages and numbers", "clauselint text fixtures/contracts/riverside-redline.docx"),
        ("The text before its tracked changes", "clauselint text fixtures/reading/redline.docx --revisions original"),
        ("The bare text, for another program", "clauselint text fixtures/contracts/mesa-dsa.txt --plain"),
    ),
    exits={0: "all was read", **WRONG_USE, **UNREAD},
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=files)
@click.option("--plain", is_flag=True, help="Print the contract text alone; offsets in JSON reports refer to it.")
@click.option(
    "--format",
    type=word("format", ("text", "json")),
    default="text",
    metavar="NAME",
    help="What to print: text (default) or json.",
)
@click.option("--stdin-filename", default="stdin", metavar="NAME", help="File name to use for standard input (-).")
@click.option("--no-color", is_flag=True, help="No bold or faint type, even on a terminal.")
@reading_options
def command(
    paths: Sequence[str], plain: bool, format: str, stdin_filename: str, no_color: bool, reading: ReadingOptions
) -> int:
    """Show what clauselint read: page, number and text, and, set apart, what is not contract text or not in force.

    Doubt a finding? Look here first: only what is shown as contract text was judged.
    """
    from clauselint.batch import read_source
    from clauselint.cli.reports import note_unread, read_in_full, standard_input
    from clauselint.running.discovery import discover

    found = discover(paths, stdin=standard_input(stdin_filename) if "-" in paths else None)
    if plain and len(found.sources) > 1:
        raise UsageError("--plain shows one file.", where=" ".join(paths), cure="Name one file.")
    documents = [read_source(source, reading) for source in found.sources]
    if format == "json":
        console.out(_json(documents), machine=True)
    elif plain:
        console.out("".join(document.text for document in documents), machine=True)
    else:
        console.out(_for_people(documents, reading, color=not no_color))
    if plain or format == "json" or not (sys.stdout.isatty() and sys.stderr.isatty()):  # else it was just said
        for document in documents:
            note_unread(document)
    return 0 if read_in_full(documents) else 3


def _for_people(documents: Sequence[Document], reading: ReadingOptions, *, color: bool) -> str:
    from clauselint.cli.text_page import Look
    from clauselint.cli.text_view import document_lines

    look = Look(console.width(), console.color(color), console.plain_shapes())
    shown = [
        "\n".join(line.rstrip() for line in document_lines(document, look, reading.revisions)) for document in documents
    ]
    return "\n\n\n".join(shown) + "\n" if shown else ""


def _json(documents: Sequence[Document]) -> str:
    shown = [
        {
            "path": document.path,
            "read": document.read,
            "problems": [
                {"code": each.code, "severity": each.severity, "message": each.message, "page": each.page}
                for each in document.problems
            ],
            "blocks": [
                {
                    "text": block.text,
                    "kind": block.kind,
                    "state": block.state,
                    "page": block.page,
                    "label": block.label,
                    "level": block.level,
                    "start": block.start,
                    "end": block.end,
                    "anchor": block.anchor,
                    "author": block.author,
                }
                for block in document.blocks
            ],
        }
        for document in documents
    ]
    return json.dumps({"schema": SCHEMA, "documents": shown}, indent=2, sort_keys=True) + "\n"
