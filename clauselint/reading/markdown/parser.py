"""markdown-it-py, set up for contracts: no text is dropped, and layouts that CommonMark is strict about are read as meant."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block, table
from markdown_it.rules_inline import StateInline, emphasis, image, link

MAX_NESTING = 100  # block quotes, lists and items, or brackets, one within the other
_MAX_COLUMNS = 1_000

# Not rules here, and why: "code" would take an indented clause for program code; "html_block" and "reference" drop text.
_RULES = (
    "table", "fence", "blockquote", "hr", "list", "heading", "lheading", "paragraph",
    "text", "newline", "escape", "backticks", "strikethrough", "emphasis", "link", "image", "autolink", "html_inline", "entity",
    "balance_pairs", "fragments_join",
)  # fmt: skip
_PARAGRAPH_ENDERS = ["paragraph", "reference", "blockquote", "list"]  # whose text such a rule may interrupt
_FENCE = re.compile(r"(?:`{3,}|~{3,})[ \t]*[\w+#.-]*[ \t]*")
_NUMBERED_ITEM = re.compile(r"\d{1,9}[.)][ \t]+\S")
_COMPARISON = re.compile(r">=|>[ \t]*[$€£]?\d(?!\d*[.)][ \t])")  # "> 8 hours", not the quoted list item "> 8. Hours"
_NO_EMPHASIS = re.compile(r"_{4,}|\*{9,}")  # a blank to fill in, a line of stars
# The start of a link or image; brackets within brackets only once, as markdown-it's time for more grows with their square.
_LINK = re.compile(r"!?\[[^\[\]]*+(?:\[[^\[\]]*+\][^\[\]]*+)*+\]\(")
_MANY_BRACKETS = re.compile(r"\[{2,}(?=\[\[)")  # no link begins before the last two
_ADDRESS = re.compile(r"[/#.:@?]|%[0-9A-F]{2}.*[/#.:@?]")


def build_parser() -> MarkdownIt:
    """Return the parser; its block rules alone run in ``parse``, inline text is parsed where it is needed."""
    parser = MarkdownIt("zero", {"maxNesting": MAX_NESTING, "html": True}).enable(_RULES)
    parser.core.ruler.enableOnly(["normalize", "block"])
    rules = parser.block.ruler
    rules.at("fence", _fence_line, {"alt": _PARAGRAPH_ENDERS})
    rules.at("blockquote", _quote, {"alt": _PARAGRAPH_ENDERS})
    rules.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    rules.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.at("link", _link)
    parser.inline.ruler.at("image", _image)
    parser.validateLink = _is_address  # type: ignore[method-assign]  # the documented way to say what a link may lead to
    return parser


def _is_address(url: str) -> bool:
    """Return whether a link leads somewhere; "[Provider](the)" is text."""
    return bool(_ADDRESS.search(url))


def _line(state: StateBlock, number: int) -> str:
    """Return a line without its indentation and the marks of the blocks that it stands in."""
    return str(state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]])


def _fence_line(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Skip the line that opens or closes a code block; what stands between is read like other text."""
    if not _FENCE.fullmatch(_line(state, start_line)):
        return False
    if not silent:
        state.line = start_line + 1
    return True


def _quote(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a block quote, unless the mark is a "greater than" that a line happens to begin with."""
    if _COMPARISON.match(_line(state, start_line)) and not _is_quote_line(state, start_line + 1, end_line):
        return False
    return blockquote(state, start_line, end_line, silent)


def _is_quote_line(state: StateBlock, number: int, end_line: int) -> bool:
    return number < end_line and _line(state, number).startswith(">")


def _list(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a list; one that begins with another number than 1 may follow a paragraph without a blank line too."""
    if silent and state.sCount[start_line] >= state.blkIndent and _NUMBERED_ITEM.match(_line(state, start_line)):
        return True
    return list_block(state, start_line, end_line, silent)


def _table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a table, which ends before the first line without a bar."""
    if start_line + 2 > end_line or not 0 < _line(state, start_line).count("|") <= _MAX_COLUMNS:
        return False
    last = start_line + 2
    while not silent and last < end_line and "|" in _line(state, last):
        last += 1
    return table(state, start_line, last, silent)


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Read a mark of emphasis, unless it is so long that it is a blank to fill in."""
    return _take_text(state, silent, _NO_EMPHASIS) or emphasis.tokenize(state, silent)


def _take_text(state: StateInline, silent: bool, marks: re.Pattern[str]) -> bool:
    """Take a run of ``marks`` for text, where there is one."""
    run = None if silent else marks.match(state.src, state.pos)
    if run is None:
        return False
    state.pending += run[0]
    state.pos = run.end()
    return True


def _link(state: StateInline, silent: bool) -> bool:
    if _LINK.match(state.src, state.pos):
        return link(state, silent)
    return _take_text(state, silent, _MANY_BRACKETS)


def _image(state: StateInline, silent: bool) -> bool:
    return bool(_LINK.match(state.src, state.pos)) and image(state, silent)
