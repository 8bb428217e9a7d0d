"""Passages that were changed, lost, gained or moved, with their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clauselint.judging.compare.comparison_tokens import tokenize
from clauselint.judging.compare.paragraph_links import ParagraphLink, floats_freely, link_paragraphs
from clauselint.judging.compare.references import outermost_renumberings, renumbered_sections
from clauselint.judging.compare.word_diff import diff_words
from clauselint.model import ComparedParagraph, PassageChange, PassageChangeKind, WordOp, WordRun

_FEWEST_WORDS = 4  # fewer ("Name:") stand in many places, and are not reported as moved


def find_passage_changes(
    old: Sequence[ComparedParagraph], new: Sequence[ComparedParagraph]
) -> tuple[tuple[PassageChange, ...], tuple[tuple[str, str], ...]]:
    """Return the changes in the order of the new version, and the old and new labels of sections that were renumbered."""
    links = link_paragraphs(old, new)
    labels = renumbered_sections(
        (old[each.old[0]].section, new[each.new[0]].section) for each in links if each.old and each.new
    )
    rows = []
    for each in _merge_passages(links, old, new):
        change = _change(each, old, new, labels)
        if change is not None:
            rows.append(change)
    return tuple(rows), outermost_renumberings(labels)


def _change(
    each: ParagraphLink, old: Sequence[ComparedParagraph], new: Sequence[ComparedParagraph], labels: Mapping[str, str]
) -> PassageChange | None:
    were, are = tuple(old[i] for i in each.old), tuple(new[j] for j in each.new)
    was, now = ("\n".join(p.text for p in side) for side in (were, are))
    if not are:
        return PassageChange(PassageChangeKind.LOST, were, (), (WordRun(WordOp.DELETED, was),))
    if not were:
        return PassageChange(PassageChangeKind.GAINED, (), are, (WordRun(WordOp.INSERTED, now),))
    words = diff_words(were, are, labels)
    if words:
        return PassageChange(PassageChangeKind.CHANGED, were, are, words, each.moved)
    loose = floats_freely(old, each.old) or floats_freely(new, each.new)
    if each.moved and not loose and len(tokenize(now)) >= _FEWEST_WORDS:
        return PassageChange(PassageChangeKind.MOVED, were, are, (WordRun(WordOp.EQUAL, now),), moved=True)
    return None


def _merge_passages(
    links: Sequence[ParagraphLink], old: Sequence[ComparedParagraph], new: Sequence[ComparedParagraph]
) -> Iterator[ParagraphLink]:
    """Yield the links, paragraphs of one clause that were lost, gained or moved together as one."""
    held: ParagraphLink | None = None
    for each in links:
        if held is not None and _extends(held, each, old, new):
            held = ParagraphLink(held.old + each.old, held.new + each.new, held.moved)
            continue
        if held is not None:
            yield held
        held = each
    if held is not None:
        yield held


def _extends(
    held: ParagraphLink, each: ParagraphLink, old: Sequence[ComparedParagraph], new: Sequence[ComparedParagraph]
) -> bool:
    same_kind = (held.moved, bool(held.old), bool(held.new)) == (each.moved, bool(each.old), bool(each.new))
    if not same_kind or (held.old and held.new and not held.moved):
        return False
    return all(
        not held_side or (each_side[0] == held_side[-1] + 1 and _within(side[held_side[0]], side[each_side[0]]))
        for side, held_side, each_side in ((old, held.old, each.old), (new, held.new, each.new))
    )


def _within(first: ComparedParagraph, other: ComparedParagraph) -> bool:
    """Return whether the paragraph belongs to the clause that ``first`` opens or stands in."""
    if not first.section:
        return not other.section and first.heading == other.heading != ""
    rest = other.section.removeprefix(first.section)
    return other.section.startswith(first.section) and not rest[:1].isalnum()
