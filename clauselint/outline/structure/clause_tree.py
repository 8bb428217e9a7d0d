"""The tree of clauses: which sequence a label continues, and what stands below what.

A label continues the innermost open sequence of its style whose last number comes just before it; a first number ("1.",
"(a)", "(i)") opens a sequence below the clause that is open. Exhibits and articles stand at the top.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from clauselint.model import Clause, Span
from clauselint.outline.structure.headings import Piece, heading_text
from clauselint.outline.structure.labels import Label
from clauselint.outline.structure.lexical_tests import is_incomplete, starts_low

_RECITAL_WORD = (
    r"(?:recitals?|background|whereas|preamble|witnesseth|introduction|premises|context|purposes?|definitions|parties)"
)
RECITALS = re.compile(
    rf"(?!purpose|definition|part|context)(?:the\s+)?{_RECITAL_WORD}(?:\s*(?:,|and|&|/)\s*{_RECITAL_WORD})*$",
    re.IGNORECASE,
)
_AGREED = re.compile(r"\b(?:now,?\s+therefore|agree(?:s|d)?\s+as\s+follows)\b", re.IGNORECASE)
_THEREFORE = re.compile(r"\W*now,?\s+therefore\b", re.IGNORECASE)
_DEEPEST = 40  # levels kept; a document that nests deeper is broken or hostile


@dataclass(slots=True)
class _Node:
    """An open clause."""

    index: int
    kind: str  # root, exhibit, article, number, item, title
    style: str = ""
    ordinal: int = 0
    parts: tuple[int, ...] = ()
    section: str = ""
    file_level: int | None = None
    recital: bool = False
    opens: bool = False  # its last words are completed by its children
    closed: bool = False  # its last words end a sentence


@dataclass(slots=True)
class Tree:
    """The clauses as they grow; ``places`` holds the clause of each piece put in so far."""

    text: str
    clauses: list[Clause] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    _stack: list[_Node] = field(default_factory=list)
    _begun: bool = False  # some words have come
    _left: list[_Node] = field(default_factory=list)  # closed by a bare heading; their sequences may go on
    _left_at: int = 1  # where in the stack they stood

    def __post_init__(self) -> None:
        """Plant the root, which has no label and level -1."""
        self.clauses.append(Clause("", "", -1, Span(0, len(self.text))))
        self._stack.append(_Node(0, "root"))

    def put(self, piece: Piece) -> None:
        """Place the next piece: open the clauses of its labels, or of its bare heading, or add it to an open clause."""
        p = piece.paragraph
        heading = heading_text(self.text, piece.heading) if piece.heading else ""
        words = self.text[piece.body.start : piece.body.end]
        if p.kind not in ("toc", "furniture"):
            labels = tuple(label for label in p.labels if label.kind != "bullet")
            if labels and not self._is_initial(labels[0]):
                self._open_labels(labels, piece, heading)
            elif piece.heading is not None:
                self._open_heading(piece, heading)
            elif not p.is_item and p.kind == "paragraph" and not starts_low(words):
                self._close_list()
            if _AGREED.search(words[:600]):
                self._close_recitals()
            if not labels and _THEREFORE.match(words):
                self._close_front_matter()
        self._begun = self._begun or bool(words)
        top = self._stack[-1]
        if words and p.kind not in ("toc", "furniture"):
            top.opens, top.closed = is_incomplete(words), not is_incomplete(words)
            self._reach(top.index, piece.body.end)
        self.places.append(top.index)

    def _reach(self, index: int, end: int) -> None:
        """Let a clause reach over a paragraph that has no label of its own."""
        clause = self.clauses[index]
        if clause.span.end < end:
            self.clauses[index] = replace(clause, span=Span(clause.span.start, end))

    def finished(self) -> tuple[Clause, ...]:
        """The clauses, each reaching to the end of its last descendant."""
        ends = [clause.span.end for clause in self.clauses]
        for i in range(len(self.clauses) - 1, 0, -1):
            parent = self.clauses[i].parent
            if parent is not None:
                ends[parent] = max(ends[parent], ends[i])
        return tuple(replace(c, span=Span(c.span.start, end)) for c, end in zip(self.clauses, ends, strict=True))

    # --- opening ---

    def _add(self, piece: Piece, heading: str, node: _Node) -> None:
        del self._stack[_DEEPEST:]
        parent = self._stack[-1]
        level = self.clauses[parent.index].level + 1
        node.index = len(self.clauses)
        span = Span(piece.paragraph.start, piece.paragraph.end)
        self.clauses.append(Clause(node.section, heading, level, span, parent.index))
        self._stack.append(node)

    def _open_labels(self, labels: tuple[Label, ...], piece: Piece, heading: str) -> None:
        for i, label in enumerate(labels):
            last = i == len(labels) - 1
            if not last and self._reenter(label):
                continue
            self._open(label, piece, heading if last else "")

    def _reenter(self, label: Label) -> bool:
        """Go back to the open clause of a label that a chain ("4.2(a)") merely repeats."""
        for depth in range(len(self._stack) - 1, 0, -1):
            node = self._stack[depth]
            if (node.style, node.ordinal) in label.readings and (not label.parts or node.parts == label.parts):
                del self._stack[depth + 1 :]
                return True
        return False

    def _open(self, label: Label, piece: Piece, heading: str) -> None:
        style, ordinal = label.readings[0]
        if label.kind == "exhibit":
            # At the head of a document it tells where the document was filed: it holds no clauses.
            kind = "exhibit" if any(clause.level >= 0 for clause in self.clauses) or self._begun else "title"
            del self._stack[1:]
            self._add(piece, heading, _Node(0, kind, style, ordinal, section=label.cite))
            return
        if label.kind == "article":
            self._leave(lambda node: node.kind in ("root", "exhibit"))
            section = self._prefixed(label.cite)
            self._add(piece, heading, _Node(0, "article", style, ordinal, label.parts, section))
            return
        if label.kind == "number":
            self._open_number(label, piece, heading)
            return
        style, ordinal, depth = self._continued(label, piece.paragraph.level)
        if depth is not None:
            del self._stack[depth:]
        elif self._starts_anew(label, ordinal, bool(heading)):
            self._leave(lambda node: node.kind in ("root", "exhibit", "article"))
        section = _cite(self._section(), label.cite)
        self._add(piece, heading, _Node(0, "item", style, ordinal, label.parts, section, piece.paragraph.level))

    def _open_number(self, label: Label, piece: Piece, heading: str) -> None:
        """A decimal stands below the clause with the numbers before its last ("4.2" below "4."), or a division."""
        prefix = label.parts[:-1]
        if prefix and not any(node.parts == prefix for node in self._stack):
            left = next((i for i, node in enumerate(self._left) if node.parts == prefix), None)
            if left is not None:
                self._restore(left + 1)
        depth = next((d for d, node in enumerate(self._stack) if prefix and node.parts == prefix), None)
        if depth is not None:
            del self._stack[depth + 1 :]
        else:
            titled = not heading and self._stack[-1].kind == "title"
            self._leave(lambda node: node.kind in ("root", "exhibit", "article") or (titled and node.kind == "title"))
        style, ordinal = label.readings[0]
        self._add(
            piece,
            heading,
            _Node(0, "number", style, ordinal, label.parts, self._prefixed(label.cite), piece.paragraph.level),
        )

    def _open_heading(self, piece: Piece, heading: str) -> None:
        """A heading without a label names the division just opened, or closes all but what its file level spares."""
        top = self._stack[-1]
        clause = self.clauses[top.index]
        bare = top.kind in ("exhibit", "article") and not clause.heading and not top.opens and not top.closed
        if bare and piece.body.start == piece.body.end:
            self.clauses[top.index] = replace(
                clause, heading=heading, span=Span(clause.span.start, piece.paragraph.end)
            )
            return
        level = piece.paragraph.level if piece.paragraph.kind == "heading" else None
        run_in = piece.body.start < piece.body.end
        if run_in and level is None and any(node.kind in ("number", "item") for node in self._stack):
            # "Notices. All notices …" without a number, within a numbered clause: a clause of its own below that.
            self._close_list()
            if self._stack[-1].kind == "title":
                self._stack.pop()
            self._add(piece, heading, _Node(0, "title", section=self._section()))
            return
        if level is not None:
            self._leave(
                lambda node: (
                    node.kind in ("root", "exhibit") or (node.file_level is not None and node.file_level < level)
                )
            )
        else:
            self._leave(
                lambda node: (
                    node.kind in ("root", "exhibit", "article")
                    or (node.kind == "title" and run_in and node.file_level is not None)
                )
            )
        recital = bool(RECITALS.match(heading))
        node = _Node(0, "title", "", 0, (), self._section_of_title(), level, recital)
        self._add(piece, heading, node)

    # --- finding the place ---

    def _continued(self, label: Label, level: int | None) -> tuple[str, int, int | None]:
        """Style and ordinal of the label's likeliest reading, and the depth in the stack of the clause that it follows,
        None where it follows none."""
        for depth in range(len(self._stack) - 1, 0, -1):
            node = self._stack[depth]
            for style, ordinal in label.readings:
                if node.style == style and node.ordinal + 1 == ordinal:
                    return style, ordinal, depth
        for i in range(len(self._left) - 1, -1, -1):
            node = self._left[i]
            for style, ordinal in label.readings:
                if node.style == style and node.ordinal + 1 == ordinal:
                    # At the top the heading between the two stays open: it heads what follows.
                    depth = self._restore(i) if i else len(self._stack)
                    return style, ordinal, depth
        firsts = [reading for reading in label.readings if reading[1] == 1]
        if not firsts:
            for depth in range(len(self._stack) - 1, 0, -1):
                node = self._stack[depth]
                for style, ordinal in label.readings:
                    if node.style == style and (node.ordinal < ordinal or node.file_level == level is not None):
                        return style, ordinal, depth
        return *(firsts or label.readings)[0], None

    def _restore(self, count: int) -> int:
        """Open again the outer ``count`` clauses that a heading closed; the new depth of the stack."""
        del self._stack[self._left_at :]
        self._stack.extend(self._left[:count])
        self._left = []
        return len(self._stack)

    def _starts_anew(self, label: Label, ordinal: int, titled: bool) -> bool:
        """Whether a number that follows none belongs to the top and not below the open clause.

        It does where it is no first one, where it has a heading and only a title is open, and after recitals.
        """
        if not label.parts:
            return False
        if ordinal != 1:
            return True
        if any(node.recital for node in self._stack):
            return True
        return titled and self._stack[-1].kind == "title" and self._stack[-1].file_level is None

    def _is_initial(self, label: Label) -> bool:
        """Whether "J." is a person's initial: a lone letter that continues nothing and begins nothing."""
        if label.kind != "item" or label.parts or label.cite.startswith("("):
            return False
        open_or_left = (*self._stack[1:], *self._left)
        return not any(
            ordinal == 1 or any(node.style == style and node.ordinal < ordinal for node in open_or_left)
            for style, ordinal in label.readings
        )

    def _leave(self, stays: Callable[[_Node], bool]) -> None:
        """Close open clauses from the innermost outwards until one stays; remember them, their sequences may go on."""
        cut = len(self._stack)
        while cut > 1 and not stays(self._stack[cut - 1]):
            cut -= 1
        if cut < len(self._stack):
            self._left, self._left_at = self._stack[cut:], cut
            del self._stack[cut:]

    def _close_list(self) -> None:
        """A full sentence without a label, after a list that completes a stem, stands beside the stem."""
        if len(self._stack) > 1 and self._stack[-1].kind == "item" and self._stack[-1].closed and self._stack[-2].opens:
            self._left, self._left_at = self._stack[-1:], len(self._stack) - 1
            self._stack.pop()

    def _close_front_matter(self) -> None:
        """ "NOW, THEREFORE": what comes now stands beside recitals and definitions, not below the last of them."""
        self._leave(lambda node: node.kind in ("root", "exhibit", "article", "number"))

    def _close_recitals(self) -> None:
        depth = next((d for d, node in enumerate(self._stack) if node.recital), None)
        if depth is not None:
            del self._stack[depth:]

    # --- names ---

    def _section(self) -> str:
        return next((node.section for node in reversed(self._stack) if node.section and node.kind != "title"), "")

    def _section_of_title(self) -> str:
        return (
            next((n.section for n in reversed(self._stack) if n.kind == "exhibit"), "") if len(self._stack) > 1 else ""
        )

    def _prefixed(self, cite: str) -> str:
        exhibit = next((node.section for node in self._stack if node.kind == "exhibit"), "")
        return f"{exhibit} {cite}" if exhibit else cite


def grow(text: str, pieces: Iterable[Piece]) -> tuple[tuple[Clause, ...], list[int]]:
    """The clauses of the document, root first, and for each piece the index of its clause."""
    tree = Tree(text)
    for piece in pieces:
        tree.put(piece)
    return tree.finished(), tree.places


def _cite(base: str, own: str) -> str:
    """``own`` cited below ``base``: "4.2(a)" of "4.2" and "(a)", "Exhibit B 3" of "Exhibit B" and "3"."""
    if not base:
        return own
    if (
        base.startswith(("Article", "Part", "Chapter")) and " " in base and base.count(" ") == 1
    ) or not _ends_in_number(base):
        return f"{base} {own}"
    if own.startswith("("):
        return f"{base}{own}"
    return f"{base}({own})" if own.isdigit() else f"{base}.{own}"


def _ends_in_number(base: str) -> bool:
    """Whether ``base`` ends in the label of a clause and not in that of an exhibit or an article."""
    return not re.search(r"^(?:[A-Z][a-z]+) [A-Z0-9.-]+$", base)
