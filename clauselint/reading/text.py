"""Plain text: lines that an editor or a mail program wrapped, back to paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from clauselint.model import ReadingOptions, State
from clauselint.reading.assembly import RawBlock, ReadResult
from clauselint.reading.line_cues import LineVocabulary, folded, goes_on, is_item, left_open, opens_block, page_number
from clauselint.reading.text_cleaning import clean
from clauselint.reading.text_limits import MOST_CHARACTERS, MOST_LINES, too_long

_UNWRAPPED = 200  # characters; where lines are longer than this, a line is a paragraph
_SHORT_HEADING = 60  # characters
_MOST_PAGES = 5000
_WIDEST = 4  # bytes of a character


def decode(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else Windows' western code page.

    Raises UnreadableError (DOC014) where there is too much of it.
    """
    if len(data) > _WIDEST * MOST_CHARACTERS:
        raise too_long()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MOST_CHARACTERS or text.count("\n") > MOST_LINES or text.count("\f") > _MOST_PAGES:
        raise too_long()
    return text


def read(data: bytes, options: ReadingOptions) -> ReadResult:
    """Blocks of a plain text. Form feeds are page breaks; without them there are no pages."""
    text = decode(data)
    sheets = text.rstrip("\f\n ").split("\f")
    has_pages = len(sheets) > 1
    lines = [
        _Line(clean(line), page if has_pages else None)
        for page, sheet in enumerate(sheets, start=1)
        for line in sheet.split("\n")
    ]
    running = _running(lines)
    vocabulary = LineVocabulary(text)
    drafts = _join_broken(_paragraphs(lines, running, vocabulary), vocabulary)
    return ReadResult(tuple(drafts), pages=len(sheets) if has_pages else None)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int | None


def _running(lines: list[_Line]) -> dict[int, str]:
    """Lines that are no contract text, by index: page numbers, and the "Source:" lines that filings repeat."""
    repeated = Counter(folded(line.text) for line in lines if line.text.casefold().startswith("source:"))
    running = {
        i: "footer"
        for i, line in enumerate(lines)
        if line.text.casefold().startswith("source:") and repeated[folded(line.text)] > 1
    }
    numbers = [
        (i, int(number))
        for i, line in enumerate(lines)
        if (number := page_number(line.text)) and number.isdigit() and _alone(lines, i)
    ]
    # One number alone may be anything; a series that climbs through the document numbers its pages.
    climbing = _longest_climb(numbers)
    if len(climbing) > 2:
        running.update(dict.fromkeys(climbing, "page-number"))
    return running


def _alone(lines: list[_Line], i: int) -> bool:
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
class _Growing:
    """A paragraph that grows by one line after the other, in time that is linear in its length."""

    draft: RawBlock  # as it began
    tail: str  # the last line, which is all that decides how the next one is joined
    pieces: list[str] = field(default_factory=list)
    breaks: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0  # characters before the tail

    @classmethod
    def of(cls, draft: RawBlock) -> _Growing:
        return cls(draft, draft.text)

    @property
    def page(self) -> int | None:
        """The page that it has come to."""
        return self.breaks[-1][1] if self.breaks else self.draft.page

    def add(self, line: RawBlock, vocabulary: LineVocabulary) -> None:
        before = vocabulary.join(self.tail, line.text).removesuffix(line.text)
        self.pieces.append(before)
        self.length += len(before)
        self.tail = line.text
        if line.page is not None and line.page != self.page:
            self.breaks.append((self.length, line.page))

    def grown(self) -> RawBlock:
        return replace(self.draft, text="".join([*self.pieces, self.tail]), breaks=tuple(self.breaks))


def _paragraphs(lines: list[_Line], running: dict[int, str], vocabulary: LineVocabulary) -> Iterator[RawBlock]:
    """Lines joined to paragraphs; running lines come out where they stand, as asides."""
    width = _wrap_width(lines)
    current: _Growing | None = None
    for i, line in enumerate(lines):
        if not line.text or i in running:
            if current:
                yield current.grown()
            current = None
            if line.text:
                yield RawBlock(line.text, running[i], State.ASIDE, line.page)
        elif current is not None and current.page == line.page and _wrapped(current.tail, line.text, width):
            current.add(_draft(line), vocabulary)
        else:
            if current:
                yield current.grown()
            current = _Growing.of(_draft(line))
    if current:
        yield current.grown()


def _draft(line: _Line) -> RawBlock:
    return RawBlock(line.text, "list-item" if is_item(line.text) else "paragraph", page=line.page)


def _wrapped(before: str, after: str, width: int) -> bool:
    """Whether ``after`` is only there because ``before`` had no room for its first word."""
    if width > _UNWRAPPED or opens_block(after):
        return False
    return len(before) + 1 + len(after.split(" ", 1)[0]) > 0.8 * width


def _join_broken(drafts: Iterator[RawBlock], vocabulary: LineVocabulary) -> Iterator[RawBlock]:
    """Join a sentence that a page break cut in two: only page furniture may stand between its halves."""
    current: _Growing | None = None
    between: list[RawBlock] = []
    for draft in drafts:
        if draft.state is not State.LIVE:
            between.append(draft)
            continue
        if current and _goes_on(current, draft, bool(between)):
            current.add(draft, vocabulary)
            continue
        if current:
            yield current.grown()
        yield from between
        between = []
        current = _Growing.of(draft)
    if current:
        yield current.grown()
    yield from between


def _goes_on(before: _Growing, after: RawBlock, furniture: bool) -> bool:
    broken = furniture or before.page != after.page
    runs_on = goes_on(before.tail, after.text) or (left_open(before.tail) and not opens_block(after.text))
    return broken and before.length + len(before.tail) > _SHORT_HEADING and runs_on
