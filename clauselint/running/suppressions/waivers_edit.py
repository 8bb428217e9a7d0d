"""Edits of ``clauselint.waivers.toml`` that keep comments and order, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clauselint.judging.waivers import Waiver

HEAD = """\
# Waivers for clauselint: findings that a named person has accepted, in one document, until a date.
# Every key is required. `clause` is a hash of the words that decided: if they change, the waiver is void.
# To write one: clauselint waive CODE FILE --reason "…" --owner NAME --expires YYYY-MM-DD
"""

_KEYS = ("code", "document", "clause", "reason", "owner", "expires")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision to be written: who accepts which code of which document, for which clauses, until when."""

    code: str
    document: str
    clauses: tuple[str, ...]
    reason: str
    owner: str
    expires: date


def with_decision(content: bytes | None, waivers: Sequence[Waiver], decision: Decision) -> bytes:
    """Return the content of a waivers file with the decision added. ``content`` is the present content (None: no file) and
    ``waivers`` what it holds. A waiver of the same code for the same document is renewed in its place."""
    import tomlkit

    content = HEAD.encode() if content is None else content
    bom = content.startswith(_BOM)
    text = content.decode("utf-8-sig")
    document = tomlkit.parse(text)
    places = _places(waivers, decision)
    new: list[dict[str, Any]] = []
    for clause, place in places.items():
        values = (decision.code, decision.document, clause, decision.reason, decision.owner, decision.expires)
        entry = dict(zip(_KEYS, values, strict=True))
        if place is None:
            new.append(entry)
            continue
        table: Any = document["waiver"][place]
        for key in ("clause", "reason", "owner", "expires"):
            if table[key] != entry[key]:
                table[key] = entry[key]
    text = _with(document, new)
    if "\r\n" in text and not re.search(r"(?<!\r)\n", content.decode("utf-8-sig")):
        text = re.sub(r"(?<!\r)\n", "\r\n", text)
    return (_BOM if bom else b"") + text.encode()


def _places(waivers: Sequence[Waiver], decision: Decision) -> dict[str, int | None]:
    """Return the index of the waiver that each clause of the decision renews; None for a new one."""
    ours = {n: w for n, w in enumerate(waivers) if (w.code, w.document) == (decision.code, decision.document)}
    by_clause = {w.clause: n for n, w in ours.items()}
    others = [n for n, w in ours.items() if w.clause not in decision.clauses]
    return {
        clause: by_clause[clause] if clause in by_clause else others.pop(0) if others else None
        for clause in decision.clauses
    }


def _with(document: Any, new: Sequence[dict[str, Any]]) -> str:
    """Return the text of a file with new waivers at its end, or within the list if it holds them as an array."""
    import tomlkit
    from tomlkit.items import Array

    listed = document.get("waiver")
    if isinstance(listed, Array):
        for entry in new:
            table = tomlkit.inline_table()
            table.update(entry)
            listed.append(table)
        return tomlkit.dumps(document)
    text = tomlkit.dumps(document)
    for entry in new:
        end = "" if text.endswith("\n") or not text else "\n"
        gap = "\n" if text.strip() else ""
        text = f"{text}{end}{gap}[[waiver]]\n{tomlkit.dumps(entry)}"
    return text
