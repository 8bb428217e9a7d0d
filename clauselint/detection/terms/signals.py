"""The norms in a document that match the signals of a policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clauselint.detection.terms.norm_match import norm_matches
from clauselint.detection.terms.signal_detection import detection_of
from clauselint.detection.terms.term_matcher import PackTermMatcher
from clauselint.model import Detection, SentenceRole
from clauselint.packs.schema import Signal, SignalKind


@dataclass(frozen=True, slots=True)
class NamedSignal:
    """A signal with the name under which its detections are reported ("SDP-003/needs/purpose/0")."""

    name: str
    signal: Signal

    @property
    def is_counter_rule(self) -> bool:
        """Return whether the signal contradicts its requirement."""
        return "/contradicts/" in self.name


_MENTIONABLE = frozenset({SentenceRole.OPERATIVE, SentenceRole.DEFINITION})


def detect_signals(matcher: PackTermMatcher, signals: Sequence[NamedSignal]) -> Iterator[Detection]:
    """Every detection of the signals, in their order; each norm of a sentence gives its own."""
    for named in signals:
        for i in sorted(_candidates(matcher, named.signal)):
            if has_role(matcher, named.signal, i):
                for match in norm_matches(matcher, named.signal, i, is_counter_rule=named.is_counter_rule):
                    if next(match.unmet(), None) is None:
                        yield detection_of(match, matcher, named.name)


def has_role(matcher: PackTermMatcher, signal: Signal, i: int) -> bool:
    """Return whether the sentence may satisfy the signal at all: it is operative; for a mention it may be a
    definition."""
    role = matcher.outline.sentences[i].role
    return role is SentenceRole.OPERATIVE or (signal.kind is SignalKind.MENTION and role in _MENTIONABLE)


def _candidates(matcher: PackTermMatcher, signal: Signal) -> frozenset[int]:
    """The sentences that hold every term of the signal; a term is searched for only while sentences are left."""
    present = [term for term in signal.terms if not term.absent]
    sentences = matcher.candidates(present[0])
    for term in present[1:]:
        if not sentences:
            break
        sentences &= matcher.candidates(term)
    for term in signal.terms:
        if term.absent and sentences:
            sentences -= matcher.candidates(term)
    return sentences
