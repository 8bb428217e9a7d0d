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
    r"<(?P<term>[\w-]+)>|(?P<long_gap>\.\.\.)|(?P<gap>\.\.)|(?P<any_ending>\[[^\]]*\]\*|[\w)]\*)|(?P<verbatim>\\.)"
    r"|(?P<optional_blank>[ \t]+\?)|(?P<blank>[ \t]+)|(?P<hyphen>-)|(?P<quote>['’])|\[[^\]]*\]|.",
    re.S,
)
_BLANK = r"[\s\-]+"
_GAP = r"(?:[^\w.;]+[\w'/.-]*\w){0,%d}?[^\w.;]+"
_GAPS = {"long_gap": _GAP % 8, "gap": _GAP % 3}
_FIXED = {"optional_blank": r"[\s\-]*", "hyphen": r"[\s\-]?", "quote": "'"}


def to_regex(phrasing: str, terms: Mapping[str, Sequence[str]], trail: tuple[str, ...] = ()) -> str:
    """Return the regular expression of one phrasing, without flags or word boundaries.

    ``trail`` are the terms that the phrasing stands in. Raises PackError for a term that is unknown or contains itself.
    """
    out: list[str] = []
    last = ""
    for token in _TOKEN.finditer(phrasing.strip()):
        kind = token.lastgroup or ""
        if kind in _GAPS and last == "blank":  # the gap brings its own white space, before it and behind
            out[-1] = _GAPS[kind]
        elif kind != "blank" or last not in _GAPS:
            out.append(_piece(kind, token, terms, trail))
        last = "gap" if kind == "blank" and last in _GAPS else kind
    return "".join(out)


def _piece(kind: str, token: re.Match[str], terms: Mapping[str, Sequence[str]], trail: tuple[str, ...]) -> str:
    """Return the regular expression of one token of a phrasing."""
    if kind == "term":
        return _nested(token["term"], terms, trail)
    if kind == "any_ending":
        return token[0][:-1] + r"\w*"
    if kind == "blank":
        return _BLANK
    return _GAPS.get(kind) or _FIXED.get(kind) or token[0]


def _nested(name: str, terms: Mapping[str, Sequence[str]], trail: tuple[str, ...]) -> str:
    """Return the regular expression of ``<name>`` within a phrasing."""
    if name in trail:
        raise PackError(f"the term <{name}> contains itself", cure="Take it out of one of the terms.")
    if name not in terms:
        raise PackError(f"no term is called <{name}>", cure=did_you_mean(name, terms))
    return any_of(terms[name], terms, (*trail, name))


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
        char = error.object[error.start]
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
