"""The clauses that are open while the clause tree grows, and the sequence of labels that a new label continues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from clauselint.outline.structure.labels import Label, LabelReading

MAX_DEPTH = 40  # levels; a document that nests deeper is broken or hostile


@dataclass(slots=True)
class OpenClause:
    """A clause that can still take in paragraphs and children.

    ``kind`` is root, exhibit, article, number, item or title. ``file_level`` is the level that the file itself gives.
    """

    index: int
    kind: str
    style: str = ""
    ordinal: int = 0
    numbers: tuple[int, ...] = ()
    section: str = ""
    file_level: int | None = None
    is_recital: bool = False
    ends_in_lead_in: bool = False  # its children complete its last words
    ends_in_sentence: bool = False

    def precedes(self, label: Label, is_next: bool = True) -> LabelReading | None:
        """Return the reading by which ``label`` follows this clause in its sequence: at once, or anywhere later."""
        for reading in label.readings:
            if reading.style != self.style:
                continue
            if reading.ordinal == self.ordinal + 1 if is_next else reading.ordinal > self.ordinal:
                return reading
        return None

    def has_label(self, label: Label) -> bool:
        """Return whether ``label`` repeats the label of this clause."""
        same_numbers = not label.numbers or self.numbers == label.numbers
        return same_numbers and (self.style, self.ordinal) in label.readings


class SequencePosition(NamedTuple):
    """The likeliest reading of a label, and the depth of the open clause that it follows, None where it follows none."""

    reading: LabelReading
    depth: int | None


class OpenClauses:
    """The open clauses, outermost first: the root, then each the parent of the next.

    Clauses that a heading without a number closed are kept aside, as their sequences of labels may go on after it.
    """

    def __init__(self, root: OpenClause) -> None:
        self._stack = [root]
        self._suspended: list[OpenClause] = []
        self._suspended_depth = 1

    def __len__(self) -> int:
        return len(self._stack)

    def __iter__(self) -> Iterator[OpenClause]:
        return iter(self._stack)

    @property
    def innermost(self) -> OpenClause:
        """The innermost open clause."""
        return self._stack[-1]

    def push(self, clause: OpenClause) -> None:
        """Open a clause below the innermost one."""
        self._stack.append(clause)

    def pop(self) -> None:
        """Close the innermost clause."""
        self._stack.pop()

    def cut(self, depth: int) -> None:
        """Close the clauses from ``depth`` on."""
        del self._stack[depth:]

    def suspend(self, depth: int) -> None:
        """Close the clauses from ``depth`` on, whose sequences may go on."""
        if depth < len(self._stack):
            self._suspended, self._suspended_depth = self._stack[depth:], depth
            del self._stack[depth:]

    def suspend_to(self, stays_open: Callable[[OpenClause], bool]) -> None:
        """Suspend clauses from the innermost outwards until one stays open; the root always does."""
        depth = len(self._stack)
        while depth > 1 and not stays_open(self._stack[depth - 1]):
            depth -= 1
        self.suspend(depth)

    def suspend_list(self) -> None:
        """Suspend the last item of a list that completes a lead-in."""
        if len(self._stack) < 2:
            return
        parent, item = self._stack[-2:]
        if item.kind == "item" and item.ends_in_sentence and parent.ends_in_lead_in:
            self.suspend(len(self._stack) - 1)

    def reenter(self, label: Label) -> bool:
        """Return to the innermost open clause with that label; return whether there is one."""
        depth = next((d for d in self._inner_depths() if self._stack[d].has_label(label)), None)
        if depth is None:
            return False
        self.cut(depth + 1)
        return True

    def with_numbers(self, numbers: Sequence[int]) -> int | None:
        """Return the depth of the open clause with those decimal numbers, suspended clauses included; None for none."""
        if not numbers:
            return None
        path = tuple(numbers)
        depth = next((d for d, clause in enumerate(self._stack) if clause.numbers == path), None)
        if depth is None:
            suspended = next((i for i, clause in enumerate(self._suspended) if clause.numbers == path), None)
            if suspended is not None:
                depth = self._restore(suspended + 1) - 1
        return depth

    def position(self, label: Label, file_level: int | None) -> SequencePosition:
        """Return where a label belongs: after the innermost open, or else suspended, clause that it comes next to."""
        following = self._after_open(label) or self._after_suspended(label)
        if following:
            return following
        first = next((reading for reading in label.readings if reading.ordinal == 1), None)
        if first:
            return SequencePosition(first, None)
        return self._after_gap(label, file_level) or SequencePosition(label.readings[0], None)

    def is_personal_initial(self, label: Label) -> bool:
        """Return whether "J." is a person's initial: a lone letter that neither continues nor begins a sequence."""
        if label.kind != "item" or label.numbers or label.citation.startswith("("):
            return False
        if any(reading.ordinal == 1 for reading in label.readings):
            return False
        return not any(clause.precedes(label, is_next=False) for clause in (*self._stack[1:], *self._suspended))

    @property
    def section(self) -> str:
        """The section label of the innermost open clause that has a label of its own; empty where none has."""
        return next((c.section for c in reversed(self._stack) if c.section and c.kind != "title"), "")

    @property
    def exhibit_section(self) -> str:
        """The label of the exhibit that is open; empty where none is."""
        return next((c.section for c in self._stack if c.kind == "exhibit"), "")

    def _inner_depths(self) -> range:
        """The depths below the root, innermost first."""
        return range(len(self._stack) - 1, 0, -1)

    def _after_open(self, label: Label) -> SequencePosition | None:
        for depth in self._inner_depths():
            if reading := self._stack[depth].precedes(label):
                return SequencePosition(reading, depth)
        return None

    def _after_suspended(self, label: Label) -> SequencePosition | None:
        for i in range(len(self._suspended) - 1, -1, -1):
            if reading := self._suspended[i].precedes(label):
                # For the outermost, the heading between the two stays open: it heads what follows.
                depth = self._restore(i) if i else len(self._stack)
                return SequencePosition(reading, depth)
        return None

    def _after_gap(self, label: Label, file_level: int | None) -> SequencePosition | None:
        """Return the position of a label whose sequence left numbers out, or counts anew on the same level of the file."""
        for depth in self._inner_depths():
            clause = self._stack[depth]
            same_level = file_level is not None and clause.file_level == file_level
            for reading in label.readings:
                if reading.style == clause.style and (same_level or clause.ordinal < reading.ordinal):
                    return SequencePosition(reading, depth)
        return None

    def _restore(self, count: int) -> int:
        """Open the outer ``count`` suspended clauses again; return how many clauses are open then."""
        del self._stack[self._suspended_depth :]
        self._stack.extend(self._suspended[:count])
        self._suspended = []
        return len(self._stack)
