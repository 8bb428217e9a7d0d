"""Fields of a DOCX file: which of their text a reader sees, and which are not filled in. ECMA-376 part 1, 17.16."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from clauselint.reading.docx.symbols import sign
from clauselint.reading.docx.xml import VAL, Element, on_off, parse_int, val_of, w
from clauselint.reading.number_formats import format_number

_MARK, _KIND, _BOX = w("fldChar"), w("fldCharType"), w("txbxContent")

# Fields whose result, where a file holds one, is shown nowhere (17.16.5).
_SILENT = frozenset(["ASK", "PRIVATE", "RD", "SET", "TA", "TC", "XE"])
_AUTOMATIC = frozenset(["AUTONUM", "AUTONUMLGL", "AUTONUMOUT"])
_ARGUMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\S+)')
_FIRST_WORD = re.compile(r"\s{0,100}(\S{1,40})")
_SWITCH = re.compile(r"\\[A-Za-z]+\d*")
_UNMERGED = re.compile(r"\s*[«‹<]+[^«»<>]*[»›>]+\s*")
# Formats of the levels of the lists that LISTNUM knows by name (17.16.5.30), from the first level on.
_LISTS = {
    "numberdefault": (
        "decimal )", "lowerLetter )", "lowerRoman )", "(decimal )", "(lowerLetter )", "(lowerRoman )", "decimal .",
        "lowerLetter .", "lowerRoman .",
    ),
    "outlinedefault": (
        "upperRoman .", "upperLetter .", "decimal .", "lowerLetter )", "(decimal )", "(lowerLetter )", "(lowerRoman )",
        "(lowerLetter )", "(lowerRoman )",
    ),
}  # fmt: skip
_LEGAL = "legaldefault"
_DEEPEST = 9
_MAX_OPEN = 40  # fields within fields; more have lost their ends
_LONGEST_CODE = 10_000  # characters
_MAX_SHOWN = 100  # pieces of a result, which tell whether there is one
_LONGEST_UNMERGED = 500  # characters of a result that may be the name of what should stand there


@dataclass(slots=True)
class Field:
    """An open field. ``code`` grows until the result begins; ``result`` is the text of the result as far as it is live, or
    the beginning of it. ``unseen`` and ``toc`` say what the fields around it make of all that is in it."""

    code: str = ""
    in_result: bool = False
    form: Element | None = None
    unseen: bool = False
    toc: bool = False
    result: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The first word of the code in capitals, such as MERGEFIELD."""
        first = _FIRST_WORD.match(self.code)  # asked for at every run: the code may be long
        return "" if first is None else first.group(1).upper()

    @property
    def arguments(self) -> list[str]:
        """The words and quoted texts after the first, switches among them."""
        found = [next((group for group in m.groups() if group is not None), "") for m in _ARGUMENT.finditer(self.code)]
        return [each.replace('\\"', '"') if len(each) > 2 else each for each in found[1:]]


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place of a story; they may reach over its paragraphs."""

    _open: list[Field] = field(default_factory=list)

    @property
    def is_unseen(self) -> bool:
        """Return whether text at this place is a code, or a result that is shown nowhere."""
        return bool(self._open) and _is_unseen(self._open[-1])

    @property
    def in_toc(self) -> bool:
        """Return whether text at this place belongs to a table of contents."""
        return bool(self._open) and _in_toc(self._open[-1])

    def begin(self, code: str = "", form: Element | None = None, *, in_result: bool = False) -> None:
        """A field begins; a simple one comes with its code and goes on with its result."""
        self._open.append(Field(code[:_LONGEST_CODE], in_result, form, self.is_unseen, self.in_toc))
        if len(self._open) > _MAX_OPEN:
            del self._open[: _MAX_OPEN // 2]
            unseen = toc = False
            for each in self._open:  # what has lost its end says nothing of what is in it
                each.unseen, each.toc = unseen, toc
                unseen, toc = _is_unseen(each), _in_toc(each)

    def code(self, text: str) -> None:
        """More of the innermost field's code."""
        if self._open and not self._open[-1].in_result:
            innermost = self._open[-1]
            innermost.code = (innermost.code + text if innermost.code else text.lstrip())[:_LONGEST_CODE]

    def separate(self) -> None:
        """The innermost field's result begins."""
        if self._open:
            self._open[-1].in_result = True

    def end(self) -> Field | None:
        """The innermost field ends; it is returned."""
        return self._open.pop() if self._open else None

    def add_result(self, text: str) -> None:
        """Live text, which is part of the result of every open field."""
        for each in self._open:
            if len(each.result) < _MAX_SHOWN:
                each.result.append(text)


def fields_without_end(story: Element) -> frozenset[Element]:
    """The marks below ``story`` that begin a field which ends nowhere in it: Word passes over them, and shows what follows.

    Text boxes are stories of their own.
    """
    begun: list[Element] = []
    home = story if story.tag == _BOX else next(story.iterancestors(_BOX), None)
    for mark in story.iter(_MARK):
        kind = mark.get(_KIND)
        if kind not in ("begin", "end") or next(mark.iterancestors(_BOX), None) is not home:
            continue
        if kind == "begin":
            begun.append(mark)
        elif begun:
            begun.pop()
    return frozenset(begun)


def _is_unseen(innermost: Field) -> bool:
    return innermost.unseen or not innermost.in_result or innermost.kind in _SILENT


def _in_toc(innermost: Field) -> bool:
    return innermost.toc or innermost.kind == "TOC"


def _option(words: list[str], letter: str) -> str | None:
    """Return the argument that follows a switch such as ``\\l`` among the arguments of a field, None where it is not given."""
    at = next((i for i, word in enumerate(words[:-1]) if word.lower() == f"\\{letter}"), None)
    return None if at is None else words[at + 1]


def is_unfilled(ended: Field) -> bool:
    """Return whether a field waits to be filled in."""
    shown = "".join(ended.result)
    if ended.kind == "MERGEFIELD":
        return not shown.strip() or (len(shown) < _LONGEST_UNMERGED and bool(_UNMERGED.fullmatch(shown)))
    return ended.kind == "MACROBUTTON" or (ended.kind == "FORMTEXT" and not shown.strip())


def is_from_other_file(ended: Field) -> bool:
    """Return whether a field stands for text of another file, none of which is stored here."""
    return ended.kind in ("INCLUDE", "INCLUDETEXT") and not "".join(ended.result).strip()


def without_result(ended: Field) -> str:
    """Return the text that a field without a stored result shows, where its code or its form alone tells."""
    if "".join(ended.result).strip():
        return ""
    if ended.form is not None:
        return form_value(ended.form)
    show = _SHOWN_BY_CODE.get(ended.kind)
    return "" if show is None else show(ended)


def _button_text(ended: Field) -> str:
    return " ".join(ended.code.split(None, 2)[2:])


def _equation(ended: Field) -> str:
    """Return an equation as its code spells it: \\f(1,2) is a fraction, the rest stand side by side."""
    between = "/" if "\\f" in ended.code.casefold() else " "
    return _SWITCH.sub("", ended.code.split(None, 1)[-1]).strip("() ").replace(",", between)


def _quoted(ended: Field) -> str:
    return " ".join(ended.arguments[:1])


def _symbol(ended: Field) -> str:
    words = ended.arguments
    if not words:
        return ""
    code = words[0]
    number = parse_int(code) if not code.lower().startswith("0x") else _hexadecimal(code)
    return "" if number is None else sign(number, _option(words, "f") or "")


_SHOWN_BY_CODE: dict[str, Callable[[Field], str]] = {
    "MACROBUTTON": _button_text,
    "GOTOBUTTON": _button_text,
    "EQ": _equation,
    "QUOTE": _quoted,
    "SYMBOL": _symbol,
}


def _hexadecimal(text: str) -> int | None:
    try:
        return int(text, 16)
    except ValueError:
        return None


def form_value(form: Element) -> str:
    """Return the text that a legacy check box or drop-down shows (17.16); the text of a text field is its field's result."""
    if (box := form.find(w("checkBox"))) is not None:
        state = on_off(box, "checked")
        return "☒" if (on_off(box, "default") if state is None else state) else "☐"
    if (choices := form.find(w("ddList"))) is not None:
        entries = [entry.get(VAL, "") for entry in choices.iterchildren(w("listEntry"))]
        chosen = parse_int(val_of(choices, "result")) or parse_int(val_of(choices, "default")) or 0
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""


class FieldNumbers:
    """Numbers that fields count out while a document is read: AUTONUM and its like, and LISTNUM."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self._counts: dict[str, list[int]] = {}

    def label(self, ended: Field, heading: int | None, level: int | None) -> str | None:
        """The number that a field shows, None for a field that counts nothing.

        ``heading`` is the depth of its paragraph as a heading, ``level`` that of the paragraph's own number, from 0.
        """
        if ended.kind in _AUTOMATIC:
            return self._automatic(ended, heading)
        return self._listed(ended, level) if ended.kind == "LISTNUM" else None

    def _automatic(self, ended: Field, heading: int | None) -> str:
        """AUTONUM counts the paragraphs of one depth, AUTONUMLGL shows the numbers above too (17.16.5.4 and .5)."""
        counts = self._counts.setdefault("autonum", [])
        depth = heading if heading is not None else self._below_headings(counts)
        numbers = _count(counts, depth)
        if heading is not None:
            self._counts["autonum headings"] = [depth]
        shown = numbers if ended.kind == "AUTONUMLGL" else numbers[-1:]
        return ".".join(map(str, shown))

    def _below_headings(self, counts: list[int]) -> int:
        last = self._counts.get("autonum headings")
        return min(last[0] + 1, _DEEPEST - 1) if last and counts else 0

    def _listed(self, ended: Field, level: int | None) -> str:
        words = ended.arguments
        name = next((word for word in words if not word.startswith("\\") and not word.isdigit()), "")
        key = name.casefold() if name.casefold() in (*_LISTS, _LEGAL) else "numberdefault"
        given = parse_int(_option(words, "l"))
        depth = given - 1 if given is not None else (0 if level is None else level + 1)
        depth = min(max(depth, 0), _DEEPEST - 1)
        numbers = _count(self._counts.setdefault(key, []), depth, parse_int(_option(words, "s")))
        if key == _LEGAL:
            return ".".join(map(str, numbers)) + "."
        shape, after = _LISTS[key][depth].split()
        before = "(" if shape.startswith("(") else ""
        return f"{before}{format_number(numbers[-1], shape.lstrip('('))}{after}"


def _count(counts: list[int], depth: int, start: int | None = None) -> list[int]:
    """Count one more at ``depth`` (or ``start`` there) and begin anew below it; the numbers down to it."""
    counts += [1] * (depth - len(counts)) if len(counts) < depth else []
    if len(counts) == depth:
        counts.append(0)
    counts[depth] = counts[depth] + 1 if start is None else start
    del counts[depth + 1 :]
    return counts[: depth + 1]
