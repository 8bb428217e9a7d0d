"""Typed tables of contents and lists of exhibits: lines that name clauses without being clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clauselint.outline.structure.text_paragraph import TextParagraph

_LEADER = re.compile(r"(?:\.\s?){5,}|…{2,}")
_ENTRY_END = re.compile(r"(?:(?:\.\s?){4,}|…+|\t|\s{2,}|\s)(?:\d{1,3}|[ivxl]{1,5})\s*$")
_CONTENTS_HEADING = re.compile(r"\s*(?:table of )?contents\s*:?\s*$", re.IGNORECASE)
_LONGEST_ENTRY = 120  # characters
# "Attachment A. Data elements: name, grade, school.": not an entry of a list, but the attachment itself.
_ENUMERATION = re.compile(r":\s+\w[^:\n]*,\s")


def mark_contents(text: str, paragraphs: Sequence[TextParagraph]) -> list[TextParagraph]:
    """Return the paragraphs, those marked ``toc`` that are lines of a table of contents.

    Those are lines with dot leaders, and short lines that end with a page number below a "Table of Contents".
    """
    result = []
    inside = False
    for p in paragraphs:
        words = text[p.start : p.end]
        opens = p.kind == "toc" or _opens_contents(words)
        if opens or p.kind != "furniture":
            inside = opens or (inside and _is_entry(words))
            p = p.without_label("toc") if inside else p
        result.append(p)
    return result


def _opens_contents(words: str) -> bool:
    """Return whether a line belongs to a table of contents whatever stands before it."""
    if _CONTENTS_HEADING.match(words):
        return True
    leaders = _LEADER.findall(words)
    return bool(leaders) and (len(leaders) > 1 or bool(_ENTRY_END.search(words[-80:])))


def _is_entry(words: str) -> bool:
    return len(words) < _LONGEST_ENTRY and bool(_ENTRY_END.search(words))


def mark_exhibit_lists(text: str, paragraphs: Sequence[TextParagraph]) -> list[TextParagraph]:
    """Return the paragraphs, those marked ``toc`` that list exhibits one after the other ("Exhibit A - Data").

    The last line of such a list is one too, unless the exhibit itself begins there: its label does not come again, and
    text or a first number follows.
    """
    last_place = {p.labels[0].citation: i for i, p in enumerate(paragraphs) if p.is_exhibit}
    result: list[TextParagraph] = []
    for i, p in enumerate(paragraphs):
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        if p.is_exhibit:
            in_list = bool(i) and paragraphs[i - 1].is_exhibit and result[-1].kind == "toc"
            comes_again = last_place[p.labels[0].citation] > i
            if _is_listed(text, p, following) or (in_list and (comes_again or _is_last_entry(following))):
                p = p.without_label("toc")
        result.append(p)
    return result


def _is_listed(text: str, p: TextParagraph, following: TextParagraph | None) -> bool:
    """Return whether the line names its exhibit and the next line is another exhibit's."""
    named = p.body < p.end and not _ENUMERATION.search(text, p.body, p.end)
    return named and following is not None and following.is_exhibit


def _is_last_entry(following: TextParagraph | None) -> bool:
    """Return whether the line after a list of exhibits shows that no exhibit begins with the list's last line."""
    if following is None:
        return True
    return bool(following.labels) and all(ordinal != 1 for _, ordinal in following.labels[0].readings)
