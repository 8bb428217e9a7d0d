"""Pictograms of the symbol fonts as the characters that they show. ECMA-376 part 1, 17.3.3.30 (``w:sym``).

Such fonts put their signs where other fonts have letters, or at the same places plus 0xF000.
"""

from __future__ import annotations

import re
import sys

from lxml import etree

from clauselint.reading.docx.xml import Element, w

_PRIVATE = range(0xF000, 0xF100)
_IN_PRIVATE = re.compile("[\uf000-\uf0ff]")
# Adobe's Symbol encoding from 0x20, and from 0xA0.
_GREEK = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
)
_SYMBOL = {start + i: sign for start, row in zip((0x20, 0xA0), _GREEK, strict=True) for i, sign in enumerate(row)}
_CIRCLED = {0x81 + i: chr(0x2460 + i) for i in range(10)} | {0x8C + i: chr(0x2776 + i) for i in range(10)}
_WINGDINGS = _CIRCLED | {
    0x20: " ", 0x21: "✎", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x45: "☜", 0x46: "☞", 0x47: "☝", 0x48: "☟", 0x6C: "●",
    0x6D: "❍", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA1: "○",
    0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xB7: "•", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": {0x20: " ", 0x2A: "☐", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA3: "☐"},
    "wingdings 3": {0x20: " ", 0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x7D: "▶"},
    "webdings": {0x20: " ", 0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"},
}  # fmt: skip
_OTHER = "•"  # a sign that no text can show
_WINDOWS = {code: bytes([code]).decode("cp1252", errors="replace") for code in range(0x20, 0x100)}


def sign(code: int, font: str) -> str:
    """The character that ``font`` shows for ``code``, with or without its 0xF000."""
    known = _FONTS.get(font.casefold())
    if known is None and code not in _PRIVATE:
        return chr(code) if 0 < code < 0xD800 or 0xFFFF < code <= sys.maxunicode else _OTHER
    if known is None:  # a sign of a font that is no symbol font as far as we know, or of one without name
        return _WINGDINGS.get(code & 0xFF) or _WINDOWS.get(code & 0xFF, _OTHER)
    return known.get(code & 0xFF, _OTHER)


def symbol(element: Element) -> str:
    """Return the character that a ``w:sym`` shows, or its successor ``w16se:symEx``."""
    attributes = {etree.QName(name).localname: given for name, given in element.items()}
    try:
        code = int(attributes.get("char", ""), 16)
    except ValueError:
        return ""
    return sign(code, attributes.get("font", ""))


def decode_symbol_font(text: str, fonts: Element | None) -> str:
    """The text of a run as its font (``w:rFonts``) shows it: a symbol font turns letters into signs."""
    font = "" if fonts is None else fonts.get(w("ascii"), fonts.get(w("hAnsi"), ""))
    if font.casefold() in _FONTS:
        return "".join(sign(ord(each), font) if ord(each) < 0x100 or ord(each) in _PRIVATE else each for each in text)
    if _IN_PRIVATE.search(text):
        return "".join(sign(ord(each), font) if ord(each) in _PRIVATE else each for each in text)
    return text
