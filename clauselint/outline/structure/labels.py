"""Labels of clauses: "1.", "1.1", "4.2(a)", "(iv)", "ARTICLE IV", "Section 3.", "§ 2", "Exhibit A", bullets.

A label is parsed at the start of a text. What it means ("(i)": the ninth letter or the first Roman numeral?) depends on
the labels before it, so each keeps all its readings, and the clause tree chooses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from clauselint.lexicon.exhibit_words import EXHIBIT_WORDS

_EXHIBIT = re.compile(
    rf"(?P<word>{'|'.join(EXHIBIT_WORDS)})\s+(?:No\.?\s*)?[\"“]?"
    r"(?P<label>[A-Z]{1,2}(?:-?\d{1,2})?|\d{1,2}(?:\.\d{1,2})?(?:-?[A-Z])?|[IVX]{1,5})[\"”]?(?![\w(])",
    re.IGNORECASE,
)
_DIVISION = re.compile(
    r"(?P<word>Article|Section|Sec\.|Clause|§|Part|Chapter|Paragraph)\s*(?P<label>\d{1,3}(?:\.\d{1,3})*|"
    r"[IVXL]{1,6}|[A-Z])"
    r"(?![\w-])(?P<stop>[.):]?)",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"(?P<label>\d{1,3}(?:\.\d{1,3})+)(?:[.)]|(?=[\s(\"“A-Z]|$))")
_NUMBER = re.compile(r"(?P<label>\d{1,3})(?:(?P<close>[.)])(?=[\s(\"“A-Z]|$)|(?=\([a-zA-Z0-9]{1,4}\)))")
_PAREN = re.compile(r"\((?P<label>[a-z]{1,2}|[A-Z]{1,2}|[ivxl]{1,6}|[IVXL]{1,6}|\d{1,2})\)")
_LETTER = re.compile(r"(?P<label>[A-Za-z]|[ivxl]{1,6}|[IVXL]{1,6})(?P<close>[.)])(?=\s|$)")
_BULLET = re.compile(r"(?:[•●○▪■□◦‣⁃·\uf0b7\uf0a7➢✓*]|[-–—](?=\s))\s*|o(?=\s+[A-Z])\s+")
_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})$", re.IGNORECASE)
_AFTER_AMOUNT = re.compile(
    r"\s*(?:%|(?:percent|per cent|thousand|million|billion|hours?|days?|weeks?|months?|years?|times|and|or|to|of|"
    r"through|requires?|provides?|applies|states|shall|is|are|above|below|hereof)\b)"
)
_LOWERCASE_WORD = re.compile(r"\s*[a-z]")
_SEPARATOR = re.compile(r"[\s\u00a0:.—–-]*")
_SPACE = re.compile(r"[\s\u00a0]*")
# "Section 3 shall apply" and "Exhibit A attached hereto" are sentences, not labels.
_PROSE_AFTER = re.compile(r"[\s,]*(?:[a-z(]|of\b|,|and\b|or\b|;)")


# The characters with which an exhibit's or a division's word may begin.
_WORD_INITIALS = frozenset("EeSsAaCcPp§")
_LARGEST_SECTION = 40  # "99.30 requires" at the start of a line is a citation
_LABEL_REACH = 80  # characters in which the labels of a paragraph stand


class LabelReading(NamedTuple):
    """One way to read a label: its ``style`` with its marks ("(a)", "I.", "decimal") and its number in that style."""

    style: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Label:
    """One step of a label ("4.2(a)" has two).

    ``kind`` is ``exhibit``, ``article`` (any worded division above sections), ``number`` (decimal or "Section 3"),
    ``item`` ("1.", "(a)", "B)") or ``bullet``. ``readings`` come likeliest first; ``numbers`` are those of "4.2" or "3.",
    empty for letters; ``citation`` is how one cites the label, empty for bullets.
    """

    kind: str
    readings: tuple[LabelReading, ...]
    numbers: tuple[int, ...]
    citation: str

    @property
    def style(self) -> str:
        """The style of the likeliest reading."""
        return self.readings[0].style


ParsedLabel = tuple[Label, int]
"""A label and the offset where it ends."""


def roman_value(text: str) -> int | None:
    """Return the value of a Roman numeral up to 89, or None if the text is not one."""
    if not text or not _ROMAN.match(text):
        return None
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[c] for c in text.lower()]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def letter_value(text: str) -> int | None:
    """Return 1 for "a" to 26 for "z", 27 for "aa", 28 for "bb"; None for anything else."""
    low = text.lower()
    if not low.isascii() or not low.isalpha() or low != low[0] * len(low) or len(low) > 2:
        return None
    return ord(low[0]) - 96 + 26 * (len(low) - 1)


def label_readings(text: str, opening: str, closing: str) -> tuple[LabelReading, ...]:
    """Return the ways to read the label ``text`` between its marks, likeliest first."""
    if text.isdigit():
        return (LabelReading(f"{opening}1{closing}", int(text)),)
    numeral, letter = ("i", "a") if text.islower() else ("I", "A")
    found = []
    if (ordinal := roman_value(text)) is not None:
        found.append(LabelReading(f"{opening}{numeral}{closing}", ordinal))
    if (ordinal := letter_value(text)) is not None:
        # "l", "v" and "x" alone are rarely Roman; "i" usually is.
        likelier = text.lower() != "i" and len(text) == 1
        found.insert(0 if likelier else len(found), LabelReading(f"{opening}{letter}{closing}", ordinal))
    return tuple(found)


def _parse_exhibit(text: str, at: int) -> ParsedLabel | None:
    match = _EXHIBIT.match(text, at)
    if not match or _PROSE_AFTER.match(text, match.end()):
        return None
    name = match["label"].upper()
    reading = LabelReading(match["word"].lower(), letter_value(name) or 0)
    return Label("exhibit", (reading,), (), f"{match['word'].capitalize()} {name}"), match.end()


def _parse_division(text: str, at: int) -> ParsedLabel | None:
    """Parse "ARTICLE IV", "Section 3." or "§ 2"."""
    match = _DIVISION.match(text, at)
    # "Exhibit A attached hereto" is prose: what could be an exhibit is no other division.
    if not match or _EXHIBIT.match(text, at):
        return None
    word, name, after = match["word"].lower(), match["label"], text[match.end() : match.end() + 1]
    if not match["stop"] and after != "(" and _PROSE_AFTER.match(text, match.end()):
        return None
    numbers = _numbers(name) if name[0].isdigit() else (roman_value(name) or letter_value(name) or 0,)
    if word in ("article", "part", "chapter"):
        citation = f"{word.capitalize()} {name.upper()}"
        return Label("article", (LabelReading(word, numbers[0]),), numbers, citation), match.end()
    style = "decimal" if len(numbers) > 1 else "section"
    return Label("number", (LabelReading(style, numbers[-1]),), numbers, name), match.end()


def _numbers(dotted: str) -> tuple[int, ...]:
    return tuple(int(number) for number in dotted.split("."))


def _parse_bullet(text: str, at: int) -> ParsedLabel | None:
    match = _BULLET.match(text, at)
    if not match or match.end() >= len(text):
        return None
    return Label("bullet", (LabelReading(match.group().strip(), 0),), (), ""), match.end()


def _parse_decimal(text: str, at: int) -> ParsedLabel | None:
    match = _DECIMAL.match(text, at)
    if not match:
        return None
    numbers = _numbers(match["label"])
    return Label("number", (LabelReading("decimal", numbers[-1]),), numbers, match["label"]), match.end()


def _parse_whole_number(text: str, at: int) -> ParsedLabel | None:
    match = _NUMBER.match(text, at)
    if not match:
        return None
    name = match["label"]
    return Label("item", label_readings(name, "", match["close"] or "."), (int(name),), name), match.end()


def _parse_letter(text: str, at: int) -> ParsedLabel | None:
    match = _LETTER.match(text, at)
    found = label_readings(match["label"], "", match["close"]) if match else ()
    return (Label("item", found, (), match["label"]), match.end()) if match and found else None


def _parse_parenthesized(text: str, at: int) -> ParsedLabel | None:
    match = _PAREN.match(text, at)
    found = label_readings(match["label"], "(", ")") if match else ()
    return (Label("item", found, (), f"({match['label']})"), match.end()) if match and found else None


_FIRST_STEPS: tuple[Callable[[str, int], ParsedLabel | None], ...] = (
    _parse_bullet,
    _parse_decimal,
    _parse_whole_number,
    _parse_letter,
    _parse_parenthesized,
)


def _parse_first(text: str, at: int) -> ParsedLabel | None:
    """Parse the label that begins at ``at``, the first of a paragraph."""
    if text[at : at + 1] in _WORD_INITIALS and (worded := _parse_exhibit(text, at) or _parse_division(text, at)):
        return worded
    return next((parsed for parse in _FIRST_STEPS if (parsed := parse(text, at))), None)


def _is_amount(label: Label, line: str, stop: int) -> bool:
    """Return whether a decimal is no label: "1.5 million", "99.9 % of", "99.30 requires" after a line's end."""
    if label.kind != "number" or len(label.numbers) < 2:
        return False
    is_citation = max(label.numbers) > _LARGEST_SECTION and _LOWERCASE_WORD.match(line, stop)
    return bool(_AFTER_AMOUNT.match(line, stop) or is_citation)


def parse_labels(text: str, at: int = 0, end: int | None = None) -> tuple[tuple[Label, ...], int]:
    """Return the chain of labels with which ``text[at:end]`` begins ("4.2(a)" is two), and where its words begin."""
    end = len(text) if end is None else end
    line = text[at : min(end, at + _LABEL_REACH)]
    cursor = _end_of(_SPACE, line, 0)
    parsed = _parse_first(line, cursor)
    if parsed is None or _is_amount(parsed[0], line, parsed[1]):
        return (), at
    labels: list[Label] = []
    while parsed:
        label, stop = parsed
        labels.append(label)
        worded = label.kind in ("exhibit", "article")
        cursor = _end_of(_SEPARATOR if worded else _SPACE, line, stop)
        if worded or label.kind == "bullet" or stop >= len(line):
            break
        parsed = _parse_parenthesized(line, cursor)
    return tuple(labels), at + cursor


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return where the match of a pattern at ``at`` ends; ``at`` where there is none."""
    match = pattern.match(text, at)
    return match.end() if match else at


def parse_computed_label(label: str) -> tuple[Label, ...]:
    """Return the chain of a label that the file itself computes."""
    bare = label.strip()
    labels, _ = parse_labels(bare)
    return labels or _parse_bare_label(bare)


def _parse_bare_label(bare: str) -> tuple[Label, ...]:
    """Parse a number, a letter or a bullet that stands without a mark after it."""
    if bare.isdigit() and len(bare) < 4:
        return (Label("item", label_readings(bare, "", "."), (int(bare),), bare),)
    if (bare and not any(map(str.isalnum, bare))) or bare == "o":
        return (Label("bullet", (LabelReading(bare, 0),), (), ""),)
    found = label_readings(bare, "", ".") if bare.isalpha() else ()
    return (Label("item", found, (), bare),) if found else ()
