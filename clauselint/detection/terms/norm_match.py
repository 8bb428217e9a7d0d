"""A norm held against a signal: where the signal's terms stand, and which criteria the norm fails.

Detection asks whether any criterion fails, an explanation asks which ones: both ask the same :class:`NormMatch`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clauselint.detection.norms.modal_cues import NOMINAL, NOMINAL_CUE
from clauselint.detection.norms.norm import Norm
from clauselint.detection.sentences.sentence_view import SentenceView
from clauselint.detection.terms.accusation import (
    accuses,
    has_subject_of_its_own,
    is_empty_modal,
    is_own_act,
    is_taken_back,
)
from clauselint.detection.terms.term_matcher import PackTermMatcher
from clauselint.model import Criterion, Modality, Span
from clauselint.packs.schema import Signal, SignalKind, TermExpression

_NEEDS_OBLIGOR = frozenset({SignalKind.DUTY, SignalKind.BAN, SignalKind.LIMIT, SignalKind.RIGHT, SignalKind.RELEASE})


class NormMatch:
    """One norm of a sentence, held against a signal. Spans are offsets into the sentence's view.

    ``place`` is the sentence and the norm's place in it. The signal's first term must stand in ``governed``, its other terms
    in ``reach``; ``head`` and ``others`` are where they do, None where they do not. These are known when :meth:`unmet` has
    come to its end.
    """

    __slots__ = (
        "_condition",
        "_matcher",
        "_next_span",
        "accuses",
        "governed",
        "head",
        "norm",
        "others",
        "place",
        "reach",
        "signal",
        "view",
    )

    def __init__(
        self,
        matcher: PackTermMatcher,
        signal: Signal,
        place: tuple[int, int],
        condition: Sequence[Span],
        *,
        is_counter_rule: bool = False,
    ) -> None:
        """Hold the norm at ``place`` against ``signal``; ``condition`` is the one that stands last before the norm, if any.

        ``is_counter_rule``: the signal is one that contradicts the requirement.
        """
        self._matcher, self.signal, self.place, self._condition = matcher, signal, place, condition
        self.view = matcher.sentences.view(place[0])
        norms = matcher.sentences.norms(place[0])
        self.norm = norms[place[1]]
        self._next_span = norms[place[1] + 1].span if place[1] + 1 < len(norms) else None
        self.governed = _governed(self.view, self.norm) if signal.kind in _NEEDS_OBLIGOR else self.norm.span
        self.accuses = accuses(signal.kind, self.norm, is_counter_rule=is_counter_rule)
        if self.accuses and self.governed.start == self.norm.modal.start and is_empty_modal(self.view.text, self.norm):
            self.governed = Span(self.norm.modal.end, self.norm.span.end)
        self.reach: Sequence[Span] = ()
        self.head: Span | None = None
        self.others: Sequence[Span | None] = ()

    def unmet(self) -> Iterator[Criterion]:
        """Yield the criteria that the norm fails, cheap ones first; none where it is a detection of the signal."""
        head, *others = (term for term in self.signal.terms if not term.absent)
        self.head = self._matcher.first_hit(head, self.place[0], [self.governed])
        if (failed := self._failed_by_head()) is not None:
            yield failed
        self.reach = self._reach()
        self.others = [self._matcher.first_hit(term, self.place[0], self.reach) for term in others]
        if not all(self._is_reached(hit, term) for hit, term in zip(self.others, others, strict=True)):
            yield Criterion.TERM
        if self._is_title():
            yield Criterion.SENTENCE
        if not self.hits() and not any(term.near for term in (head, *others)):
            yield Criterion.OWN_WORDS  # "Such terms shall be fair": it only refers to what the sentence before it says

    def _failed_by_head(self) -> Criterion | None:
        """The criterion that the place of the first term fails, if any."""
        if self.head is None:
            return None if self._is_mention() else Criterion.TERM
        if _is_kind_of_damage(self.view.text, self.norm, self.head) or _is_beside_waiver(
            self.view.text, self.norm, self.head
        ):
            return Criterion.ACT
        if self._needs_own_act(self.head) and not is_own_act(self.signal.kind, self.view.text, self.norm, self.head):
            return Criterion.ACT
        if self.accuses and is_taken_back(self.signal.kind, self.view.text, self.norm, self.head):
            return Criterion.ACT
        return Criterion.NOT_EXCEPTED if _is_excepted(self.view.text, self.norm, self.head, self.signal) else None

    def _needs_own_act(self, head: Span) -> bool:
        """Return whether only the norm's own act counts: in accusations, and where no modal makes a statement a duty."""
        is_plain = self.norm.modality is Modality.STATEMENT and self.signal.kind is SignalKind.DUTY
        return self.accuses or (is_plain and not has_subject_of_its_own(self.view.text, self.norm, head))

    def _is_reached(self, hit: Span | None, term: TermExpression) -> bool:
        """Return whether a term other than the first counts: in reach, in the clause, or in the sentence before."""
        if self.accuses:
            return hit is not None or bool(term.near)
        return hit is not None or bool(term.near) or self._matcher.takes_up(term, self.place[0])

    def _is_title(self) -> bool:
        is_statement = self.norm.modality is Modality.STATEMENT and not self._is_mention()
        return is_statement and _is_title(self.view.text, self.norm)

    def _is_mention(self) -> bool:
        return self.signal.kind is SignalKind.MENTION

    def hits(self) -> list[Span]:
        """Return where the terms stand that stand in reach, the first term first."""
        return [hit for hit in (self.head, *self.others) if hit]

    def _reach(self) -> Sequence[Span]:
        """All of the sentence where the norm refers back: "… and may use it for …"; else the norm, its condition, and the norm
        behind it that "except that" makes part of the rule."""
        whole = self._is_mention() or self.norm.elided or _refers_back(self.view, self.norm)
        if whole:
            return self._without_modal(Span(0, len(self.view.text)))
        behind = self._next_span
        is_exception = behind and _EXCEPT_THAT.search(self.view.text, self.norm.modal.end, behind.start)
        return [*self._without_modal(self.norm.span), *self._condition, *([behind] if behind and is_exception else [])]

    def _without_modal(self, span: Span) -> Sequence[Span]:
        """Return the span; for an accusation the parts beside a modal that names no act."""
        modal = self.norm.modal
        if not (self.accuses and self.norm.has_modal and is_empty_modal(self.view.text, self.norm)):
            return [span]
        return [part for part in (Span(span.start, modal.start), Span(modal.end, span.end)) if part.start < part.end]


def norm_matches(
    matcher: PackTermMatcher, signal: Signal, i: int, *, is_counter_rule: bool = False
) -> Iterator[NormMatch]:
    """The norms of a sentence, each held against the signal; not the conditions, which bind nobody of themselves.

    ``is_counter_rule``: the signal is one that contradicts the requirement.
    """
    condition: list[Span] = []
    norms = matcher.sentences.norms(i)
    for n, norm in enumerate(norms):
        if norm.is_condition:
            condition = [norm.span]
        if not (norm.is_condition and len(norms) > 1 and signal.kind in _NEEDS_OBLIGOR):
            yield NormMatch(matcher, signal, (i, n), condition, is_counter_rule=is_counter_rule)


# "such audit shall not require Carrier to disclose …": what somebody is freed from stands behind the verb.
_REQUIRES = re.compile(r"(?i)\W*(?:\w+ly\s+)?(?:require|obligate|oblige)\s")


def _governed(view: SentenceView, norm: Norm) -> Span:
    """The part of a norm in which its act must stand: from the modal on, or all of it where the verb is empty."""
    modal = view.text[norm.modal.start : norm.modal.end]
    if norm.about_thing and _REQUIRES.match(view.text, norm.modal.end):
        return Span(norm.modal.start, norm.span.end)
    if norm.modality is Modality.STATEMENT or NOMINAL.match(view.text, norm.modal.end) or NOMINAL_CUE.search(modal):
        return norm.span
    return Span(norm.modal.start, norm.span.end)


_LIABLE = re.compile(r"(?i)\b(?:liab|responsib)")
_LOSS = re.compile(r"(?i)loss(?:es)?\s+(?:\w+\s+){0,2}?of\b")


def _is_kind_of_damage(text: str, norm: Norm, head: Span) -> bool:
    """ "In no event shall Provider be liable for loss of data": nothing that is done to data or access."""
    denied = norm.modality is Modality.NO_OBLIGATION and _LIABLE.search(text, norm.modal.start, head.start)
    return bool(denied and _LOSS.match(text, head.start, head.end))


_WAIVE = re.compile(
    r"(?i)(?:(?!shall|will|must|may|can|not\b)\w+\s+)*(?:waives?|releases?|relinquish(?:es)?|forgoes?|disclaims?)\b"
)
# Rights in court, which a contract's parties waive in every commercial agreement: they touch no duty of the contract.
_PROCEDURAL = re.compile(
    r"(?i)\b(?:venue|jury|forum|jurisdiction|service\s+of\s+process|presentment|protest|sovereign\s+immunity|bond|exhaust)\b"
)
_ABOUT = re.compile(
    r"(?i)\b(?:aris(?:es?|ing)|in\s+respect\s+of|with\s+respect\s+to|relat(?:es?|ing)\s+to|in\s+connection\s+with"
    r"|based\s+(?:up)?on)\b"
)


def _is_beside_waiver(text: str, norm: Norm, head: Span) -> bool:
    """ "waives any right to a jury trial in litigation that arises from disclosure": what is waived is not the disclosure."""
    if not _WAIVE.fullmatch(text, norm.modal.start, norm.modal.end):
        return False
    return bool(
        _PROCEDURAL.search(text, norm.modal.end, norm.span.end) or _ABOUT.search(text, norm.modal.end, head.start)
    )


_EXCEPT_THAT = re.compile(r"(?i)\b(?:except|save)\s+that\b\s*$")  # what follows is part of the rule before it
_EXCEPT = re.compile(r"(?i)\w(?:[^;.]|\.\d)*\b(?:except|unless|until)\b(?:[^;.,]|\.\d)*$")


def _is_excepted(text: str, norm: Norm, head: Span, signal: Signal) -> bool:
    """ "shall not reveal it, except as a court orders": the words after "except" are not banned."""
    is_ban = signal.kind is SignalKind.BAN and norm.modality is Modality.PROHIBITION
    return bool(is_ban and _EXCEPT.search(text, norm.modal.end, head.start))


_REFERS_BACK = re.compile(
    r"(?i)\b(?:it|them|they|its|their|thereof|such|same|those|these|this|that\s+(?:data|information))\b"
)


def _refers_back(view: SentenceView, norm: Norm) -> bool:
    return bool(_REFERS_BACK.search(view.text, norm.modal.end, norm.span.end))


_VERB = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|does|do|means?|includes?|remains?|retains?|owns?|acknowledges?|keeps?|notif(?:y|ies)"
    r"|shall|must|may|will|cannot|prevails|governs|appl(?:y|ies)|binds|supersedes|overrides|survives|takes|belongs|deletes)\b"
)
_PRONOUN_ACTS = re.compile(r"\W*(?:[Ww]e|[Yy]ou|[Ii]t|[Tt]hey)\s+(?:\w+ly\s+)?[a-z]{2,}\b")
_SHORT = 5  # words of four letters or more


def _is_title(text: str, norm: Norm) -> bool:
    """Return whether a heading or an entry of a list was taken for a sentence: it has none of the usual finite verbs,
    and is short
    or has most of its words capitalized."""
    if _PRONOUN_ACTS.match(text) or (
        norm.obligor.is_named and re.search(rf"\b{re.escape(norm.obligor.word)}\s+(?:\w+ly\s+)?[a-z]{{2,}}s\b", text)
    ):
        return False
    words = re.findall(r"[A-Za-z]{4,}", text)
    return not _VERB.search(text) and (len(words) < _SHORT or sum(w[0].isupper() for w in words) > 0.7 * len(words))
