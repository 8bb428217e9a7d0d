"""``text``: the comparison on a terminal, readable at 80 columns. Deleted words stand as [-words-], inserted ones as {+words+};
with color, they are struck out in red and underlined in green."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from clauselint.model import Comparison
from clauselint.reporting.text import Paper
from clauselint.reporting.view import Options, comparison_view, phrases
from clauselint.reporting.view.report_view import View
from clauselint.reporting.view.sanitize import QUOTE_WORDS, cut

_MARKS = {"deleted": ("[-", "-]"), "inserted": ("{+", "+}"), "equal": ("", "")}
_STYLES = {"deleted": "31;9", "inserted": "32;4"}
_INDENT = 4


def render(comparison: Comparison, options: Options) -> str:
    """The verdict, then requirements, numbers, text, terms and numbers of sections."""
    paper = Paper(options)
    data = comparison_view.comparison_view(comparison)
    lines = [
        *_head(paper, data),
        *_requirements(paper, data),
        *_numbers(paper, data["numbers"]),
        *_passages(paper, data["passages"], options),
        *_terms(paper, data),
        paper.rule(),
        *paper.wrap(phrases.DISCLAIMER, style="soft"),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(paper: Paper, data: View) -> Iterator[str]:
    for side in ("old", "new"):
        yield from paper.spread(f"{side}: {data[side]['path']}", phrases.pages_read(data[side]))
    yield from paper.wrap(data["summary"]["verdict"], style="strong")
    for side in ("old", "new"):
        for problem in data[side]["problems"]:
            page = f" (page {problem['page']})" if problem["page"] else ""
            yield from paper.wrap(f"! {side}: {problem['code']}: {problem['message']}{page}", 2, 4)


def _titled(paper: Paper, title: str, lines: Iterable[str]) -> Iterator[str]:
    """The lines under their title, nothing where there are none."""
    listed = list(lines)
    if listed:
        yield from ("", paper.paint(paper.plain(title.upper()), "strong"), *listed)


def _requirements(paper: Paper, data: View) -> Iterator[str]:
    for turn, title, rows in comparison_view.by_turn(data["requirements"]):
        lines: list[str] = []
        for row in rows:
            change = phrases.STATUS[row["new"]["status"]]
            if row["old"]["status"] != row["new"]["status"]:
                change = f"{phrases.STATUS[row['old']['status']]} → {change}"
            lines += paper.spread(f"{row['code']} {row['name']}", change, 2)
            if turn != "reworded" or row["old"]["message"] != row["new"]["message"]:
                lines += paper.wrap(phrases.why({**row["new"], "name": row["name"]}), _INDENT)
            if turn != "reworded":
                lines += [line for text in _quotes(row) for line in paper.wrap(text, _INDENT, _INDENT + 2)]
        yield from _titled(paper, f"{title} ({len(rows)})", lines)


def _quotes(row: View) -> Iterator[str]:
    for side in ("old", "new"):
        quote = comparison_view.quote_of(row[side])
        if quote is None:
            yield f"{side}: nothing found"
        else:
            place = f" ({phrases.place(quote)})" if phrases.place(quote) else ""
            yield f"{side}{place}: “{cut(quote['text'], 40)}”"


def _numbers(paper: Paper, rows: list[View]) -> Iterator[str]:
    lines: list[str] = []
    for row in rows:
        old, new = (row[side]["text"] if row[side] else "none" for side in ("old", "new"))
        trend = f" ({comparison_view.TREND[row['trend']]})" if row["trend"] else ""
        place = comparison_view.where([row["old"]] if row["old"] else [], [row["new"]] if row["new"] else [])
        lines += paper.spread(f"{cut(old, 12)} → {cut(new, 12)}{trend}", place, 2)
    yield from _titled(paper, f"Numbers, periods and dates ({len(rows)})", lines)


def _passages(paper: Paper, rows: list[View], options: Options) -> Iterator[str]:
    lines: list[str] = []
    for n, row in enumerate(rows):
        kind = str(row["kind"]) + (", moved" if row["moved"] and row["kind"] != "moved" else "")
        lines += [""] * bool(n) + paper.spread(kind, comparison_view.where(row["old"], row["new"]), 2)
        lines += _folded(paper, list(_words(paper, comparison_view.pieces(row, QUOTE_WORDS), options)))
    yield from _titled(paper, f"Text ({len(rows)})", lines)


def _terms(paper: Paper, data: View) -> Iterator[str]:
    lines = [*_term_changes(data["terms"]), *_party_changes(data["parties"])]
    if data["renumbered"]:
        pairs = ", ".join(f"{each['old']} → {each['new']}" for each in data["renumbered"])
        lines.append(f"sections renumbered (not a change in itself): {pairs}")
    yield from _titled(paper, "Terms, parties, numbering", (line for text in lines for line in paper.wrap(text, 2, 4)))


def _term_changes(rows: list[View]) -> Iterator[str]:
    kinds = {
        "changed": [row["term"] for row in rows if row["old"] and row["new"]],
        "lost": [row["term"] for row in rows if row["new"] is None],
        "gained": [row["term"] for row in rows if row["old"] is None],
    }
    for kind, terms in kinds.items():
        if terms:
            yield f"defined terms {kind}: {', '.join(f'“{cut(term)}”' for term in terms)}"


def _party_changes(parties: dict[str, list[str]]) -> Iterator[str]:
    for kind, names in sorted(parties.items()):
        if names:
            yield f"parties {kind}: {'; '.join(names)}"


class _Word(NamedTuple):
    """A word to print, with its ``style``; ``spaced``: after a blank."""

    text: str
    style: str
    spaced: bool


def _words(paper: Paper, pieces: list[tuple[str, str]], options: Options) -> Iterator[_Word]:
    spaced = False
    for op, text in pieces:
        words = paper.plain(text).split()
        opening, closing = ("", "") if options.color else _MARKS[op]
        for n, word in enumerate(words):
            first, last = n == 0, n == len(words) - 1
            shown = (opening if first else "") + word + (closing if last else "")
            yield _Word(shown, _STYLES.get(op, "") if options.color else "", not first or spaced or text[0] == " ")
        spaced = text[-1:] == " " if words else spaced or bool(text)


def _folded(paper: Paper, words: list[_Word]) -> Iterator[str]:
    """The words as lines; they break where there is a blank."""
    line: list[_Word] = []
    length = 0
    for n, word in enumerate(words):
        glued = sum(len(each.text) for each in _glued(words, n + 1))
        if line and word.spaced and length + 1 + len(word.text) + glued > paper.width - _INDENT:
            yield " " * _INDENT + _painted(line)
            line, length = [], 0
        length += len(word.text) + bool(line and word.spaced)
        line.append(word)
    if line:
        yield " " * _INDENT + _painted(line)


def _painted(line: list[_Word]) -> str:
    """The words with their blanks, those of one style in one stroke."""
    text = ""
    for style, group in groupby(line, key=lambda word: word.style):
        words = list(group)
        blank = " " if text and words[0].spaced else ""
        run = words[0].text + "".join(" " * word.spaced + word.text for word in words[1:])
        text += blank + (f"\x1b[{style}m{run}\x1b[0m" if style else run)
    return text


def _glued(words: list[_Word], start: int) -> Iterator[_Word]:
    """The words from ``start`` that no blank parts from the one before."""
    for word in words[start:]:
        if word.spaced:
            return
        yield word
