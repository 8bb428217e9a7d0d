"""Automatic numbers of DOCX paragraphs, computed as Word shows them. ECMA-376 part 1, 17.9."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from clauselint.reading.docx.styles import Styles
from clauselint.reading.docx.xml import Element, local_name, on_off, parse_int, val_of, w
from clauselint.reading.number_formats import format_number

_LEVELS = 9
_MAX_PLACES = _LEVELS  # numbers within a label
_LONGEST_LABEL = 200  # characters; a file must not repeat a book before every paragraph
_ARABIC = ("decimal", "0")  # what begins so stays as it is in legal style (w:isLgl): Word's own "Section 1.01" is such
_PLACE = re.compile(r"%([1-9])")
_PLACE_BEFORE = re.compile(r"%[1-9]:(\d{1,6}):(\d{1,3}):([^%]*)")
_FORMATS_BEFORE = {"1": "upperRoman", "2": "lowerRoman", "3": "upperLetter", "4": "lowerLetter", "255": "none"}


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list. ``format`` is as in ``w:numFmt``, or "03" for numbers of three digits. ``restart``: the level
    (from 1) whose use starts this one anew; 0 never, None any above."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str | None = None
    hidden: bool = False


_PLAIN = ListLevel()  # of a list that does not say


@dataclass(frozen=True, slots=True)
class _List:
    """A ``w:num``: its ``w:abstractNum`` (which counts), and what it overrides."""

    abstract: str
    levels: dict[int, ListLevel]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class ListNumber:
    """The number of a paragraph: the label that a reader sees (None for bullets), and the level from 0."""

    label: str | None
    level: int


class ListNumberer:
    """Counts the paragraphs of a document, which must be asked for in reading order, each once."""

    def __init__(self, root: Element | None, styles: Styles, *, original: bool = False) -> None:
        """Read ``word/numbering.xml``; None stands for a file without lists.

        ``original``: where a paragraph keeps the number that it had before tracked changes, that one is its label.
        """
        self._original = original
        self._styles = styles
        self._lists = _Lists(root, styles)
        self._counts: dict[tuple[str, bool], dict[int, int]] = {}
        self._started: set[tuple[str, int, bool]] = set()

    def next(self, properties: Element | None, *, in_note: bool = False) -> ListNumber | None:
        """The number of the next paragraph, counting it; None for a paragraph without automatic number.

        Notes are counted by themselves, wherever the text refers to them.
        """
        place, styles = self._styles.numbering(properties)
        if place is None or place.num_id is None or (found := self._lists.get(place.num_id)) is None:
            return None
        by_style = {each.style: i for i, each in found.levels.items() if each.style}
        level = place.level
        for each in styles:
            level = by_style.get(each.style, each.level) if level is None else level
        level = min(max(level or 0, 0), _LEVELS - 1)
        counts = self._count(place.num_id, found, level, in_note=in_note)
        shape = found.levels.get(level, _PLAIN)
        if shape.format == "bullet":
            return ListNumber(None, level)
        label = "" if shape.hidden else _label(found, level, counts)
        if self._original and (before := _label_before(properties)) is not None:
            label = before
        return ListNumber(label or None, level)

    def _count(self, num_id: str, found: _List, level: int, *, in_note: bool) -> dict[int, int]:
        counts = self._counts.setdefault((found.abstract, in_note), {})
        for above in range(level):  # a level that is passed over counts as used: after "1.1.1" comes "1.2"
            if above not in counts:
                counts[above] = found.levels.get(above, _PLAIN).start
        if level in found.starts and (num_id, level, in_note) not in self._started:
            self._started.add((num_id, level, in_note))
            counts[level] = found.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = found.levels.get(level, _PLAIN).start
        for deeper in [each for each in counts if each > level]:
            restart = found.levels.get(deeper, _PLAIN).restart
            if restart is None or (restart != 0 and level < restart):
                del counts[deeper]
        return counts


def _label(found: _List, level: int, counts: dict[int, int]) -> str:
    """The level's text with its numbers, without a full stop at the end: "2.1", "(a)", "Article IV"."""
    shape = found.levels.get(level, _PLAIN)

    def number(at: int) -> str:
        above = found.levels.get(at, _PLAIN)
        turned = shape.legal and not above.format.startswith(_ARABIC)
        return format_number(counts.get(at, above.start), "decimal" if turned else above.format)

    shown = "".join(each if isinstance(each, str) else number(each) for each in _pieces(shape.text))
    return " ".join(shown[:_LONGEST_LABEL].split()).rstrip(".:")


@lru_cache(256)
def _pieces(text: str) -> tuple[str | int, ...]:
    """The text of a level taken apart: words, and the levels (from 0) whose numbers stand between them."""
    words = _PLACE.split(text, maxsplit=_MAX_PLACES)
    return tuple(int(each) - 1 if i % 2 else each for i, each in enumerate(words))


def _label_before(properties: Element | None) -> str | None:
    """The label that ``w:numberingChange`` keeps, such as ``%1:2:0:.`` for "2" (17.13.5.11 in the first edition)."""
    change = None if properties is None else properties.find(f"{w('numPr')}/{w('numberingChange')}")
    original = "" if change is None else change.get(w("original"), "")[:_LONGEST_LABEL]
    if "%" not in original:
        return original.rstrip(".:") or None

    def number(place: re.Match[str]) -> str:
        return format_number(int(place.group(1)), _FORMATS_BEFORE.get(place.group(2), "decimal")) + place.group(3)

    return _PLACE_BEFORE.sub(number, original).rstrip(".:") or None


class _Lists:
    """The lists of a file by ``numId``. Each is read when a paragraph asks for it: some files have thousands, all alike."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        found = () if root is None else root.iterchildren(w("abstractNum"), w("num"))
        self._styles = styles
        self._abstracts: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        for each in found:
            if local_name(each) == "num":
                self._nums[each.get(w("numId"), "")] = each
            else:
                self._abstracts[each.get(w("abstractNumId"), "")] = each
        self._levels: dict[str, dict[int, ListLevel]] = {}
        self._links: dict[str, str] = {}
        self._read: dict[str, _List | None] = {}

    def get(self, num_id: str) -> _List | None:
        """The list; None where there is none."""
        if num_id not in self._read:
            self._read[num_id] = self._list(num_id)
        return self._read[num_id]

    def _list(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        abstract = self._linked(val_of(num, "abstractNumId") or "")
        if num is None or abstract not in self._abstracts:
            return None
        if abstract not in self._levels:
            self._levels[abstract] = {
                at: _level(each)
                for each in self._abstracts[abstract].iterchildren(w("lvl"))
                if (at := parse_int(each.get(w("ilvl"))) or 0) in range(_LEVELS)
            }
        levels, starts = dict(self._levels[abstract]), {}
        for override in num.iterchildren(w("lvlOverride")):
            level = parse_int(override.get(w("ilvl"))) or 0
            if level not in range(_LEVELS):
                continue
            if (own := override.find(w("lvl"))) is not None:
                levels[level] = _level(own)
            if (start := parse_int(val_of(override, "startOverride"))) is not None:
                starts[level] = start
                levels[level] = replace(levels.get(level, _PLAIN), start=start)
        return _List(abstract, levels, starts)

    def _linked(self, abstract: str) -> str:
        """The ``abstractNumId`` of the list that one which only names a numbering style stands for, else its own."""
        if abstract not in self._links:
            self._links[abstract] = abstract
            style = val_of(self._abstracts.get(abstract), "numStyleLink")
            if style and (target := self._nums.get(self._styles.list_of_style(style) or "")) is not None:
                self._links[abstract] = val_of(target, "abstractNumId") or abstract
        return self._links[abstract]


def _level(element: Element) -> ListLevel:
    start = parse_int(val_of(element, "start"))
    # A format of Word 2010 stands in a choice, beside one that every reader knows.
    shape = next(element.iter(w("numFmt")), None)
    custom = "" if shape is None else shape.get(w("format"), "").split(",")[0]
    return ListLevel(
        start=0 if start is None else start,
        format=f"0{len(custom)}" if custom.isdecimal() and len(custom) < 10 else val_of(element, "numFmt") or "decimal",
        text=(val_of(element, "lvlText") or "")[:_LONGEST_LABEL],
        legal=bool(on_off(element, "isLgl")),
        restart=parse_int(val_of(element, "lvlRestart")),
        style=val_of(element, "pStyle"),
        hidden=bool(on_off(element.find(w("rPr")), "vanish")),
    )
