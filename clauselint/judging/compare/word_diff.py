"""The word-level view of a passage: which words went, which came, which stayed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from clauselint.judging.compare.align import align
from clauselint.judging.compare.comparison_tokens import comparison_key, letters_and_digits, tokenize
from clauselint.judging.compare.references import is_reference
from clauselint.lexicon.word_set import word_set
from clauselint.model import ComparedParagraph, WordOp, WordRun


class _TokenRange(NamedTuple):
    """Tokens ``old:old_end`` of the one text against ``new:new_end`` of the other; ``same`` or not."""

    same: bool
    old: int
    old_end: int
    new: int
    new_end: int


# Between two changes these are noise: "[-thirty-] of [-the-]" reads worse than one change.
_FUNCTION_WORDS = word_set("a an and as at by for from in is it its of on or the to with that this , ; : . ( )")
_FEW = 2
_MARK, _MARK_BEFORE = 2, 4  # digits of a mark that refers to a note; characters before it that it may hang on
_LONGEST_LABEL = 8  # words and marks: "4", ".", "2", "(", "a", ")"
_NOTE_ANCHOR = re.compile(r"[^\W\d_][.,;:)”\"]*$")


def diff_words(
    old: Sequence[ComparedParagraph], new: Sequence[ComparedParagraph], renumbered: Mapping[str, str]
) -> tuple[WordRun, ...]:
    """Return the paragraphs of the two versions as runs of words; none where they say the same.

    ``renumbered`` holds the new label of a section by its old one: a reference that follows it is no change. Nor are white
    space, quotes, dashes, words broken in two or glued together, capitals instead of small letters throughout, a number that
    one format gives as text and the other as the label of a paragraph, or the mark of a note.
    """
    pair = _VersionPair(_VersionText(old), _VersionText(new), renumbered)
    ranges = pair.merged(list(pair.ranges()))
    if all(token_range.same for token_range in ranges):
        return ()
    return tuple(pair.word_runs(pair.with_closing_brackets(ranges)))


class _VersionText:
    """The words of some paragraphs; ``labels`` are those of the paragraphs, by the word that each begins with."""

    def __init__(self, paragraphs: Sequence[ComparedParagraph]) -> None:
        self.text = "\n".join(p.text for p in paragraphs)
        self.notes = any(p.kind == "note" for p in paragraphs)
        self.tokens = tokenize(self.text)
        self.keys = [token.key for token in self.tokens]
        self.labels: dict[int, str] = {}
        at = 0
        for paragraph in paragraphs:
            first = bisect_left(self.tokens, at, key=lambda token: token.start)
            self.labels[first] = letters_and_digits(paragraph.section)
            at += len(paragraph.text) + 1

    def start(self, index: int) -> int:
        """Return where a word begins; for the one after the last, the end of the text."""
        return self.tokens[index].start if index < len(self.tokens) else len(self.text)

    def slice(self, first: int, end: int) -> str:
        """Return the text of the words from ``first`` up to ``end``."""
        return self.text[self.tokens[first].start : self.tokens[end - 1].end]

    def is_mark(self, first: int, end: int) -> bool:
        """Return whether a number refers to a note: it hangs on the word before it, or stands before a note's own words."""
        token = self.tokens[first]
        if end - first > 1 or not token.key.isdigit() or len(token.key) > _MARK:
            return False
        before = self.text[max(0, token.start - _MARK_BEFORE) : token.start]
        return bool(_NOTE_ANCHOR.search(before)) or (self.notes and not self.text[: token.start].strip())

    def is_label(self, first: int, end: int, of: str | None) -> bool:
        """Return whether the words are the number of the paragraph whose label is ``of``."""
        words = letters_and_digits(self.slice(first, end))
        return bool(of and words and of.endswith(words)) and end - first <= _LONGEST_LABEL


class _VersionPair(NamedTuple):
    old: _VersionText
    new: _VersionText
    renumbered: Mapping[str, str]

    def ranges(self) -> Iterator[_TokenRange]:
        """Yield what is the same and what is not, in order."""
        a = c = 0
        ends = (len(self.old.tokens), len(self.new.tokens), 0)
        for old, new, size in [*align(self.old.keys, self.new.keys), ends]:
            if old > a or new > c:
                yield _TokenRange(self._says_the_same(a, old, c, new), a, old, c, new)
            at = 0
            for i in range(size):
                if self._changes_capital(old + i, new + i):
                    if i > at:
                        yield _TokenRange(True, old + at, old + i, new + at, new + i)
                    yield _TokenRange(False, old + i, old + i + 1, new + i, new + i + 1)
                    at = i + 1
            if size > at:
                yield _TokenRange(True, old + at, old + size, new + at, new + size)
            a, c = old + size, new + size

    def _changes_capital(self, old: int, new: int) -> bool:
        """Return whether a word became a defined term, or ceased to be one; words in capitals are a matter of style."""
        was, now = self.old.slice(old, old + 1), self.new.slice(new, new + 1)
        return was[0].isupper() != now[0].isupper() and not was.isupper() and not now.isupper()

    def _says_the_same(self, a: int, b: int, c: int, d: int) -> bool:
        """Return whether words that differ say the same.

        Such are letters broken in another way, a reference to a section that was renumbered, and what is text in the one
        format and a label or a note's mark in the other.
        """
        if a == b:
            return self.new.is_mark(c, d) or self.new.is_label(c, d, self.old.labels.get(a))
        if c == d:
            return self.old.is_mark(a, b) or self.old.is_label(a, b, self.new.labels.get(c))
        was, now = self.old.slice(a, b), self.new.slice(c, d)
        if comparison_key(was) == comparison_key(now) and letters_and_digits(now):
            return True
        follows = self.renumbered.get(was) == now
        return follows and all(is_reference(side.text, side.start(at)) for side, at in ((self.old, a), (self.new, c)))

    def merged(self, ranges: list[_TokenRange]) -> list[_TokenRange]:
        """Return the ranges, changes next to each other, or with no more than a small word between them, as one."""
        result: list[_TokenRange] = []
        for i, one in enumerate(ranges):
            between = (
                one.same
                and 0 < i < len(ranges) - 1
                and not result[-1].same
                and not ranges[i + 1].same
                and self._is_small(one)
            )
            if between:
                one = one._replace(same=False)
            if result and result[-1].same == one.same:
                result[-1] = _TokenRange(one.same, result[-1].old, one.old_end, result[-1].new, one.new_end)
            else:
                result.append(one)
        return result

    def with_closing_brackets(self, ranges: list[_TokenRange]) -> list[_TokenRange]:
        """Let a change that opens a bracket close it too: "[-sixty (60)-] days", not "[-sixty (60-]) days"."""
        result = list(ranges)
        for i, (one, after) in enumerate(pairwise(ranges)):
            follows = self.old.keys[after.old : after.old + 1], self.new.keys[after.new : after.new + 1]
            if one.same or not after.same or follows != ([")"], [")"]):
                continue
            if "(" in self.old.keys[one.old : one.old_end] and "(" in self.new.keys[one.new : one.new_end]:
                result[i] = one._replace(old_end=one.old_end + 1, new_end=one.new_end + 1)
                result[i + 1] = after._replace(old=after.old + 1, new=after.new + 1)
        return [one for one in result if one.old < one.old_end or one.new < one.new_end]

    def _is_small(self, one: _TokenRange) -> bool:
        words = self.old.tokens[one.old : one.old_end]
        return len(words) <= _FEW and all(token.key in _FUNCTION_WORDS for token in words)

    def word_runs(self, ranges: list[_TokenRange]) -> Iterator[WordRun]:
        """Yield the ranges as text. What is equal or inserted adds up to the new text, blanks included."""
        written = ""
        for one in ranges:
            if not one.same and one.old_end > one.old:
                start = self.old.start(one.old)
                if one.old and not written[-1:].isspace():
                    start = self.old.tokens[one.old - 1].end
                yield WordRun(WordOp.DELETED, self.old.text[start : self.old.start(one.old_end)])
            if one.new_end > one.new:
                start = self.new.start(one.new) if one.new else 0
                written = self.new.text[start : self.new.start(one.new_end)]
                yield WordRun(WordOp.EQUAL if one.same else WordOp.INSERTED, written)
