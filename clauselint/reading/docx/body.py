"""Paragraphs and tables of a DOCX story, in reading order. ECMA-376 part 1, 17.3, 17.4 and 17.5."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace

from clauselint.model import State
from clauselint.reading.assembly import RawBlock
from clauselint.reading.docx.block_context import BODY_CONTEXT, BlockContext, in_context
from clauselint.reading.docx.comments import WordComment
from clauselint.reading.docx.drawing import DrawingContext
from clauselint.reading.docx.inline import (
    DocumentContext,
    InlineHandlers,
    InlineReader,
    ParagraphContent,
    is_drop_cap,
    is_hidden_mark,
    is_style_separator,
)
from clauselint.reading.docx.notes import Notes
from clauselint.reading.docx.numbering import ListNumber, ListNumberer
from clauselint.reading.docx.package import PackagePart
from clauselint.reading.docx.revisions import TRACKED, DeadReason, change_excerpt
from clauselint.reading.docx.tables import MergedCells, cell_changes, cell_dead_reason, row_changes, table_children
from clauselint.reading.docx.visibility import CLEAR, TableBackground, shows_through
from clauselint.reading.docx.xml import Element, alternate, author, child_of, children, local_name, on_off, r, val_of, w

_HEADING_WORDS = 25
_SENTENCE_WORDS = 12  # a heading with a full stop is shorter than this
_LETTERS_OF_A_NUMBER = 5  # "xxvii"; a label with more holds a word
_STOP = re.compile(r"[.,:;]\s{0,10}")
_WRAPPERS = frozenset([*TRACKED, "customXml", "smartTag"])


@dataclass(frozen=True, slots=True)
class StoryResources:
    """The parts that all stories of a document share; ``chunk`` reads a document that is embedded at a part's ``r:id``."""

    document: DocumentContext
    numberer: ListNumberer
    notes: Notes
    chunk: Callable[[PackagePart, str], list[RawBlock]]


class StoryReader:
    """Reads one story: the body, a note, a comment, a header, a text box."""

    def __init__(self, source: StoryResources, part: PackagePart, context: BlockContext = BODY_CONTEXT) -> None:
        """Begin a story; fields and merged paragraphs do not reach from one story into another."""
        self._source, self._part, self._context = source, part, context
        drawing_context = DrawingContext(
            part, source.document.inventory, context.kind in ("header", "footer"), self._text_box
        )
        self._inline = InlineReader(
            source.document,
            InlineHandlers(self._note, self._comment, drawing_context),
            is_comment=context.kind == "comment",
        )
        self._shows_page = False
        self._pending: ParagraphContent | None = None
        self._run_on: int | None = None  # the place of a heading that what follows stands on one line with
        self._column: ListNumber | None = None  # that a cell without text shows: it numbers the cells beside it
        self._raw_blocks: list[RawBlock] = []

    def read(self, container: Element) -> list[RawBlock]:
        """The blocks of all that ``container`` holds."""
        self._inline.begin(container)
        self._shows_page = shows_through(container)
        self._blocks(container, self._context)
        self._flush(self._context)
        return self._raw_blocks

    def comment_blocks(self, comments: list[WordComment]) -> list[RawBlock]:
        """The blocks of comments, which stand beside the text wherever they are written."""
        part = self._part.package.part_of("comments") or self._part.name
        return [
            raw_block
            for each in comments
            for raw_block in self._aside_story(
                part, BlockContext("comment", State.ASIDE, anchor=each.anchor, author=each.author)
            ).read(each.element)
        ]

    def _aside_story(self, part: str, context: BlockContext) -> StoryReader:
        return StoryReader(self._source, PackagePart(self._part.package, part), context)

    def _blocks(self, container: Element, context: BlockContext) -> None:
        for element in children(container):
            self._block(element, context)

    def _block(self, element: Element, context: BlockContext) -> None:
        name = local_name(element)
        if name == "p":
            self._paragraph(element, context)
        elif name == "tbl":
            self._table(element, context)
        elif name == "sdt":
            self._control(element, context)
        elif name == "altChunk":
            self._flush(context)
            self._raw_blocks.extend(in_context(context, self._source.chunk(self._part, element.get(r("id"), ""))))
        elif name in TRACKED:
            self._change(element, context)
        elif name in _WRAPPERS:
            self._blocks(element, context)
        elif name == "AlternateContent":
            for child in alternate(element):
                self._block(child, context)
        elif name in ("oMathPara", "oMath"):  # some writers put equations between paragraphs
            content = ParagraphContent()
            self._inline.equation(element, content, context.dead_reason)
            self._emit(content, None, None, context)
        else:
            self._inline.mark(element)

    def _change(self, change: Element, context: BlockContext) -> None:
        """A tracked change around paragraphs or controls is one change, whatever changes their words carry."""
        log, kind, before = self._source.document.log, TRACKED[local_name(change)], len(self._raw_blocks)
        with log.as_one(kind):
            self._blocks(change, replace(context, dead_reason=context.dead_reason or log.dead_reason(change)))
        log.add(kind, author(change), change_excerpt((raw_block.text for raw_block in self._raw_blocks[before:]), " "))

    def _control(self, element: Element, context: BlockContext) -> None:
        """A content control around paragraphs (17.5.2). One that shows its prompt is one unfilled field."""
        inventory, properties = self._source.document.inventory, element.find(w("sdtPr"))
        before = inventory.unfilled
        gallery = val_of(properties, "docPartObj", "docPartGallery") or ""
        inner = replace(context, toc=context.toc or gallery.casefold() == "table of contents")
        for content in element.iterchildren(w("sdtContent")):
            self._blocks(content, inner)
        if on_off(properties, "showingPlcHdr"):
            inventory.unfilled = before + (context.dead_reason is None)

    def _table(self, table: Element, context: BlockContext) -> None:
        self._flush(context)
        background = TableBackground(self._source.document.styles, table, context.background)
        merges, rows = MergedCells(), list(table_children(table, "tr", self._mark))
        for i, (row, changes) in enumerate(rows):
            within = replace(context, dead_reason=context.dead_reason or self._reason_around(changes))
            self._row(row, within, background, merges, first=i == 0, last=i == len(rows) - 1)
        self._flush(context)

    def _mark(self, element: Element) -> None:
        """Take note of what stands between rows or cells: marks, and controls around them that show their prompt."""
        self._inline.mark(element)
        if local_name(element) == "sdt" and on_off(element.find(w("sdtPr")), "showingPlcHdr"):
            self._source.document.inventory.unfilled += 1

    def _reason_around(self, changes: list[Element]) -> DeadReason | None:
        return next(
            (
                dead_reason
                for each in changes
                if (dead_reason := self._source.document.log.dead_reason(each)) is not None
            ),
            None,
        )

    def _row(
        self,
        row: Element,
        context: BlockContext,
        background: TableBackground,
        merges: MergedCells,
        *,
        first: bool,
        last: bool,
    ) -> None:
        """Read a row. One that came or went as a whole is one change, whatever changes its words carry."""
        properties, log = child_of(row, "trPr"), self._source.document.log
        before = len(self._raw_blocks)
        merges.row(properties)
        self._column = None
        # w:hidden (17.4.20) hides but the mark at the row's end: its words are seen, unless they are hidden themselves.
        context = replace(context, dead_reason=context.dead_reason or log.dead_reason_of_mark(properties))
        first = first or bool(on_off(properties, "tblHeader"))
        changes = row_changes(properties)
        with log.as_one(changes[-1][0]) if changes else nullcontext():
            cells = list(table_children(row, "tc", self._mark))
            for i, (cell, around) in enumerate(cells):
                behind = background.of(cell, row, first=first, last=last, begins=i == 0, ends=i == len(cells) - 1)
                covered = DeadReason("hidden") if merges.is_covered(child_of(cell, "tcPr")) else None
                dead_reason = context.dead_reason or self._reason_around(around) or covered
                self._cell(cell, replace(context, dead_reason=dead_reason, background=behind))
        self._log_changes(changes, before)

    def _log_changes(self, changes: list[tuple[str, str]], before: int) -> None:
        """Log changes of all that was read since there were ``before`` blocks."""
        text = change_excerpt((raw_block.text for raw_block in self._raw_blocks[before:]), " ") if changes else ""
        for kind, who in changes:
            self._source.document.log.add(kind, who, text)

    def _cell(self, cell: Element, context: BlockContext) -> None:
        """A cell. A merged one is read where it begins; what it covers is unseen."""
        before, log = len(self._raw_blocks), self._source.document.log
        properties = child_of(cell, "tcPr")
        inner = replace(
            context, kind=context.kind or "cell", dead_reason=context.dead_reason or cell_dead_reason(properties, log)
        )
        self._blocks(cell, inner)
        self._flush(inner)
        if any(raw_block.state is State.LIVE for raw_block in self._raw_blocks[before:]):
            self._column = None
        self._log_changes(cell_changes(properties), before)

    def _paragraph(self, paragraph: Element, context: BlockContext) -> None:
        document = self._source.document
        properties = child_of(paragraph, "pPr")
        mark = None if properties is None else child_of(properties, "rPr")
        has_no_end = document.log.dead_reason_of_mark(mark) is not None or is_hidden_mark(mark)
        counted = not has_no_end and context.dead_reason is None and context.state is State.LIVE
        number = self._source.numberer.next(properties, in_note=context.kind == "note") if counted else None
        content = self._pending or ParagraphContent()
        self._pending = None
        content.heading = document.styles.heading_level(properties)
        content.level = None if number is None else number.level
        self._inline.read(paragraph, content, context.dead_reason, context.background)
        if (has_no_end or is_drop_cap(properties)) and content.has_live_text:
            self._pending = content  # what follows belongs to this paragraph
            return
        at = len(self._raw_blocks)
        self._emit(content, properties, number, context)
        if is_style_separator(mark) and len(self._raw_blocks) > at and self._raw_blocks[at].state is not State.DEAD:
            self._run_on = at

    def _flush(self, context: BlockContext) -> None:
        """End a paragraph whose mark is deleted or hidden but that nothing follows."""
        if self._pending is not None:
            content, self._pending = self._pending, None
            self._emit(content, None, None, context)

    def _emit(
        self, content: ParagraphContent, properties: Element | None, number: ListNumber | None, context: BlockContext
    ) -> None:
        """Add the block of a paragraph, and the blocks of its dead text and of what hangs on it."""
        text = self._beyond_heading(content.live_text())
        label = number.label if number is not None and number.label else content.field_label
        if not text and label is not None and sum(letter.isalpha() for letter in label) > _LETTERS_OF_A_NUMBER:
            text, label = label, None  # a heading that is all number: "EXHIBIT A"
        if context.kind == "cell":
            number, label = self._number_of_row(text, number, label)
        if text:
            self._raw_blocks.append(self._live_block(text, label, content, properties, number, context))
        self._raw_blocks.extend(content.dead_blocks())
        self._raw_blocks.extend(content.attached)

    def _number_of_row(
        self, text: str, number: ListNumber | None, label: str | None
    ) -> tuple[ListNumber | None, str | None]:
        """The number and label of a cell: its own, or the one that a cell without text holds for the cells beside it."""
        if not text and number is not None and number.label:
            self._column = number
        elif text and number is None and label is None and self._column is not None:
            number, self._column = self._column, None
            label = number.label
        return number, label

    def _live_block(
        self,
        text: str,
        label: str | None,
        content: ParagraphContent,
        properties: Element | None,
        number: ListNumber | None,
        context: BlockContext,
    ) -> RawBlock:
        styles = self._source.document.styles
        level = styles.heading_level(properties)
        if context.toc or content.toc or styles.is_toc(properties):
            kind, number, label = "toc", None, None
        elif level is not None and _reads_as_heading(text):
            kind = "heading"
        else:
            kind = "paragraph" if number is None else "list-item"
        if level is None and number is not None:
            level = number.level
        if context.kind is not None and (kind != "heading" or context.kind != "cell"):
            kind = context.kind
        return RawBlock(
            text,
            kind,
            context.state,
            label=label,
            level=level,
            bold=content.bold,
            anchor=context.anchor,
            author=context.author,
        )

    def _beyond_heading(self, text: str) -> str:
        """A text without the full stop that belongs to the heading on the same line: "Term" and ". One year."."""
        at, self._run_on = self._run_on, None
        if at is None or (stop := _STOP.match(text)) is None:
            return text
        self._raw_blocks[at] = replace(self._raw_blocks[at], text=self._raw_blocks[at].text + stop.group().rstrip())
        return text[stop.end() :]

    def _note(self, kind: str, identity: str, dead_reason: DeadReason | None) -> list[RawBlock]:
        notes = self._source.notes
        note = notes.take(kind, identity, dead=dead_reason is not None)
        return (
            []
            if note is None
            else self._aside_story(notes.part(kind), BlockContext("note", self._context.state, dead_reason)).read(note)
        )

    def _comment(self, identity: str) -> list[RawBlock]:
        return self.comment_blocks(self._source.document.comments.take(identity))

    def _text_box(self, box: Element, dead_reason: DeadReason | None, background: int | None) -> list[RawBlock]:
        """A text box; one in a header or a comment is as much beside the contract text as those are."""
        if background == CLEAR:
            background = self._context.background if self._shows_page else None
        beside = self._context.state is State.ASIDE
        context = replace(
            self._context,
            kind=self._context.kind if beside else "text-box",
            dead_reason=dead_reason,
            background=background,
        )
        return self._aside_story(self._part.name, context).read(box)


def _reads_as_heading(text: str) -> bool:
    """Return whether a paragraph of heading style is one: contracts number whole clauses with heading styles."""
    words = len(text.split())
    return words <= _HEADING_WORDS and not (
        words > _SENTENCE_WORDS and text.rstrip("\"'”’)").endswith((".", ";", ":", ","))
    )
