"""The tree of clauses: which sequence a label continues, and what stands below what.

A label continues the innermost open sequence of its style whose last number comes just before it; a first number ("1.",
"(a)", "(i)") opens a sequence below the clause that is open. Exhibits and articles stand at the top.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from clauselint.model import Clause, Span
from clauselint.outline.structure.headings import HeadedParagraph, heading_text
from clauselint.outline.structure.labels import Label
from clauselint.outline.structure.lexical_tests import is_incomplete, starts_lowercase
from clauselint.outline.structure.open_clauses import MAX_DEPTH, OpenClause, OpenClauses
from clauselint.outline.structure.recitals import AGREEMENT_BEGINS, NOW_THEREFORE, RECITAL_HEADING

_CONTAINERS = frozenset({"root", "exhibit"})
_DIVISIONS = frozenset({"root", "exhibit", "article"})
_NUMBERED = frozenset({"root", "exhibit", "article", "number"})
_OPENING_REACH = 600  # characters of a paragraph in which "the parties agree as follows" stands
_EXHIBIT_OR_ARTICLE = re.compile(r"^(?:[A-Z][a-z]+) [A-Z0-9.-]+$")


def build_clause_tree(text: str, paragraphs: Iterable[HeadedParagraph]) -> tuple[tuple[Clause, ...], list[int]]:
    """Return the clauses of the document, root first, and for each paragraph the index of its clause."""
    builder = _ClauseTreeBuilder(text)
    for paragraph in paragraphs:
        builder.add(paragraph)
    return builder.clauses_with_descendants(), builder.clause_of


class _ClauseTreeBuilder:
    """The clauses of the paragraphs added so far; ``clause_of`` holds the index of each paragraph's clause."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.clause_of: list[int] = []
        self._clauses = [Clause("", "", -1, Span(0, len(text)))]
        self._open = OpenClauses(OpenClause(0, "root"))
        self._has_words = False

    def add(self, headed: HeadedParagraph) -> None:
        """Add the next paragraph: open the clauses of its labels or of its bare heading, or let an open clause take it."""
        words = self.text[headed.body.start : headed.body.end]
        is_text = not headed.paragraph.is_outside_text
        if is_text:
            self._open_or_close(headed, words)
        self._has_words = self._has_words or bool(words)
        innermost = self._open.innermost
        if words and is_text:
            innermost.ends_in_lead_in = is_incomplete(words)
            innermost.ends_in_sentence = not innermost.ends_in_lead_in
            self._extend(innermost.index, headed.body.end)
        self.clause_of.append(innermost.index)

    def clauses_with_descendants(self) -> tuple[Clause, ...]:
        """Return the clauses, each reaching to the end of its last descendant."""
        ends = [clause.span.end for clause in self._clauses]
        for i in range(len(self._clauses) - 1, 0, -1):
            parent = self._clauses[i].parent
            if parent is not None:
                ends[parent] = max(ends[parent], ends[i])
        return tuple(replace(c, span=Span(c.span.start, end)) for c, end in zip(self._clauses, ends, strict=True))

    def _open_or_close(self, headed: HeadedParagraph, words: str) -> None:
        p = headed.paragraph
        labels = tuple(label for label in p.labels if label.kind != "bullet")
        if labels and not self._open.is_personal_initial(labels[0]):
            self._open_labels(labels, headed)
        elif headed.heading is not None:
            self._open_heading(headed)
        elif not p.is_list_item and p.kind == "paragraph" and not starts_lowercase(words):
            self._open.suspend_list()
        if AGREEMENT_BEGINS.search(words[:_OPENING_REACH]):
            self._close_recitals()
        if not labels and NOW_THEREFORE.match(words):
            # What comes now stands beside recitals and definitions, not below the last of them.
            self._open.suspend_to(lambda clause: clause.kind in _NUMBERED)

    def _close_recitals(self) -> None:
        depth = next((d for d, clause in enumerate(self._open) if clause.is_recital), None)
        if depth is not None:
            self._open.cut(depth)

    def _extend(self, index: int, end: int) -> None:
        """Let a clause reach over a paragraph that has no label of its own."""
        clause = self._clauses[index]
        if clause.span.end < end:
            self._clauses[index] = replace(clause, span=Span(clause.span.start, end))

    def _append(self, headed: HeadedParagraph, heading: str, clause: OpenClause) -> None:
        """Append a clause that begins with the paragraph, below the innermost open one, and open it."""
        self._open.cut(MAX_DEPTH)
        parent = self._open.innermost.index
        clause.index = len(self._clauses)
        span = Span(headed.paragraph.start, headed.paragraph.end)
        self._clauses.append(Clause(clause.section, heading, self._clauses[parent].level + 1, span, parent))
        self._open.push(clause)

    # --- clauses with labels ---

    def _open_labels(self, labels: tuple[Label, ...], headed: HeadedParagraph) -> None:
        """Open the clauses of a chain of labels ("4.2(a)"); what the chain merely repeats is open already."""
        for label in labels[:-1]:
            if not self._open.reenter(label):
                self._open_label(label, headed, "")
        self._open_label(labels[-1], headed, self._heading_text(headed))

    def _heading_text(self, headed: HeadedParagraph) -> str:
        return heading_text(self.text, headed.heading) if headed.heading else ""

    def _open_label(self, label: Label, headed: HeadedParagraph, heading: str) -> None:
        if label.kind == "exhibit":
            self._open_exhibit(label, headed, heading)
        elif label.kind == "article":
            self._open.suspend_to(lambda clause: clause.kind in _CONTAINERS)
            self._append(headed, heading, self._open_clause("article", label, self._in_exhibit(label.citation)))
        elif label.kind == "number":
            self._open_number(label, headed, heading)
        else:
            self._open_item(label, headed, heading)

    def _open_clause(self, kind: str, label: Label, section: str, file_level: int | None = None) -> OpenClause:
        style, ordinal = label.readings[0]
        return OpenClause(0, kind, style, ordinal, label.numbers, section, file_level)

    def _open_exhibit(self, label: Label, headed: HeadedParagraph, heading: str) -> None:
        # At the head of a document the label says where the document was filed: it holds no clauses.
        in_document = self._has_words or any(clause.level >= 0 for clause in self._clauses)
        self._open.cut(1)
        self._append(headed, heading, self._open_clause("exhibit" if in_document else "title", label, label.citation))

    def _open_number(self, label: Label, headed: HeadedParagraph, heading: str) -> None:
        """Open a decimal below the clause with the numbers before its last ("4.2" below "4."), or below a division."""
        depth = self._open.with_numbers(label.numbers[:-1])
        if depth is not None:
            self._open.cut(depth + 1)
        else:
            below_title = not heading and self._open.innermost.kind == "title"
            above = _DIVISIONS | {"title"} if below_title else _DIVISIONS
            self._open.suspend_to(lambda clause: clause.kind in above)
        section = self._in_exhibit(label.citation)
        self._append(headed, heading, self._open_clause("number", label, section, headed.paragraph.level))

    def _open_item(self, label: Label, headed: HeadedParagraph, heading: str) -> None:
        level = headed.paragraph.level
        (style, ordinal), depth = self._open.position(label, level)
        if depth is not None:
            self._open.cut(depth)
        elif self._belongs_to_division(label, ordinal, bool(heading)):
            self._open.suspend_to(lambda clause: clause.kind in _DIVISIONS)
        section = _cite_below(self._open.section, label.citation)
        self._append(headed, heading, OpenClause(0, "item", style, ordinal, label.numbers, section, level))

    def _belongs_to_division(self, label: Label, ordinal: int, has_heading: bool) -> bool:
        """Return whether a number that follows none belongs to the document or its division, not below the open clause.

        It does where it is not the first of a sequence, after recitals, and where it has a heading and only a title is
        open.
        """
        if not label.numbers:
            return False
        if ordinal != 1 or any(clause.is_recital for clause in self._open):
            return True
        innermost = self._open.innermost
        return has_heading and innermost.kind == "title" and innermost.file_level is None

    def _in_exhibit(self, citation: str) -> str:
        exhibit = self._open.exhibit_section
        return f"{exhibit} {citation}" if exhibit else citation

    # --- headings without labels ---

    def _open_heading(self, headed: HeadedParagraph) -> None:
        """Let a heading without a label name the division just opened, or open a clause of its own."""
        heading = self._heading_text(headed)
        p = headed.paragraph
        if not headed.has_body and self._awaits_heading():
            self._name_innermost(heading, p.end)
            return
        level = p.level if p.kind == "heading" else None
        if headed.has_body and level is None and any(clause.kind in ("number", "item") for clause in self._open):
            # "Notices. All notices …" without a number, within a numbered clause: a clause of its own below that.
            self._open.suspend_list()
            if self._open.innermost.kind == "title":
                self._open.pop()
            self._append(headed, heading, OpenClause(0, "title", section=self._open.section))
            return
        self._suspend_for_heading(level, headed.has_body)
        is_recital = bool(RECITAL_HEADING.match(heading))
        section = self._open.exhibit_section
        self._append(headed, heading, OpenClause(0, "title", section=section, file_level=level, is_recital=is_recital))

    def _awaits_heading(self) -> bool:
        """Return whether the innermost clause is an exhibit or article that has no heading and no words yet."""
        innermost = self._open.innermost
        if innermost.kind not in ("exhibit", "article") or self._clauses[innermost.index].heading:
            return False
        return not innermost.ends_in_lead_in and not innermost.ends_in_sentence

    def _name_innermost(self, heading: str, end: int) -> None:
        index = self._open.innermost.index
        clause = self._clauses[index]
        self._clauses[index] = replace(clause, heading=heading, span=Span(clause.span.start, end))

    def _suspend_for_heading(self, level: int | None, is_run_in: bool) -> None:
        """Suspend what a heading closes: what is not above its level in the file, or all but divisions."""

        def stays_open(clause: OpenClause) -> bool:
            if level is not None:
                return clause.kind in _CONTAINERS or (clause.file_level is not None and clause.file_level < level)
            heads_run_in = is_run_in and clause.kind == "title" and clause.file_level is not None
            return clause.kind in _DIVISIONS or heads_run_in

        self._open.suspend_to(stays_open)


def _cite_below(base: str, own: str) -> str:
    """Return the citation of ``own`` below ``base``: "4.2(a)" of "4.2" and "(a)", "Exhibit B 3" of "Exhibit B" and "3"."""
    if not base:
        return own
    if _is_division(base) or _EXHIBIT_OR_ARTICLE.search(base):
        return f"{base} {own}"
    if own.startswith("("):
        return f"{base}{own}"
    return f"{base}({own})" if own.isdigit() else f"{base}.{own}"


def _is_division(base: str) -> bool:
    return base.startswith(("Article", "Part", "Chapter")) and base.count(" ") == 1
