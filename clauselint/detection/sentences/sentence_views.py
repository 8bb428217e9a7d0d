"""The sentences of one document with what is read in them: each reading is made once, when first asked for."""

from __future__ import annotations

import re

from clauselint.detection.norms.norm import Norm
from clauselint.detection.norms.norm_reader import read_norms
from clauselint.detection.norms.party_mentions import PartyMatcher, PartyMention
from clauselint.detection.norms.party_resolution import Parties, document_parties
from clauselint.detection.sentences.quantities import amounts, periods
from clauselint.detection.sentences.sentence_view import SentenceView
from clauselint.model import Document, Outline, Quantity

_TAKES_UP = re.compile(
    r"(?i)(?:it|they|such\s+\w+|these|those|the\s+same|this\s+(?:data|information))\b|.*\bthem\b"
    r"|.*\b(?:in\s+(?:that|such)\s+(?:event|case)|on\s+account\s+of\s+(?:it|this|that)|for\s+that\s+reason)\b"
)
_OPENING = 60  # characters in which a sentence may refer to the one before


class SentenceViews:
    """Views, norms and quantities of the sentences; the same for every pack.

    A norm is addressed by its sentence and its place among the norms of that sentence.
    """

    def __init__(self, document: Document, outline: Outline, matcher: PartyMatcher) -> None:
        self.document, self.outline, self.matcher = document, outline, matcher
        self._views: dict[int, SentenceView] = {}
        self._mentions: dict[int, tuple[PartyMention, ...]] = {}
        self._norms: dict[int, tuple[Norm, ...]] = {}
        self._quantities: dict[int, tuple[Quantity, ...]] = {}
        self._referring: frozenset[int] | None = None
        self._parties: Parties | None = None

    @property
    def parties(self) -> Parties:
        """The parties of the document."""
        if self._parties is None:
            self._parties = document_parties(self.outline, self.matcher.find(self.document.text), self.document.text)
        return self._parties

    def view(self, i: int) -> SentenceView:
        """The sentence with its lead-ins."""
        if i not in self._views:
            self._views[i] = SentenceView.of(self.outline.sentences[i], self.document.text)
        return self._views[i]

    def mentions(self, i: int) -> tuple[PartyMention, ...]:
        """Return who is mentioned in the view."""
        if i not in self._mentions:
            self._mentions[i] = self.matcher.find(self.view(i).text)
        return self._mentions[i]

    def norms(self, i: int) -> tuple[Norm, ...]:
        """The norms of the sentence."""
        if i not in self._norms:
            self._norms[i] = read_norms(self.view(i).text, self.mentions(i), self.parties)
        return self._norms[i]

    def quantities(self, i: int) -> tuple[Quantity, ...]:
        """The periods, percentages and sums of money that the view names."""
        if i not in self._quantities:
            text = self.view(i).text
            self._quantities[i] = (*periods(text), *amounts(text))
        return self._quantities[i]

    def referring(self) -> frozenset[int]:
        """The sentences that begin with a word for something of the sentence before them, in the same clause."""
        if self._referring is None:
            found = set()
            listed = self.outline.sentences
            for i in range(1, len(listed)):
                opening = self.document.text[listed[i].span.start : listed[i].span.start + _OPENING]
                if listed[i].clause == listed[i - 1].clause and _TAKES_UP.match(opening):
                    found.add(i)
            self._referring = frozenset(found)
        return self._referring
