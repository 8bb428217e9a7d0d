"""White space and odd characters, made plain once for every format."""

from __future__ import annotations

import re

_BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_DROPPED = [0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF]
_CONTROLS = [*range(0x00, 0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)]
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}

_TABLE: dict[int, str | None] = {
    **{ord(c): " " for c in _BLANKS + "\u2028\u2029\u202f\u205f\u3000"},
    **dict.fromkeys(_DROPPED),
    **dict.fromkeys(_CONTROLS),
    **dict.fromkeys(range(0x202A, 0x202F)),  # marks of writing direction
    **dict.fromkeys(range(0x2066, 0x206A)),
    **dict.fromkeys(range(0xD800, 0xE000)),  # halves of a broken surrogate pair: no encoder takes them
    0x2010: "-",
    0x2011: "-",
    **{ord(c): word for c, word in _LIGATURES.items()},
}
_RUNS = re.compile("  +")


def normalize_text(text: str) -> str:
    """``text`` on one line: every blank is a space, runs of them folded, ligatures expanded, invisible marks dropped.

    Curly quotes and dashes are kept: a quote must be an exact substring of what people see.
    """
    return _RUNS.sub(" ", text.translate(_TABLE)).strip(" ")
