"""Terms of packs, each compiled to one linear-time regular expression.

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
from clauselint.packs.pattern_faults import pattern_fault

Pattern: TypeAlias = Any  # re2 has no types of its own

_TOKEN = re.compile(
    r"<([\w-]+)>|(\.\.\.)|(\.\.)|(\[[^\]]*\]\*|[\w)]\*)|(\\.)|([ \t]+\??)|(-)|(['’])|(\[[^\]]*\])|(.)", re.S
)
_GAP = r"(?:[^\w.;]+[\w'/.-]*\w){0,%d}?[^\w.;]+"


_GAP_START = r"(?:[^\w.;]"


def to_regex(phrasing: str, terms: Mapping[str, Sequence[str]], trail: tuple[str, ...] = ()) -> str:
    """Return the regular expression of one phrasing, without flags or word boundaries.

    ``trail`` are the terms that the phrasing stands in. Raises PackError for a term that is unknown or holds itself.
    """
    out: list[str] = []
    for name, gap, short_gap, any_ending, escaped, blank, hyphen, quote, charset, other in _TOKEN.findall(
        phrasing.strip()
    ):
        if gap or short_gap:
            if out and out[-1] == _BLANK:  # the gap brings its own white space
                out.pop()
            out.append(_GAP % (8 if gap else 3))
        elif blank == blank.rstrip("?") and blank:
            out += [] if out and out[-1].startswith(_GAP_START) else [_BLANK]
        elif name:
            out.append(_nested(name, terms, trail))
        else:
            fixed = _OPTIONAL_BLANK if blank else _OPTIONAL_HYPHEN if hyphen else "'" if quote else ""
            out.append(fixed or (any_ending[:-1] + r"\w*" if any_ending else escaped or charset or other))
    return "".join(out)


def _nested(name: str, terms: Mapping[str, Sequence[str]], trail: tuple[str, ...]) -> str:
    """Return the regular expression of ``<name>`` within a phrasing."""
    if name in trail:
        raise PackError(f"the term <{name}> contains itself", cure="Take it out of one of the terms.")
    if name not in terms:
        raise PackError(f"no term is called <{name}>", cure=did_you_mean(name, terms))
    return any_of(terms[name], terms, (*trail, name))


_OPTIONAL_BLANK = r"[\s\-]*"  # "web ?site"
_OPTIONAL_HYPHEN = r"[\s\-]?"
_BLANK = r"[\s\-]+"


def any_of(phrasings: Sequence[str], terms: Mapping[str, Sequence[str]], trail: tuple[str, ...] = ()) -> str:
    """Return one group that matches any of the phrasings."""
    return "(?:" + "|".join(to_regex(p, terms, trail) for p in phrasings) + ")"


@lru_cache(maxsize=4096)
def compiled(source: str) -> Pattern:
    """Return the compiled RE2 pattern, for ASCII bytes, of a regular expression between word boundaries.

    Raises PackError where it is not a pattern or matches the empty string.
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
        what, cure = pattern_fault(_report(source) or str(error))
        raise PackError(what, cure=cure) from error
    except UnicodeEncodeError as error:
        char = source[error.start]
        raise PackError(
            f"a phrasing cannot hold {char!r}", cure="Write a dot for a letter that is not ASCII."
        ) from error
    if pattern.match(b""):
        raise PackError("a phrasing matches the empty string", cure="Make at least one word required.")
    return pattern


def _report(source: str) -> str:
    """Return what RE2 says of the pattern alone: the word boundaries behind it can hide where it is open."""
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(source.encode("ascii"), options)
    except re2.error as error:
        said = error.args[0] if error.args else ""
        return said.decode("ascii", "replace") if isinstance(said, bytes) else str(said)
    return ""
