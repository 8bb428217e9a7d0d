"""Text as words that compare alike, however a format writes them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class Token(NamedTuple):
    """A word, a number or a mark: ``key`` is what is compared, ``start`` and ``end`` are its offsets."""

    key: str
    start: int
    end: int


# Words keep their apostrophes and soft hyphens, numbers their points: "Provider’s", "1,000,000.00", "10/31/2026".
_TOKEN = re.compile(r"[^\W_]+(?:(?<=\d)[.,/:](?=\d)[^\W_]+|['’\u00ad\u200b\u2060]+[^\W_]+)*|\.{2,}|[^\w\s]")
# What files lose or write in their own way: quotes, dashes, bullets, rows of points, lines to write on.
_SILENT = frozenset("\"“”„‟«»'‘’‚‛`´-‐‑‒–—―−•●○▪◦‣⁃·*…\u00ad\u200b\u2060\ufeff\uf0b7\uf0a7")
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u2060")
_APOSTROPHE = str.maketrans("’", "'")


def tokens(text: str) -> list[Token]:
    """The words, numbers and marks of a text, in order; quotes, dashes and bullets are none."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word in _SILENT or word.startswith(".."):
            continue
        found.append(Token(_key(word), match.start(), match.end()))
    return found


def _key(word: str) -> str:
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word.translate(_INVISIBLE).translate(_APOSTROPHE))
    return word.casefold()


def squeezed(text: str) -> str:
    """The letters and digits alone, to tell "of the" and "ofthe", "co-operate" and "cooperate" as the same."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())
