"""Plain text: lines that an editor or a mail program wrapped, back to paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clauselint.model import ReadingOptions, State
from clauselint.reading.assembly import Draft, Reading
from clauselint.reading.cleaning import clean
from clauselint.reading.lines import Vocabulary, folded, goes_on, is_item, left_open, opens_block, page_number

_UNWRAPPED = 200  # characters; where lines are longer than this, a line is a paragraph
_SHORT_HEADING = 60  # characters


def decode(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else Windows' western code page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read(data: bytes, options: ReadingOptions) -> Reading:
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
    vocabulary = Vocabulary(text)
    drafts = _join_broken(_paragraphs(lines, running, vocabulary), vocabulary)
    return Reading(tuple(drafts), pages=len(sheets) if has_pages else None)


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


def _paragraphs(lines: list[_Line], running: dict[int, str], vocabulary: Vocabulary) -> Iterator[Draft]:
    """Lines joined to paragraphs; running lines come out where they stand, as asides."""
    width = _wrap_width(lines)
    current: Draft | None = None
    last = ""
    for i, line in enumerate(lines):
        if not line.text or i in running:
            if current:
                yield current
            current = None
            if line.text:
                yield Draft(line.text, running[i], State.ASIDE, line.page)
            continue
        if current is not None and current.page == line.page and _wrapped(last, line.text, width):
            current = replace(current, text=vocabulary.join(current.text, line.text))
        else:
            if current:
                yield current
            current = _draft(line)
        last = line.text
    if current:
        yield current


def _draft(line: _Line) -> Draft:
    return Draft(line.text, "list-item" if is_item(line.text) else "paragraph", page=line.page)


def _wrapped(before: str, after: str, width: int) -> bool:
    """Whether ``after`` is only there because ``before`` had no room for its first word."""
    if width > _UNWRAPPED or opens_block(after):
        return False
    return len(before) + 1 + len(after.split(" ", 1)[0]) > 0.8 * width


def _join_broken(drafts: Iterator[Draft], vocabulary: Vocabulary) -> Iterator[Draft]:
    """Join a sentence that a page break cut in two: only page furniture may stand between its halves."""
    open_draft: Draft | None = None
    between: list[Draft] = []
    for draft in drafts:
        if draft.state is not State.LIVE:
            between.append(draft)
            continue
        if open_draft and _goes_on(open_draft, draft, bool(between)):
            joined = vocabulary.join(open_draft.text, draft.text)
            breaks = open_draft.breaks
            if draft.page is not None and draft.page != (breaks[-1][1] if breaks else open_draft.page):
                breaks = (*breaks, (len(joined) - len(draft.text), draft.page))
            open_draft = replace(open_draft, text=joined, breaks=breaks)
            continue
        if open_draft:
            yield open_draft
        yield from between
        between = []
        open_draft = draft
    if open_draft:
        yield open_draft
    yield from between


def _goes_on(before: Draft, after: Draft, furniture: bool) -> bool:
    broken = furniture or before.page != after.page
    runs_on = goes_on(before.text, after.text) or (left_open(before.text) and not opens_block(after.text))
    return broken and len(before.text) > _SHORT_HEADING and runs_on
