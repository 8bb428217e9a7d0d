"""Plain text: lines that an editor or a mail program wrapped, back to paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from clauselint.model import ReadingOptions, State
from clauselint.reading.assembly import RawBlock, ReadResult
from clauselint.reading.line_cues import (
    LineVocabulary,
    bare_page_number,
    continues_sentence,
    ends_open,
    is_item,
    mask_digits,
    opens_block,
)
from clauselint.reading.text_cleaning import normalize_text
from clauselint.reading.text_limits import MAX_CHARACTERS, MAX_LINES, too_long

_UNWRAPPED = 200  # characters; where lines are longer than this, a line is a paragraph
_SHORT_HEADING = 60  # characters
_MAX_PAGES = 5000
_WIDEST = 4  # bytes of a character


def decode(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else Windows' western code page.

    Raises UnreadableError (DOC014) where there is too much of it.
    """
    if len(data) > _WIDEST * MAX_CHARACTERS:
        raise too_long()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES or text.count("\f") > _MAX_PAGES:
        raise too_long()
    return text


def read(data: bytes, options: ReadingOptions) -> ReadResult:
    """Blocks of a plain text. Form feeds are page breaks; without them there are no pages."""
    text = decode(data)
    page_texts = text.rstrip("\f\n ").split("\f")
    has_pages = len(page_texts) > 1
    lines = [
        _Line(normalize_text(line), page if has_pages else None)
        for page, page_text in enumerate(page_texts, start=1)
        for line in page_text.split("\n")
    ]
    running = _find_running_lines(lines)
    vocabulary = LineVocabulary(text)
    raw_blocks = _join_broken(_join_lines(lines, running, vocabulary), vocabulary)
    return ReadResult(tuple(raw_blocks), pages=len(page_texts) if has_pages else None)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int | None


def _find_running_lines(lines: list[_Line]) -> dict[int, str]:
    """Lines that are no contract text, by index: page numbers, and the "Source:" lines that filings repeat."""
    repeated = Counter(mask_digits(line.text) for line in lines if line.text.casefold().startswith("source:"))
    running = {
        i: "footer"
        for i, line in enumerate(lines)
        if line.text.casefold().startswith("source:") and repeated[mask_digits(line.text)] > 1
    }
    numbers = [
        (i, int(number))
        for i, line in enumerate(lines)
        if (number := bare_page_number(line.text)) and number.isdigit() and _stands_alone(lines, i)
    ]
    # One number alone may be anything; a series that climbs through the document numbers its pages.
    climbing = _longest_climb(numbers)
    if len(climbing) > 2:
        running.update(dict.fromkeys(climbing, "page-number"))
    return running


def _stands_alone(lines: list[_Line], i: int) -> bool:
    return (i == 0 or not lines[i - 1].text) and (
        i + 1 == len(lines) or not lines[i + 1].text or lines[i + 1].text.casefold().startswith("source:")
    )


def _longest_climb(numbers: list[tuple[int, int]]) -> list[int]:
    """Indices of lines whose numbers rise by one or two from each to the next, starting anywhere."""
    best: list[int] = []
    current: list[int] = []
    last = None
    for i, number in numbers:
        if last is not None and 0 < number - last <= 2:
            current.append(i)
        else:
            current = [i]
        last = number
        if len(current) > len(best):
            best = list(current)
    return best


def _wrap_width(lines: list[_Line]) -> int:
    """The length at which lines were wrapped, in characters: nearly all lines are shorter."""
    lengths = sorted(len(line.text) for line in lines if line.text)
    return lengths[int(len(lengths) * 0.95)] if lengths else 0


@dataclass(slots=True)
class _ParagraphBuilder:
    """A paragraph that grows by one line after the other, in time that is linear in its length."""

    raw_block: RawBlock  # as it began
    last_line: str  # the last line, which is all that decides how the next one is joined
    pieces: list[str] = field(default_factory=list)
    breaks: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0  # characters before the last line

    @classmethod
    def of(cls, raw_block: RawBlock) -> _ParagraphBuilder:
        return cls(raw_block, raw_block.text)

    @property
    def page(self) -> int | None:
        """The page that it has come to."""
        return self.breaks[-1][1] if self.breaks else self.raw_block.page

    def add(self, line: RawBlock, vocabulary: LineVocabulary) -> None:
        before = vocabulary.join(self.last_line, line.text).removesuffix(line.text)
        self.pieces.append(before)
        self.length += len(before)
        self.last_line = line.text
        if line.page is not None and line.page != self.page:
            self.breaks.append((self.length, line.page))

    def build(self) -> RawBlock:
        return replace(self.raw_block, text="".join([*self.pieces, self.last_line]), breaks=tuple(self.breaks))


def _join_lines(lines: list[_Line], running: dict[int, str], vocabulary: LineVocabulary) -> Iterator[RawBlock]:
    """Lines joined to paragraphs; running lines come out where they stand, as asides."""
    width = _wrap_width(lines)
    current: _ParagraphBuilder | None = None
    for i, line in enumerate(lines):
        if not line.text or i in running:
            if current:
                yield current.build()
            current = None
            if line.text:
                yield RawBlock(line.text, running[i], State.ASIDE, line.page)
        elif current is not None and current.page == line.page and _is_wrapped(current.last_line, line.text, width):
            current.add(_line_block(line), vocabulary)
        else:
            if current:
                yield current.build()
            current = _ParagraphBuilder.of(_line_block(line))
    if current:
        yield current.build()


def _line_block(line: _Line) -> RawBlock:
    return RawBlock(line.text, "list-item" if is_item(line.text) else "paragraph", page=line.page)


def _is_wrapped(before: str, after: str, width: int) -> bool:
    """Return whether ``after`` is only there because ``before`` had no room for its first word."""
    if width > _UNWRAPPED or opens_block(after):
        return False
    return len(before) + 1 + len(after.split(" ", 1)[0]) > 0.8 * width


def _join_broken(raw_blocks: Iterator[RawBlock], vocabulary: LineVocabulary) -> Iterator[RawBlock]:
    """Join a sentence that a page break cut in two: only page furniture may stand between its halves."""
    current: _ParagraphBuilder | None = None
    between: list[RawBlock] = []
    for raw_block in raw_blocks:
        if raw_block.state is not State.LIVE:
            between.append(raw_block)
            continue
        if current and _continues(current, raw_block, bool(between)):
            current.add(raw_block, vocabulary)
            continue
        if current:
            yield current.build()
        yield from between
        between = []
        current = _ParagraphBuilder.of(raw_block)
    if current:
        yield current.build()
    yield from between


def _continues(before: _ParagraphBuilder, after: RawBlock, furniture: bool) -> bool:
    broken = furniture or before.page != after.page
    runs_on = continues_sentence(before.last_line, after.text) or (
        ends_open(before.last_line) and not opens_block(after.text)
    )
    return broken and before.length + len(before.last_line) > _SHORT_HEADING and runs_on
