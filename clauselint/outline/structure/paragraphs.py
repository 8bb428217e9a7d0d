"""Blocks to paragraphs: one label or none each, broken sentences made whole, page numbers and the like set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clauselint.model import Block, Document, State
from clauselint.outline.structure.labels import Label, of_label, parse
from clauselint.outline.structure.lexical_tests import (
    begins_flush_text,
    has_verb,
    is_caps,
    is_complete,
    is_title_case,
    starts_low,
)


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """``text[start:end]`` of a document with the labels before ``body``, where its own words begin.

    ``kind`` is the block's, or ``toc`` for a typed line of a table of contents, or ``furniture`` for a page number or a
    footer that the file gives as plain text.
    """

    start: int
    body: int
    end: int
    labels: tuple[Label, ...]
    kind: str
    level: int | None
    bold: bool

    @property
    def is_item(self) -> bool:
        """Whether the paragraph is a list item: by a bullet, or by the file's own word."""
        return self.kind == "list-item" or bool(self.labels and self.labels[0].kind == "bullet")


_LEADER = re.compile(r"(?:\.\s?){5,}|…{2,}")
_ENTRY_END = re.compile(r"(?:(?:\.\s?){4,}|…+|\t|\s{2,}|\s)(?:\d{1,3}|[ivxl]{1,5})\s*$")
_TOC_HEAD = re.compile(r"\s*(?:table of )?contents\s*:?\s*$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\s*(?:page\s*)?[-–—\[(|]*\s*(?:\d{1,4}|[ivxl]{1,5})\s*[-–—\])|]*(?:\s*(?:of|/)\s*\d{1,4})?\s*$", re.IGNORECASE
)
_STAMP = re.compile(
    r"\s*(?:strictly |company |business )?(?:confidential|proprietary)(?: and proprietary)?\s*$|"
    r"execution (?:copy|version)\s*$",
    re.IGNORECASE,
)
# Lines that a document repeats for a reason: of signature blocks and forms, and places left empty.
_KEPT = re.compile(
    r"[\s\[(_]*(?:(?:by|name|title|its|date|signature|address|attention|attn|phone|e-?mail)\b|reserved|"
    r"not used|n/a|yes|no\b|[\[_])",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r"[\d.()]{1,20}\s+[a-z]")  # "as 34 CFR" / "99.30 requires"
_DIGITS = re.compile(r"\d+")
# A number in the middle of a block, where a new clause may begin.
_INNER = re.compile(
    r"(?<=[\s.;:)\"”])(?:(?<=[.;:]\s)(?:SECTION|Section)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}\.)"
    r"(?=\s+[\"“(A-Z\[]|[\"“])"
)
_NO_CLAUSE_BEFORE = re.compile(
    r"(?:sections?|articles?|clauses?|paragraphs?|items?|§+|exhibits?|schedules?|parts?|nos?\.|and|or|to|of|"
    r"in|by|with|through|version|,)\s*$",
    re.IGNORECASE,
)
_LONGEST_FURNITURE = 240


def split(document: Document) -> list[TextParagraph]:
    """The paragraphs of the live blocks, in order; white space at their ends is left out."""
    text = document.text
    counter = _Numbers()
    paragraphs: list[TextParagraph] = []
    for block in document.blocks:
        if block.state is State.LIVE and block.start is not None and block.end is not None:
            paragraphs.extend(_of_block(text, block, *_trim(text, block.start, block.end), counter))
    paragraphs = _with_exhibit_lists(text, _with_toc(text, _with_furniture(text, paragraphs)))
    return list(_joined(text, paragraphs))


class _Numbers:
    """The last number of the running text, to tell a clause number in the middle of a block from any other number."""

    def __init__(self) -> None:
        self.last: tuple[int, ...] = ()

    def follows(self, parts: tuple[int, ...]) -> bool:
        """Whether ``parts`` is the next number in the sequence: 2.3 after 2.2, 3 or 3.1 after 2.2, 2.2.1 after 2.2."""
        last = self.last
        if not last:
            return parts in ((1,), (1, 1))
        if len(parts) > len(last):
            return parts[: len(last)] == last and all(p == 1 for p in parts[len(last) :])
        head = parts[:-1]
        at = len(parts) - 1
        return (last[:at] == head and parts[at] == last[at] + 1) or parts == (last[0] + 1, 1)

    def take(self, labels: tuple[Label, ...]) -> None:
        """Remember the first label of a paragraph where it has numbers."""
        if labels and labels[0].parts and labels[0].kind in ("number", "item"):
            self.last = labels[0].parts


def _of_block(text: str, block: Block, start: int, end: int, counter: _Numbers) -> Iterator[TextParagraph]:
    """The block, cut where a line or a number within it opens a new clause."""
    own = of_label(block.label) if block.label else ()
    for piece_start, piece_end in _cuts(text, start, end, counter):
        if own:
            labels, body = own, piece_start
            own = ()
        elif block.kind in ("toc", "cell", "form-value"):
            labels, body = (), piece_start
        else:
            labels, body = parse(text, piece_start, piece_end)
        counter.take(labels)
        yield TextParagraph(piece_start, body, piece_end, labels, block.kind, block.level, block.bold)


def _cuts(text: str, start: int, end: int, counter: _Numbers) -> Iterator[tuple[int, int]]:
    at = start
    for line_start, line_end in _lines(text, start, end):
        if line_start > at and _opens_paragraph(text, at, line_start, line_end):
            yield _trim(text, at, line_start)
            at = line_start
        if line_end - line_start < 60:
            continue
        labels, body = parse(text, line_start, line_end)
        counter.take(labels)
        for match in _INNER.finditer(text, body, line_end):
            parts = tuple(int(p) for p in match["number"].rstrip(".").split("."))
            if not counter.follows(parts) or _NO_CLAUSE_BEFORE.search(text, max(at, match.start() - 12), match.start()):
                continue
            if match.start() > at:
                yield _trim(text, at, match.start())
            at = match.start()
            counter.last = parts
    if at < end:
        yield _trim(text, at, end)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            yield start, stop
        start = stop + 1


def _opens_paragraph(text: str, at: int, line_start: int, line_end: int) -> bool:
    """Whether the line does not continue the lines before it (from ``at``): it has a label, or either is a title."""
    labels, _ = parse(text, line_start, line_end)
    before = text[max(at, line_start - 200) : line_start].rstrip()
    if labels and not before.endswith(("Section", "Sections", "Article", "Exhibit", "and", "or", "of", ",")):
        return True
    line = text[line_start:line_end].strip()
    last = before[before.rfind("\n") + 1 :]
    if is_caps(line) != is_caps(last) and (is_caps(last) or len(line) < 80) and not starts_low(line):
        return True
    return is_complete(before) and ((len(line) < 60 and is_title_case(line)) or len(last) < 60 or ":" in line[:20])


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _with_furniture(text: str, paragraphs: list[TextParagraph]) -> list[TextParagraph]:
    """Page numbers, and lines that come again and again but for the numbers in them, are furniture.

    They interrupt nothing. What they are worth is another question: one that is a sentence stays one.
    """
    keys: list[str | None] = []
    for p in paragraphs:
        plain = p.end - p.start <= _LONGEST_FURNITURE and p.kind == "paragraph"
        keys.append(_DIGITS.sub("#", text[p.start : p.end]) if plain else None)
    counts = Counter(keys)
    result = []
    for p, key in zip(paragraphs, keys, strict=True):
        if key is not None:
            words = text[p.start : p.end]
            repeated = counts[key] >= 4 and not p.labels and len(key) >= 8 and not _KEPT.match(words)
            if repeated or _PAGE_NUMBER.match(words) or _STAMP.match(words):
                p = replace(p, kind="furniture", labels=(), body=p.start)
        result.append(p)
    return result


def _with_toc(text: str, paragraphs: list[TextParagraph]) -> list[TextParagraph]:
    """Lines with dot leaders, and short lines that end with a page number below a "Table of Contents", are ``toc``."""
    result = []
    inside = False
    for p in paragraphs:
        words = text[p.start : p.end]
        if (
            p.kind == "toc"
            or _TOC_HEAD.match(words)
            or (_LEADER.search(words) and (_ENTRY_END.search(words[-80:]) or len(_LEADER.findall(words)) > 1))
        ):
            inside = True
            p = _as_toc(p)
        elif inside and p.kind != "furniture":
            inside = len(words) < 120 and bool(_ENTRY_END.search(words))
            p = _as_toc(p) if inside else p
        result.append(p)
    return result


def _as_toc(p: TextParagraph) -> TextParagraph:
    return replace(p, kind="toc", labels=(), body=p.start)


# "Attachment A. Data elements: name, grade, school.": no entry of a list, but the attachment itself.
_TELLS = re.compile(r":\s+\w[^:\n]*,\s")


def _with_exhibit_lists(text: str, paragraphs: list[TextParagraph]) -> list[TextParagraph]:
    """Lines that name one exhibit after the other ("Exhibit A - Data", "Exhibit B - Plan") list them: they are ``toc``.

    The last of such lines is one too, unless the exhibit itself begins there: its label does not come again, and text
    or a first number follows.
    """
    exhibits = [bool(p.labels) and p.labels[0].kind == "exhibit" for p in paragraphs]
    last_place = {p.labels[0].cite: i for i, p in enumerate(paragraphs) if exhibits[i]}
    result = list(paragraphs)
    for i, p in enumerate(paragraphs):
        if not exhibits[i]:
            continue
        named = p.body < p.end and not _TELLS.search(text, p.body, p.end)
        after = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        if named and after is not None and exhibits[i + 1]:
            result[i] = _as_toc(p)
        elif i and result[i - 1].kind == "toc" and exhibits[i - 1]:
            goes_on = after is None or (
                bool(after.labels) and all(ordinal != 1 for _, ordinal in after.labels[0].readings)
            )
            if goes_on or last_place[p.labels[0].cite] > i:
                result[i] = _as_toc(p)
    return result


def _joined(text: str, paragraphs: list[TextParagraph]) -> Iterator[TextParagraph]:
    """Make whole the paragraphs that a page's end, or a wrong break, cut in the middle of a sentence."""
    held: TextParagraph | None = None
    between: list[TextParagraph] = []
    for p in paragraphs:
        if held is None:
            held = p
        elif p.kind == "furniture" and held.kind != "furniture":
            between.append(p)
        elif _continues(text, held, p):
            held, between = replace(held, end=p.end), []
        else:
            yield held
            yield from between
            held, between = p, []
    if held is not None:
        yield held
        yield from between


def _continues(text: str, held: TextParagraph, p: TextParagraph) -> bool:
    """Whether ``p`` goes on with the sentence that ``held`` breaks off."""
    if p.labels or p.kind != held.kind or p.kind not in ("paragraph", "note"):
        return False
    before = text[max(held.start, held.end - 80) : held.end]
    if is_complete(before) or before.endswith(("—", "–", "_")):
        return False
    after = text[p.start : min(p.end, p.start + 80)]
    if before.endswith(",") and held.labels and begins_flush_text(after):
        return False
    # In capitals nothing begins low: long lines of them are the parts of one sentence.
    capitals = held.end - held.start > 80 and p.end - p.start > 40 and is_caps(before) and is_caps(after)
    return starts_low(after[:8]) or bool(_RUNS_ON.match(after)) or (capitals and has_verb(before))
