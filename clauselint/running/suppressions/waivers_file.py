"""Reading ``clauselint.waivers.toml``; all faults are reported at once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath

from clauselint.diagnostics.errors import PROBLEMS
from clauselint.diagnostics.suggest import did_you_mean
from clauselint.judging.fingerprint import ABSENT
from clauselint.judging.waivers import Waiver
from clauselint.running.suppressions.sidecar import find_upwards, normalize_accents
from clauselint.support.toml_file import Table, TomlFile

NAME = "clauselint.waivers.toml"

_CODE = re.compile(r"[A-Z][A-Z0-9-]*-\w+|DOC\d+")
_HASH = re.compile(r"sha256:[0-9a-f]{64}")


def find_waivers_file() -> Path | None:
    """Return the waivers file of the current folder, or of the nearest folder above it in its git repository."""
    return find_upwards(NAME)


def load(path: Path, codes: Collection[str], today: date, longest: int | None = None) -> tuple[Waiver, ...]:
    """Return the waivers in a file, in order.

    ``codes`` are those of the run's policies, valid besides those that ship with clauselint. ``longest`` is the longest time in
    days from ``today`` that a waiver may last.

    Raises:
        UsageError: the file cannot be read, or is wrong; lists all faults.
    """
    file = TomlFile(path)
    reader = _Reader(file, codes, None if longest is None else today + timedelta(days=longest), longest)
    top = file.top()
    waivers = [waiver for table in top.tables("waiver") if (waiver := reader.waiver(table)) is not None]
    top.close()
    file.done()
    return tuple(waivers)


class _Reader:
    """Turns tables into waivers."""

    def __init__(self, file: TomlFile, codes: Collection[str], latest: date | None, longest: int | None) -> None:
        self._file, self._latest, self._longest = file, latest, longest
        self._codes = {*PROBLEMS, *codes}
        self._others: frozenset[str] | None = None
        self._seen: dict[tuple[str, str, str], Table] = {}

    def waiver(self, table: Table) -> Waiver | None:
        """Return the waiver that a table holds; None if it is wrong, after recording the fault."""
        code, document, clause = self._code(table), _document(table), _clause(table)
        reason, owner = table.text("reason", needed=True), table.text("owner", needed=True)
        expires = table.day("expires", needed=True)
        table.close()
        if expires is not None and self._latest is not None and expires > self._latest:
            table.fault("expires", f"expires is later than {self._latest}: max-waiver-days is {self._longest}.")
        if not (code and document and clause and reason and owner and expires):
            return None
        line, _ = self._file.position(table.place)
        first = self._seen.setdefault((code, document, clause), table)
        if first is not table:
            cure = f"Delete one of the two; the other stands in line {self._file.position(first.place)[0]}."
            self._file.fault(table.place, f"{code} is waived twice for the same clause of {document}.", cure)
        return Waiver(code, document, clause, reason, owner, expires, line)

    def _code(self, table: Table) -> str | None:
        code = table.text("code", needed=True)
        if code is None or code in self._codes:
            return code
        if self._others is None:  # loading every policy takes a while, and most files need none but the run's
            from clauselint.packs import all_codes

            self._others = all_codes()
        known = self._codes | self._others
        if code in known:
            return code
        families = {each.rpartition("-")[0] or "DOC" for each in known}
        if not _CODE.fullmatch(code) or (code.rpartition("-")[0] or "DOC") in families:
            cure = did_you_mean(code, known) or "A waiver names one code in full, like SDP-003."
            table.fault("code", f"there is no code '{code}'.", cure)
            return None
        return code  # of a pack that is not part of this run


def _document(table: Table) -> str | None:
    document = table.text("document", needed=True)
    if document is None:
        return None
    if "\\" in document:
        cure = f"Write it with forward slashes: '{document.replace(chr(92), '/')}'."
        table.fault("document", "document holds a backslash.", cure)
        return None
    if PurePosixPath(document).is_absolute() or PureWindowsPath(document).is_absolute():
        table.fault("document", "document is an absolute path.", "Write it relative to the folder of this file.")
        return None
    return normalize_accents(posixpath.normpath(document))


def _clause(table: Table) -> str | None:
    clause = table.text("clause", needed=True)
    if clause is None or clause == ABSENT or _HASH.fullmatch(clause):
        return clause
    cure = "clauselint waive CODE FILE writes it."
    table.fault("clause", f"clause must be 'sha256:' and 64 hexadecimal digits, or '{ABSENT}'.", cure)
    return None
