"""The runs of a paragraph: text, and what is hidden, deleted, struck out or hung on it. ECMA-376 part 1, 17.3."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby

from clauselint.model import State
from clauselint.reading.assembly import RawBlock
from clauselint.reading.docx.comments import Comments
from clauselint.reading.docx.drawing import DrawingContext, read_drawing
from clauselint.reading.docx.fields import (
    Field,
    FieldNumbers,
    Fields,
    fields_without_end,
    is_from_other_file,
    is_unfilled,
    without_result,
)
from clauselint.reading.docx.inventory import Inventory
from clauselint.reading.docx.math import equation_text
from clauselint.reading.docx.revisions import TRACKED, DeadReason, RevisionLog, change_excerpt
from clauselint.reading.docx.styles import RunFormatting, Styles
from clauselint.reading.docx.symbols import decode_symbol_font, symbol
from clauselint.reading.docx.visibility import WHITE, invisible_kind, paragraph_background
from clauselint.reading.docx.xml import Element, alternate, author, child_of, children, local_name, on_off, r, w
from clauselint.reading.text_cleaning import normalize_text

_BLANKS = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_SKIPPED = frozenset(
    ["pPr", "rPr", "tblPr", "sdtPr", "sdtEndPr", "fldData", "instrText", "delInstrText", "rt", "annotationRef"]
)


@dataclass(slots=True)
class ParagraphContent:
    """The text of a paragraph, from its runs. ``pieces`` are texts, each with why it is dead, None for live.

    ``attached`` are the notes, text boxes and comments that hang on the paragraph; ``toc`` says that a part of the text is
    the result of a table of contents field; ``field_label`` is a label that a field counted out at its beginning. ``heading``
    and ``level`` are the paragraph's depths as a heading and in a list, which such fields ask for. ``has_live_text`` says that
    there is live text.
    """

    pieces: list[tuple[str, DeadReason | None]] = field(default_factory=list)
    attached: list[RawBlock] = field(default_factory=list)
    bold: bool = True
    toc: bool = False
    field_label: str | None = None
    heading: int | None = None
    level: int | None = None
    has_live_text: bool = False

    def live_text(self) -> str:
        """The clean live text."""
        return normalize_text("".join(text for text, dead_reason in self.pieces if dead_reason is None))

    def dead_blocks(self) -> list[RawBlock]:
        """The deleted, moved away, hidden and struck texts, a block for each stretch of them."""
        groups = groupby((piece for piece in self.pieces if piece[0].strip() or piece[1]), key=lambda piece: piece[1])
        texts = [(dead_reason, normalize_text("".join(text for text, _ in pieces))) for dead_reason, pieces in groups]
        return [
            RawBlock(text, dead_reason.kind, State.DEAD, author=dead_reason.author)
            for dead_reason, text in texts
            if dead_reason and text
        ]


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """The parts of a document that the runs of all its stories look up or add to."""

    styles: Styles
    log: RevisionLog
    inventory: Inventory
    comments: Comments
    field_numbers: FieldNumbers


@dataclass(frozen=True, slots=True)
class InlineHandlers:
    """Readers of what a run can lead to, provided by the story's reader: a note, a comment, a drawing."""

    note: Callable[[str, str, DeadReason | None], list[RawBlock]]
    comment: Callable[[str], list[RawBlock]]
    drawing_context: DrawingContext


class InlineReader:
    """Reads the runs of one story (the body, a note, a header); fields may reach over its paragraphs."""

    def __init__(self, document: DocumentContext, handlers: InlineHandlers, *, is_comment: bool) -> None:
        """Share what all stories of the document share; the words of a comment are not what comments are about."""
        self._document, self._handlers, self._is_comment = document, handlers, is_comment
        self._fields = Fields()
        self._endless: frozenset[Element] = frozenset()
        self._background: int | None = WHITE
        self._style: str | None = None

    def begin(self, story: Element) -> None:
        """Take note, before its paragraphs are read, of the fields of a story that end nowhere in it."""
        self._endless = fields_without_end(story)

    def read(
        self, paragraph: Element, content: ParagraphContent, dead_reason: DeadReason | None, background: int | None
    ) -> None:
        """Add the runs of ``paragraph`` to ``content``; ``dead_reason`` is why all of it is dead, ``background`` what is
        behind it.
        """
        properties, styles = child_of(paragraph, "pPr"), self._document.styles
        self._style = styles.paragraph_style(properties)
        self._background = paragraph_background(styles, properties, background)
        content.toc = content.toc or self._fields.in_toc
        for child in children(paragraph):
            self._walk(child, content, dead_reason)
        if not self._is_comment:
            self._document.comments.add_text(" ", dead=False)  # the words of two paragraphs stand apart

    def mark(self, element: Element) -> bool:
        """Take note of a mark that stands between runs or paragraphs; False where ``element`` is none."""
        name = local_name(element)
        if name == "commentRangeStart":
            self._document.comments.begin_anchor(element.get(w("id"), ""))
        elif name == "commentRangeEnd":
            self._document.comments.end_anchor(element.get(w("id"), ""))
        elif name in ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"):
            self._document.log.range_mark(element)
        elif name == "subDoc":
            target = self._handlers.drawing_context.part.target(element.get(r("id"))) or "without a name"
            self._document.inventory.unread.append(f"the sub-document {target.rsplit('/', 1)[-1]}")
        else:
            return False
        return True

    def _walk(self, element: Element, content: ParagraphContent, dead_reason: DeadReason | None) -> None:
        name = local_name(element)
        if name in _SKIPPED:
            return
        if name == "r":
            self._run(element, content, dead_reason)
        elif name in TRACKED:
            self._change(element, content, dead_reason)
        elif name in ("drawing", "pict", "object"):
            content.attached.extend(read_drawing(element, self._handlers.drawing_context, dead_reason))
        elif name == "AlternateContent":
            for child in alternate(element):
                self._walk(child, content, dead_reason)
        elif name == "sdt":
            self._control(element, content, dead_reason)
        elif name == "fldSimple":
            self._fields.begin(
                element.get(w("instr"), ""), next(element.iterchildren(w("ffData")), None), in_result=True
            )
            self._descend(element, content, dead_reason)
            self._end_field(content, None, dead_reason)
        elif name in ("oMath", "oMathPara"):
            self.equation(element, content, dead_reason)
        elif not self.mark(element):
            self._descend(element, content, dead_reason)

    def equation(self, element: Element, content: ParagraphContent, dead_reason: DeadReason | None) -> None:
        """Add an equation as a line of text."""
        text = equation_text(element, lambda change: self._document.log.dead_reason(change) is not None)
        self._add(text, None, content, dead_reason)

    def _descend(self, element: Element, content: ParagraphContent, dead_reason: DeadReason | None) -> None:
        for child in children(element):
            self._walk(child, content, dead_reason)

    def _control(self, element: Element, content: ParagraphContent, dead_reason: DeadReason | None) -> None:
        """A content control among runs (17.5.2). One that shows its prompt is one unfilled field, whatever is in it."""
        before = self._document.inventory.unfilled
        self._descend(element, content, dead_reason)
        if on_off(element.find(w("sdtPr")), "showingPlcHdr"):
            self._document.inventory.unfilled = before + (dead_reason is None)

    def _change(self, element: Element, content: ParagraphContent, dead_reason: DeadReason | None) -> None:
        """A tracked change around runs."""
        if not len(element):
            return
        before = len(content.pieces)
        self._descend(element, content, dead_reason or self._document.log.dead_reason(element))
        who = author(element)
        previous = element.getprevious()
        self._document.log.add(
            TRACKED[local_name(element)],
            who,
            change_excerpt(text for text, _ in content.pieces[before:]),
            continues=previous is not None and previous.tag == element.tag and author(previous) == who,
        )

    def _run(self, run: Element, content: ParagraphContent, dead_reason: DeadReason | None) -> None:
        if not len(run):
            return
        formatting = RunFormatting(self._document.styles, child_of(run, "rPr"), self._style)
        if dead_reason is None and (why := invisible_kind(formatting, self._background)) is not None:
            dead_reason = DeadReason(why)
        for child in children(run):
            self._in_run(child, formatting, content, dead_reason)

    def _in_run(
        self, child: Element, formatting: RunFormatting, content: ParagraphContent, dead_reason: DeadReason | None
    ) -> None:
        name = local_name(child)
        if name in ("t", "delText"):
            self._add(decode_symbol_font(child.text or "", formatting.find("rFonts")), formatting, content, dead_reason)
        elif name in _BLANKS:
            self._add(_BLANKS[name], formatting, content, dead_reason)
        elif name in ("sym", "symEx"):
            self._add(symbol(child), formatting, content, dead_reason)
        elif name == "fldChar":
            self._field(child, formatting, content, dead_reason)
        elif name == "instrText":
            self._fields.code(child.text or "")
        elif name in ("footnoteReference", "endnoteReference"):
            content.attached.extend(
                self._handlers.note(name.removesuffix("Reference"), child.get(w("id"), ""), dead_reason)
            )
        elif name == "commentReference":
            content.attached.extend(self._handlers.comment(child.get(w("id"), "")))
        elif name == "AlternateContent":
            for chosen in alternate(child):
                self._in_run(chosen, formatting, content, dead_reason)
        else:
            self._walk(child, content, dead_reason)

    def _add(
        self, text: str, formatting: RunFormatting | None, content: ParagraphContent, dead_reason: DeadReason | None
    ) -> None:
        if not text or self._fields.is_unseen:
            return
        blank = not text.strip()
        if blank and dead_reason is not None and dead_reason.kind == "invisible":
            dead_reason = None  # a blank keeps words apart, whatever its color
        content.pieces.append((text, dead_reason))
        if not self._is_comment:
            self._document.comments.add_text(text, dead=dead_reason is not None)
        if dead_reason is None:
            self._fields.add_result(text)
        if dead_reason is None and not blank:
            content.bold = content.bold and formatting is not None and formatting.toggle("b")
            content.toc = content.toc or self._fields.in_toc
            content.has_live_text = True

    def _field(
        self, mark: Element, formatting: RunFormatting | None, content: ParagraphContent, dead_reason: DeadReason | None
    ) -> None:
        kind = mark.get(w("fldCharType"))
        if mark in self._endless:
            return
        if kind == "begin":
            self._fields.begin(form=mark.find(w("ffData")))
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            self._end_field(content, formatting, dead_reason)

    def _end_field(
        self, content: ParagraphContent, formatting: RunFormatting | None, dead_reason: DeadReason | None
    ) -> None:
        ended = self._fields.end()
        if ended is None or self._fields.is_unseen:
            return
        if dead_reason is None:
            self._number_by_field(ended, content, formatting)
        self._add(without_result(ended), formatting, content, dead_reason)
        if dead_reason is None:
            self._document.inventory.unfilled += is_unfilled(ended)
            if is_from_other_file(ended):
                self._document.inventory.unread.append("text that a field takes from another file")

    def _number_by_field(self, ended: Field, content: ParagraphContent, formatting: RunFormatting | None) -> None:
        """Take the number that a field counts out for the paragraph's label where it begins it, else for text."""
        label = self._document.field_numbers.label(ended, content.heading, content.level)
        if label is None or ended.result:
            return
        if not content.has_live_text and content.field_label is None:
            content.field_label = label.rstrip(".")
        else:
            self._add(label, formatting, content, None)


def is_hidden_mark(mark: Element | None) -> bool:
    """Return whether the end of a paragraph is hidden, so that the next runs on; a style separator is no such end."""
    return bool(on_off(mark, "vanish")) and not on_off(mark, "specVanish")


def is_style_separator(mark: Element | None) -> bool:
    """Return whether a heading ends so that the next paragraph stands on its line (17.3.2.36)."""
    return bool(on_off(mark, "vanish")) and bool(on_off(mark, "specVanish"))


def is_drop_cap(properties: Element | None) -> bool:
    """Return whether a paragraph is the large initial of the next (17.3.1.11)."""
    frame = None if properties is None else child_of(properties, "framePr")
    return frame is not None and frame.get(w("dropCap")) is not None
