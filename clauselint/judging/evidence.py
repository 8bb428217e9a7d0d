"""Exact quotes with their place: page, section, heading, and the words that decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from clauselint.judging.grade import Grade, marks_of
from clauselint.judging.ladder import Verdict
from clauselint.model import Detection, Document, Evidence, EvidenceRole, Outline, Span

_MOST_QUOTES = 4
_LONGEST_WITH_STEM = 420  # characters: about sixty words


class Quoter:
    """Quotes of one document."""

    def __init__(self, document: Document, outline: Outline) -> None:
        self._document, self._outline = document, outline

    def trigger_words(self, detection: Detection) -> str:
        """The modal of a detection as the document has it."""
        return "" if detection.modal is None else self.words(detection.modal)

    def words(self, span: Span) -> str:
        """The document's words there, on one line."""
        return " ".join(self._document.text[span.start : span.end].split())

    def outranks(self, ours: Detection, theirs: Detection, *, declared: bool) -> bool:
        """Whether the contract lets the first clause win over the second: they stand in different parts (inside one both
        stand), and the first one's is the part that it says prevails; where it names none, ``declared`` decides."""
        mine, other = (self._outline.part_at(d.span.start) for d in (ours, theirs))
        if mine is None or other is None or mine is other:
            return False
        if any(part.prevails for part in self._outline.parts):
            return mine.prevails and not other.prevails
        return declared

    def evidence(self, verdict: Verdict, near: Sequence[Detection]) -> tuple[Evidence, ...]:
        """The quotes that carry a verdict; where there is none, the nearest passage."""
        quotes = [
            *self._quotes(verdict.supports, EvidenceRole.SUPPORTS),
            *self._quotes(verdict.weakens, EvidenceRole.WEAKENS),
            *self._quotes(verdict.contradicts, EvidenceRole.CONTRADICTS),
        ]
        if not quotes and near:
            quotes.append(self._quote(near[0], EvidenceRole.NEAREST, near[0].decisive))
        return tuple(quotes)

    def deciding(self, verdict: Verdict, evidence: Sequence[Evidence]) -> tuple[str, ...]:
        """The texts that decided: those quoted, and of what speaks against a requirement those too for which the report has no
        room, so that one more of them is never taken for the same finding."""
        against = (*verdict.weakens, *verdict.contradicts)
        quoted = [each.text for each in evidence if each.role is not EvidenceRole.NEAREST]
        spans = dict.fromkeys(self._with_stem(outcome.detection) for outcome in against)
        return (*quoted, *(self._document.text[span.start : span.end] for span in spans))

    def sections(self, detections: Iterable[Detection]) -> tuple[str, ...]:
        """The sections of the detections, each once, in the order of the document."""
        clauses = sorted({self._outline.sentences[d.sentence].clause for d in detections})
        return tuple(dict.fromkeys(s for c in clauses if (s := self._section(c))))

    def insert_after(self, evidence: Sequence[Evidence], words: Sequence[str]) -> str | None:
        """Where the suggested sentence would go: after the evidence's section, else after the clause whose heading fits."""
        for quote in evidence:
            if quote.section:
                return quote.section + (f" of {quote.file}" if quote.file else "")
        for word in words:
            for clause in self._outline.clauses[1:]:
                if clause.section and re.search(rf"(?i)\\b{re.escape(word)}", clause.heading):
                    return clause.section
        return None

    def place(self, detection: Detection) -> tuple[int | None, str, str]:
        """Page, section and heading of a detection."""
        clause = self._outline.sentences[detection.sentence].clause
        return self._document.page_at(detection.span.start), self._section(clause), self._heading(clause)

    def in_file(self, span: Span) -> tuple[str, Span]:
        """The path of the file that holds the span, and the span in that file's own text; for a single file "" and the span."""
        file = self._document.file_at(span.start)
        if file is None:
            return "", span
        return file.document.path, Span(span.start - file.start, span.end - file.start)

    def _quotes(self, outcomes: Sequence[Grade], role: EvidenceRole) -> list[Evidence]:
        spans: dict[Span, Grade] = {}
        for outcome in outcomes:
            spans.setdefault(outcome.detection.span, outcome)
        chosen = list(spans.values())[:_MOST_QUOTES]
        return [self._quote(o.detection, role, marks_of(o.detection)) for o in chosen]

    def _quote(self, detection: Detection, role: EvidenceRole, marks: Sequence[Span]) -> Evidence:
        span = self._with_stem(detection)
        page, section, heading = self.place(detection)
        inside = sorted(
            {
                Span(m.start - span.start, m.end - span.start)
                for m in marks
                if span.start <= m.start and m.end <= span.end
            }
        )
        disjoint: list[Span] = []
        for mark in inside:
            if not disjoint or mark.start >= disjoint[-1].end:
                disjoint.append(mark)
        text = self._document.text[span.start : span.end]
        file, place = self.in_file(span)
        return Evidence(text, role, place, page, section, heading, tuple(disjoint), file)

    def _with_stem(self, detection: Detection) -> Span:
        """The sentence; together with the words that introduce it, where both are short and stand close."""
        sentence = self._outline.sentences[detection.sentence]
        if sentence.lead_ins and detection.span.end - sentence.lead_ins[0].start <= _LONGEST_WITH_STEM:
            return Span(sentence.lead_ins[0].start, detection.span.end)
        return detection.span

    def _section(self, clause: int) -> str:
        path = self._outline.heading_path(clause)
        return next((c.section for c in reversed(path) if c.section), "")

    def _heading(self, clause: int) -> str:
        path = self._outline.heading_path(clause)
        return next((c.heading for c in reversed(path) if c.heading), "")
