"""The runs of a paragraph: text, and what is hidden, deleted, struck out or hung on it. ECMA-376 part 1, 17.3."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby

from clauselint.model import State
from clauselint.reading.assembly import Draft
from clauselint.reading.cleaning import clean
from clauselint.reading.docx_revisions import RevisionLog
from clauselint.reading.docx_styles import Styles
from clauselint.reading.docx_xml import CHOICE, FALLBACK, VAL, Element, children, integer, local, switch, value, w

_BLANKS = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
# What the pictograms of the symbol fonts mean, by the code without its 0xF000.
_SYMBOLS = {0x6F: "☐", 0xA8: "☐", 0x71: "☐", 0xFE: "☒", 0xFD: "☒", 0xFC: "✓", 0xB7: "•", 0xA7: "•", 0xD8: "•"}
_SKIPPED = frozenset(
    ["pPr", "rPr", "tblPr", "sdtPr", "sdtEndPr", "fldData", "instrText", "delInstrText", "rt", "annotationRef"]
)
EMU_PER_INCH = 914_400


@dataclass(slots=True)
class Content:
    """What the runs of a paragraph hold. ``pieces`` are texts, each with the kind of dead text it is, None for live.

    ``after`` are the notes, text boxes and comments that hang on the paragraph; ``toc`` says that a part of the text is
    the result of a table of contents field.
    """

    pieces: list[tuple[str, str | None]] = field(default_factory=list)
    after: list[Draft] = field(default_factory=list)
    bold: bool = True
    toc: bool = False

    def live(self) -> str:
        """The clean live text."""
        return clean("".join(text for text, fate in self.pieces if fate is None))

    def dead(self) -> list[Draft]:
        """The deleted, moved away, hidden and struck texts, a block for each stretch of them."""
        groups = groupby((piece for piece in self.pieces if piece[0].strip() or piece[1]), key=lambda piece: piece[1])
        texts = [(fate, clean("".join(text for text, _ in pieces))) for fate, pieces in groups]
        return [Draft(text, fate, State.DEAD) for fate, text in texts if fate is not None and text]


@dataclass(slots=True)
class Counts:
    """What a document holds beside text that was read."""

    altchunks: int = 0
    objects: int = 0
    pictures: list[float] = field(default_factory=list)  # square inches, each
    placeholders: int = 0


@dataclass(slots=True)
class _Field:
    """An open complex field (17.16.18): its code until the result begins."""

    code: str = ""
    in_result: bool = False
    form: Element | None = None

    @property
    def is_toc(self) -> bool:
        return self.code.strip().upper().startswith("TOC")


@dataclass(slots=True)
class Hooks:
    """What a run can lead to, as the body's reader provides it: the drafts of a note, a comment or a text box."""

    note: Callable[[str, str], list[Draft]]
    comment: Callable[[str], list[Draft]]
    text_box: Callable[[Element], list[Draft]]


class Inline:
    """Reads the runs of one story (the body, a note, a header); fields may reach over its paragraphs."""

    def __init__(self, styles: Styles, log: RevisionLog, counts: Counts, hooks: Hooks) -> None:
        """Share the styles, the log and the counts of the document."""
        self._styles, self._log, self._counts, self._hooks = styles, log, counts, hooks
        self._fields: list[_Field] = []

    def read(self, paragraph: Element, content: Content, fate: str | None) -> None:
        """Add the runs of ``paragraph`` to ``content``; ``fate`` is the kind of dead text all of it is, or None."""
        properties = paragraph.find(w("pPr"))
        content.toc = content.toc or any(each.is_toc for each in self._fields)
        for child in children(paragraph):
            self._walk(child, properties, content, fate)

    def _walk(self, element: Element, paragraph: Element | None, content: Content, fate: str | None) -> None:
        name = local(element)
        if name in _SKIPPED:
            return
        if name in ("ins", "moveTo", "del", "moveFrom"):
            self._change(element, name, paragraph, content, fate)
        elif name in ("drawing", "pict", "object"):
            self._drawn(element, content, fate)
        elif name == "r":
            self._run(element, paragraph, content, fate)
        elif name == "AlternateContent":
            for child in alternate(element):
                self._walk(child, paragraph, content, fate)
        elif name == "sdt":
            self._counts.placeholders += bool(switch(element.find(w("sdtPr")), "showingPlcHdr"))
            self._descend(element, paragraph, content, fate)
        elif name == "t":  # of a formula, whose runs hold theirs as w:r does
            self._add(element.text or "", None, paragraph, content, fate)
        else:
            self._descend(element, paragraph, content, fate)

    def _descend(self, element: Element, paragraph: Element | None, content: Content, fate: str | None) -> None:
        for child in children(element):
            self._walk(child, paragraph, content, fate)

    def _change(
        self, element: Element, name: str, paragraph: Element | None, content: Content, fate: str | None
    ) -> None:
        """A tracked change around runs."""
        dead = {"del": "deleted", "moveFrom": "moved-from"}.get(name)
        before = len(content.pieces)
        self._descend(element, paragraph, content, fate or dead)
        author = element.get(w("author"), "")
        previous = element.getprevious()
        self._log.add(
            "deleted" if dead else "inserted",
            author,
            "".join(text for text, _ in content.pieces[before:]),
            continues=previous is not None and previous.tag == element.tag and previous.get(w("author"), "") == author,
        )

    def _run(self, run: Element, paragraph: Element | None, content: Content, fate: str | None) -> None:
        properties = run.find(w("rPr"))
        if fate is None:
            fate = self._fate(properties, paragraph)
        for child in children(run):
            name = local(child)
            if name in ("t", "delText"):
                self._add(child.text or "", properties, paragraph, content, fate)
            elif name in _BLANKS:
                self._add(_BLANKS[name], properties, paragraph, content, fate)
            elif name == "sym":
                self._add(_symbol(child), properties, paragraph, content, fate)
            elif name == "fldChar":
                self._field(child, properties, paragraph, content, fate)
            elif name == "instrText":
                if self._fields and not self._fields[-1].in_result:
                    self._fields[-1].code += child.text or ""
            elif name in ("footnoteReference", "endnoteReference"):
                notes = self._hooks.note(name.removesuffix("Reference"), child.get(w("id"), ""))
                content.after.extend(_dead(notes, fate))
            elif name == "commentReference":
                content.after.extend(self._hooks.comment(child.get(w("id"), "")))
            else:
                self._walk(child, paragraph, content, fate)

    def _fate(self, properties: Element | None, paragraph: Element | None) -> str | None:
        """Whether a run is hidden or struck out, by itself or by its style."""
        if self._styles.toggle("vanish", properties, paragraph):
            return "hidden"
        struck = any(self._styles.toggle(name, properties, paragraph) for name in ("strike", "dstrike"))
        return "struck" if struck else None

    def _add(
        self, text: str, properties: Element | None, paragraph: Element | None, content: Content, fate: str | None
    ) -> None:
        if not text or any(not each.in_result for each in self._fields):
            return
        content.pieces.append((text, fate))
        if fate is None and text.strip():
            content.bold = content.bold and self._styles.toggle("b", properties, paragraph)
            content.toc = content.toc or any(each.is_toc for each in self._fields)

    def _field(
        self, mark: Element, properties: Element | None, paragraph: Element | None, content: Content, fate: str | None
    ) -> None:
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(_Field(form=mark.find(w("ffData"))))
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.form is not None:
                self._add(_form_value(ended.form), properties, paragraph, content, fate)

    def _drawn(self, element: Element, content: Content, fate: str | None) -> None:
        """A drawing, a picture or an embedded object: its text boxes are read, the rest is counted."""
        name = local(element)
        if name == "txbxContent":
            content.after.extend(_dead(self._hooks.text_box(element), fate))
        elif name == "OLEObject":
            self._counts.objects += 1
        elif name in ("inline", "anchor"):
            self._picture(element)
            for child in children(element):
                self._drawn(child, content, fate)
        elif name == "AlternateContent":
            for child in alternate(element):
                self._drawn(child, content, fate)
        elif name == "textpath" and element.get("string"):
            content.after.append(Draft(clean(element.get("string")), "watermark", State.ASIDE))
        else:
            for child in children(element):
                self._drawn(child, content, fate)

    def _picture(self, frame: Element) -> None:
        """Note the size of a picture; those behind the text are decoration."""
        if frame.get("behindDoc") in ("1", "true") or next(frame.iter("{*}pic"), None) is None:
            return
        extent = next(frame.iterchildren("{*}extent"), None)
        if extent is not None:
            sides = [integer(extent.get(side)) or 0 for side in ("cx", "cy")]
            self._counts.pictures.append(sides[0] * sides[1] / EMU_PER_INCH**2)


def alternate(element: Element) -> list[Element]:
    """The children of the one branch of ``mc:AlternateContent`` that a reader sees."""
    branch = element.find(CHOICE)
    if branch is None:
        branch = element.find(FALLBACK)
    return [] if branch is None else list(children(branch))


def _dead(drafts: list[Draft], fate: str | None) -> list[Draft]:
    """What hangs on a dead run is as dead as the run."""
    if fate is None:
        return drafts
    return [Draft(draft.text, fate, State.DEAD) for draft in drafts if draft.state is not State.ASIDE]


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(w("char"), ""), 16) & 0x0FFF
    except ValueError:
        return ""
    return _SYMBOLS.get(code, "•")


def _form_value(form: Element) -> str:
    """What a legacy check box or drop-down shows (17.16); the text of a text field is its field's result."""
    if (box := form.find(w("checkBox"))) is not None:
        state = switch(box, "checked")
        return "☒" if (switch(box, "default") if state is None else state) else "☐"
    if (choices := form.find(w("ddList"))) is not None:
        entries = [entry.get(VAL, "") for entry in choices.iterchildren(w("listEntry"))]
        chosen = integer(value(choices, "result")) or integer(value(choices, "default")) or 0
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""
