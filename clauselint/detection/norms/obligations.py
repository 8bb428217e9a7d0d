"""The obligations of a document: for each operative sentence who must, must not, may, is entitled to or need not do what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clauselint.detection.norms import predicate_patterns as e
from clauselint.detection.norms.norm import Norm, Standing
from clauselint.detection.norms.norm_parts import norm_parts
from clauselint.detection.norms.norm_reader import read_norms
from clauselint.detection.norms.party_mentions import PartyMention
from clauselint.detection.norms.party_resolution import AllRolesMatcher, Parties, document_parties, obligee
from clauselint.detection.norms.predicate_patterns import BINDING, SIX
from clauselint.detection.sentences.sentence_view import SentenceView
from clauselint.model import Document, Modality, Obligation, Outline, SentenceRole, Span

_RIGHTS = (Modality.ENTITLEMENT, Modality.PERMISSION)
_LONGEST = 4_000  # characters of a view; a list under a list under a list has no more


def list_obligations(document: Document, outline: Outline) -> tuple[Obligation, ...]:
    """Return the norms of the operative sentences, a row for each party that they are about, in the order of the document.

    A duty that a known other party may call for gives that party a row too, the entitlement.
    """
    matcher = AllRolesMatcher(outline, document.text)
    parties = document_parties(outline, matcher.find(document.text), document.text)
    introduces = {lead_in for s in outline.sentences if s.role is SentenceRole.OPERATIVE for lead_in in s.lead_ins}
    rows: list[Obligation] = []
    for sentence in outline.sentences:
        if sentence.role is not SentenceRole.OPERATIVE:
            continue
        view = SentenceView.of(sentence, document.text)
        if len(view.text) > _LONGEST and sentence.lead_ins:
            view = SentenceView.of(type(sentence)(sentence.span, sentence.clause), document.text)
        rows += _SentenceRows(document, outline, sentence.clause, view, parties, matcher.find(view.text)).rows(
            sentence.span in introduces, sentence.span
        )
    return tuple(rows)


def gives_row(norm: Norm) -> bool:
    """Return whether a norm binds or entitles somebody of itself, or at least asks for something to be done."""
    if norm.standing is not Standing.MAIN or norm.modality not in SIX:
        return False
    return bool(norm.obligor.names) or (norm.passive and norm.modality in BINDING) or norm.subject_receives


class _SentenceRows:
    """The rows of one sentence."""

    def __init__(
        self,
        document: Document,
        outline: Outline,
        clause: int,
        view: SentenceView,
        parties: Parties,
        mentions: tuple[PartyMention, ...],
    ) -> None:
        self._document, self._view, self._parties, self._mentions = document, view, parties, mentions
        path = outline.heading_path(clause)
        self._section = next((c.section for c in reversed(path) if c.section), "")
        self._heading = next((c.heading for c in reversed(path) if c.heading), "")

    def rows(self, introduces: bool, span: Span) -> Iterator[Obligation]:
        """The rows of the sentence at ``span``; where it introduces a list, what its last words begin stands with the items."""
        read = read_norms(self._view.text, self._mentions, self._parties)
        found = [norm for each in read if gives_row(norm := self._as_listed(each))]
        first = found[0].span.start if found else 0
        for norm in found:
            if norm.span.end <= self._view.own.start or norm.span.start >= self._view.own.end:
                continue  # said in the words that introduce the list, and listed there
            if introduces and norm.span.end >= self._view.own.end:
                continue
            yield from self._sides(norm, span, Span(0, first) if first else None)

    def _as_listed(self, norm: Norm) -> Norm:
        """The norm as the list tells it: a denied duty ("neither party shall have any liability") is a release."""
        after = self._view.text[norm.modal.end : norm.span.end]
        denied = norm.modality is Modality.PROHIBITION and e.DENIED_DUTY.match(after)
        return replace(norm, modality=Modality.NO_OBLIGATION) if denied else norm

    def _sides(self, norm: Norm, span: Span, lead: Span | None) -> Iterator[Obligation]:
        """A row for each obligor, and the entitlements that go with them."""
        names = norm.obligor.names
        for name in names or ("",) if names or norm.modality in BINDING else ():
            other = norm.obligee.names[0] if norm.subject_receives else self._obligee(norm, name)
            row = self._row(norm, span, lead, name, other)
            yield row
            if norm.modality in _RIGHTS and e.BUT_NO_DUTY.search(self._view.text, norm.modal.start, norm.span.end):
                yield replace(row, modality=Modality.NO_OBLIGATION)
            if norm.modality is Modality.OBLIGATION and other and name and not norm.is_mutual:
                yield replace(row, modality=Modality.ENTITLEMENT, obligor=other, beneficiary=name, mirror=True)
        if norm.subject_receives and not names and norm.modality in (Modality.OBLIGATION, Modality.ENTITLEMENT):
            patient = norm.obligee.names[0]
            held = replace(norm, modality=Modality.ENTITLEMENT, obligor=norm.obligee, about_thing=False)
            yield self._row(held, span, lead, patient, self._obligee(norm, patient))

    def _obligee(self, norm: Norm, name: str) -> str:
        return obligee(norm, self._view.text, self._mentions, self._parties, name)

    def _row(self, norm: Norm, span: Span, lead: Span | None, obligor: str, beneficiary: str) -> Obligation:
        parts = norm_parts(self._view.text, norm, lead, self._view.own.end)
        return Obligation(
            modality=norm.modality,
            obligor=obligor,
            beneficiary=beneficiary,
            action=parts.action,
            text=self._document.text[span.start : span.end],
            span=span,
            page=self._document.page_at(span.start),
            section=self._section,
            heading=self._heading,
            condition=next(iter(parts.conditions), None),
            deadline=parts.deadline,
            exceptions=parts.exceptions,
        )
