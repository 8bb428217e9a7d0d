"""A signal as a row of its terms, each found or not, with what was read beside them and what would have had to be there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clauselint.judging.evidence import EvidenceQuoter
from clauselint.judging.grade import Grade, grade
from clauselint.judging.number_checks import bound_in_words
from clauselint.model import (
    Criterion,
    Detection,
    ParamValue,
    SentenceRole,
    SignalMatch,
    SignalTrace,
    Span,
    TermMatch,
    TermPlace,
    TermTrace,
)
from clauselint.packs.schema import COUNTERPARTY_TERM, PROTECTED_TERM, Signal, TermExpression

_MOST_WORDS = 14  # of a quote in a piece of advice
_ROLE = {
    SentenceRole.HEADING: "a heading",
    SentenceRole.RECITAL: "a recital",
    SentenceRole.DEFINITION: "a definition",
    SentenceRole.TOC: "an entry of a table of contents",
    SentenceRole.SIGNATURE: "part of a signature block",
}


@dataclass(frozen=True, slots=True)
class SignalExplainer:
    """What the traces of a requirement's signals are made from.

    ``matches`` are the matches and near misses by signal; ``sources`` the places where the pack defines its terms.
    """

    quoter: EvidenceQuoter
    params: Mapping[str, ParamValue]
    matches: Mapping[str, Sequence[SignalMatch]]
    sources: Mapping[str, str]
    role_of: Callable[[int], SentenceRole]

    def nearest(self, name: str, signal: Signal) -> SignalTrace:
        """The trace of the norm that comes nearest to the signal without being a detection of it."""
        near = (match for match in self.matches.get(name, ()) if not match.is_detected)
        traces = [self._trace(name, signal, match) for match in near]
        if not traces:
            return SignalTrace(name, signal.kind.value, signal.by.value, tuple(map(self._found_nowhere, signal.terms)))
        return min(traces, key=lambda trace: trace.shortfall)  # the first of equals: they come nearest first

    def matching(self, name: str, signal: Signal, detection: Detection) -> SignalTrace | None:
        """The trace of a detection; None where the match is not known."""
        for match in self.matches.get(name, ()):
            if match.is_detected and (match.detection.span, match.detection.modal) == (detection.span, detection.modal):
                return self._trace(name, signal, match)
        return None

    def _trace(self, name: str, signal: Signal, match: SignalMatch) -> SignalTrace:
        detection = match.detection
        graded = grade(signal, detection, self.params, self.quoter.modal_text(detection))
        page, section, _ = self.quoter.place(detection)
        file, _ = self.quoter.locate_in_file(detection.span)
        return SignalTrace(
            signal=name,
            kind=signal.kind.value,
            by=signal.by.value,
            terms=tuple(map(self._term, match.terms)),
            text=self.quoter.text_of(detection.span),
            section=section,
            page=page,
            file=file,
            obligor=detection.obligor,
            side=detection.side,
            modality=detection.modality,
            modal=self.quoter.modal_text(detection),
            governed=self.quoter.text_of(match.governed),
            number=", ".join(dict.fromkeys(q.text for q in detection.quantities)) if signal.number else "",
            bound=bound_in_words(signal.number, self.params) if signal.number else "",
            unmet=(*(criterion.value for criterion in match.unmet), *([graded.criterion] if graded.criterion else [])),
            reason=graded.reason,
            advice=tuple(self._advice(match, signal, graded)),
        )

    def _term(self, match: TermMatch) -> TermTrace:
        words = tuple(dict.fromkeys(map(self.quoter.text_of, match.spans)))
        return TermTrace(match.expression, match.is_satisfied, match.place, words, self._places(match.names))

    def _found_nowhere(self, expression: TermExpression) -> TermTrace:
        places = self._places(expression.names)
        return TermTrace(expression.as_written, expression.absent, TermPlace.NOWHERE, (), places)

    def _places(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.sources.get(name, "") for name in names)

    def _advice(self, match: SignalMatch, signal: Signal, graded: Grade) -> Iterator[str]:
        """Return what would have had to be there, one sentence for each thing that is not; obligor, modality and
        number, which the
        trace holds as read and asked for, need none."""
        for term, expression in zip(match.terms, signal.terms, strict=True):
            if not term.is_satisfied:
                yield self._term_advice(match, term, expression, is_head=expression is signal.terms[0])
        yield from (_ADVICE[criterion] for criterion in match.unmet if criterion in _ADVICE)
        if Criterion.OPERATIVE in match.unmet:
            role = _ROLE.get(self.role_of(match.detection.sentence), "not operative text")
            yield f"The sentence is {role}, and only operative text counts."
        if graded.criterion and graded.criterion not in _READ:
            yield f"{graded.criterion.capitalize()}: {graded.explanation}."

    def _term_advice(self, match: SignalMatch, term: TermMatch, expression: TermExpression, *, is_head: bool) -> str:
        name = expression.names[0]
        words = ", ".join(f"“{self._cut(span)}”" for span in term.spans[:2])
        modal = self.quoter.modal_text(match.detection)
        governed = f"the {f'words governed by “{modal}”' if modal else 'clause'}: “{self._cut(match.governed)}”"
        if expression.absent:
            return f"{words or 'The sentence'} matches {term.expression.removeprefix('!')}, which the signal excludes."
        if term.place is TermPlace.OUT_OF_REACH:
            return (
                f"{words} must stand in {governed}." if is_head else f"{words} belongs to another part of the sentence."
            )
        if name in PARTY_TERMS:
            return f"The sentence does not name {PARTY_TERMS[name]}."
        place = f" ({self.sources[name]})" if name in self.sources else ""
        inside = f" that matches in {governed}" if is_head else ""
        return f"To match, add a phrasing to the term {name}{place}{inside}."

    def _cut(self, span: Span) -> str:
        words = self.quoter.text_of(span).split()
        return " ".join(words[:_MOST_WORDS]).rstrip(".;,") + (" …" if len(words) > _MOST_WORDS else "")


_READ = frozenset({"obligor", "modality", "polarity", "number"})
PARTY_TERMS = {PROTECTED_TERM: "the protected party", COUNTERPARTY_TERM: "the counterparty"}
_ADVICE = {
    Criterion.ACT: "The first term is not what this clause is about: it names a kind of damage, or stands beside what is waived.",
    Criterion.NOT_EXCEPTED: "The first term stands behind an exception, and so is not banned.",
    Criterion.SENTENCE: "This looks like a title or an entry of a list, not a sentence.",
    Criterion.OWN_WORDS: "The sentence only refers to what the sentence before it says.",
}
