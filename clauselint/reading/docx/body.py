"""Paragraphs and tables of a DOCX story, in reading order. ECMA-376 part 1, 17.3, 17.4 and 17.5."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace

from clauselint.model import State
from clauselint.reading.assembly import RawBlock
from clauselint.reading.docx.block_context import BODY, Place, as_in
from clauselint.reading.docx.comments import WordComment
from clauselint.reading.docx.drawing import Canvas
from clauselint.reading.docx.inline import (
    Content,
    Hooks,
    Inline,
    Shared,
    is_drop_cap,
    is_hidden_mark,
    is_style_separator,
)
from clauselint.reading.docx.notes import Notes
from clauselint.reading.docx.numbering import Number, Numberer
from clauselint.reading.docx.package import PackagePart
from clauselint.reading.docx.revisions import TRACKED, Fate, gist
from clauselint.reading.docx.tables import Merges, cell_changes, cell_fate, inside
from clauselint.reading.docx.visibility import CLEAR, TableGround, shows_through
from clauselint.reading.docx.xml import Element, alternate, author, child_of, children, local, r, switch, value, w

_HEADING_WORDS = 25
_SENTENCE_WORDS = 12  # a heading with a full stop is shorter than this
_LETTERS_OF_A_NUMBER = 5  # "xxvii"; a label with more holds a word
_STOP = re.compile(r"[.,:;]\s{0,10}")
_WRAPPERS = frozenset([*TRACKED, "customXml", "smartTag"])


@dataclass(frozen=True, slots=True)
class StorySource:
    """What all stories of a document share; ``chunk`` reads a document that is embedded at a part's ``r:id``."""

    shared: Shared
    numberer: Numberer
    notes: Notes
    chunk: Callable[[PackagePart, str], list[RawBlock]]


class Story:
    """Reads one story: the body, a note, a comment, a header, a text box."""

    def __init__(self, source: StorySource, part: PackagePart, place: Place = BODY) -> None:
        """Begin a story; fields and merged paragraphs do not reach from one story into another."""
        self._source, self._part, self._place = source, part, place
        canvas = Canvas(part, source.shared.record, place.kind in ("header", "footer"), self._text_box)
        self._inline = Inline(
            source.shared, Hooks(self._note, self._comment, canvas), is_comment=place.kind == "comment"
        )
        self._is_bare = False
        self._pending: Content | None = None
        self._run_on: int | None = None  # the place of a heading that what follows stands on one line with
        self._column: Number | None = None  # that a cell without text shows: it numbers the cells beside it
        self._drafts: list[RawBlock] = []

    def read(self, container: Element) -> list[RawBlock]:
        """The drafts of all that ``container`` holds."""
        self._inline.begin(container)
        self._is_bare = shows_through(container)
        self._blocks(container, self._place)
        self._flush(self._place)
        return self._drafts

    def remarks(self, remarks: list[WordComment]) -> list[RawBlock]:
        """The drafts of comments, which stand beside the text wherever they are written."""
        part = self._part.package.part_of("comments") or self._part.name
        return [
            draft
            for each in remarks
            for draft in self._beside(part, Place("comment", State.ASIDE, anchor=each.anchor, author=each.author)).read(
                each.element
            )
        ]

    def _beside(self, part: str, place: Place) -> Story:
        return Story(self._source, PackagePart(self._part.package, part), place)

    def _blocks(self, container: Element, place: Place) -> None:
        for element in children(container):
            self._block(element, place)

    def _block(self, element: Element, place: Place) -> None:
        name = local(element)
        if name == "p":
            self._paragraph(element, place)
        elif name == "tbl":
            self._table(element, place)
        elif name == "sdt":
            self._control(element, place)
        elif name == "altChunk":
            self._flush(place)
            self._drafts.extend(as_in(place, self._source.chunk(self._part, element.get(r("id"), ""))))
        elif name in TRACKED:
            self._change(element, place)
        elif name in _WRAPPERS:
            self._blocks(element, place)
        elif name == "AlternateContent":
            for child in alternate(element):
                self._block(child, place)
        elif name in ("oMathPara", "oMath"):  # some writers put equations between paragraphs
            content = Content()
            self._inline.equation(element, content, place.fate)
            self._emit(content, None, None, place)
        else:
            self._inline.mark(element)

    def _change(self, change: Element, place: Place) -> None:
        """A tracked change around paragraphs or controls is one change, whatever changes their words carry."""
        log, kind, before = self._source.shared.log, TRACKED[local(change)], len(self._drafts)
        with log.as_one(kind):
            self._blocks(change, replace(place, fate=place.fate or log.fate(change)))
        log.add(kind, author(change), gist((draft.text for draft in self._drafts[before:]), " "))

    def _control(self, element: Element, place: Place) -> None:
        """A content control around paragraphs (17.5.2). One that shows its prompt is one unfilled field."""
        record, properties = self._source.shared.record, element.find(w("sdtPr"))
        before = record.unfilled
        gallery = value(properties, "docPartObj", "docPartGallery") or ""
        inner = replace(place, toc=place.toc or gallery.casefold() == "table of contents")
        for content in element.iterchildren(w("sdtContent")):
            self._blocks(content, inner)
        if switch(properties, "showingPlcHdr"):
            record.unfilled = before + (place.fate is None)

    def _table(self, table: Element, place: Place) -> None:
        self._flush(place)
        ground = TableGround(self._source.shared.styles, table, place.ground)
        merges, rows = Merges(), list(inside(table, "tr", self._mark))
        for i, (row, changes) in enumerate(rows):
            within = replace(place, fate=place.fate or self._wrapped(changes))
            self._row(row, within, ground, merges, first=i == 0, last=i == len(rows) - 1)
        self._flush(place)

    def _mark(self, element: Element) -> None:
        """Take note of what stands between rows or cells: marks, and controls around them that show their prompt."""
        self._inline.mark(element)
        if local(element) == "sdt" and switch(element.find(w("sdtPr")), "showingPlcHdr"):
            self._source.shared.record.unfilled += 1

    def _wrapped(self, changes: list[Element]) -> Fate | None:
        return next((fate for each in changes if (fate := self._source.shared.log.fate(each)) is not None), None)

    def _row(self, row: Element, place: Place, ground: TableGround, merges: Merges, *, first: bool, last: bool) -> None:
        """A row. One that came or went as a whole is one change, whatever changes its words carry."""
        properties, log = child_of(row, "trPr"), self._source.shared.log
        before = len(self._drafts)
        merges.row(properties)
        self._column = None
        # w:hidden (17.4.20) hides but the mark at the row's end: its words are seen, unless they are hidden themselves.
        place = replace(place, fate=place.fate or log.fate_of_mark(properties))
        first = first or bool(switch(properties, "tblHeader"))
        marks = [] if properties is None else [e for e in children(properties) if local(e) in ("ins", "del")]
        kind = TRACKED[local(marks[-1])] if marks else None
        with nullcontext() if kind is None else log.as_one(kind):
            cells = list(inside(row, "tc", self._mark))
            for i, (cell, changes) in enumerate(cells):
                behind = ground.of(cell, row, first=first, last=last, begins=i == 0, ends=i == len(cells) - 1)
                covered = Fate("hidden") if merges.is_covered(child_of(cell, "tcPr")) else None
                fate = place.fate or self._wrapped(changes) or covered
                self._cell(cell, replace(place, fate=fate, ground=behind))
        text = gist((draft.text for draft in self._drafts[before:]), " ") if marks else ""
        for mark in marks:
            log.add(TRACKED[local(mark)], author(mark), text)

    def _cell(self, cell: Element, place: Place) -> None:
        """A cell. A merged one is read where it begins; what it covers is unseen."""
        before, log = len(self._drafts), self._source.shared.log
        properties = child_of(cell, "tcPr")
        inner = replace(place, kind=place.kind or "cell", fate=place.fate or cell_fate(properties, log))
        self._blocks(cell, inner)
        self._flush(inner)
        if any(draft.state is State.LIVE for draft in self._drafts[before:]):
            self._column = None
        changes = cell_changes(properties)
        text = gist((draft.text for draft in self._drafts[before:]), " ") if changes else ""
        for kind, who in changes:
            log.add(kind, who, text)

    def _paragraph(self, paragraph: Element, place: Place) -> None:
        shared = self._source.shared
        properties = child_of(paragraph, "pPr")
        mark = None if properties is None else child_of(properties, "rPr")
        goes = shared.log.fate_of_mark(mark) is not None
        unseen = is_hidden_mark(mark)
        counted = not goes and not unseen and place.fate is None and place.state is State.LIVE
        number = self._source.numberer.next(properties, in_note=place.kind == "note") if counted else None
        content = self._pending or Content()
        self._pending = None
        content.heading = shared.styles.heading_level(properties)
        content.level = None if number is None else number.level
        self._inline.read(paragraph, content, place.fate, place.ground)
        is_initial = is_drop_cap(properties)
        if (goes or unseen or is_initial) and content.begun:  # nothing ends this paragraph: what follows belongs to it
            self._pending = content
            return
        at = len(self._drafts)
        self._emit(content, properties, number, place)
        if is_style_separator(mark) and len(self._drafts) > at and self._drafts[at].state is not State.DEAD:
            self._run_on = at

    def _flush(self, place: Place) -> None:
        """End a paragraph whose mark is deleted or hidden but that nothing follows."""
        if self._pending is not None:
            content, self._pending = self._pending, None
            self._emit(content, None, None, place)

    def _emit(self, content: Content, properties: Element | None, number: Number | None, place: Place) -> None:
        text = self._beyond_heading(content.live())
        label = number.label if number is not None and number.label else content.number
        if not text and label is not None and sum(letter.isalpha() for letter in label) > _LETTERS_OF_A_NUMBER:
            text, label = label, None  # a heading that is all number: "EXHIBIT A"
        if place.kind == "cell" and not text and number is not None and number.label:
            self._column = number
        if text:
            if place.kind == "cell" and number is None and label is None and self._column is not None:
                number, label, self._column = self._column, self._column.label, None
            styles = self._source.shared.styles
            kind, level = "paragraph", styles.heading_level(properties)
            if place.toc or content.toc or styles.is_toc(properties):
                kind, number, label = "toc", None, None
            elif level is not None and _reads_as_heading(text):
                kind = "heading"
            elif number is not None:
                kind = "list-item"
            if level is None and number is not None:
                level = number.level
            if place.kind is not None and (kind != "heading" or place.kind != "cell"):
                kind = place.kind
            self._drafts.append(
                RawBlock(
                    text,
                    kind,
                    place.state,
                    label=label,
                    level=level,
                    bold=content.bold,
                    anchor=place.anchor,
                    author=place.author,
                )
            )
        self._drafts.extend(content.dead())
        self._drafts.extend(content.after)

    def _beyond_heading(self, text: str) -> str:
        """A text without the full stop that belongs to the heading on the same line: "Term" and ". One year."."""
        at, self._run_on = self._run_on, None
        if at is None or (stop := _STOP.match(text)) is None:
            return text
        self._drafts[at] = replace(self._drafts[at], text=self._drafts[at].text + stop.group().rstrip())
        return text[stop.end() :]

    def _note(self, kind: str, identity: str, fate: Fate | None) -> list[RawBlock]:
        notes = self._source.notes
        note = notes.take(kind, identity, dead=fate is not None)
        return [] if note is None else self._beside(notes.part(kind), Place("note", self._place.state, fate)).read(note)

    def _comment(self, identity: str) -> list[RawBlock]:
        return self.remarks(self._source.shared.comments.take(identity))

    def _text_box(self, box: Element, fate: Fate | None, ground: int | None) -> list[RawBlock]:
        """A text box; one in a header or a comment is as much beside the contract text as those are."""
        if ground == CLEAR:
            ground = self._place.ground if self._is_bare else None
        beside = self._place.state is State.ASIDE
        place = replace(self._place, kind=self._place.kind if beside else "text-box", fate=fate, ground=ground)
        return self._beside(self._part.name, place).read(box)


def _reads_as_heading(text: str) -> bool:
    """Whether a paragraph of heading style is one: contracts number whole clauses with heading styles."""
    words = len(text.split())
    return words <= _HEADING_WORDS and not (
        words > _SENTENCE_WORDS and text.rstrip("\"'”’)").endswith((".", ";", ":", ","))
    )
