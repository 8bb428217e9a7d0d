"""Text of a document made harmless for display: no control characters, no reordering, no endless quotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from clauselint.support.ci_log import neutralize_commands

QUOTE_WORDS = 60
"""A quote is cut at about this many words for display; ``json`` always holds it whole."""

_SLACK = 8  # a quote that is longer by this much is shown whole: cutting three words helps nobody
_LEAD = 12  # words before the first decisive one, where the cut begins within the quote
_SPACE = re.compile(r"\s+")
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_HARMFUL = frozenset(_BIDI + "\ufffe\uffff")  # the last two are no characters, and no XML may hold them
_PLAIN = str.maketrans({
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "·": "|", "§": "s.",
    "•": "*", "→": "->", "\ufffd": "?",
})  # fmt: skip


def clean(text: str) -> str:
    """``text`` on one line: white space runs become one space; control, bidi and surrogate characters become U+FFFD,
    so that a reader sees that something stood there; other invisible characters (soft hyphens, zero width) go; what a
    CI server would take for a command is none any more."""
    if text.isascii() and text.isprintable() and "  " not in text and "##" not in text and "::" not in text:
        return text
    return neutralize_commands("".join(map(_visible, _SPACE.sub(" ", text))))


def _visible(char: str) -> str:
    if char in _HARMFUL:
        return "\ufffd"
    category = unicodedata.category(char)
    if category in ("Cc", "Cs"):
        return "\ufffd"
    return "" if category == "Cf" else char


_SPECIAL = re.compile(r"([\\`*_\[\]#|~])")
# What would open a list, or make a heading of the line before, where it stands first in a line.
_LINE_START = re.compile(r"^(\d{1,9})?([.)+=-])(?=\s|[=-]|$)")

# What acts where a message is taken for Markdown or for a SARIF message: links, mentions of users, placeholders.
_ACTS = re.compile(r"(\](?=[(\[])|@(?=\w)|\{(?=\d+\}))")


def to_markdown(text: str) -> str:
    """Cleaned text as plain words of Markdown: no markup, no HTML, no mention of a user, no cell border."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text)).replace("@", "&#64;")


def inert(text: str) -> str:
    """A cleaned message that does nothing where it is shown: no link, no mention, no placeholder, each broken by a blank."""
    return _ACTS.sub(r"\1 ", text)


def to_ascii(text: str) -> str:
    """``text`` in ASCII: typographic characters by their plain cousins, accents dropped, the rest as "?"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    base = "".join(char for char in decomposed if not unicodedata.combining(char))
    return base.encode("ascii", "replace").decode("ascii")


def segments(text: str, marks: Iterable[Mapping[str, Any]] = (), words: int = QUOTE_WORDS) -> list[tuple[str, bool]]:
    """A quote for display: cleaned pieces, each with whether it is marked, cut at about ``words`` words.

    The cut keeps the first marked words in sight; "…" stands where words were left out.
    """
    spans = sorted((max(0, m["start"]), min(len(text), m["end"])) for m in marks)
    start, end = _window(text, spans, words)
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    at = start
    for mark_start, mark_end in spans:
        left, right = max(mark_start, at), min(mark_end, end)
        if left >= right:
            continue
        pieces += [(clean(text[at:left]), False), (clean(text[left:right]), True)]
        at = right
    pieces.append((clean(text[at:end]), False))
    if end < len(text.rstrip()):
        pieces.append((" …", False))
    return [piece for piece in pieces if piece[0]]


def _window(text: str, spans: list[tuple[int, int]], words: int) -> tuple[int, int]:
    """Offsets of the part of a long text that is shown."""
    found = list(re.finditer(r"\S+", text))
    if len(found) <= words + _SLACK:
        return 0, len(text)
    first = next((i for i, word in enumerate(found) if spans and word.end() > spans[0][0]), 0)
    begin = 0 if first < words - _LEAD else min(first - _LEAD, len(found) - words)
    return (found[begin].start() if begin else 0), found[begin + words - 1].end()


def cut(text: str, words: int = QUOTE_WORDS) -> str:
    """``text`` cleaned and cut at about ``words`` words."""
    return "".join(piece for piece, _ in segments(text, (), words))
