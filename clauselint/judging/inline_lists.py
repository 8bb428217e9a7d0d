"""Sentences with a list in them ("shall (a) …; and (b) …"), which the outline holds as a lead-in and its items."""

from __future__ import annotations

from collections.abc import Mapping

from clauselint.model import Outline, Span

_LONGEST = 4_000  # characters; of a longer list each item is quoted alone


def whole_list_spans(outline: Outline) -> Mapping[int, Span]:
    """Return, for each sentence that is the lead-in or an item of a list, by its place, the span of lead-in and items.

    Lawyers quote such a sentence whole: of the items that they marked in CUAD's contracts, eight in ten stand in an excerpt that
    is like the whole list, and three in ten in one that is like the item.
    """
    sentences = outline.sentences
    place_of = {sentence.span: n for n, sentence in enumerate(sentences)}
    last: dict[int, int] = {}  # of a lead-in's list, the place of the last item
    for n, sentence in enumerate(sentences):
        lead_in = place_of.get(sentence.lead_ins[-1]) if sentence.lead_ins else None
        if lead_in is not None and last.get(lead_in, lead_in) == n - 1:  # nothing else stands between
            last[lead_in] = n
    spans: dict[int, Span] = {}
    for lead_in, end in last.items():
        whole = Span(sentences[lead_in].span.start, sentences[end].span.end)
        if whole.end - whole.start <= _LONGEST:
            for n in range(lead_in, end + 1):
                spans.setdefault(n, whole)
    return spans
