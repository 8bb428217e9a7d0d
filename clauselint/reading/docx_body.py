"""Paragraphs and tables of a DOCX story, in reading order. ECMA-376 part 1, 17.3, 17.4 and 17.5."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clauselint.model import State
from clauselint.reading.assembly import Draft
from clauselint.reading.docx_inline import Content, Counts, Hooks, Inline, alternate
from clauselint.reading.docx_numbering import Number, Numberer
from clauselint.reading.docx_revisions import RevisionLog
from clauselint.reading.docx_styles import Styles
from clauselint.reading.docx_xml import Element, children, local, switch, value, w

_HEADING_WORDS = 25
_SENTENCE_WORDS = 12  # a heading with a full stop is shorter than this


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: ``kind`` overrides its own ("cell", "note", "header"), ``fate`` makes it dead text."""

    kind: str | None = None
    state: State = State.LIVE
    fate: str | None = None
    toc: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """What all stories of a document share; ``notes`` and ``comments`` hold the elements by kind and id."""

    styles: Styles
    numberer: Numberer
    log: RevisionLog
    counts: Counts
    notes: dict[tuple[str, str], Element]
    comments: dict[str, Element]


class Story:
    """Reads one story: the body, a note, a comment, a header, a text box."""

    def __init__(self, source: Source) -> None:
        """Begin a story; fields and merged paragraphs do not reach from one story into another."""
        self._source = source
        self._inline = Inline(
            source.styles, source.log, source.counts, Hooks(self._note, self._comment, self._text_box)
        )
        self._pending: Content | None = None
        self._drafts: list[Draft] = []

    def read(self, container: Element, place: Place = Place()) -> list[Draft]:
        """The drafts of all that ``container`` holds."""
        self._blocks(container, place)
        self._flush(place)
        return self._drafts

    def _blocks(self, container: Element, place: Place) -> None:
        for element in children(container):
            self._block(element, place)

    def _block(self, element: Element, place: Place) -> None:
        name = local(element)
        if name == "p":
            self._paragraph(element, place)
        elif name == "tbl":
            self._flush(place)
            for child in children(element):
                self._row(child, place)
            self._flush(place)
        elif name == "sdt":
            gallery = value(element, "sdtPr", "docPartObj", "docPartGallery") or ""
            self._source.counts.placeholders += bool(switch(element.find(w("sdtPr")), "showingPlcHdr"))
            inner = replace(place, toc=place.toc or gallery.casefold() == "table of contents")
            for content in element.iterchildren(w("sdtContent")):
                self._blocks(content, inner)
        elif name in ("altChunk", "subDoc"):
            self._source.counts.altchunks += 1
        elif name in ("del", "moveFrom"):
            self._blocks(element, replace(place, fate=place.fate or ("deleted" if name == "del" else "moved-from")))
        elif name in ("ins", "moveTo", "customXml", "smartTag"):
            self._blocks(element, place)
        elif name == "AlternateContent":
            for child in alternate(element):
                self._block(child, place)

    def _row(self, element: Element, place: Place) -> None:
        """A row, or what is wrapped around rows."""
        if local(element) != "tr":
            for child in (
                children(element) if local(element) in ("sdt", "sdtContent", "customXml", "ins", "del") else ()
            ):
                self._row(child, place)
            return
        properties = element.find(w("trPr"))
        before = len(self._drafts)
        if properties is not None and properties.find(w("del")) is not None:
            place = replace(place, fate=place.fate or "deleted")
        elif switch(properties, "hidden"):
            place = replace(place, fate=place.fate or "hidden")
        for child in children(element):
            self._cell(child, place)
        for kind, tag in (("deleted", "del"), ("inserted", "ins")):
            mark = None if properties is None else properties.find(w(tag))
            if mark is not None:
                text = " ".join(draft.text for draft in self._drafts[before:])
                self._source.log.add(kind, mark.get(w("author"), ""), text)

    def _cell(self, element: Element, place: Place) -> None:
        """A cell, or what is wrapped around cells. A merged cell is read where it begins; what it covers is unseen."""
        name = local(element)
        if name in ("sdt", "sdtContent", "customXml"):
            for child in children(element):
                self._cell(child, place)
        if name != "tc":
            return
        properties = element.find(w("tcPr"))
        merge = None if properties is None else properties.find(w("vMerge"))
        if merge is not None and merge.get(w("val")) != "restart":
            place = replace(place, fate=place.fate or "hidden")
        elif properties is not None and properties.find(w("cellDel")) is not None:
            place = replace(place, fate=place.fate or "deleted")
        inner = replace(place, kind=place.kind or "cell")
        self._blocks(element, inner)
        self._flush(inner)

    def _paragraph(self, paragraph: Element, place: Place) -> None:
        properties = paragraph.find(w("pPr"))
        mark = None if properties is None else properties.find(w("rPr"))
        goes = mark is not None and (mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None)
        unseen = bool(switch(mark, "vanish")) and not switch(mark, "specVanish")
        counted = not goes and not unseen and place.fate is None and place.state is State.LIVE
        number = self._source.numberer.next(properties) if counted else None
        content = self._pending or Content()
        self._pending = None
        self._inline.read(paragraph, content, place.fate)
        if goes:  # the mark that ended this paragraph is deleted: what follows belongs to it
            self._pending = content
            return
        self._emit(content, properties, number, place)

    def _flush(self, place: Place) -> None:
        """End a paragraph whose mark is deleted but that nothing follows."""
        if self._pending is not None:
            content, self._pending = self._pending, None
            self._emit(content, None, None, place)

    def _emit(self, content: Content, properties: Element | None, number: Number | None, place: Place) -> None:
        text = content.live()
        if text:
            styles = self._source.styles
            kind, level = "paragraph", styles.heading_level(properties)
            if place.toc or content.toc or styles.is_toc(properties):
                kind, number = "toc", None
            elif level is not None and _reads_as_heading(text):
                kind = "heading"
            elif number is not None:
                kind = "list-item"
            if level is None and number is not None:
                level = number.level
            if place.kind is not None and (kind != "heading" or place.kind != "cell"):
                kind = place.kind
            label = number.label if number is not None else None
            self._drafts.append(Draft(text, kind, place.state, label=label, level=level, bold=content.bold))
        self._drafts.extend(content.dead())
        self._drafts.extend(content.after)

    def _note(self, kind: str, identity: str) -> list[Draft]:
        note = self._source.notes.pop((kind, identity), None)  # once, and never a note within itself
        return [] if note is None else Story(self._source).read(note, Place("note"))

    def _comment(self, identity: str) -> list[Draft]:
        comment = self._source.comments.pop(identity, None)
        return [] if comment is None else Story(self._source).read(comment, Place("comment", State.ASIDE))

    def _text_box(self, box: Element) -> list[Draft]:
        return Story(self._source).read(box, Place("text-box"))


def _reads_as_heading(text: str) -> bool:
    """Whether a paragraph of heading style is one: contracts number whole clauses with heading styles."""
    words = len(text.split())
    return words <= _HEADING_WORDS and not (
        words > _SENTENCE_WORDS and text.rstrip("\"'”’)").endswith((".", ";", ":", ","))
    )
