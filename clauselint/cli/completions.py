"""Tab completion of words that are known without heavy imports."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from clauselint.support.data_paths import patterns_folder

Items = list["CompletionItem[str]"]
_HEAD = "pack.yaml"
_SUFFIXES = {"concise": "txt", "github": "txt", "junit": "xml", "markdown": "md", "rdjson": "json", "text": "txt"}
_TERM = re.compile(r"^  ([\w-]+):", re.MULTILINE)
_CODE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z]+)?-\d+\w*")  # as the file of a requirement begins


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Files and folders, as the shell completes them."""
    return [CompletionItem(incomplete, type="file")]


def commands(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """The commands of clauselint."""
    from clauselint.cli.app import COMMANDS

    return beginning(incomplete, COMMANDS)


def policies(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Policies by name, or the files and folders where a path is begun."""
    return beginning(incomplete, [*_packs(), *_profiles()]) or files(ctx, param, incomplete)


def packs(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Packs by name, or the files and folders where a path is begun."""
    return beginning(incomplete, _packs()) or files(ctx, param, incomplete)


def codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Codes of requirements, of problems of a file and of notices; in any case."""
    from clauselint.diagnostics.errors import NOTICES, PROBLEMS

    return beginning(incomplete.upper(), [*_requirements(), *PROBLEMS, *NOTICES])


def terms(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """The terms of the packs that come with clauselint."""
    return beginning(incomplete, _terms())


def outputs(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Formats, each with a file of its kind: a shell puts a blank behind what it completes, so it must be whole."""
    from clauselint.reporting import FORMATS

    return beginning(incomplete, [f"{name}=gap-report.{_SUFFIXES.get(name, name)}" for name in FORMATS])


def beginning(incomplete: str, known: Iterable[str]) -> Items:
    """The words that begin so."""
    return [CompletionItem(word) for word in known if word.startswith(incomplete)]


def _packs() -> list[str]:
    return [head.parent.name for head in sorted(patterns_folder().glob(f"*/{_HEAD}"))]


def _profiles() -> list[str]:
    return [file.stem for file in sorted((patterns_folder() / "profiles").glob("*.yaml"))]


def _requirements() -> list[str]:
    """The codes with which the files of requirements begin: the files need not be read for that."""
    found = (_CODE.match(file.name) for pack in _packs() for file in _files(pack))
    return [code[0] for code in found if code]


def _terms() -> list[str]:
    """The keys under ``terms`` in the files of the packs, as they are laid out there: parsing them would take too long."""
    found = set()
    for file in patterns_folder().rglob("*.yaml"):
        _, _, listed = f"\n{file.read_text(encoding='utf-8')}".partition("\nterms:\n")
        found.update(_TERM.findall(re.split(r"^\w", listed, maxsplit=1, flags=re.MULTILINE)[0]))
    return sorted(found)


def _files(pack: str) -> list[Path]:
    return sorted((patterns_folder() / pack).glob("*.yaml"))
