"""What the ends of pages do to a document's text: sentences cut, page furniture left in it, text taken for furniture.

The measure has rules of its own and uses none of the reader's: else the reader would judge itself. A page turn between
two live blocks (notes and form values do not count) is a **cut** where

- the block before has no sentence end (``. ; : ? !``, quotes and brackets after it) and is no signature line, and
- the block after opens nothing of its own by its look: no label, bullet, quoted term, signature line; and
- the sentence goes on: a small letter or "(in words" after the turn; or a word or mark before it that ends no sentence
  ("the", "Section", a comma, a hyphen); or a long block of prose before it that ends in a plain word, and after it
  prose that begins with a word that opens few sentences ("Authority", not "The").

Up to two short live lines may stand between the halves where the second begins with a small letter: page furniture that
stayed live. Headings count only where both signs agree; contents, cells and titles never do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from clauselint.model import Block, Document, State

_PROSE = ("paragraph", "list-item", "heading")
_ENDS = re.compile(r"[.;:?!\u037e]\W*$")  # U+037E: the Greek question mark, which looks like a semicolon
_ABBREVIATED = re.compile(r"\b(?:Inc|Corp|Co|Ltd|No|Nos|Sec|Art|Mr|Ms|Dr|v|vs|e\.g|i\.e|U\.S|L\.P)\.$")
# Words that end no sentence.
_DANGLING_WORDS = (
    "a an the of to by with between from for in on at under upon into and or nor any all each such this that these "
    "those its their his her our your shall will would may must not been be is are was were than as which who whose "
    "including if when where unless until without within through during after before but either neither no other "
    "more"
)
_DANGLING = frozenset(_DANGLING_WORDS.split())
_REFERRING_WORDS = "section sections article articles clause clauses paragraph subsection exhibit schedule"
_REFERS = frozenset(_REFERRING_WORDS.split())
_NUMERAL = re.compile(r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred)$")
# Words that begin so many sentences that they prove nothing after a page's end.
_OPENING_WORDS = (
    "the this that these those a an any all each every no if in it on at to for by as upon such neither either "
    "notwithstanding except unless where when after before during subject without both there"
)
_OPENERS = frozenset(_OPENING_WORDS.split())
_LABEL = re.compile(
    r"\(?(?:\d{1,3}|[a-zA-Z]{1,2}|[ivxlcIVXLC]{1,6})[.)](?:\s|$|[A-Z(“\"])"  # 2.  (2)  a)  iv.
    r"|\d{1,3}(?:\.\d{1,3})+\.?(?:\s|$|[A-Z(“\"])"  # 2.1
    r"|[•▪●◦‣■□▫➢❑❖*“\"\uf0b7\uf0a7]|[-–—o]\s"  # bullets, and a defined term in quotes
)
_SIGNATURE = re.compile(
    r"(?:by|name|title|its|date|dated|signed|signature|print(?:ed)? name|witness|attest|address|attn|attention|fax|tel"
    r"|e-?mail)\s*:|/s/|_{4,}|-{8,}|\[?signatures? |in witness whereof|for and on behalf|initial(?:s|ed)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:section|exhibit|schedule|annex|appendix|article|attachment) [a-z0-9]+\b", re.IGNORECASE)
_LITTLE = re.compile(r"\b(?:the|of|and|to|or|in|shall|any|by|for)\b", re.IGNORECASE)
_PROSE_TAIL = 200  # characters in which prose holds a few of these

_SOURCE = re.compile(r"\bSource: .{2,100}\d{1,2}/\d{1,2}/\d{4}")  # the line that a database put under each page
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6}|[A-H]-\d{1,3})(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE
)
_PAGE_OF = re.compile(r"\bpage \d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*$", re.IGNORECASE)
_CLAUSE_NUMBER = re.compile(
    r"(?:section|article|clause)?\s*(?:\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}[.)]|\([a-z0-9]{1,4}\)|[ivxl]{1,5}\.)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_SHORT = 10  # words of a line that may be page furniture
_LONG = 12  # words of a block that is prose rather than a title
_RUNNING = 3  # pages that end or begin with the same line, before it is a running line


class Fault(StrEnum):
    """What a page's end can do to a text."""

    CUT = "sentences cut by a page's end"
    SOURCE = '"Source: …" lines in live text'
    NUMBER = "page numbers in live text"
    RUNNING = "lines in live text that open or close three pages or more (heads of tables among them)"
    LABEL = "clause numbers among the asides"
    SIGNATURE = "signature lines among the asides"
    TITLE = "titles of exhibits among the asides"
    LONELY = "headers and footers that stand on one page only"


@dataclass(frozen=True, slots=True)
class Place:
    """A fault, its page, and the words about it."""

    fault: Fault
    page: int | None
    text: str


def places(document: Document) -> Iterator[Place]:
    """All that the ends of the pages of one document did to its text."""
    yield from _cuts(document)
    yield from _left(document)
    yield from _taken(document)


# --- sentences over a page's end -----------------------------------------------------------------------------------


def turns(document: Document) -> int:
    """Return how many pages end with live text that more live text follows."""
    return max(len(document.page_starts) - 1, 0)


def _cuts(document: Document) -> Iterator[Place]:
    live = [b for b in document.blocks if b.state is State.LIVE and b.kind not in ("note", "form-value")]
    for i in range(1, len(live)):
        page = document.page_at((live[i - 1].end or 1) - 1)
        if page is None or live[i].page in (None, page):
            continue
        if pair := _cut(live, i):
            before, after = pair
            between = "".join(f"[{block.text[:60]}] " for block in live[before + 1 : after])
            yield Place(Fault.CUT, page, f"{live[before].text[-90:]} | {between}{live[after].text[:90]}")


def _cut(live: Sequence[Block], i: int) -> tuple[int, int] | None:
    """The indices of the two halves of the sentence that the page turn before block ``i`` cuts."""
    if _is_cut(live[i - 1], live[i]):
        return i - 1, i
    for before, after in ((i - 2, i), (i - 1, i + 1), (i - 3, i), (i - 1, i + 2), (i - 2, i + 1)):
        if before < 0 or after >= len(live):
            continue
        furniture = all(len(block.text.split()) <= _SHORT for block in live[before + 1 : after])
        a, b = live[before], live[after]
        if furniture and b.text[0].islower() and len(a.text.split()) >= _LONG and _is_cut(a, b):
            return before, after
    return None


def _is_cut(a: Block, b: Block) -> bool:
    if a.kind not in _PROSE or b.kind not in _PROSE or not _open(a.text):
        return False
    word = re.split(r"[\s(“\"/]", a.text)[-1].casefold()
    first = b.text.split()[0]
    if word in _REFERS and first[0].isdigit():  # "under this Section" | "13.1, Bellicum shall"
        return True
    if _NUMERAL.search(word) and first.startswith("(") and first[1:2].isdigit():  # "within thirty" | "(30) days"
        return True
    if b.label or any(own.match(b.text) for own in (_LABEL, _SIGNATURE, _TITLE)):
        return False
    goes_on = first[0].islower() or (first[0] == "(" and first[1:2].islower())
    dangling = word in _DANGLING or word in _REFERS or a.text[-1] in ",-&("
    if "heading" in (a.kind, b.kind):
        return goes_on and dangling
    return goes_on or dangling or (_is_prose(a.text) and _is_prose(b.text) and first.casefold() not in _OPENERS)


def _open(text: str) -> bool:
    """Return whether a text ends within a sentence."""
    ended = _ENDS.search(text) and not _ABBREVIATED.search(text)
    return not ended and not _SIGNATURE.search(text[-60:])


def _is_prose(text: str) -> bool:
    return len(text.split()) >= _LONG and len(_LITTLE.findall(text[-_PROSE_TAIL:])) > 2


# --- what stayed and what went -------------------------------------------------------------------------------------


def _left(document: Document) -> Iterator[Place]:
    """Page-end lines that are still contract text."""
    live = [block for block in document.blocks if block.state is State.LIVE]
    edges: list[Block] = []
    for block in live:
        if match := _SOURCE.search(block.text):
            yield Place(Fault.SOURCE, block.page, block.text[max(0, match.start() - 60) : match.end() + 60])
    for offset, page_number in document.page_starts[1:]:  # joined into a sentence that runs over the page's end
        before = document.text[max(0, offset - 80) : offset].rstrip(" ")
        if not before.endswith("\n") and _PAGE_OF.search(before):
            yield Place(Fault.RUNNING, page_number - 1, f"{before} | {document.text[offset : offset + 60]}")
    for _, group in groupby(live, key=lambda block: block.page):
        page = [block for block in group if block.kind != "cell" and block.label is None]
        edges.extend(page[:1])
        edges.extend(page[-1:] if len(page) > 1 else ())
    alike = Counter(_folded(block.text) for block in edges)
    for block in edges:
        if _PAGE_NUMBER.fullmatch(block.text):
            yield Place(Fault.NUMBER, block.page, block.text)
        elif len(block.text.split()) > 2 * _SHORT or _SOURCE.search(block.text):
            continue
        elif _PAGE_OF.search(block.text) or (alike[_folded(block.text)] >= _RUNNING and _is_line(block.text)):
            yield Place(Fault.RUNNING, block.page, block.text)


def _is_line(text: str) -> bool:
    """Return whether a text has words, and no look of a label or a signature."""
    letters = sum(c.isalpha() for c in text)
    return letters > 3 and not any(own.match(text) for own in (_LABEL, _SIGNATURE, _TITLE))


def _taken(document: Document) -> Iterator[Place]:
    """Contract text that was taken for page furniture."""
    asides = [b for b in document.blocks if b.state is State.ASIDE and b.kind in ("header", "footer", "page-number")]
    alike = Counter(_folded(block.text) for block in asides)
    same = Counter(block.text for block in asides)
    for block in asides:
        lonely = alike[_folded(block.text)] == 1
        if _CLAUSE_NUMBER.fullmatch(block.text) and alike[_folded(block.text)] < _RUNNING:
            yield Place(Fault.LABEL, block.page, f"{block.kind}: {block.text}")
        elif _SIGNATURE.match(block.text) and not _PAGE_OF.search(block.text):
            yield Place(Fault.SIGNATURE, block.page, f"{block.kind}: {block.text}")
        elif _TITLE.match(block.text) and same[block.text] == 1 and not _PAGE_OF.search(block.text):
            yield Place(Fault.TITLE, block.page, f"{block.kind}: {block.text}")
        elif lonely and block.kind != "page-number" and not _SOURCE.search(block.text):
            yield Place(Fault.LONELY, block.page, f"{block.kind}: {block.text}")


def _folded(text: str) -> str:
    return _DIGITS.sub("0", text.casefold())
