"""The modifiers of a norm: the words before and behind it, other items of its list, the next sentence, absent exhibits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clauselint.detection.norms.norm import Norm
from clauselint.detection.norms.party_mentions import PRONOUN, PartyMatcher
from clauselint.detection.sentences.choice_cues import CONSENT_NOUN, OBJECTION, emptying_modifiers
from clauselint.detection.sentences.date_order import reversed_dates
from clauselint.detection.sentences.exception_cues import SEVERAL, TAKES_BACK
from clauselint.detection.sentences.scope import find_modifiers, is_open_exception
from clauselint.detection.sentences.sentence_views import SentenceViews
from clauselint.lexicon.time_units import PERIODS as UNITS_OF_TIME
from clauselint.lexicon.time_units import in_hours
from clauselint.model import Document, Modality, Modifier, Outline, Quantity, SentenceRole, Side, Span

# "the services described in Exhibit A": the exhibit only names the purpose.
_ONLY_NAMES = re.compile(
    r"(?i)\b(?:services?|purposes?|programs?|projects?|products?|work|study|protocol|proposal|research|(?:research\s+)?questions?|objectives?|aims?|goals?"
    r"|tasks?|activities|uses|topics?|scope\s+of\s+work)\s+"
    r"(?:(?:that\s+(?:is|are)|as|which\s+(?:is|are))\s+)?"
    r"(?:described|set\s+(?:forth|out)|stated|defined|specified|listed|identified|named|outlined|detailed|given)?\s*"
    r"(?:in|by|under|on|per|of)\s+(?:the\s+)?(?:attached\s+)?$"
)
# "shall not attempt to": forbids the attempt too.
_NOT_EVEN_TRY = re.compile(
    r"(?i)(?:\w+\s+){1,3}?(?:not|never)\s+(?:\w+\s+(?:or|nor)\s+)?(?:attempt|try|seek|endeavou?r)\b"
)
_RECORDS = re.compile(
    r"(?i)\b(?:marked|declared|recorded|checked|ticked|indicated|selected|noted|elected)\s+(?:in|on|by)\s+(?:the\s+)?(?:attached\s+)?$"
)
_SIGNED = re.compile(
    r"(?i)\b(?:sign|execut|complet|accept)\w*(?:\s+and\s+\w+)?\s+(?:(?:the|its|attached)\s+)*[\"“(]*$"  # "signs Exhibit E"
)
_NAMELY = re.compile(r"(?i)[\s\"”),]*namely\b")
_NEAR = 80  # characters before a reference that tell what it is for
_ENDS_IN_EXCEPTION = re.compile(
    r"(?i)\b(?:other\s+than|except(?:\s+(?:to|for|as|that))?|unless|only(?:\s+(?:to|for))?)\W*$"
)
_ADDS = re.compile(r"(?i)(?:and|or)\b")  # in a condition: "where this DPA and any other document differ"
_TRAIL = frozenset({"exception", "discretion", "efforts", "own-standard", "consent"})
_BEHIND_COMMA = re.compile(r"(?i),\s*(?:(?:except|unless|save|other\s+than)\s*)?$")
_EXCEPT = re.compile(r"(?i)\b(?:except|unless|other\s+than|save)\s*$")
# "may furnish it when in the judgment of its staff …": the one who is allowed decides how far that goes.
_CHOICE = re.compile(
    r"(?i)\b(?:judge?ment|discretion|sees?\s+fit|(?:it|they|he|she)\s+(?:deems?|considers?|thinks?|chooses?|elects?)|for\s+any\s+(?:lawful\s+)?purpose)\b"
)
_ELIDED = re.compile(r"(?i)and\b")  # "if the Provider is late and does not object": who chooses is named before
_PLURAL = re.compile(r"(?i)\b(?:they|them|their)\b")
_LIABILITY = re.compile(r"(?i)liabilit")
_ITS_OWN = re.compile(r"(?i)\b(?:its|their|our)\s+own\b")
_OPENING = 60  # characters in which a sentence says how much of what stands before it means


class ScopedSentences(SentenceViews):
    """The norms of a document's sentences with all that narrows or empties them."""

    def __init__(self, document: Document, outline: Outline, matcher: PartyMatcher) -> None:
        super().__init__(document, outline, matcher)
        self._modifiers: dict[tuple[int, int], tuple[Modifier, ...]] = {}
        self._emptied: dict[int, tuple[tuple[Modifier, int], ...]] = {}
        self._items_of: dict[Span, list[int]] = {}
        self._backs: dict[int, list[Modifier]] | None = None
        self._numbered: dict[str, list[int]] | None = None
        self._sections = [r for r in outline.references if r.kind == "section" and r.found]
        self._absent = sorted(
            (r.span.start, r) for r in outline.references if r.kind == "exhibit" and (not r.found or r.blank)
        )

    def modifiers(self, i: int, n: int) -> tuple[Modifier, ...]:
        """Return what narrows or empties the n-th norm, in document offsets; an absent exhibit among it."""
        if (i, n) not in self._modifiers:
            own = tuple(self._own_modifiers(i, self.norms(i)[n]))
            led = (
                s
                for k in self._leading(i, n)
                for s in self._own_modifiers(i, self.norms(i)[k])
                if not _ADDS.match(s.text)
            )
            trailing = self._trailing(i, n)
            after = (
                *self._listed_exceptions(i),
                *self._taken_back(i),
                *self._deemed_behind(i),
                *self._absent_exhibits(i),
                *self._amended(i),
            )
            self._modifiers[i, n] = (*own, *led, *trailing, *after)
        return self._modifiers[i, n]

    def _leading(self, i: int, n: int) -> Sequence[int]:
        """The words before the main clause that bear on the n-th norm: "Except as its policy allows, it shall not"."""
        found = self.norms(i)
        while n > 0 and found[n].elided:
            n -= 1
        return [n - 1] if n > 0 and found[n - 1].is_condition else []

    def _trailing(self, i: int, n: int) -> Iterator[Modifier]:
        """Return what closes the sentence behind a comma bears on all that one subject must do before: "…, and shall …,
        except …"."""
        found, end = self.norms(i), self.outline.sentences[i].span.end
        later = found[n + 1 :]
        if not later or any(f.obligor != found[n].obligor and not f.elided for f in later):
            return
        for modifier in self._own_modifiers(i, later[-1]):
            before = self.document.text[max(0, modifier.span.start - _NEAR) : modifier.span.start]
            closes = end - modifier.span.end <= len(".”)")
            if modifier.kind in _TRAIL and closes and _BEHIND_COMMA.search(before):
                yield modifier

    def _taken_back(self, i: int) -> Sequence[Modifier]:
        """Return what the sentences behind take out of this one's rule: "The foregoing shall not apply to …"."""
        if self._backs is None:
            self._backs = {}
            for j, sentence in enumerate(self.outline.sentences):
                opening = TAKES_BACK.match(self.document.text, sentence.span.start, sentence.span.end)
                if opening and sentence.role is SentenceRole.OPERATIVE:
                    words = self.document.text[sentence.span.start : sentence.span.end]
                    rule = TAKES_BACK.rule_of(opening).name
                    modifier = Modifier("exception", words, sentence.span, is_open_exception(words), rule)
                    for k in self._rules_before(j, plural=bool(SEVERAL.search(words[:_OPENING]))):
                        self._backs.setdefault(k, []).append(modifier)
        return self._backs.get(i, ())

    def _rules_before(self, j: int, plural: bool) -> Iterator[int]:
        """The sentence before the j-th, with the other items of its list; all of the clause where several are meant."""
        listed, clauses = self.outline.sentences, self.outline.clauses
        last = listed[j - 1] if j else None
        if last is None or not {last.clause, clauses[last.clause].parent} & {
            listed[j].clause,
            clauses[listed[j].clause].parent,
        }:
            return
        for k in range(j - 1, -1, -1):
            same_list = bool(last.lead_ins) and listed[k].lead_ins[: len(last.lead_ins)] == last.lead_ins
            same_clause = listed[k].clause == listed[j].clause and (
                listed[k].clause > 0 or "\n" not in self.document.text[listed[k].span.end : listed[j].span.start]
            )
            if k != j - 1 and not same_list and not (plural and same_clause):
                return
            yield k

    def _listed_exceptions(self, i: int) -> Iterator[Modifier]:
        """Open exceptions in the other items of a list whose lead-in ends in "other than": each of them bears on the rule."""
        lead_ins = self.outline.sentences[i].lead_ins
        if not lead_ins or not _ENDS_IN_EXCEPTION.search(self.document.text[lead_ins[-1].start : lead_ins[-1].end]):
            return
        for j in self._items(lead_ins[-1]):
            if j != i:
                yield from (s for s in self._own_modifiers(j, self.norms(j)[-1]) if s.open)

    def _items(self, lead_in: Span) -> Sequence[int]:
        if not self._items_of:
            for i, sentence in enumerate(self.outline.sentences):
                if sentence.lead_ins:
                    self._items_of.setdefault(sentence.lead_ins[-1], []).append(i)
        return self._items_of.get(lead_in, ())

    def _own_modifiers(self, i: int, norm: Norm) -> Iterator[Modifier]:
        view = self.view(i)
        for modifier in find_modifiers(view.text, norm.span):
            if norm.modal.overlaps(modifier.span):
                continue  # "nothing excludes"
            if modifier.kind == "efforts" and _NOT_EVEN_TRY.match(view.text, norm.modal.start):
                continue
            if modifier.kind not in {"discretion", "own-standard"} or not self._protected_party_decides(
                i, modifier, norm
            ):
                span = view.to_document(modifier.span)
                opens = modifier.open or (modifier.kind == "exception" and self._refers_to_choice(span))
                yield Modifier(modifier.kind, modifier.text, span, opens, modifier.rule)
        for modifier, begins in self._emptying(i):
            reached = norm.span.contains(begins) or norm.span.contains(modifier.span.start)
            if reached and self._counts(i, modifier, begins, norm):
                yield replace(modifier, span=view.to_document(modifier.span))

    def _emptying(self, i: int) -> Sequence[tuple[Modifier, int]]:
        """What leaves the sentence to somebody's choice, counts a consent as given, caps a remedy, turns dates round or
        puts a deadline off for years, each with where the words begin that it bears on; offsets into the view."""
        if i not in self._emptied:
            text = self.view(i).text
            of_time = (*_reversed(text), *_remote(text, self.quantities(i)))
            self._emptied[i] = (*emptying_modifiers(text), *((m, m.span.start) for m in of_time))
        return self._emptied[i]

    def _counts(self, i: int, modifier: Modifier, begins: int, norm: Norm) -> bool:
        """Return whether it is the counterparty that chooses, somebody else whose consent counts as given, and not the
        protected party whose liability is limited."""
        if modifier.kind == "consent":
            if norm.modality is Modality.PROHIBITION and not norm.obligor.is_named:
                return (
                    False  # "Subletting is prohibited unless Company consents": who consents may be the one protected
                )
            return self._chooser(i, modifier.span, norm) is Side.COUNTERPARTY
        if modifier.kind == "cap":
            return not self._is_own_liability(i, begins)
        return modifier.kind != "deemed" or self._deemed_by_other(i, modifier)

    def _is_own_liability(self, i: int, begins: int) -> bool:
        """Return whether the words before a cap are the protected party's liability: "the District's liability"."""
        if not _LIABILITY.match(self.view(i).text, begins):
            return False
        return any(m.side is Side.PROTECTED and 0 <= begins - m.end <= len("'s ") for m in self.mentions(i))

    def _deemed_by_other(self, i: int, modifier: Modifier) -> bool:
        """Return whether it is not the counterparty that "is deemed to have agreed", nor somebody who had weeks to object."""
        if OBJECTION.search(self.view(i).text) and any(_hours(q) >= _TIME_TO_OBJECT for q in self.quantities(i)):
            return False
        return (
            modifier.rule != "deemed to consent" or self._nearest_side(i, modifier.span.start) is not Side.COUNTERPARTY
        )

    def _chooser(self, i: int, cue: Span, norm: Norm) -> Side:
        """The side that the words of a choice name; where they name it by a pronoun, that of who acts or is named last."""
        text, acts = self.view(i).text, norm.obligor.side
        named = {m.side for m in self.mentions(i) if cue.contains(m.start) and not m.is_collective} - {Side.UNKNOWN}
        if named and not _ITS_OWN.search(text, cue.start, cue.end):
            return named.pop() if len(named) == 1 else Side.UNKNOWN
        if not PRONOUN.search(text, cue.start, cue.end):
            return self._nearest_side(i, cue.start) if _ELIDED.match(text, cue.start) else Side.UNKNOWN
        if norm.obligor.is_collective or (norm.obligor.is_personnel and _PLURAL.search(text, cue.start, cue.end)):
            return Side.UNKNOWN  # "Users cannot upload a picture until they give their consent"
        return acts if acts is not Side.UNKNOWN else self._nearest_side(i, cue.start)

    def _nearest_side(self, i: int, start: int) -> Side:
        """The side of the party that is named last before a place, or first behind it; nobody's where both parties are."""
        known = [m for m in self.mentions(i) if m.side is not Side.UNKNOWN and not m.is_personnel]
        earlier = [m for m in known if m.start < start]
        nearest = earlier[-1] if earlier else known[0] if known else None
        return Side.UNKNOWN if nearest is None or nearest.is_collective else nearest.side

    def _deemed_behind(self, i: int) -> Iterator[Modifier]:
        """The sentence behind one that asks for a consent, where it counts that consent as given."""
        listed, j = self.outline.sentences, i + 1
        if j < len(listed) and listed[j].clause == listed[i].clause and CONSENT_NOUN.search(self.view(i).text):
            for modifier, _ in self._emptying(j):
                if modifier.kind == "deemed" and self._deemed_by_other(j, modifier):
                    yield replace(modifier, span=self.view(j).to_document(modifier.span))

    def _refers_to_choice(self, exception: Span) -> bool:
        """Return whether an exception points at a section that lets somebody but the protected party do as they judge:
        "except as
        Section 6.4 allows", where 6.4 says that the County may furnish it when in its judgment that helps."""
        for reference in self._sections:
            if not exception.contains(reference.span.start):
                continue
            label = reference.text.split(maxsplit=1)[-1].strip("§ ")
            for i in self._sentences_of(label):
                words = self.view(i).text
                for norm in self.norms(i) if _CHOICE.search(words) else ():
                    free = norm.modality is Modality.PERMISSION and norm.obligor.side is not Side.PROTECTED
                    if free and _CHOICE.search(words, norm.span.start, norm.span.end):
                        return True
        return False

    def _sentences_of(self, label: str) -> Sequence[int]:
        """The operative sentences of the section with that number, those of its own sections included."""
        if self._numbered is None:
            self._numbered = {}
            numbers = [c.section.removeprefix("Section ").rstrip(".") for c in self.outline.clauses]
            for i, sentence in enumerate(self.outline.sentences):
                if sentence.role is SentenceRole.OPERATIVE:
                    above = (sentence.clause, *self.outline.ancestors(sentence.clause))
                    for number in {numbers[c] for c in above}:
                        self._numbered.setdefault(number, []).append(i)
        return self._numbered.get(label, ())

    def _protected_party_decides(self, i: int, modifier: Modifier, norm: Norm) -> bool:
        """Return whether the discretion or the standard is the protected party's: named in the words, or what "its"
        refers to."""
        known = [a for a in self.mentions(i) if a.side is not Side.UNKNOWN and not a.is_personnel]
        named = [a for a in known if modifier.span.contains(a.start)]
        earlier = [a for a in known if a.end <= modifier.span.start]
        before = self.view(i).text[max(0, modifier.span.start - _NEAR) : modifier.span.start]
        of_subject = norm.obligor.side is not Side.UNKNOWN and _EXCEPT.search(
            before
        )  # "…, except as its policy permits"
        side = named[0].side if named else norm.obligor.side if of_subject or not earlier else earlier[-1].side
        return side is Side.PROTECTED

    def _amended(self, i: int) -> Iterator[Modifier]:
        """The sentences of amendments that change the sentence's clause, or one above it, in part."""
        above = set(self.outline.ancestors(self.outline.sentences[i].clause)) if self.outline.amendments else ()
        for change in self.outline.amendments:
            if change.clause in above:
                yield Modifier("amended", self.document.text[change.by.start : change.by.end], change.by)

    def _absent_exhibits(self, i: int) -> Iterator[Modifier]:
        span = self.outline.sentences[i].span
        for start, reference in self._absent:
            if span.contains(start) and not self._only_named(span, reference.span):
                yield Modifier("exhibit", reference.text, reference.span)

    def _only_named(self, span: Span, reference: Span) -> bool:
        """Return whether the exhibit holds no part of the duty: it names the purpose, records what is said here, or is
        signed."""
        before = self.document.text[max(span.start, reference.start - _NEAR) : reference.start]
        behind = self.document.text[reference.end : span.end]
        return bool(
            _ONLY_NAMES.search(before) or _RECORDS.search(before) or _SIGNED.search(before) or _NAMELY.match(behind)
        )


def _reversed(text: str) -> Iterator[Modifier]:
    for span in reversed_dates(text):
        yield Modifier("dates", text[span.start : span.end], span, rule="an end before the beginning")


_WITHIN = re.compile(
    r"(?i)\b(?:within|(?:no|not)\s+later\s+than|at\s+(?:the\s+)?latest|never\s+later\s+than)\s+(?:a\s+period\s+of\s+|the\s+)?$"
)
_PAST = re.compile(r"(?i)\W*(?:of\s+)?(?:before|prior|preceding|immediately\s+(?:before|preceding|prior)|past)\b")
_YEAR = in_hours(1, "years")
_TIME_TO_OBJECT = in_hours(14, "days")


def _hours(quantity: Quantity) -> float:
    """Return the length of a period; 0 for what measures no time."""
    return in_hours(quantity.amount, quantity.unit) if quantity.unit in UNITS_OF_TIME else 0.0


def _remote(text: str, quantities: Sequence[Quantity]) -> Iterator[Modifier]:
    """Deadlines of more than a year ("within five years"): who may take so long is hardly bound."""
    long = (q for q in quantities if _hours(q) > _YEAR)
    for q in long:
        begins = _WITHIN.search(text[: q.span.start])
        if begins and not _PAST.match(text, q.span.end):
            span = Span(begins.start(), q.span.end)
            yield Modifier("remote", text[span.start : span.end], span, rule="a deadline of more than a year")
