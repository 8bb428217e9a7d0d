"""Paragraphs that a page's end, or a wrong line break, cut in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from clauselint.outline.structure.lexical_tests import (
    begins_flush_text,
    has_verb,
    is_all_caps,
    is_complete,
    starts_lowercase,
)
from clauselint.outline.structure.text_paragraph import TextParagraph

_CITATION_CONTINUES = re.compile(r"[\d.()]{1,20}\s+[a-z]")  # "as 34 CFR" / "99.30 requires"
_CONTEXT = 80  # characters before and after the break


def join_broken(text: str, paragraphs: Iterable[TextParagraph]) -> Iterator[TextParagraph]:
    """Yield the paragraphs, broken ones whole; furniture between the two halves is dropped."""
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
    """Return whether ``p`` continues the sentence that ``held`` breaks off."""
    if p.labels or p.kind != held.kind or p.kind not in ("paragraph", "note"):
        return False
    before = text[max(held.start, held.end - _CONTEXT) : held.end]
    after = text[p.start : min(p.end, p.start + _CONTEXT)]
    if is_complete(before) or before.endswith(("—", "–", "_")):
        return False
    if before.endswith(",") and held.labels and begins_flush_text(after):
        return False
    if starts_lowercase(after[:8]) or _CITATION_CONTINUES.match(after):
        return True
    # In capitals nothing starts in lower case: long lines of them are the parts of one sentence.
    long = held.end - held.start > 80 and p.end - p.start > 40
    return long and is_all_caps(before) and is_all_caps(after) and has_verb(before)
