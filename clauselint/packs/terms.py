"""The language in which packs name things: terms, compiled to one linear-time regular expression each.

A term is a list of phrasings. In a phrasing

- words match whole, in any case; a space also matches a line break or a hyphen, and a hyphen may be absent;
- ``disclos*``, ``authori[sz]*`` and ``(strict|stringent)*`` match any ending;
  ``(a|b)``, ``(…)?`` and ``[sz]`` mean what they mean in regular expressions;
- ``...`` stands for up to eight words, ``..`` for up to three;
- ``<name>`` stands for another term;
- ``'`` matches straight and curly apostrophes, as ``-`` matches every dash: documents are folded to ASCII for matching.

The engine is RE2, so that no phrasing can hang on a hostile document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from clauselint.diagnostics.errors import PackError
from clauselint.diagnostics.suggest import did_you_mean

Pattern: TypeAlias = Any  # re2 has no types of its own

_TOKEN = re.compile(
    r"<([\w-]+)>|(\.\.\.)|(\.\.)|(\[[^\]]*\]\*|[\w)]\*)|(\\.)|([ \t]+\??)|(-)|(['’])|(\[[^\]]*\])|(.)", re.S
)
_GAP = r"(?:[^\w.;]+[\w'/.-]*\w){0,%d}?[^\w.;]+"


def to_regex(phrasing: str, terms: Mapping[str, Sequence[str]], trail: tuple[str, ...] = ()) -> str:
    """The regular expression of one phrasing, without flags or word boundaries. Raises PackError for unknown names."""
    out: list[str] = []
    for name, gap, short_gap, stem, escaped, blank, hyphen, quote, charset, other in _TOKEN.findall(phrasing.strip()):
        if name:
            if name in trail:
                raise PackError(f"the term <{name}> refers to itself", cure="Break the circle.")
            if name not in terms:
                raise PackError(f"no term is called <{name}>", cure=did_you_mean(name, terms))
            out.append(any_of(terms[name], terms, (*trail, name)))
        elif gap or short_gap:
            if out and out[-1] == _BLANK:  # the gap brings its own white space
                out.pop()
            out.append(_GAP % (8 if gap else 3))
        elif stem:
            out.append(stem[:-1] + r"\w*")
        elif blank:
            if blank.endswith("?"):
                out.append(r"[\s\-]*")  # "web ?site"
            elif not (out and out[-1].startswith(r"(?:[^\w.;]")):
                out.append(_BLANK)
        elif hyphen:
            out.append(r"[\s\-]?")
        elif quote:
            out.append("'")
        else:
            out.append(escaped or charset or other)
    return "".join(out)


_BLANK = r"[\s\-]+"


def any_of(phrasings: Sequence[str], terms: Mapping[str, Sequence[str]], trail: tuple[str, ...] = ()) -> str:
    """One group that matches any of the phrasings."""
    return "(?:" + "|".join(to_regex(p, terms, trail) for p in phrasings) + ")"


@lru_cache(maxsize=4096)
def compiled(source: str) -> Pattern:
    """The compiled RE2 pattern, for ASCII bytes, of a regular expression between word boundaries.

    Raises PackError where it is no pattern or matches the empty string.
    """
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.never_capture = True  # only where a match stands is asked for
    options.encoding = re2.Options.Encoding.LATIN1  # one byte a character: smaller automata
    options.max_mem = 64 << 20
    try:
        pattern = re2.compile(rf"(?:\b|^){source}(?:\b|$)".encode("ascii"), options)
    except re2.error as error:
        raise PackError(f"a phrasing is no valid pattern: {error}") from error
    if pattern.match(b""):
        raise PackError("a phrasing matches the empty string", cure="Make at least one word required.")
    return pattern
