"""What a linear model sees of a sentence: its words, the words that introduce it, and the pack's terms in it.

Three groups of features: words and pairs of neighbouring words of the sentence (``w``), of its introduction (``s``), and the
terms (``t``), alone and in pairs by the order in which they stand. Names of things that differ from contract to contract (who
discloses, what the information is called, numbers) become one word each.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from clauselint.packs.terms import Pattern, any_of, compiled

_FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00a0": " "})
_LONGEST_INTRODUCTION = 600  # characters: its end counts
_APART = 220  # characters between two terms of a pair
_CLOSE = 70
_LABEL = re.compile(r"^\s*(?:\(?[0-9]{1,2}(?:\.[0-9]+)*[.)]?|\(?[a-z]{1,3}[.)]|[ivx]+[.)])\s+")
_POSSESSIVE = re.compile(r"['´`]s?\b|['´`]")
_NAMES = re.compile(
    r"\b(?:(?P<CI>confidential (?:(?:or|and|and/or) proprietary )?information|proprietary (?:(?:or|and|and/or) "
    r"confidential )?information|evaluation materials?|confidential (?:materials?|data)|proprietary data)"
    r"|(?P<RR>recipients?|receiving part(?:y|ies)|receivers?|disclosees?)"
    r"|(?P<DD>disclosing part(?:y|ies)|disclosers?)"
    r"|(?P<NUM>\d[\d,.]*|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|thirty|sixty|ninety)"
    r"(?= \(| year| month| day)))\b|(?P<BLANK>_{2,})"
)
_WORD = re.compile(r"[a-z]+|[A-Z]+")


def words(text: str) -> list[str]:
    """The words of a text in lower case, names of parties, of the information and numbers each as one capital word."""
    low = " ".join(unicodedata.normalize("NFKC", text).translate(_FOLD).lower().split())
    named = _NAMES.sub(lambda m: f" {m.lastgroup} ", _POSSESSIVE.sub("", _LABEL.sub("", low)))
    return _WORD.findall(named)


def digest(terms: Mapping[str, Sequence[str]], names: Iterable[str]) -> str:
    """What tells whether the terms that a model reads are still those that it was trained with."""
    listed = "\n".join(f"{name}: {' | '.join(terms[name])}" for name in sorted(names))
    return hashlib.sha256(listed.encode()).hexdigest()[:16]


class Wordings:
    """Names of features by group, for the terms of one pack."""

    def __init__(self, terms: Mapping[str, Sequence[str]], names: Iterable[str]) -> None:
        self._patterns: dict[str, Pattern] = {name: compiled(any_of(terms[name], terms)) for name in names}

    def features(self, introduction: str, own: str) -> dict[str, set[str]]:
        """Features of the sentence ``own`` after the words that introduce it ("" where there are none)."""
        introduction = introduction[-_LONGEST_INTRODUCTION:]
        return {"w": _grams(own), "s": _grams(introduction), "t": self._terms(introduction, own)}

    def _terms(self, introduction: str, own: str) -> set[str]:
        begin = len(introduction) + 1 if introduction else 0
        text = unicodedata.normalize("NFC", f"{introduction} {own}" if introduction else own).translate(_FOLD)
        data = text.encode("ascii", "replace")
        hits = sorted((m.start(), name) for name, pattern in self._patterns.items() for m in pattern.finditer(data))
        found = {("o " if at >= begin else "i ") + name for at, name in hits}
        for n, (at, first) in enumerate(hits):
            for then, second in hits[n + 1 :]:
                if then - at > _APART and at >= begin:
                    break
                if then >= begin and first != second:
                    found.add(f"{first}>{second}")
                    if then - at < _CLOSE:
                        found.add(f"{first}>>{second}")
        return found


def _grams(text: str) -> set[str]:
    listed = words(text)
    return {*listed, *map(" ".join, pairwise(listed))}
