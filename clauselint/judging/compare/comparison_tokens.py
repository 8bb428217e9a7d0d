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
_MEANINGLESS = frozenset("\"“”„‟«»'‘’‚‛`´-‐‑‒–—―−•●○▪◦‣⁃·*…\u00ad\u200b\u2060\ufeff\uf0b7\uf0a7")
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u2060")
_APOSTROPHE = str.maketrans("’", "'")
# A number with what makes its value: "1.5", ".5", "1/2"; "5-10" is two. A point at the end may be that of a ".5" cut in two.
_NUMBER = re.compile(r"(?:(?<!\w)\.)?\d+(?:[.,/:\u2044]\d+)*|(?<=\s)\.$")


def tokenize(text: str) -> list[Token]:
    """Return the words, numbers and marks of a text, in order; quotes, dashes and bullets are none."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word in _MEANINGLESS or word.startswith(".."):
            continue
        found.append(Token(_key(word), match.start(), match.end()))
    return found


def _key(word: str) -> str:
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word.translate(_INVISIBLE).translate(_APOSTROPHE))
    return word.casefold()


def letters_and_digits(text: str) -> str:
    """Return the letters and digits alone: "4.2(a)" as "42a"."""
    return "".join(char for char in _folded(text) if char.isalnum())


def comparison_key(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the letters and digits alone, and beside them each number and sign in order.

    Texts with the same key say the same: "of the" and "ofthe", "co-operate" and "cooperate" do; "1.5" and "15", "5-10" and "510",
    "$5" and "5%" do not.
    """
    folded = _folded(text)
    numbers = [(match.start(), match.group()) for match in _NUMBER.finditer(folded)]
    signs = [(at, char) for at, char in enumerate(folded) if _is_sign(char)]
    return letters_and_digits(text), tuple(each for _, each in sorted(numbers + signs))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _is_sign(char: str) -> bool:
    """Return whether a mark has a meaning of its own: of a currency, a percentage, a sum, a ticked box."""
    return (char in "%‰#" or unicodedata.category(char)[0] == "S") and char not in _MEANINGLESS and char != "\u2044"
