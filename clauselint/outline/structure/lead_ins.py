"""Lead-ins, which introduce list items that may stand pages away, and flush text, which closes a list for all its items."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from clauselint.model import Clause, Span
from clauselint.outline.structure.headings import HeadedParagraph
from clauselint.outline.structure.inline_lists import split_inline_lists
from clauselint.outline.structure.lexical_tests import begins_flush_text, is_incomplete, starts_lowercase
from clauselint.outline.structure.sentence_draft import SentenceDraft
from clauselint.outline.structure.sentence_splitter import split_sentences
from clauselint.outline.structure.text_paragraph import TextParagraph

# "The parties agree as follows:" introduces a contract, not a list.
_NO_LEAD_IN = re.compile(
    r"\b(?:agree[sd]? as follows|witnesseth|to wit|recitals?|background|whereas|"
    r"(?:signed|executed)(?: \w+){0,5})\s*[:,]?\s*$",
    re.IGNORECASE,
)
_MODAL = r"(?:shall|must|will|may|agrees?|is|are|has|have|means)\b"
_OWN_SENTENCE = re.compile(
    rf"[\"“]?[A-Z](?:[\w'’\"“”-]+[ ,]+){{1,9}}?{_MODAL}|(?:\"|“)?(?:[A-Z]\w+ ){{1,4}}[a-z]+(?:s|es) "
)
_MUST_BE_COMPLETED = re.compile(
    r"\b(?:shall|must|will|may|to|not|that|if|unless|when|where|by|for|of|with|without|from|only|cannot|"
    r"can)\s*[:—–,-]*\s*$",
    re.IGNORECASE,
)
_ITEM_ENDS = (";", "; and", "; or", ",")
_MOST_LEVELS = 12  # lead-ins within lead-ins


def resolve_lead_ins(
    text: str, paragraphs: list[HeadedParagraph], clause_of: list[int], clauses: tuple[Clause, ...]
) -> list[SentenceDraft]:
    """Return headings and sentences of all paragraphs in order, list items with their lead-ins and flush text.

    ``clause_of`` holds the index of each paragraph's clause in ``clauses``.
    """
    resolver = _LeadInResolver(text, clauses)
    for i, (paragraph, clause) in enumerate(zip(paragraphs, clause_of, strict=True)):
        resolver.add(i, paragraph, clause)
    return resolver.drafts


@dataclass(slots=True)
class _OpenLeadIn:
    """A lead-in whose list may go on: its clause, its depth among unlabeled items there, and the items that it introduced.

    ``lead_ins`` introduce the lead-in itself. ``styles`` are those of its items' labels, empty until the first item comes.
    """

    clause: int
    depth: int
    span: Span
    lead_ins: tuple[Span, ...]
    items: list[SentenceDraft] = field(default_factory=list)
    styles: frozenset[str] = frozenset()

    @property
    def has_labeled_items(self) -> bool:
        """Return whether its items are clauses of their own."""
        return any(item.clause != self.clause for item in self.items)


class _LeadInResolver:
    """The headings and sentences of the paragraphs added so far, and the lead-ins that are open."""

    def __init__(self, text: str, clauses: tuple[Clause, ...]) -> None:
        self.text = text
        self.clauses = clauses
        self.drafts: list[SentenceDraft] = []
        self._open: list[_OpenLeadIn] = []
        self._interrupted: dict[int, _OpenLeadIn] = {}  # by clause: text came after the list, which may go on
        self._bullets: list[str] = []  # each deeper than the one before it

    def add(self, index: int, headed: HeadedParagraph, clause: int) -> None:
        """Add the next paragraph: its heading, then its sentences."""
        if headed.heading is not None:
            self.drafts.append(SentenceDraft(index, clause, headed.heading, is_heading=True))
        if headed.paragraph.is_outside_text:
            self.drafts.append(SentenceDraft(index, clause, headed.body))
            return
        depth = self._item_depth(headed, clause)
        if not headed.has_body:
            self._close_outer(clause, depth)
            self._close_if_foreign(headed, clause)
            if headed.heading is not None and self.text[headed.heading.end - 1] == ":":
                self._open_lead_in(clause, depth, headed.heading, ())
        elif self._is_flush_text(headed):
            for item in self._open.pop().items:
                item.flush_text = headed.body
        else:
            self._resume(headed.paragraph, clause)
            self._close_outer(clause, depth)
            self._close_if_foreign(headed, clause)
            self._add_sentences(index, clause, depth, headed.body)

    def _add_sentences(self, index: int, clause: int, depth: int, body: Span) -> None:
        parts = split_inline_lists(self.text, split_sentences(self.text, body.start, body.end))
        if not parts:
            return
        first = parts[0].span
        lead_ins = self._lead_ins_of(first)
        for i, part in enumerate(parts):
            outer = lead_ins if i == 0 or first in part.lead_ins else ()
            draft = SentenceDraft(index, clause, part.span, outer + part.lead_ins)
            self.drafts.append(draft)
            for lead_in in self._open:
                if lead_in.span in outer:
                    lead_in.items.append(draft)
        if is_incomplete(self.text[draft.span.start : draft.span.end]):
            self._open_lead_in(clause, depth, draft.span, draft.lead_ins)

    # --- opening and closing lead-ins ---

    def _open_lead_in(self, clause: int, depth: int, span: Span, lead_ins: tuple[Span, ...]) -> None:
        is_one_word = " " not in self.text[span.start : span.end].rstrip(": ")  # "Title:", "CARRIER:"
        if is_one_word or len(lead_ins) >= _MOST_LEVELS:
            return
        if not _NO_LEAD_IN.search(self.text, max(span.start, span.end - 60), span.end):
            self._open.append(_OpenLeadIn(clause, depth, span, lead_ins))

    def _close_outer(self, clause: int, depth: int) -> None:
        """Close the lead-ins that cannot introduce a paragraph of ``clause`` at ``depth``."""
        while self._open:
            innermost = self._open[-1]
            is_deeper = innermost.clause == clause and innermost.depth < depth
            if is_deeper or self._is_above(innermost.clause, clause):
                return
            self._close()

    def _close_if_foreign(self, headed: HeadedParagraph, clause: int) -> None:
        """Close the innermost lead-in where a paragraph right below it is none of its items.

        Such are a title, a label of another style, and a first item that is a sentence of its own.
        """
        innermost = self._open[-1] if self._open else None
        if innermost is None or innermost.clause not in (clause, self.clauses[clause].parent):
            return
        labels = headed.paragraph.labels
        styles = frozenset(reading.style for label in labels[-1:] for reading in label.readings)
        is_first = not innermost.styles and not innermost.items
        other_style = bool(innermost.styles and styles) and innermost.styles.isdisjoint(styles)
        stands_alone = is_first and (headed.heading is not None or not self._lead_ins_of(headed.body))
        if other_style or stands_alone or not headed.has_body:
            self._close()
        elif is_first:
            innermost.styles = styles

    def _close(self) -> None:
        """Close the innermost lead-in; where its items have labels, its list may go on."""
        lead_in = self._open.pop()
        if lead_in.styles:
            self._interrupted[lead_in.clause] = lead_in

    def _resume(self, p: TextParagraph, clause: int) -> None:
        """Resume the list that a paragraph in its midst, or a page's foot, interrupted."""
        parent = self.clauses[clause].parent
        lead_in = self._interrupted.get(parent) if parent is not None else None
        if lead_in is None or not p.labels or any(each.clause == parent for each in self._open):
            return
        if any(reading.style in lead_in.styles and reading.ordinal > 1 for reading in p.labels[-1].readings):
            while self._open and not self._is_above(self._open[-1].clause, lead_in.clause):
                self._open.pop()
            self._open.append(lead_in)

    def _is_above(self, upper: int, lower: int) -> bool:
        """Return whether the clause ``upper`` is an ancestor of the clause ``lower``."""
        at = self.clauses[lower].parent
        while at is not None and at > upper:
            at = self.clauses[at].parent
        return at == upper and lower != upper

    # --- what a paragraph is to the open lead-ins ---

    def _item_depth(self, headed: HeadedParagraph, clause: int) -> int:
        """Return 0 for running text of a clause and for labeled items, 1 and more for items without a label of their own."""
        p = headed.paragraph
        if p.is_bulleted:
            return 1 + (self._bullet_depth(p.labels[0].style) if p.level is None else p.level)
        if p.labels:
            return 0
        if p.kind == "list-item":
            return 1 + (p.level or 0)
        return int(p.kind != "heading" and self._is_plain_item(headed, clause))

    def _bullet_depth(self, bullet: str) -> int:
        """Return how deep a bullet stands: each new one within a list stands below those that came before it."""
        if not self._open:
            self._bullets = [bullet]
        elif bullet not in self._bullets:
            self._bullets = [*self._bullets, bullet]
        return self._bullets.index(bullet)

    def _is_plain_item(self, headed: HeadedParagraph, clause: int) -> bool:
        """Return whether a paragraph without label or bullet reads as an item of the innermost lead-in."""
        lead_in = self._open[-1] if self._open else None
        if lead_in is None or lead_in.clause != clause or lead_in.depth != 0:
            return False
        words = self.text[headed.body.start : headed.body.end]
        if starts_lowercase(words) or words.rstrip().endswith(_ITEM_ENDS):
            return True
        return not lead_in.items and not _OWN_SENTENCE.match(words)

    def _is_flush_text(self, headed: HeadedParagraph) -> bool:
        """Return whether the paragraph closes the innermost list: without label, in lower case, after items."""
        p = headed.paragraph
        if p.labels or p.is_list_item or p.kind != "paragraph":
            return False
        self._drop_last_item()
        lead_in = self._open[-1] if self._open else None
        words = self.text[headed.body.start : headed.body.end]
        if lead_in is None or not lead_in.items or not starts_lowercase(words):
            return False
        last = lead_in.items[-1].span
        item = self.text[last.start : last.end].rstrip()
        return (
            item.endswith(".") or begins_flush_text(words) or (lead_in.has_labeled_items and item.endswith((";", ",")))
        )

    def _drop_last_item(self) -> None:
        """Drop what ends in a comma and introduced nothing: it is the last item of a list, not a lead-in."""
        while self._open and not self._open[-1].items and self.text[self._open[-1].span.end - 1] == ",":
            self._open.pop()

    def _lead_ins_of(self, first: Span) -> tuple[Span, ...]:
        """Return the lead-ins of an item that begins with ``first``; none where it is a sentence that needs none."""
        if not self._open:
            return ()
        innermost = self._open[-1]
        words = self.text[first.start : min(first.end, first.start + 160)]
        end = self.text[max(innermost.span.start, innermost.span.end - 40) : innermost.span.end]
        if _OWN_SENTENCE.match(words) and not _MUST_BE_COMPLETED.search(end):
            return ()
        return (*innermost.lead_ins, innermost.span)
