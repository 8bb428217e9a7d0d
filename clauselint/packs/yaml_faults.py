"""Faults of YAML syntax in plain words: a table from what the parser reports to what the author should do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from clauselint.diagnostics.faults import Fault, excerpt


@dataclass(frozen=True, slots=True)
class SyntaxRule:
    """A report of the YAML parser by its pattern, and the sentence and cure that an author reads instead.

    Both may name what the pattern's group ``name`` caught, or ``char``, the character at the fault. ``at_start``: the fault is
    told where the value begins, not where the parser gave up.
    """

    report: re.Pattern[str]
    what: str
    cure: str
    char: str = ""
    at_start: bool = False


def _rule(report: str, what: str, cure: str, *, char: str = "", at_start: bool = False) -> SyntaxRule:
    return SyntaxRule(re.compile(report, re.I | re.S), what, cure, char, at_start)


RULES = (
    _rule(r'found duplicate key "?(?P<name>[^"\n]*?)"? with', "the key {name!r} occurs twice here.", "Keep one of the two."),
    _rule(r"found duplicate anchor", "two anchors have the same name.", "Give one of them another name."),
    _rule(r"cannot start any token", "a tab cannot indent YAML.", "Indent with spaces.", char="\t"),
    _rule(r"cannot start any token", "a value cannot begin with {char}.", "Put the value in quotes."),
    _rule(r"found undefined alias", "no anchor has this name.", "A value that begins with * must be in quotes."),
    _rule(r"while scanning an (alias|anchor)", "{char} alone does not begin a value.", "Put the value in quotes.", at_start=True),
    _rule(r"could not determine a constructor for the tag '?(?P<name>[^'\n]*)'?", "the tag {name} is not known.",
          "A value that begins with ! must be in quotes."),
    _rule(r"found unknown escape character", "a backslash means something else inside double quotes.",
          "Use single quotes for patterns."),
    _rule(r"while (scanning|parsing) a (\S+ )?(quoted|double-quoted|single-quoted) scalar|quoted scalar",
          "a quotation mark is not closed.", "Close it, or write '' for an apostrophe inside '…'.", at_start=True),
    _rule(r"while parsing a flow sequence", "the list [ … ] is not closed, or lacks a comma.",
          "Values that hold [ ] {{ }} or a comma must be in quotes.", at_start=True),
    _rule(r"while parsing a flow mapping", "the mapping {{ … }} is not closed, or lacks a comma.",
          "Values that hold [ ] {{ }} or a comma must be in quotes.", at_start=True),
    _rule(r"mapping values are not allowed", "a key cannot stand here.",
          "Put a value that holds a colon in quotes, or align the line with the keys above it."),
    _rule(r"could not find expected ':'", "a key lacks its colon.", "Write key: value.", at_start=True),
    _rule(r"for merging", "<<: can only merge a mapping.", "Write the keys out."),
    _rule(r"single document|another document|document start|unknown directive",
          "the file must hold one YAML document.", "Remove the lines that begin with --- or %."),
    _rule(r"characters are not allowed|unacceptable character", "the file holds a control character.", "Remove it."),
    _rule(r"expected <block end>|did not find expected|while parsing a block",
          "the indentation does not match the lines above.", "Indent the entries of one list or mapping alike."),
)  # fmt: skip
"""In this order; the first whose pattern and character fit speaks."""

_OTHERWISE = SyntaxRule(re.compile(""), "", "Check the indentation, the quotation marks and the colons of this line.")


def syntax_fault(file: Path, text: str, error: YAMLError) -> Fault:
    """Return what is wrong with a file that is not valid YAML, where, and what to do about it."""
    report, at, start = _reported(text, error)
    rule, found = _rule_for(report, text[at : at + 1] if at is not None else "")
    at = start if rule.at_start and start is not None else at
    named = {"char": text[at : at + 1] if at is not None else "", **(found.groupdict() if found else {})}
    what = f"not valid YAML: {rule.what.format(**named)}" if rule.what else "not valid YAML."
    cure = rule.cure.format(**named)
    if at is None:
        return Fault(file, what, cure)
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Fault(file, what, cure, line, column, excerpt(text.split("\n"), line, column))


def _reported(text: str, error: YAMLError) -> tuple[str, int | None, int | None]:
    """Return the parser's report, the offset where it gave up, and that where the value begins."""
    if not isinstance(error, MarkedYAMLError):
        at = getattr(error, "position", None)
        return f"{error} {getattr(error, 'reason', '')}", at if isinstance(at, int) else None, None
    at, start = (
        _offset(text, mark.line, mark.column) if mark else None for mark in (error.problem_mark, error.context_mark)
    )
    return f"{error.context or ''} {error.problem or ''}", at if at is not None else start, start


def _rule_for(report: str, char: str) -> tuple[SyntaxRule, re.Match[str] | None]:
    for rule in RULES:
        found = rule.report.search(report)
        if found and rule.char in {"", char}:
            return rule, found
    return _OTHERWISE, None


def _offset(text: str, line: int, column: int) -> int:
    """Return the offset of a line and a column that count from 0; the last line's end where the text is shorter."""
    lines = text.split("\n")
    return min(len(text.rstrip("\n")), sum(len(each) + 1 for each in lines[:line]) + column)
