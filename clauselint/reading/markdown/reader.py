"""Markdown, as far as contracts use it: headings, lists, tables, quotes; marks of emphasis are dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from clauselint.diagnostics.errors import UnreadableError
from clauselint.model import ReadingOptions, State
from clauselint.reading.assembly import RawBlock, ReadResult
from clauselint.reading.line_cues import is_item, opens_block
from clauselint.reading.markdown.inline import TextLine, parse_lines
from clauselint.reading.markdown.parser import MAX_NESTING, build_parser
from clauselint.reading.text import decode
from clauselint.reading.text_cleaning import normalize_text

# No pattern may look past the mark that would begin another match: so each is linear in the length of a hostile line.
_COMMENT = re.compile(r"<!--(?:(?!<!--|-->).)*-->", re.DOTALL)
_BULLET = re.compile(r"^(\s*)•(?=[ \t]+\S)", re.MULTILINE)
_GLUED_HEADING = re.compile(r"^( {0,3}#{1,6})(?=[^\W\d_])", re.MULTILINE)
_QUOTE_MARKS = re.compile(r" {0,3}(?:>\s?)+")
_INDENT = re.compile(r"\s*")
_TABLE_RULE_CELL = re.compile(r"[\s:-]*")
_AROUND_BOLD = re.compile(r"[\s.:]*")  # what may stand beside the bold text of a paragraph that is all bold
_COLUMNS_OF_LEVEL = 3  # by which authors indent a list within a list at least
_CONTAINERS = frozenset(["blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open"])


def read(data: bytes, options: ReadingOptions) -> ReadResult:
    """Return the blocks of a Markdown text. The number of a list item is its label, as it is in the rendered page.

    Raises UnreadableError (DOC014) where there is too much text, or quotes and lists are nested too deep.
    """
    text = _COMMENT.sub("", decode(data)).replace("\f", "\n")
    return ReadResult(tuple(_BlockReader().read(_GLUED_HEADING.sub(r"\1 ", _BULLET.sub(r"\1-", text)))))


@dataclass(slots=True)
class _ListNumbers:
    """The numbers of an open list, by level: the one that the first item has in the source, and the one shown last."""

    first: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)

    def next_number(self, typed: int, level: int) -> int:
        """Count on where a list repeats its number ("1." on every item), as a rendered page does."""
        for deeper in [each for each in self.first if each > level]:
            del self.first[deeper], self.last[deeper]
        if level not in self.first:
            self.first[level] = self.last[level] = typed
        else:
            self.last[level] = self.last[level] + 1 if typed == self.first[level] else typed
        return self.last[level]


@dataclass(frozen=True, slots=True)
class _Item:
    """A list item whose first block is still to come; ``number`` and ``marker`` ("1.") are empty for a bullet."""

    level: int
    number: str | None = None
    marker: str = ""


@dataclass(slots=True)
class _BlockReader:
    """Turns the tokens of markdown-it into blocks."""

    _parser: MarkdownIt = field(default_factory=build_parser)
    _source_lines: list[str] = field(default_factory=list)
    _lists: list[_ListNumbers] = field(default_factory=list)
    _item: _Item | None = None
    _row_line: str = ""
    _row_length: int = 0  # cells

    def read(self, text: str) -> Iterator[RawBlock]:
        self._source_lines = text.split("\n")
        opener = None
        for token in self._parser.parse(text):
            if token.type in _CONTAINERS and token.level >= MAX_NESTING - 1:
                raise UnreadableError("DOC014", "quotes and lists are nested deeper than the limits allow.")
            if opener is not None and token.type == "inline":
                yield from self._text_blocks(opener, token.content)
            else:
                yield from self._structure(token)
            opener = token

    def _structure(self, token: Token) -> Iterator[RawBlock]:
        """Follow the lists and table rows that begin and end; yield the text that only they hold."""
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._lists.append(_ListNumbers())
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                yield from self._bare_marker()
                self._item = self._opened_item(token)
            case "list_item_close":
                yield from self._bare_marker()
            case "tr_open":
                self._row_line = self._source_line(token)
                self._row_length = 0
            case "tr_close":
                yield from self._excess_cells()

    def _source_line(self, token: Token) -> str:
        """Return the line of the source that a block begins on, without the marks of block quotes."""
        return _QUOTE_MARKS.sub("", self._source_lines[token.map[0]], count=1) if token.map else ""

    def _opened_item(self, token: Token) -> _Item:
        # Authors indent a list within a list by less than CommonMark asks for: what is seen counts.
        indent = _INDENT.match(self._source_line(token))
        columns = len(indent[0].expandtabs(4)) if indent else 0
        level = max(len(self._lists) - 1, columns // _COLUMNS_OF_LEVEL)
        if not token.info:
            return _Item(level)
        return _Item(level, str(self._lists[-1].next_number(int(token.info), level)), token.info + token.markup)

    def _bare_marker(self) -> Iterator[RawBlock]:
        """The number of a list item that has no text of its own."""
        if self._item and self._item.marker:
            yield RawBlock(self._item.marker)
        self._item = None

    def _excess_cells(self) -> Iterator[RawBlock]:
        """The cells of a row that has more of them than the head of its table, which markdown-it leaves out."""
        cells = escapedSplit(self._row_line.strip())
        if cells and not cells[0]:
            cells.pop(0)
        if cells and not cells[-1]:
            cells.pop()
        for cell in cells[self._row_length :]:
            yield from self._cell(parse_lines(self._parser, cell.strip()))

    def _text_blocks(self, opener: Token, source: str) -> Iterator[RawBlock]:
        """The blocks of a heading, a table cell or a paragraph."""
        lines = parse_lines(self._parser, source)
        if opener.type in ("th_open", "td_open"):
            self._row_length += 1
            yield from self._cell(lines)
        elif opener.type == "heading_open" and len(lines) == 1:
            yield from self._heading(lines[0], int(opener.tag[1]))
        else:  # a line below several lines is a rule, not the mark of a heading
            for group in _groups(lines):
                yield from self._paragraph(group)

    def _cell(self, lines: list[TextLine]) -> Iterator[RawBlock]:
        yield RawBlock(_text(lines), "cell")
        yield from _struck(lines)

    def _heading(self, line: TextLine, rank: int) -> Iterator[RawBlock]:
        number = None
        if line.text and self._item:
            number, self._item = self._item.number, None
        yield RawBlock(line.text, "heading", label=number, level=rank - 1)
        yield from _struck([line])

    def _paragraph(self, lines: list[TextLine]) -> Iterator[RawBlock]:
        text = _text(lines)
        if text.startswith("|"):  # a table without a line below its head
            for cell in text.strip("|").split("|"):
                if not _TABLE_RULE_CELL.fullmatch(cell):
                    yield RawBlock(normalize_text(cell), "cell")
        elif text and self._item:
            item, self._item = self._item, None
            yield RawBlock(text, "list-item", label=item.number, level=item.level, bold=_is_bold(lines))
        else:
            yield RawBlock(text, "list-item" if is_item(text) else "paragraph", bold=_is_bold(lines))
        yield from _struck(lines)


def _groups(lines: Iterable[TextLine]) -> Iterator[list[TextLine]]:
    """Split a paragraph where its author broke a line on purpose, or a line begins with a label or the like."""
    group: list[TextLine] = []
    for line in lines:
        if group and (line.after_hard_break or opens_block(line.text) or line.text.startswith("|")):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _text(lines: Iterable[TextLine]) -> str:
    # A backslash that is left at the end stands for a line break after which nothing comes.
    return normalize_text(" ".join(line.text for line in lines).removesuffix("\\"))


def _struck(lines: Iterable[TextLine]) -> Iterator[RawBlock]:
    if text := normalize_text(" ".join("".join(line.struck_texts) for line in lines)):
        yield RawBlock(text, "struck", State.DEAD)


def _is_bold(lines: Iterable[TextLine]) -> bool:
    """Return whether all of a paragraph is bold, but for the period or colon after it."""
    return all(_AROUND_BOLD.fullmatch("".join(line.plain_texts)) for line in lines)
