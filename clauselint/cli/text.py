"""``clauselint text``: what clauselint read, so that a reader can compare it with the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from textwrap import wrap

import click

from clauselint.cli import console
from clauselint.cli.options import reading_options, word
from clauselint.errors import UsageError
from clauselint.model import Block, Document, ReadingOptions, Severity, State

SCHEMA = "clauselint-text-v1"


@click.command()
@click.argument("path", metavar="PATH")
@click.option("--plain", is_flag=True, help="The contract text alone; offsets in JSON reports count in it.")
@click.option(
    "--format",
    type=word("format", ("text", "json")),
    default="text",
    metavar="NAME",
    help="text (default) or json.",
)
@click.option("--stdin-filename", default="stdin", metavar="NAME", help="What to call '-', standard input.")
@reading_options
def command(path: str, plain: bool, format: str, stdin_filename: str, reading: ReadingOptions) -> int:
    """Show what clauselint read in PATH: page, label and text, and what is beside it or no longer in force.

    Ends with 3 where the file could not be read in full.
    """
    from clauselint.cli.reports import read_in_full, standard_input, unread
    from clauselint.pipeline import read_source
    from clauselint.running.discovery import discover

    found = discover([path], stdin=standard_input(stdin_filename) if path == "-" else None)
    if plain and len(found.sources) > 1:
        raise UsageError("--plain shows one file.", where=path, cure="Name one of the files in it.")
    documents = [read_source(source, reading) for source in found.sources]
    if format == "json":
        console.out(_json(documents), machine=True)
    elif plain:
        console.out("".join(document.text for document in documents), machine=True)
    else:
        console.out("\n".join(_page(document) for document in documents))
    for document in documents:
        unread(document)
    return 0 if read_in_full(documents) else 3


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
                    "start": block.start,
                    "end": block.end,
                }
                for block in document.blocks
            ],
        }
        for document in documents
    ]
    return json.dumps({"schema": SCHEMA, "documents": shown}, indent=2, sort_keys=True) + "\n"


def _page(document: Document) -> str:
    pages = "" if document.pages is None else f", {document.pages} page{'' if document.pages == 1 else 's'}"
    head = console.printable(f"{document.path}: {document.words} words{pages}, read: {document.read}")
    # What was not read goes to standard error; the rest may quote the contract, and belongs with its text.
    notes = [f"note: {p.message}" for p in document.problems if p.severity is not Severity.ERROR]
    return (
        "\n".join([head, *map(console.fold, notes), "", *(line for block in document.blocks for line in _lines(block))])
        + "\n"
    )


def _lines(block: Block) -> Iterator[str]:
    """A block as lines: page, label, text; what is no contract text says what it is."""
    margin = f"{f'p{block.page}' if block.page is not None else '':>5}  {block.label or '':<8} "
    mark = "" if block.state is State.LIVE else f"[{block.kind}: {block.state}] "
    text = wrap(mark + console.printable(block.text), max(console.width() - len(margin), 40)) or [mark]
    yield margin + text[0]
    for line in text[1:]:
        yield " " * len(margin) + line
