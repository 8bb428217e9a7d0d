"""The obligations of a document: for each operative sentence who must, must not, may, is entitled to or need not do what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from clauselint.detection.norms import deadlines
from clauselint.detection.norms.actions import action
from clauselint.detection.norms.party_mentions import PartyMention
from clauselint.detection.norms.party_resolution import AllRolesMatcher, Parties, obligee
from clauselint.detection.norms.performatives import Proposition
from clauselint.detection.norms.propositions import propositions
from clauselint.detection.sentences.sentence_view import SentenceView
from clauselint.model import Document, Modality, Obligation, Outline, SentenceRole, Span

_LONGEST = 4_000  # characters of a view; a list under a list under a list has no more
_DOES = re.compile(r"(?i)\s+(?:\w+ly\s+|hereby\s+|also\s+)?(?:shall|must|will|may|agrees?|covenants?)\b")


def list_obligations(document: Document, outline: Outline) -> tuple[Obligation, ...]:
    """Every proposition of the operative sentences, a row for each party that it is about, in the order of the document.

    A duty that a known other party may call for gives that party a row too, the entitlement.
    """
    cast = AllRolesMatcher(outline, document.text)
    named = [a for a in cast.find(document.text) if not (a.is_personnel or a.is_collective)]
    acting = [a.word for a in named if _DOES.match(document.text, a.end)]
    parties = Parties(outline, acting, [a.word for a in named])
    introduces = {
        stem for sentence in outline.sentences if sentence.role is SentenceRole.OPERATIVE for stem in sentence.lead_ins
    }
    rows: list[Obligation] = []
    for sentence in outline.sentences:
        if sentence.role is not SentenceRole.OPERATIVE:
            continue
        view = SentenceView.of(sentence, document.text)
        if len(view.text) > _LONGEST and sentence.lead_ins:
            view = SentenceView.of(type(sentence)(sentence.span, sentence.clause), document.text)
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
        view: SentenceView,
        parties: Parties,
        actors: tuple[PartyMention, ...],
    ) -> None:
        self._document, self._view, self._parties, self._actors = document, view, parties, actors
        path = outline.heading_path(clause)
        self._section = next((c.section for c in reversed(path) if c.section), "")
        self._heading = next((c.heading for c in reversed(path) if c.heading), "")

    def rows(self, introduces: bool, span: Span) -> Iterator[Obligation]:
        """The rows of the sentence at ``span``; where it introduces a list, what its last words begin stands with the items."""
        found = propositions(self._view.text, self._actors, self._parties)
        first = found[0].span.start if found else 0
        for proposition in found:
            if proposition.span.end <= self._view.own.start or proposition.span.start >= self._view.own.end:
                continue  # said in the words that introduce the list, and listed there
            if introduces and proposition.span.end >= self._view.own.end:
                continue
            yield from self._sides(proposition, span, Span(0, first) if first else None)

    def _sides(self, proposition: Proposition, span: Span, lead: Span | None) -> Iterator[Obligation]:
        for bearer in proposition.bearers or ("",):
            other = proposition.patient or obligee(
                proposition.span, proposition.modal.end, self._view.text, self._actors, self._parties, bearer
            )
            row = self._row(proposition, span, lead, bearer, other)
            yield row
            if proposition.modality is Modality.OBLIGATION and other and bearer and not proposition.shared:
                yield replace(row, modality=Modality.ENTITLEMENT, obligor=other, beneficiary=bearer, mirror=True)

    def _row(
        self, proposition: Proposition, span: Span, lead: Span | None, obligor: str, beneficiary: str
    ) -> Obligation:
        text, region = self._view.text, proposition.span
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
            condition=deadlines.condition(text, region, proposition.modal.end, lead),
            deadline=deadlines.deadline(text, region, lead),
            exceptions=deadlines.exceptions(text, region),
        )
