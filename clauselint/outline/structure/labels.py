"""Labels of clauses: "1.", "1.1", "4.2(a)", "(iv)", "ARTICLE IV", "Section 3.", "§ 2", "Exhibit A", bullets.

A label is read at the start of a text. What it means ("(i)" the ninth letter or the first Roman numeral?) depends on
the labels before it, so each keeps all its readings and the tree picks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

EXHIBIT_WORDS = "Exhibit|Schedule|Annex|Annexure|Appendix|Attachment|Addendum"

_EXHIBIT = re.compile(
    rf"(?P<word>{EXHIBIT_WORDS})\s+(?:No\.?\s*)?[\"“]?"
    r"(?P<label>[A-Z]{1,2}(?:-?\d{1,2})?|\d{1,2}(?:\.\d{1,2})?(?:-?[A-Z])?|[IVX]{1,5})[\"”]?(?![\w(])",
    re.IGNORECASE,
)
_WORDED = re.compile(
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
_LOW_WORD = re.compile(r"\s*[a-z]")
_DASHES = re.compile(r"[\s\u00a0:.—–-]*")
_SPACE = re.compile(r"[\s\u00a0]*")
# "Section 3 shall apply" and "Exhibit A attached hereto" are sentences, not labels.
_PROSE_AFTER = re.compile(r"[\s,]*(?:[a-z(]|of\b|,|and\b|or\b|;)")


@dataclass(frozen=True, slots=True)
class Label:
    """One step of a label.

    ``kind`` is ``exhibit``, ``article`` (any worded division above sections), ``number`` (decimal or "Section 3"),
    ``item`` ("1.", "(a)", "B)") or ``bullet``. ``readings`` are ``(style, ordinal)`` pairs, the likeliest first;
    ``parts`` the numbers of "4.2" or "3."; ``cite`` is what one would cite.
    """

    kind: str
    readings: tuple[tuple[str, int], ...]
    parts: tuple[int, ...]
    cite: str


def roman(text: str) -> int | None:
    """Value of a Roman numeral up to 89, None if it is none."""
    if not text or not _ROMAN.match(text):
        return None
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[c] for c in text.lower()]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def letter(text: str) -> int | None:
    """1 for "a" to 26 for "z", 27 for "aa", 28 for "bb"; None for anything else."""
    low = text.lower()
    if not low.isascii() or not low.isalpha() or low != low[0] * len(low) or len(low) > 2:
        return None
    return ord(low[0]) - 96 + 26 * (len(low) - 1)


def readings(text: str, opening: str, closing: str) -> tuple[tuple[str, int], ...]:
    """The ways to read the label ``text`` between its marks, likeliest first."""
    if text.isdigit():
        return ((f"{opening}1{closing}", int(text)),)
    found: list[tuple[str, int]] = []
    low = text.islower()
    value, place = roman(text), letter(text)
    if value is not None:
        found.append((f"{opening}{'i' if low else 'I'}{closing}", value))
    if place is not None:
        # "l", "v" and "x" are seldom Roman on their own; "i" usually is.
        found.insert(
            0 if text.lower() != "i" and len(text) == 1 else len(found),
            (f"{opening}{'a' if low else 'A'}{closing}", place),
        )
    return tuple(found)


def _worded(text: str, at: int) -> tuple[Label, int] | None:
    match = _EXHIBIT.match(text, at)
    if match:
        if _PROSE_AFTER.match(text, match.end()):
            return None
        name = match["label"].upper()
        cite = f"{match['word'].capitalize()} {name}"
        return Label("exhibit", ((match["word"].lower(), letter(name) or 0),), (), cite), match.end()
    match = _WORDED.match(text, at)
    if not match:
        return None
    word, name = match["word"].lower(), match["label"]
    if not match["stop"] and _PROSE_AFTER.match(text, match.end()) and text[match.end() : match.end() + 1] != "(":
        return None
    parts = tuple(int(p) for p in name.split(".")) if name[0].isdigit() else (roman(name) or letter(name) or 0,)
    if word in ("article", "part", "chapter"):
        cite = f"{word.capitalize()} {name.upper()}"
        return Label("article", ((word, parts[0]),), parts, cite), match.end()
    style = "decimal" if len(parts) > 1 else "section"
    return Label("number", ((style, parts[-1]),), parts, name), match.end()


def _step(text: str, at: int, first: bool) -> tuple[Label, int] | None:
    """The label that begins at ``at``, and its end."""
    if first:
        head = text[at : at + 1]
        if head in "EeSsAaCcPp§" and (worded := _worded(text, at)):
            return worded
        match = _BULLET.match(text, at)
        if match and match.end() < len(text):
            return Label("bullet", ((match.group().strip(), 0),), (), ""), match.end()
        match = _DECIMAL.match(text, at)
        if match:
            parts = tuple(int(p) for p in match["label"].split("."))
            return Label("number", (("decimal", parts[-1]),), parts, match["label"]), match.end()
        match = _NUMBER.match(text, at)
        if match:
            value = int(match["label"])
            return Label(
                "item", readings(match["label"], "", match["close"] or "."), (value,), match["label"]
            ), match.end()
        match = _LETTER.match(text, at)
        if match:
            found = readings(match["label"], "", match["close"])
            return (Label("item", found, (), match["label"]), match.end()) if found else None
    match = _PAREN.match(text, at)
    if match:
        found = readings(match["label"], "(", ")")
        return (Label("item", found, (), f"({match['label']})"), match.end()) if found else None
    return None


def _is_amount(label: Label, line: str, stop: int) -> bool:
    """Whether a decimal is no label: "1.5 million", "99.9 % of", "99.30 requires" after a line's end."""
    if len(label.parts) < 2:
        return False
    return bool(_AFTER_AMOUNT.match(line, stop)) or (max(label.parts) > 40 and bool(_LOW_WORD.match(line, stop)))


def parse(text: str, at: int = 0, end: int | None = None) -> tuple[tuple[Label, ...], int]:
    """The chain of labels with which ``text[at:end]`` begins ("4.2(a)" is two), and where its words begin."""
    end = len(text) if end is None else end
    line = text[at : min(end, at + 80)]
    labels: list[Label] = []
    cursor = _SPACE.match(line).end()  # type: ignore[union-attr]  # the pattern matches the empty string
    while step := _step(line, cursor, first=not labels):
        label, stop = step
        after = line[stop : stop + 1]
        if label.kind == "number" and not labels and _is_amount(label, line, stop):
            break
        labels.append(label)
        gap = _DASHES if label.kind in ("exhibit", "article") else _SPACE
        cursor = gap.match(line, stop).end()  # type: ignore[union-attr]  # as above
        if label.kind in ("bullet", "exhibit", "article") or not after:
            break
    return tuple(labels), at + cursor if labels else at


def of_label(label: str) -> tuple[Label, ...]:
    """The chain of a label that the file itself computes."""
    labels, _ = parse(label.strip())
    if labels:
        return labels
    bare = label.strip()
    if bare.isdigit() and len(bare) < 4:
        return (Label("item", readings(bare, "", "."), (int(bare),), bare),)
    if (bare and not any(c.isalnum() for c in bare)) or bare == "o":
        return (Label("bullet", ((bare, 0),), (), ""),)
    found = readings(bare, "", ".") if bare.isalpha() else ()
    return (Label("item", found, (), bare),) if found else ()
