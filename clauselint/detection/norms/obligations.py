"""The obligations of a document: for each operative sentence who must, must not, may, is entitled to or need not do what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from clauselint.detection.norms import deadlines
from clauselint.detection.norms.actions import action
from clauselint.detection.norms.party_mentions import Actor
from clauselint.detection.norms.party_resolution import Parties, Players, benefited
from clauselint.detection.norms.performatives import Proposition
from clauselint.detection.norms.propositions import propositions
from clauselint.detection.sentences.sentence_view import View
from clauselint.model import Document, Modality, Obligation, Outline, Role, Span

_LONGEST = 4_000  # characters of a view; a list under a list under a list has no more
_DOES = re.compile(r"(?i)\s+(?:\w+ly\s+|hereby\s+|also\s+)?(?:shall|must|will|may|agrees?|covenants?)\b")


def find(document: Document, outline: Outline) -> tuple[Obligation, ...]:
    """Every proposition of the operative sentences, a row for each party that it is about, in the order of the document.

    A duty that a known other party may call for gives that party a row too, the entitlement.
    """
    cast = Players(outline, document.text)
    named = [a for a in cast.find(document.text) if not (a.members or a.both)]
    acting = [a.word for a in named if _DOES.match(document.text, a.end)]
    parties = Parties(outline, acting, [a.word for a in named])
    introduces = {stem for sentence in outline.sentences if sentence.role is Role.OPERATIVE for stem in sentence.stems}
    rows: list[Obligation] = []
    for sentence in outline.sentences:
        if sentence.role is not Role.OPERATIVE:
            continue
        view = View.of(sentence, document.text)
        if len(view.text) > _LONGEST and sentence.stems:
            view = View.of(type(sentence)(sentence.span, sentence.clause), document.text)
        rows += _Reader(document, outline, sentence.clause, view, parties, cast.find(view.text)).rows(
            sentence.span in introduces, sentence.span
        )
    return tuple(rows)


class _Reader:
    """Reads one sentence."""

    def __init__(
        self,
        document: Document,
        outline: Outline,
        clause: int,
        view: View,
        parties: Parties,
        actors: tuple[Actor, ...],
    ) -> None:
        self._document, self._view, self._parties, self._actors = document, view, parties, actors
        path = outline.heading_path(clause)
        self._section = next((c.section for c in reversed(path) if c.section), "")
        self._heading = next((c.heading for c in reversed(path) if c.heading), "")

    def rows(self, introduces: bool, span: Span) -> Iterator[Obligation]:
        """The rows of the sentence at ``span``; where it introduces a list, what its last words begin stands with the items."""
        found = propositions(self._view.text, self._actors, self._parties)
        first = found[0].region.start if found else 0
        for proposition in found:
            if proposition.region.end <= self._view.own.start or proposition.region.start >= self._view.own.end:
                continue  # said in the words that introduce the list, and listed there
            if introduces and proposition.region.end >= self._view.own.end:
                continue
            yield from self._sides(proposition, span, Span(0, first) if first else None)

    def _sides(self, proposition: Proposition, span: Span, lead: Span | None) -> Iterator[Obligation]:
        for bearer in proposition.bearers or ("",):
            other = proposition.patient or benefited(
                proposition.region, proposition.trigger.end, self._view.text, self._actors, self._parties, bearer
            )
            row = self._row(proposition, span, lead, bearer, other)
            yield row
            if proposition.modality is Modality.OBLIGATION and other and bearer and not proposition.shared:
                yield replace(row, modality=Modality.ENTITLEMENT, obligor=other, beneficiary=bearer, mirror=True)

    def _row(
        self, proposition: Proposition, span: Span, lead: Span | None, obligor: str, beneficiary: str
    ) -> Obligation:
        text, region = self._view.text, proposition.region
        return Obligation(
            modality=proposition.modality,
            obligor=obligor,
            beneficiary=beneficiary,
            action=action(text, proposition, self._view.own.end),
            text=self._document.text[span.start : span.end],
            span=span,
            page=self._document.page_at(span.start),
            section=self._section,
            heading=self._heading,
            trigger=deadlines.condition(text, region, proposition.trigger.end, lead),
            deadline=deadlines.deadline(text, region, lead),
            exceptions=deadlines.exceptions(text, region),
        )
