"""Features of sentences for the clause-type model: words and runs of words, as numbers.

Of its own words: single ones, pairs and triples that stand side by side. Of the words around it, kept apart from its own: its
heading, the headings above that, the words that introduce it where it is a list item, the sentence before and the sentence
after. And its shape: how long it is, how far down the document, whether it is operative text.
A sentence has a feature or has it not; how often does not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from clauselint.model import Document, Outline, SentenceRole, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.int64]

_WORD = re.compile(r"[a-z]+|#+|[$%]")
_DIGITS = str.maketrans("0123456789", "##########")
_BITS = 15
MOST_WORDS = (1 << _BITS) - 1  # that a vocabulary can hold; 0 stands for all others
KIND_AT = 3 * _BITS  # the bit of a number from which it says of which kind the feature is
_AROUND = 80  # words of a neighbouring sentence that count
_INTRODUCTION = 60  # words before a list item that count: its end says most
_LONGEST = 8  # steps of length, of eight words each
_PARTS = 10  # of a document
_SHAPES = 40  # more than there are


class FeatureKind(IntEnum):
    """The place of the words of a feature, or their shape."""

    OWN = 0
    PAIR = 1
    TRIPLE = 2
    HEADING = 3
    HEADING_PAIR = 4
    ABOVE = 5
    LEAD_IN = 6
    LEAD_IN_PAIR = 7
    BEFORE = 8
    AFTER = 9
    SHAPE = 10


def ngram_words(text: str) -> list[str]:
    """The words of a text in lower case; a number is as many ``#`` as it has digits."""
    return _WORD.findall(text.lower().translate(_DIGITS))


_SUFFIX = re.compile(r"(?:ations?|itions?|ments?|ingly|edly|ings?|ies|ied|ers?|ors?|ed|es|e|s|al|ly|ions?)$")
_SHORTEST = 4  # letters of a stem


def stemmed_words(text: str) -> list[str]:
    """The words of a text as :func:`ngram_words` gives them, without endings: "notify", "notifies", "notified" are one.

    What is left need not be the true stem, only the same for most forms of a word.
    """
    return [_stem(word) for word in ngram_words(text)]


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    stem = _SUFFIX.sub("", word) if len(word) > _SHORTEST else word
    return stem if len(stem) >= _SHORTEST else word


@dataclass(frozen=True, slots=True)
class NgramFeatures:
    """Features of the sentences of one document: pairs of a sentence's place and a feature's number, each pair once or more."""

    sentences: Numbers
    numbers: Numbers


class NgramVectorizer:
    """Features over one vocabulary; a word's number is its place in it, counted from 1."""

    def __init__(
        self,
        vocabulary: Sequence[str],
        needed: Numbers | None = None,
        words_of: Callable[[str], Sequence[str]] = ngram_words,
    ) -> None:
        """``needed``: the features that are read, so that most of the others can be skipped; None for all. ``words_of``
        takes a text apart into words of the vocabulary.

        Raises:
            ValueError: more words than a feature's number has room for.
        """
        if len(vocabulary) > MOST_WORDS:
            raise ValueError(f"{len(vocabulary)} words; a vocabulary holds {MOST_WORDS} at most")
        self._words_of = words_of
        self._numbers: Mapping[str, int] = {word: n for n, word in enumerate(vocabulary, 1)}
        self._single = np.zeros((len(FeatureKind), max(len(vocabulary) + 1, _SHAPES)), bool)
        if needed is None:
            self._single[:, 1:] = True
        else:
            kind, word = needed >> KIND_AT, needed & MOST_WORDS
            alone = needed == (kind << KIND_AT) + word
            self._single[kind[alone], word[alone]] = True

    def of(self, document: Document, outline: Outline) -> NgramFeatures:
        """The features of all sentences of a document."""
        sentences = outline.sentences
        own = [self._encoded(document.text, (s.span,)) for s in sentences]
        found = _Found(self._single)
        found.add_ngrams(own, FeatureKind.OWN, FeatureKind.PAIR, FeatureKind.TRIPLE)
        headings, above = self._headings(outline)
        found.add_ngrams([headings[s.clause] for s in sentences], FeatureKind.HEADING, FeatureKind.HEADING_PAIR)
        found.add_ngrams([above[s.clause] for s in sentences], FeatureKind.ABOVE)
        lead_ins: dict[tuple[Span, ...], list[int]] = {(): []}
        for sentence in sentences:
            if sentence.lead_ins not in lead_ins:
                lead_ins[sentence.lead_ins] = self._encoded(document.text, sentence.lead_ins)[-_INTRODUCTION:]
        found.add_ngrams([lead_ins[s.lead_ins] for s in sentences], FeatureKind.LEAD_IN, FeatureKind.LEAD_IN_PAIR)
        short = [numbers[:_AROUND] for numbers in own]
        found.add_ngrams([[], *short[:-1]], FeatureKind.BEFORE)
        found.add_ngrams([*short[1:], []], FeatureKind.AFTER)
        found.add_ngrams([_shape(len(own[n]), n, len(own), s.role) for n, s in enumerate(sentences)], FeatureKind.SHAPE)
        return found.collected()

    def _encoded(self, text: str, spans: Sequence[Span]) -> list[int]:
        known = self._numbers.get
        return [known(word, 0) for span in spans for word in self._words_of(text[span.start : span.end])]

    def _headings(self, outline: Outline) -> tuple[list[list[int]], list[list[int]]]:
        """The words of each clause's nearest heading, and of those above it."""
        nearest: list[list[int]] = []
        above: list[list[int]] = []
        for clause in outline.clauses:
            numbers = [self._numbers.get(word, 0) for word in self._words_of(clause.heading)] if clause.heading else []
            if clause.parent is None:
                nearest.append(numbers)
                above.append([])
            elif numbers:
                nearest.append(numbers)
                above.append(nearest[clause.parent] + above[clause.parent])
            else:
                nearest.append(nearest[clause.parent])
                above.append(above[clause.parent])
        return nearest, above


def _shape(length: int, place: int, total: int, role: SentenceRole) -> list[int]:
    return [1 + min(_LONGEST, length // 8), 16 + _PARTS * place // total, 32 + (role is SentenceRole.OPERATIVE)]


class _Found:
    def __init__(self, single: NDArray[np.bool_]) -> None:
        """``single``: of each kind (rows), which words (columns) are features worth keeping where they stand alone."""
        self._single = single
        self._sentences: list[Numbers] = []
        self._numbers: list[Numbers] = []

    def add_ngrams(self, texts: Sequence[Sequence[int]], *kinds: FeatureKind) -> None:
        """The runs of one word, two and three in each text, as features of the kinds; a run with an unknown word is none."""
        lengths = np.fromiter((len(t) for t in texts), np.int64, len(texts))
        flat = np.fromiter((n for t in texts for n in t), np.int64, int(lengths.sum()))
        rows = np.repeat(np.arange(len(texts)), lengths)
        number = flat
        whole = flat > 0
        alone, *longer = kinds
        self._add(alone, rows, flat, self._single[alone, flat])
        for size, kind in enumerate(longer, 1):
            end = max(0, len(flat) - size)
            number = (number[:end] << _BITS) + flat[size:]
            whole = whole[:end] & (flat[size:] > 0) & (rows[:end] == rows[size:])
            self._add(kind, rows[:end], number, whole)

    def _add(self, kind: FeatureKind, sentences: Numbers, numbers: Numbers, keep: NDArray[np.bool_]) -> None:
        self._sentences.append(sentences[keep])
        self._numbers.append(numbers[keep] + (int(kind) << KIND_AT))

    def collected(self) -> NgramFeatures:
        return NgramFeatures(np.concatenate(self._sentences), np.concatenate(self._numbers))
