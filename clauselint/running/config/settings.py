"""The table of settings: name in the file and on the command line, type of the value, default, and purpose.

``config show``, ``init``, the parser of the file and the page of the docs are all driven by this table.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clauselint.diagnostics.faults import Fault, Place
from clauselint.support.file_cache import size_in_bytes
from clauselint.support.file_names import as_path
from clauselint.support.toml_file import Table, TomlFile

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Value:
    """A value set by a file, with its place. ``below`` is the value that it overrides, for parameters and parties,
    which merge one by one."""

    value: Any
    file: TomlFile
    place: Place
    below: Value | None = None

    @property
    def where(self) -> str:
        """``file:line``; several for parameters from several tables."""
        line, _ = self.file.position(self.place)
        return f"{self.file.path}:{line}" + (f", {self.below.where}" if self.below else "")

    def fault(self, what: str, cure: str = "", *, near: str = "") -> Fault:
        """Return a fault of the value, or of the part of it that is ``near``: a parameter, an item of a list."""
        if self.below is not None and near in self.below.value and not self.file.holds((*self.place, near)):
            return self.below.fault(what, cure, near=near)
        return self.file.fault_at(self.place, what, cure, near=near)


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting. ``read`` takes its value from a table (None if absent or wrong); ``kind`` describes the value in words.
    ``default`` and ``example`` are in TOML syntax. ``option`` is its command-line option, or ""; with an option, the environment
    variable is ``CLAUSELINT_`` and the name in capitals. ``per_document``: tables of documents and contracts may set it too.
    """

    name: str
    kind: str
    default: str
    example: str
    help: str
    read: Callable[[Table, str], Any]
    option: str = ""
    per_document: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that sets it, or ""."""
        return f"CLAUSELINT_{self.name.upper().replace('-', '_')}" if self.option else ""

    def usual(self) -> Any:
        """Return the default as a value; None if there is none."""
        try:
            return tomllib.loads(f"it = {self.default}")["it"]
        except tomllib.TOMLDecodeError:  # said in words: "as needed"
            return None


def is_address(text: str) -> bool:
    """Return whether ``text`` is a web address, and nothing that a browser would execute."""
    return re.fullmatch(r"https?://[^\s<>()\"']+", text) is not None


def _word(*known: str) -> Callable[[Table, str], Any]:
    return lambda table, key: table.word(key, known)


def _format(table: Table, key: str) -> Any:
    from clauselint.reporting import FORMATS

    return table.word(key, FORMATS)


def _outputs(table: Table, key: str) -> Any:
    from clauselint.reporting import FORMATS

    texts = table.texts(key)
    for text in texts or ():
        format, _, file = text.partition("=")
        if format not in FORMATS or not file:
            table.fault(key, f"'{text}' is not FORMAT=FILE.", 'Like: "html=gap-report.html".')
            return None
    return texts and tuple(_output_here(table, text) for text in texts)


def _output_here(table: Table, text: str) -> str:
    format, _, file = text.partition("=")
    return f"{format}={_here(table, file)}"


def _path(table: Table, key: str) -> Any:
    text = table.text(key)
    return text and _here(table, text)


def _address(table: Table, key: str) -> Any:
    text = table.text(key)
    if text is not None and not is_address(text):
        table.fault(key, f"'{text}' is not a web address.", 'Like: "https://intranet.example/clauselint".')
        return None
    return text


def _policies(table: Table, key: str) -> Any:
    """Read names of policies unchanged, and paths relative to the folder of the file."""
    from clauselint.packs.policy_names import is_path

    texts = table.texts(key)
    return texts and tuple(_here(table, each) if is_path(each) else each for each in texts)


def _parties(table: Table, key: str) -> Any:
    """Side words by the names of parties."""
    from clauselint.diagnostics.suggest import did_you_mean
    from clauselint.running.stated_sides import SIDES

    values = table.values(key)
    for name, word in (values or {}).items():
        if not isinstance(word, str) or word.casefold() not in SIDES:
            cure = did_you_mean(str(word), ("protected", "counterparty"))
            table.file.fault((*table.place, key, name), f"'{word}' is not the side of a party.", cure)
            return None
    return values


def _cache(table: Table, key: str) -> Any:
    text = table.text(key)
    return text if text in (None, "on", "off") else _here(table, str(text))


def _size(table: Table, key: str) -> Any:
    text = table.text(key)
    if text is not None and size_in_bytes(text) is None:
        table.fault(key, f"'{text}' is not a size.", 'Like: "512 MB".')
        return None
    return text


def _here(table: Table, path: str) -> str:
    return (table.file.path.parent / as_path(path)).as_posix()


SETTINGS = (
    Setting(
        "policy",
        "names of policies or profiles, or paths of packs of your own",
        '["student-data"]',
        '["student-data", "./policies/ours"]',
        "what contracts are judged against",
        _policies,
        "--policy",
        per_document=True,
    ),
    Setting(
        "params",
        "a value for each parameter",
        "{}",
        "{ notice_hours = 24 }",
        "parameters of the policies",
        Table.values,
        "--param",
        per_document=True,
    ),
    Setting(
        "parties",
        "protected or counterparty for each name or role word of a party",
        "{}",
        '{ "Acme, Inc." = "counterparty", Customer = "protected" }',
        "sides of parties, where you would rather state them than have them read in the contract",
        _parties,
        "--party",
        per_document=True,
    ),
    Setting(
        "select",
        "codes of requirements, or how they begin",
        '["ALL"]',
        '["SDP", "FER-SO"]',
        "the requirements to report; if a code matches both select and ignore, the longer entry wins",
        Table.texts,
        "--select",
        per_document=True,
    ),
    Setting(
        "ignore",
        "codes of requirements, or how they begin",
        "[]",
        '["SDP-02"]',
        "the requirements to leave out of the report",
        Table.texts,
        "--ignore",
        per_document=True,
    ),
    Setting(
        "include",
        "patterns, as .gitignore has them",
        "[]",
        '["contracts/", "*.pdf"]',
        "only files in a folder that match one of these are contracts; empty: all",
        Table.texts,
    ),
    Setting(
        "exclude",
        "patterns, as .gitignore has them",
        "[]",
        '["archive/", "*-draft.docx"]',
        "files and folders that match one of these are skipped, and counted",
        Table.texts,
    ),
    Setting(
        "fail-on",
        "error, warning, info or never",
        '"error"',
        '"warning"',
        "the lowest severity at which check exits with 1",
        _word(*SEVERITIES, "never"),
        "--fail-on",
    ),
    Setting(
        "show",
        "error, warning or info",
        '"warning"',
        '"info"',
        "the lowest severity listed on the screen",
        _word(*SEVERITIES),
        "--show",
    ),
    Setting("format", "the name of a format", '"text"', '"concise"', "what is printed", _format, "--format"),
    Setting(
        "output",
        "texts FORMAT=FILE",
        "[]",
        '["html=gap-report.html", "sarif=gap-report.sarif"]',
        "reports to write into files as well",
        _outputs,
        "--output",
    ),
    Setting(
        "docs-url",
        "an address that begins with https:// or http://",
        "none",
        '"https://intranet.example/clauselint"',
        "where you publish the docs site; reports then link each code to its page",
        _address,
        "--docs-url",
    ),
    Setting(
        "waivers",
        "a path",
        "the nearest clauselint.waivers.toml",
        '"legal/waivers.toml"',
        "the waivers file",
        _path,
        "--waivers",
    ),
    Setting(
        "max-waiver-days",
        "a whole number",
        "none",
        "365",
        "how long a waiver may last, in days from today",
        Table.number,
    ),
    Setting(
        "baseline",
        "a path",
        "none",
        '"clauselint.baseline.json"',
        "the baseline file: existing findings that do not count",
        _path,
        "--baseline",
    ),
    Setting(
        "cache",
        "on, off or a folder",
        '"on"',
        '"off"',
        "where results are kept between runs; off for confidential work",
        _cache,
        "--cache",
    ),
    Setting("cache-size", "a size", '"512 MB"', '"2 GB"', "the maximum size of the cache", _size),
    Setting(
        "jobs",
        "a whole number",
        "as needed",
        "2",
        "the number of processes",
        Table.number,
        "--jobs",
    ),
    Setting(
        "revisions",
        "final or original",
        '"final"',
        '"original"',
        "tracked changes: read as if all were accepted, or as if all were rejected",
        _word("final", "original"),
        "--revisions",
    ),
    Setting(
        "ocr",
        "auto, off or force",
        '"auto"',
        '"off"',
        "which pages are read by OCR: those without text if it is installed, none, or all",
        _word("auto", "off", "force"),
        "--ocr",
    ),
)
"""All settings, in the order in which a newcomer needs them. The keys extend, document and contract exist in files only."""

PER_DOCUMENT = tuple(setting for setting in SETTINGS if setting.per_document)
