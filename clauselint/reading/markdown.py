"""Markdown, as far as contracts use it: headings, lists, tables, quotes; marks of emphasis are dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from clauselint.model import ReadingOptions
from clauselint.reading.assembly import RawBlock, ReadResult
from clauselint.reading.line_cues import is_item, opens_block
from clauselint.reading.text import decode
from clauselint.reading.text_cleaning import clean

# No pattern may look past the mark that would begin another match: so each is linear in the length of a hostile line.
_HEADING = re.compile(r" {0,3}(#{1,6})(?!#)(.+)")
_SETEXT = re.compile(r" {0,3}(=+|-+)\s*$")
_RULE = re.compile(r"([-*_])(?:\s*\1){2,}$")
_ITEM = re.compile(r"(\s*)(?:([-*+•])|(\d{1,9})[.)])\s+(?=\S)")
_QUOTE = re.compile(r" {0,3}(?:>\s?)+")
_TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-*:?\s*)*$")
_CELL_EDGE = re.compile(r"(?<!\\)\|")
_COMMENT = re.compile(r"<!--(?:(?!<!--|-->).)*-->", re.DOTALL)
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_BOLD_ALL = re.compile(r"\s*(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1[\s.:]*$")
_STARS = re.compile(r"(?<![\\*])(\*{1,3})(?=[^\s*])([^*]*[^\s*\\])\1(?!\*)")
_INLINE = (
    (re.compile(r"!\[([^\[\]]*)\]\([^()]*\)"), r"\1"),
    (re.compile(r"\[([^\[\]]+)\]\([^()\s]*(?:\s+\"[^\"()]*\")?\)"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>"), r"\1"),
    (re.compile(r"</?(?:br|b|i|u|em|strong|sup|sub|span|p|div|center|a)\b[^<>]*>", re.IGNORECASE), " "),
    (_STARS, r"\2"),
    (_STARS, r"\2"),  # again, for emphasis within emphasis
    (re.compile(r"(?<![\\\w])(_{1,3})(?=[^\s_])([^_]*[^\s_\\])\1(?![\w_])"), r"\2"),
    (re.compile(r"~~(?=\S)([^~]*[^\s~])~~"), r"\1"),
    (re.compile(r"(?<!\\)`([^`]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~$&\"'])"), r"\1"),
)


def read(data: bytes, options: ReadingOptions) -> ReadResult:
    """Blocks of a Markdown text. The number of a list item is its label, as it is in the rendered page."""
    lines = _COMMENT.sub("", decode(data)).replace("\f", "\n").split("\n")
    drafts = (draft for block in _blocks(lines) for draft in block)
    return ReadResult(tuple(_numbered(drafts)))


def _blocks(lines: list[str]) -> Iterator[list[RawBlock]]:
    """The drafts of each piece of the source; a paragraph is collected until something else begins."""
    paragraph: list[str] = []
    for i, raw in enumerate(lines):
        line = _QUOTE.sub("", raw)
        follows = _QUOTE.sub("", lines[i + 1]) if i + 1 < len(lines) else ""
        if not line.strip() or _FENCE.match(line):
            yield _paragraph(paragraph)
            paragraph = []
        elif paragraph and len(paragraph) == 1 and _SETEXT.match(line):
            yield [RawBlock(_plain(paragraph[0]), "heading", level=0 if line.strip()[0] == "=" else 1)]
            paragraph = []
        elif heading := _HEADING.match(line):
            yield _paragraph(paragraph)
            paragraph = []
            yield [RawBlock(_plain(heading.group(2).strip().rstrip("#")), "heading", level=len(heading.group(1)) - 1)]
        elif _RULE.match(line.strip()) or _TABLE_RULE.match(line.strip()):
            yield _paragraph(paragraph)
            paragraph = []
        elif _CELL_EDGE.search(line) and (line.lstrip().startswith("|") or _TABLE_RULE.match(follows.strip())):
            yield _paragraph(paragraph)
            paragraph = []
            yield [RawBlock(_plain(cell), "cell") for cell in _CELL_EDGE.split(line.strip().strip("|"))]
        elif paragraph and (_ITEM.match(line) or opens_block(line.strip()) or _breaks_hard(paragraph[-1])):
            yield _paragraph(paragraph)
            paragraph = [line]
        else:
            paragraph.append(line)
    yield _paragraph(paragraph)


def _breaks_hard(line: str) -> bool:
    """Whether a line ends in two spaces or a backslash, and so its paragraph, as a reader sees it."""
    return line.endswith(("  ", "\\"))


def _paragraph(lines: list[str]) -> list[RawBlock]:
    """A paragraph or list item from its source lines."""
    if not lines:
        return []
    item = _ITEM.match(lines[0])
    source = " ".join(line.removesuffix("\\").strip() for line in lines)
    if item is None:
        text = _plain(source)
        kind = "list-item" if is_item(text) else "paragraph"
        return [RawBlock(text, kind, bold=bool(_BOLD_ALL.match(source)))]
    indent, _, number = item.groups()
    body = source[item.end() - len(indent) :]
    level = len(indent.expandtabs(4)) // 3
    return [RawBlock(_plain(body), "list-item", label=number, level=level, bold=bool(_BOLD_ALL.match(body)))]


def _plain(source: str) -> str:
    """The text of a line without its marks."""
    for pattern, text in _INLINE:
        source = pattern.sub(text, source)
    return clean(source)


def _numbered(drafts: Iterator[RawBlock]) -> Iterator[RawBlock]:
    """Count on where a list repeats its number ("1." on every item), as a rendered page does."""
    counts: dict[int, int] = {}
    for draft in drafts:
        if draft.kind == "heading":
            counts.clear()
        if draft.kind == "list-item" and draft.label is not None and draft.level is not None:
            typed, last = int(draft.label), counts.get(draft.level)
            number = last + 1 if last is not None and typed == 1 and last >= 1 else typed
            counts = {level: n for level, n in counts.items() if level < draft.level}
            counts[draft.level] = number
            draft = replace(draft, label=str(number))
        yield draft
