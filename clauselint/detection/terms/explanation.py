"""Matches of sentences with the signals of a requirement, term by term, and the nearest misses where none matches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from clauselint.detection.terms.norm_match import NormMatch, norm_matches
from clauselint.detection.terms.signal_detection import detection_of
from clauselint.detection.terms.signals import NamedSignal, has_role
from clauselint.detection.terms.term_matcher import PackTermMatcher
from clauselint.model import Criterion, SentenceRole, SignalMatch, Span, TermMatch, TermPlace
from clauselint.packs.schema import SignalKind, TermExpression

_MOST_SENTENCES = 8  # that are looked at for a signal which no sentence matches
_MOST_NEAR = 3  # near misses of a signal


def explain_signals(matcher: PackTermMatcher, signals: Sequence[NamedSignal]) -> Iterator[SignalMatch]:
    """For each signal of one requirement its matches, and at most three near misses, the nearest first.

    A near miss is a norm that satisfies most terms of the signal; of several, one whose sentence holds more terms of the
    whole requirement comes first.
    """
    held = Counter(
        i
        for term in dict.fromkeys(t for named in signals for t in named.signal.terms if not t.absent)
        for i in matcher.candidates(term)
    )
    for named in signals:
        found = [match for i in _sentences(matcher, named, held) for match in _in_sentence(matcher, named, i)]
        yield from (match for match in found if match.is_detected)
        near = [match for match in found if not match.is_detected]
        near.sort(key=lambda match: (match.shortfall, -held[match.detection.sentence], match.detection.span))
        yield from near[:_MOST_NEAR]


def _sentences(matcher: PackTermMatcher, named: NamedSignal, held: Counter[int]) -> Sequence[int]:
    """The sentences that hold every term of the signal, and those that hold most of them."""
    present = [term for term in named.signal.terms if not term.absent]
    counts = Counter(i for term in present for i in matcher.candidates(term))
    listed = [i for i in counts if matcher.outline.sentences[i].role is not SentenceRole.TOC]
    listed.sort(key=lambda i: (-counts[i], -held[i], i))
    whole = sum(counts[i] == len(present) for i in listed)
    operative = [i for i in listed[whole:] if has_role(matcher, named.signal, i)]
    return [*listed[:whole], *operative[:_MOST_SENTENCES]]


def _in_sentence(matcher: PackTermMatcher, named: NamedSignal, i: int) -> Iterator[SignalMatch]:
    for match in norm_matches(matcher, named.signal, i, is_counter_rule=named.is_counter_rule):
        unmet = [*match.unmet()]
        terms = tuple(_term_matches(matcher, match))
        if not all(term.is_satisfied for term in terms):
            unmet.append(Criterion.TERM)
        if not has_role(matcher, named.signal, i):
            unmet.append(Criterion.OPERATIVE)
        yield SignalMatch(
            detection=detection_of(match, matcher, named.name),
            terms=terms,
            unmet=tuple(dict.fromkeys(unmet)),
            governed=match.view.to_document(match.governed),
        )


def _term_matches(matcher: PackTermMatcher, match: NormMatch) -> Iterator[TermMatch]:
    """The signal's term expressions as the pack lists them, each with where it stands."""
    in_reach = iter((match.head, *match.others))
    is_head = True
    for expression in match.signal.terms:
        if expression.absent:
            yield _excluded(matcher, match, expression)
            continue
        hit = next(in_reach)
        if hit is not None:
            place = TermPlace.GOVERNED if is_head else TermPlace.REACH
            yield TermMatch(
                expression.as_written, expression.names, place, is_satisfied=True, spans=(match.view.to_document(hit),)
            )
        else:
            yield _out_of_reach(matcher, match, expression, must_be_governed=is_head)
        is_head = False


def _excluded(matcher: PackTermMatcher, match: NormMatch, expression: TermExpression) -> TermMatch:
    i = match.place[0]
    spans = _hits(matcher, match, expression)
    is_there = i in matcher.candidates(expression)
    place = TermPlace.NOWHERE if not is_there else TermPlace.REACH if spans else TermPlace.CLAUSE
    return TermMatch(expression.as_written, expression.names, place, not is_there, spans)


def _out_of_reach(
    matcher: PackTermMatcher, match: NormMatch, expression: TermExpression, *, must_be_governed: bool
) -> TermMatch:
    """A term that does not stand in the norm's reach: the clause or the sentence before may hold it."""
    i = match.place[0]
    spans = _hits(matcher, match, expression)
    takes_up = not match.accuses and matcher.takes_up(expression, i)
    counts = match.signal.kind is SignalKind.MENTION if must_be_governed else takes_up or bool(expression.near)
    is_satisfied = counts and i in matcher.candidates(expression)
    if spans:
        place = TermPlace.OUT_OF_REACH
    elif takes_up:
        place = TermPlace.SENTENCE_BEFORE
        spans = matcher.document_hits(expression, matcher.outline.sentences[i - 1].span)[:1]
    elif i in matcher.candidates(expression):
        place = TermPlace.CLAUSE
        spans = matcher.clause_hits(expression, i)[:1]
    else:
        place = TermPlace.NOWHERE
    return TermMatch(expression.as_written, expression.names, place, is_satisfied, spans)


def _hits(matcher: PackTermMatcher, match: NormMatch, expression: TermExpression) -> tuple[Span, ...]:
    return tuple(sorted(match.view.to_document(hit) for hit in matcher.hits(expression, match.place[0])))
