"""``clauselint init``: a file of settings to begin with, written after a look at the folder."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import click

from clauselint.cli import console
from clauselint.cli.help_format import HelpfulCommand
from clauselint.diagnostics.errors import UsageError
from clauselint.support.file_names import as_text
from clauselint.support.paths import from_cwd

_PARTS = ("amendment", "addendum", "exhibit", "appendix", "annex", "schedule", "attachment")
_IN_FORCE = ("policy", "fail-on")  # what a reader of the file should see decided; the rest are examples
_NDA = ("nda", "non-disclosure", "nondisclosure", "confidentiality agreement")


@click.command(
    cls=HelpfulCommand,
    examples=(("In this folder", "clauselint init"), ("In another", "clauselint init fixtures/contracts")),
)
@click.argument("folder", default=".", type=click.Path(path_type=Path), metavar="[FOLDER]")
def command(folder: Path) -> int:
    """Write a commented file of settings, clauselint.toml, into FOLDER (default: this one).

    The file lists every setting with its purpose, as comments; suggestions depend on what the folder holds. An existing file
    is left unchanged.
    """
    from clauselint.cli.outputs import write
    from clauselint.running.config import NAME, nearest_file
    from clauselint.running.discovery import UNSUPPORTED, discover

    file = folder / NAME
    if not folder.is_dir():
        raise UsageError("there is no such folder.", where=str(folder), cure="Name a folder that exists.")
    if file.exists():
        raise UsageError("already exists and was left unchanged.", where=str(file), cure="See: clauselint config show")
    above = nearest_file(folder.absolute())
    names = [PurePosixPath(Path(source.name).relative_to(folder).as_posix()) for source in discover([folder]).sources]
    write(file, "".join(f"{line}\n" for line in _lines(names)).encode())
    unread = [name for name in names if name.suffix.lower() in UNSUPPORTED]
    console.out(f"Written: {file.as_posix()}\n{_counted(names)}\n")
    if unread:
        console.out(
            f"{len(unread)} of them are in formats that clauselint does not read, like {unread[0]}: save them as DOCX or PDF.\n"
        )
    if above is not None:
        name = from_cwd(above)
        console.out(
            f"In this folder and below it replaces {name}; with extend = it takes over the settings of that file.\n"
        )
    console.out(f"Next: clauselint check {folder.as_posix()}\n")
    return 0


def _counted(names: list[PurePosixPath]) -> str:
    kinds = Counter(name.suffix.lower().lstrip(".") for name in names)
    if not names:
        return "No contracts yet."
    return f"{len(names)} files found: {', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))}."


def _lines(names: list[PurePosixPath]) -> Iterator[str]:
    from clauselint.running.config import SETTINGS

    yield "# Settings of clauselint for the contracts in this folder and below. Lines that begin with # are not in force;"
    yield "# `clauselint config show` says what is. Paths and patterns count from this folder."
    yield f"# When this file was written: {_counted(names)}"
    yield ""
    yield '# extend = "../company.toml"   # take over the settings of another file; those here come first'
    for setting in SETTINGS:
        yield ""
        yield f"# {setting.help[:1].upper()}{setting.help[1:]}."
        yield f"# ({setting.kind})"
        in_force = setting.name in _IN_FORCE
        yield f"{setting.name} = {setting.default}" if in_force else f"# {setting.name} = {setting.example}"
    yield ""
    yield "# What holds for some documents only; where several tables match, the later one counts."
    nda = _folder_or_name(names, _NDA)
    yield from _commented(
        "[[document]]", f"files = [{_quoted(nda or 'nda/')}]", 'policy = ["nda"]', 'params = { side = "recipient" }'
    )
    yield ""
    yield "# Files that are one contract, in order: the agreement, then what changes or completes it."
    yield from _commented("[[contract]]", f"files = [{', '.join(_quoted(name) for name in _stack(names))}]")


def _commented(*lines: str) -> Iterator[str]:
    yield from (f"# {line}" for line in lines)


def _folder_or_name(names: list[PurePosixPath], words: tuple[str, ...]) -> str:
    """A pattern for the first file whose name, or whose folder's, holds one of the words."""
    for name in names:
        for part in name.parts:
            if any(word in part.lower() for word in words):
                return f"{part}/" if part != name.name else str(name)
    return ""


def _stack(names: list[PurePosixPath]) -> list[PurePosixPath]:
    """Files of one folder that look like an agreement with its amendments and exhibits; an example where there are none."""
    for name in names:
        if any(word in name.stem.lower() for word in _PARTS):
            beside = [each for each in names if each.parent == name.parent]
            parts = [each for each in beside if any(word in each.stem.lower() for word in _PARTS)]
            whole = [each for each in beside if each not in parts]
            if whole:
                return [whole[0], *parts]
    return [PurePosixPath("acme/agreement.docx"), PurePosixPath("acme/amendment-1.docx")]


def _quoted(name: PurePosixPath | str) -> str:
    return json.dumps(as_text(str(name)), ensure_ascii=False)
