"""Features of sentences for the stance model: words, the words that introduce them, and the pack's terms.

Three groups of features: words and pairs of neighbouring words of the sentence (``w``), of its introduction (``s``), and the
terms (``t``), alone and in pairs by the order in which they stand. Names of things that differ from contract to contract (who
discloses, what the information is called, numbers) become one word each.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

from clauselint.packs.terms import Pattern, any_of, compiled
from clauselint.support.typography import plain_punctuation

_LONGEST_INTRODUCTION = 600  # characters: its end counts
_APART = 220  # characters between two terms of a pair
_CLOSE = 70
_BETWEEN = "\n;\n"  # no phrasing reaches over a semicolon
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


def normalized_words(text: str) -> list[str]:
    """The words of a text in lower case, names of parties, of the information and numbers each as one capital word."""
    low = " ".join(plain_punctuation(unicodedata.normalize("NFKC", text)).lower().split())
    named = _NAMES.sub(lambda m: f" {m.lastgroup} ", _POSSESSIVE.sub("", _LABEL.sub("", low)))
    return _WORD.findall(named)


def digest(terms: Mapping[str, Sequence[str]], names: Iterable[str]) -> str:
    """Return a digest that tells whether the terms that a model reads are still those of its training."""
    listed = "\n".join(f"{name}: {any_of(terms[name], terms)}" for name in sorted(names))
    return hashlib.sha256(listed.encode()).hexdigest()[:16]


class StanceVectorizer:
    """Names of features by group, for the terms of one pack."""

    def __init__(self, terms: Mapping[str, Sequence[str]], names: Iterable[str]) -> None:
        self._patterns: dict[str, Pattern] = {name: compiled(any_of(terms[name], terms)) for name in names}

    def features(self, introduction: str, own: str) -> dict[str, set[str]]:
        """Features of the sentence ``own`` after the words that introduce it ("" where there are none)."""
        return self.features_of([(introduction, own)])[0]

    def features_of(self, sentences: Sequence[tuple[str, str]]) -> list[dict[str, set[str]]]:
        """Features of many sentences, each given as introduction and own words: one scan a term for all of them."""
        short = [(introduction[-_LONGEST_INTRODUCTION:], own) for introduction, own in sentences]
        texts = [plain_punctuation(unicodedata.normalize("NFC", f"{a} {b}" if a else b)) for a, b in short]
        starts = list(accumulate((len(text) + len(_BETWEEN) for text in texts), initial=0))
        data = _BETWEEN.join(texts).encode("ascii", "replace")
        hits: list[list[tuple[int, str]]] = [[] for _ in texts]
        for name, pattern in self._patterns.items():
            for match in pattern.finditer(data):
                n = bisect_right(starts, match.start()) - 1
                hits[n].append((match.start() - starts[n], name))
        return [
            {"w": _ngrams(own), "s": _ngrams(introduction), "t": _pairs(sorted(found), len(introduction))}
            for (introduction, own), found in zip(short, hits, strict=True)
        ]


def _pairs(hits: Sequence[tuple[int, str]], introduction: int) -> set[str]:
    """The terms of a sentence, and the pairs of those that stand close enough; its introduction has that many characters."""
    begin = introduction + 1 if introduction else 0
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


def _ngrams(text: str) -> set[str]:
    listed = normalized_words(text)
    return {*listed, *map(" ".join, pairwise(listed))}
