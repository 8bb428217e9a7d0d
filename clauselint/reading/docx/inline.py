"""The runs of a paragraph: text, and what is hidden, deleted, struck out or hung on it. ECMA-376 part 1, 17.3."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby

from clauselint.model import State
from clauselint.reading.assembly import RawBlock
from clauselint.reading.docx.comments import Comments
from clauselint.reading.docx.drawing import Canvas, drawn
from clauselint.reading.docx.fields import FieldNumbers, Fields, endless, is_elsewhere, is_unfilled, without_result
from clauselint.reading.docx.inventory import Record
from clauselint.reading.docx.math import linear
from clauselint.reading.docx.revisions import TRACKED, Fate, RevisionLog, gist
from clauselint.reading.docx.styles import RunLook, Styles
from clauselint.reading.docx.symbols import shown, symbol
from clauselint.reading.docx.visibility import WHITE, paragraph_ground, unseen
from clauselint.reading.docx.xml import Element, alternate, author, child_of, children, local, r, switch, w
from clauselint.reading.text_cleaning import clean

_BLANKS = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_SKIPPED = frozenset(
    ["pPr", "rPr", "tblPr", "sdtPr", "sdtEndPr", "fldData", "instrText", "delInstrText", "rt", "annotationRef"]
)


@dataclass(slots=True)
class Content:
    """What the runs of a paragraph hold. ``pieces`` are texts, each with why it is dead, None for live.

    ``after`` are the notes, text boxes and comments that hang on the paragraph; ``toc`` says that a part of the text is
    the result of a table of contents field; ``number`` is a label that a field counted out at its beginning. ``heading``
    and ``level`` are the paragraph's depths as a heading and in a list, which such fields ask for. ``begun`` says that
    there is live text.
    """

    pieces: list[tuple[str, Fate | None]] = field(default_factory=list)
    after: list[RawBlock] = field(default_factory=list)
    bold: bool = True
    toc: bool = False
    number: str | None = None
    heading: int | None = None
    level: int | None = None
    begun: bool = False

    def live(self) -> str:
        """The clean live text."""
        return clean("".join(text for text, fate in self.pieces if fate is None))

    def dead(self) -> list[RawBlock]:
        """The deleted, moved away, hidden and struck texts, a block for each stretch of them."""
        groups = groupby((piece for piece in self.pieces if piece[0].strip() or piece[1]), key=lambda piece: piece[1])
        texts = [(fate, clean("".join(text for text, _ in pieces))) for fate, pieces in groups]
        return [RawBlock(text, fate.kind, State.DEAD, author=fate.author) for fate, text in texts if fate and text]


@dataclass(frozen=True, slots=True)
class Shared:
    """What the runs of all stories of a document look up or add to."""

    styles: Styles
    log: RevisionLog
    record: Record
    comments: Comments
    numbers: FieldNumbers


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a run can lead to, as the body's reader provides it: the drafts of a note, a comment or a text box."""

    note: Callable[[str, str, Fate | None], list[RawBlock]]
    comment: Callable[[str], list[RawBlock]]
    canvas: Canvas


class Inline:
    """Reads the runs of one story (the body, a note, a header); fields may reach over its paragraphs."""

    def __init__(self, shared: Shared, hooks: Hooks, *, is_comment: bool) -> None:
        """Share what all stories of the document share; the words of a comment are not what comments are about."""
        self._shared, self._hooks, self._is_comment = shared, hooks, is_comment
        self._fields = Fields()
        self._endless: frozenset[Element] = frozenset()
        self._ground: int | None = WHITE
        self._style: str | None = None

    def begin(self, story: Element) -> None:
        """Take note, before its paragraphs are read, of the fields of a story that end nowhere in it."""
        self._endless = endless(story)

    def read(self, paragraph: Element, content: Content, fate: Fate | None, ground: int | None) -> None:
        """Add the runs of ``paragraph`` to ``content``; ``fate`` is why all of it is dead, ``ground`` what is behind it."""
        properties, styles = child_of(paragraph, "pPr"), self._shared.styles
        self._style = styles.paragraph_style(properties)
        self._ground = paragraph_ground(styles, properties, ground)
        content.toc = content.toc or self._fields.in_toc
        for child in children(paragraph):
            self._walk(child, content, fate)
        if not self._is_comment:
            self._shared.comments.hear(" ", dead=False)  # the words of two paragraphs stand apart

    def mark(self, element: Element) -> bool:
        """Take note of a mark that stands between runs or paragraphs; False where ``element`` is none."""
        name = local(element)
        if name == "commentRangeStart":
            self._shared.comments.start(element.get(w("id"), ""))
        elif name == "commentRangeEnd":
            self._shared.comments.end(element.get(w("id"), ""))
        elif name in ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"):
            self._shared.log.range_mark(element)
        elif name == "subDoc":
            target = self._hooks.canvas.part.target(element.get(r("id"))) or "without a name"
            self._shared.record.unread.append(f"the sub-document {target.rsplit('/', 1)[-1]}")
        else:
            return False
        return True

    def _walk(self, element: Element, content: Content, fate: Fate | None) -> None:
        name = local(element)
        if name in _SKIPPED:
            return
        if name == "r":
            self._run(element, content, fate)
        elif name in TRACKED:
            self._change(element, content, fate)
        elif name in ("drawing", "pict", "object"):
            content.after.extend(drawn(element, self._hooks.canvas, fate))
        elif name == "AlternateContent":
            for child in alternate(element):
                self._walk(child, content, fate)
        elif name == "sdt":
            self._control(element, content, fate)
        elif name == "fldSimple":
            self._fields.begin(
                element.get(w("instr"), ""), next(element.iterchildren(w("ffData")), None), in_result=True
            )
            self._descend(element, content, fate)
            self._end_field(content, None, fate)
        elif name in ("oMath", "oMathPara"):
            self.equation(element, content, fate)
        elif not self.mark(element):
            self._descend(element, content, fate)

    def equation(self, element: Element, content: Content, fate: Fate | None) -> None:
        """Add an equation as a line of text."""
        text = linear(element, lambda change: self._shared.log.fate(change) is not None)
        self._add(text, None, content, fate)

    def _descend(self, element: Element, content: Content, fate: Fate | None) -> None:
        for child in children(element):
            self._walk(child, content, fate)

    def _control(self, element: Element, content: Content, fate: Fate | None) -> None:
        """A content control among runs (17.5.2). One that shows its prompt is one unfilled field, whatever is in it."""
        before = self._shared.record.unfilled
        self._descend(element, content, fate)
        if switch(element.find(w("sdtPr")), "showingPlcHdr"):
            self._shared.record.unfilled = before + (fate is None)

    def _change(self, element: Element, content: Content, fate: Fate | None) -> None:
        """A tracked change around runs."""
        if not len(element):
            return
        before = len(content.pieces)
        self._descend(element, content, fate or self._shared.log.fate(element))
        who = author(element)
        previous = element.getprevious()
        self._shared.log.add(
            TRACKED[local(element)],
            who,
            gist(text for text, _ in content.pieces[before:]),
            continues=previous is not None and previous.tag == element.tag and author(previous) == who,
        )

    def _run(self, run: Element, content: Content, fate: Fate | None) -> None:
        if not len(run):
            return
        look = RunLook(self._shared.styles, child_of(run, "rPr"), self._style)
        if fate is None and (why := unseen(look, self._ground)) is not None:
            fate = Fate(why)
        for child in children(run):
            self._in_run(child, look, content, fate)

    def _in_run(self, child: Element, look: RunLook, content: Content, fate: Fate | None) -> None:
        name = local(child)
        if name in ("t", "delText"):
            self._add(shown(child.text or "", look.find("rFonts")), look, content, fate)
        elif name in _BLANKS:
            self._add(_BLANKS[name], look, content, fate)
        elif name in ("sym", "symEx"):
            self._add(symbol(child), look, content, fate)
        elif name == "fldChar":
            self._field(child, look, content, fate)
        elif name == "instrText":
            self._fields.code(child.text or "")
        elif name in ("footnoteReference", "endnoteReference"):
            content.after.extend(self._hooks.note(name.removesuffix("Reference"), child.get(w("id"), ""), fate))
        elif name == "commentReference":
            content.after.extend(self._hooks.comment(child.get(w("id"), "")))
        elif name == "AlternateContent":
            for chosen in alternate(child):
                self._in_run(chosen, look, content, fate)
        else:
            self._walk(child, content, fate)

    def _add(self, text: str, look: RunLook | None, content: Content, fate: Fate | None) -> None:
        if not text or self._fields.is_unseen:
            return
        blank = not text.strip()
        if blank and fate is not None and fate.kind == "invisible":
            fate = None  # a blank keeps words apart, whatever its colour
        content.pieces.append((text, fate))
        if not self._is_comment:
            self._shared.comments.hear(text, dead=fate is not None)
        if fate is None:
            self._fields.hear(text)
        if fate is None and not blank:
            content.bold = content.bold and look is not None and look.toggle("b")
            content.toc = content.toc or self._fields.in_toc
            content.begun = True

    def _field(self, mark: Element, look: RunLook | None, content: Content, fate: Fate | None) -> None:
        kind = mark.get(w("fldCharType"))
        if mark in self._endless:
            return
        if kind == "begin":
            self._fields.begin(form=mark.find(w("ffData")))
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            self._end_field(content, look, fate)

    def _end_field(self, content: Content, look: RunLook | None, fate: Fate | None) -> None:
        ended = self._fields.end()
        if ended is None or self._fields.is_unseen:
            return
        label = self._shared.numbers.label(ended, content.heading, content.level) if fate is None else None
        if label is not None and not content.begun and content.number is None and not ended.shown:
            content.number = label.rstrip(".")
        elif label is not None and not ended.shown:
            self._add(label, look, content, fate)
        self._add(without_result(ended), look, content, fate)
        self._shared.record.unfilled += fate is None and is_unfilled(ended)
        if fate is None and is_elsewhere(ended):
            self._shared.record.unread.append("text that a field takes from another file")


def is_hidden_mark(mark: Element | None) -> bool:
    """Whether the end of a paragraph is hidden, so that the next runs on; a style separator is no such end."""
    return bool(switch(mark, "vanish")) and not switch(mark, "specVanish")


def is_style_separator(mark: Element | None) -> bool:
    """Whether a heading ends so that the next paragraph stands on its line (17.3.2.36)."""
    return bool(switch(mark, "vanish")) and bool(switch(mark, "specVanish"))


def is_drop_cap(properties: Element | None) -> bool:
    """Whether a paragraph is the large initial of the next (17.3.1.11)."""
    frame = None if properties is None else child_of(properties, "framePr")
    return frame is not None and frame.get(w("dropCap")) is not None
