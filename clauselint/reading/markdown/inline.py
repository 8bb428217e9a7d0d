"""The text of a Markdown paragraph without its marks, by lines, with what is bold or struck out in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clauselint.reading.text_cleaning import normalize_text

_MAX_PARSED = 10_000  # characters parsed at once: bounds the time and memory that a hostile paragraph takes
_TAG = re.compile(r"</?(?:br|b|i|u|em|strong|sup|sub|span|p|div|center|a)\b", re.IGNORECASE)
_STRUCK_TAG = re.compile(r"<(/?)(?:del|s|strike)\b", re.IGNORECASE)


@dataclass(slots=True)
class TextLine:
    """A source line. ``after_hard_break`` is true where the author broke the line before it on purpose."""

    after_hard_break: bool = False
    texts: list[str] = field(default_factory=list)
    plain_texts: list[str] = field(default_factory=list)  # of ``texts``, those that are not bold
    struck_texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that is not struck out."""
        return normalize_text("".join(self.texts))


def parse_lines(parser: MarkdownIt, source: str) -> list[TextLine]:
    """Return the lines of a paragraph's source."""
    renderer = _Renderer()
    for piece in _pieces(source):
        renderer.add(parser.inline.parse(piece, parser, {}, []))
    return renderer.lines


def _pieces(source: str) -> Iterator[str]:
    """Cut a very long paragraph at blanks."""
    start = 0
    while len(source) - start > _MAX_PARSED:
        limit = start + _MAX_PARSED
        cut = max(source.rfind("\n", start, limit), source.rfind(" ", start, limit)) + 1 or limit
        yield source[start:cut]
        start = cut
    yield source[start:]


@dataclass(slots=True)
class _Renderer:
    lines: list[TextLine] = field(default_factory=lambda: [TextLine()])
    _bold: int = 0  # depth
    _struck: int = 0

    def add(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.type in ("softbreak", "hardbreak"):
                self.lines.append(TextLine(token.type == "hardbreak"))
            elif token.type in ("strong_open", "strong_close"):
                self._bold += token.nesting
            elif token.type in ("s_open", "s_close"):
                self._strike(token.nesting)
            elif token.type == "image":
                self.add(token.children or [])
            elif token.type == "html_inline":
                self._add_html(token.content)
            else:
                self._add_text(token.content)

    def _add_html(self, tag: str) -> None:
        """Drop the tags of emphasis and layout; what else stands in angle brackets, such as <Name>, is text."""
        if struck := _STRUCK_TAG.match(tag):
            self._strike(-1 if struck[1] else 1)
        else:
            self._add_text(" " if _TAG.match(tag) else tag)

    def _strike(self, change: int) -> None:
        self._struck = max(self._struck + change, 0)
        self.lines[-1].struck_texts.append(" ")  # between what is struck out here and there

    def _add_text(self, text: str) -> None:
        line = self.lines[-1]
        (line.struck_texts if self._struck else line.texts).append(text)
        if not self._bold and not self._struck:
            line.plain_texts.append(text)
