"""Exact quotes with their place: page, section, heading, and the words that decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from clauselint.detection.sentences.plain_detection import plain_detection
from clauselint.judging.grade import Grade, highlighted_spans
from clauselint.judging.ladder import StatusDecision
from clauselint.model import Detection, Document, Evidence, EvidenceRole, Outline, Span, Status

_MOST_QUOTES = 4
_LONGEST_WITH_LEAD_IN = 420  # characters: about sixty words


class EvidenceQuoter:
    """Quotes of one document."""

    def __init__(self, document: Document, outline: Outline) -> None:
        self._document, self._outline = document, outline

    def modal_text(self, detection: Detection) -> str:
        """Return the modal of a detection as the document writes it."""
        return "" if detection.modal is None else self.text_of(detection.modal)

    def text_of(self, span: Span) -> str:
        """Return the document's words in a span, on one line."""
        return " ".join(self._document.text[span.start : span.end].split())

    def words_in(self, sentence: int) -> int:
        """Return the number of words of a sentence, an index into ``Outline.sentences``."""
        return len(self.text_of(self._outline.sentences[sentence].span).split())

    def prevails_over(self, ours: Detection, theirs: Detection, *, declared: bool) -> bool:
        """Return whether the contract lets the first clause prevail over the second.

        It does where they stand in different parts, and the first one's part is the one that the contract says prevails;
        where it names no part, ``declared`` decides.
        """
        mine, other = (self._outline.part_at(d.span.start) for d in (ours, theirs))
        if mine is None or other is None or mine is other:
            return False
        if any(part.prevails for part in self._outline.parts):
            return mine.prevails and not other.prevails
        return declared

    def evidence(self, decision: StatusDecision, near: Sequence[Detection]) -> tuple[Evidence, ...]:
        """Return the quotes that carry a decision; where there are none, the nearest passage."""
        by_sentence: dict[int, tuple[Grade, EvidenceRole]] = {}
        for role, grades in _by_role(decision):
            for grade in _once_each(grades):
                by_sentence.setdefault(grade.detection.sentence, (grade, role))
        quoted = list(by_sentence.values())
        if decision.passages and decision.status is not Status.CONTRADICTED:
            rank = {sentence: n for n, sentence in enumerate(decision.passages)}
            quoted.sort(key=lambda pair: rank.get(pair[0].detection.sentence, len(rank)))
        quotes = [self._quote(g.detection, role, highlighted_spans(g.detection)) for g, role in quoted]
        nearest = None if quotes else self._nearest(decision, near)
        return tuple(quotes) if nearest is None else (self._quote(nearest, EvidenceRole.NEAREST, nearest.decisive),)

    def _nearest(self, decision: StatusDecision, near: Sequence[Detection]) -> Detection | None:
        """Return the passage that ranks first, if they were ranked; else the first of those that hold most terms."""
        if not decision.passages:
            return near[0] if near else None
        first = decision.passages[0]
        with_marks = (d for d in near if d.sentence == first)
        return next(with_marks, None) or plain_detection("nearest", self._outline, first, "")

    def deciding_texts(self, decision: StatusDecision, evidence: Sequence[Evidence]) -> tuple[str, ...]:
        """Return the texts that decided.

        Of what speaks against a requirement those count too for which the report has no room, so that one more of them is
        never taken for the same finding.
        """
        against = (*decision.weakens, *decision.contradicts)
        quoted = [each.text for each in evidence if each.role is not EvidenceRole.NEAREST]
        spans = dict.fromkeys(self._shown_span(grade.detection.sentence) for grade in against)
        return (*quoted, *(self._document.text[span.start : span.end] for span in spans))

    def sections_of(self, detections: Iterable[Detection]) -> tuple[str, ...]:
        """Return the sections of the detections, each once, in the order of the document."""
        clauses = sorted({self._outline.sentences[d.sentence].clause for d in detections})
        return tuple(dict.fromkeys(s for c in clauses if (s := self._section(c))))

    def insert_after(self, evidence: Sequence[Evidence], words: Sequence[str]) -> str | None:
        """Return the section after which a suggested clause belongs: the evidence's, or one whose heading has a word."""
        for quote in evidence:
            if quote.section:
                return quote.section + (f" of {quote.file}" if quote.file else "")
        return next((section for word in words if (section := self._section_headed(word))), None)

    def _section_headed(self, word: str) -> str:
        """Return the first section whose heading has a word that begins so; empty for none."""
        pattern = re.compile(rf"(?i)\b{re.escape(word)}")
        return next((c.section for c in self._outline.clauses[1:] if c.section and pattern.search(c.heading)), "")

    def place(self, detection: Detection) -> tuple[int | None, str, str]:
        """Return page, section and heading of a detection."""
        clause = self._outline.sentences[detection.sentence].clause
        return self._document.page_at(detection.span.start), self._section(clause), self._heading(clause)

    def locate_in_file(self, span: Span) -> tuple[str, Span]:
        """Return the path of the file that holds the span, and the span in its own text; for a single file "" and the span."""
        file = self._document.file_at(span.start)
        if file is None:
            return "", span
        return file.document.path, Span(span.start - file.start, span.end - file.start)

    def shown_text(self, sentence: int) -> str:
        """Return a sentence as it is quoted, an index into ``Outline.sentences``: with its lead-in, where both are short."""
        span = self._shown_span(sentence)
        return self._document.text[span.start : span.end]

    def _quote(self, detection: Detection, role: EvidenceRole, marks: Sequence[Span]) -> Evidence:
        span = self._shown_span(detection.sentence)
        page, section, heading = self.place(detection)
        text = self._document.text[span.start : span.end]
        file, place = self.locate_in_file(span)
        return Evidence(text, role, place, page, section, heading, _disjoint_within(span, marks), file)

    def _shown_span(self, i: int) -> Span:
        """Return the span of a sentence; together with its lead-in, where both are short and stand close."""
        sentence = self._outline.sentences[i]
        if sentence.lead_ins and sentence.span.end - sentence.lead_ins[0].start <= _LONGEST_WITH_LEAD_IN:
            return Span(sentence.lead_ins[0].start, sentence.span.end)
        return sentence.span

    def _section(self, clause: int) -> str:
        path = self._outline.heading_path(clause)
        return next((c.section for c in reversed(path) if c.section), "")

    def _heading(self, clause: int) -> str:
        path = self._outline.heading_path(clause)
        return next((c.heading for c in reversed(path) if c.heading), "")


def _by_role(decision: StatusDecision) -> Sequence[tuple[EvidenceRole, Sequence[Grade]]]:
    """Return the grades to quote by role; what decided stands first."""
    roles = [
        (EvidenceRole.SUPPORTS, decision.supports),
        (EvidenceRole.WEAKENS, decision.weakens),
        (EvidenceRole.CONTRADICTS, decision.contradicts),
    ]
    return roles if decision.status is Status.MET else roles[::-1]


def _once_each(grades: Sequence[Grade]) -> list[Grade]:
    """Return the grades of different sentences, at most four."""
    spans: dict[Span, Grade] = {}
    for grade in grades:
        spans.setdefault(grade.detection.span, grade)
    return list(spans.values())[:_MOST_QUOTES]


def _disjoint_within(span: Span, marks: Iterable[Span]) -> tuple[Span, ...]:
    """Return the marks that lie in the span, relative to its start, without those that overlap an earlier one."""
    disjoint: list[Span] = []
    for mark in sorted(set(marks)):
        inside = span.start <= mark.start and mark.end <= span.end
        relative = Span(mark.start - span.start, mark.end - span.start)
        if inside and (not disjoint or relative.start >= disjoint[-1].end):
            disjoint.append(relative)
    return tuple(disjoint)
