"""The word-level view of a passage: which words went, which came, which stayed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from clauselint.judging.compare.align import align
from clauselint.judging.compare.references import is_reference
from clauselint.judging.compare.tokens import Token, squeezed, tokens
from clauselint.model import Op, Words


class _Stretch(NamedTuple):
    """Tokens ``old:old_end`` of the one text against ``new:new_end`` of the other; ``same`` or not."""

    same: bool
    old: int
    old_end: int
    new: int
    new_end: int


# Between two changes these tell nothing: "[-thirty-] of [-the-]" reads worse than one change.
_SMALL = frozenset("a an and as at by for from in is it its of on or the to with that this , ; : . ( )".split())
_FEW = 2
_MARK = 2  # digits of a mark that refers to a note
_HANGS = re.compile(r"[^\W\d_][.,;:)”\"]*$")


def compared(old: str, new: str, renumbered: Mapping[str, str], *, notes: bool = False) -> tuple[Words, ...]:
    """The two texts as one run of words; empty where they say the same.

    ``renumbered`` tells the new label of a section by its old one: a reference that follows it is no change. Nor are white
    space, quotes, dashes, words broken in two or glued together, capitals instead of small letters throughout, or the mark of
    a note, which one format gives as text; before the text, where the passages are ``notes``.
    """
    pair = _Pair(old, new, tokens(old), tokens(new), renumbered, notes)
    stretches = pair.joined(list(pair.stretches()))
    if all(stretch.same for stretch in stretches):
        return ()
    return tuple(pair.said(stretches))


class _Pair(NamedTuple):
    old: str
    new: str
    old_tokens: list[Token]
    new_tokens: list[Token]
    renumbered: Mapping[str, str]
    notes: bool

    def stretches(self) -> Iterator[_Stretch]:
        """What is the same and what is not, one after the other."""
        a = c = 0
        ends = (len(self.old_tokens), len(self.new_tokens), 0)
        for run in [*align([t.key for t in self.old_tokens], [t.key for t in self.new_tokens]), ends]:
            old, new, size = run
            if old > a or new > c:
                yield _Stretch(self._alike(a, old, c, new), a, old, c, new)
            at = 0
            for i in range(size):
                if self._other_case(self.old_tokens[old + i], self.new_tokens[new + i]):
                    if i > at:
                        yield _Stretch(True, old + at, old + i, new + at, new + i)
                    yield _Stretch(False, old + i, old + i + 1, new + i, new + i + 1)
                    at = i + 1
            if size > at:
                yield _Stretch(True, old + at, old + size, new + at, new + size)
            a, c = old + size, new + size

    def _other_case(self, old: Token, new: Token) -> bool:
        """Whether a word became a defined term, or is none any more; words in capitals throughout are a matter of style."""
        was, now = self.old[old.start : old.end], self.new[new.start : new.end]
        return was[0].isupper() != now[0].isupper() and not was.isupper() and not now.isupper()

    def _alike(self, a: int, b: int, c: int, d: int) -> bool:
        """Whether words that differ say the same: letters broken in another way, or a reference to a section renumbered."""
        if a == b:
            return d - c == 1 and self._is_mark(self.new, self.new_tokens[c])
        if c == d:
            return b - a == 1 and self._is_mark(self.old, self.old_tokens[a])
        was = self.old[self.old_tokens[a].start : self.old_tokens[b - 1].end]
        now = self.new[self.new_tokens[c].start : self.new_tokens[d - 1].end]
        if squeezed(was) == squeezed(now) != "":
            return True
        return self.renumbered.get(was) == now and is_reference(self.new, self.new_tokens[c].start)

    def _is_mark(self, text: str, token: Token) -> bool:
        """Whether a number refers to a note: it hangs on the word before it, or stands before a note's own words."""
        if not token.key.isdigit() or token.end - token.start > _MARK:
            return False
        return bool(_HANGS.search(text[max(0, token.start - 4) : token.start])) or (self.notes and not text[: token.start].strip())

    def joined(self, stretches: list[_Stretch]) -> list[_Stretch]:
        """Changes next to each other, or with no more than a small word between them, as one."""
        result: list[_Stretch] = []
        for i, one in enumerate(stretches):
            between = (
                one.same
                and 0 < i < len(stretches) - 1
                and not result[-1].same
                and not stretches[i + 1].same
                and self._is_small(one)
            )
            if between:
                one = one._replace(same=False)
            if result and result[-1].same == one.same:
                result[-1] = _Stretch(one.same, result[-1].old, one.old_end, result[-1].new, one.new_end)
            else:
                result.append(one)
        return result

    def _is_small(self, one: _Stretch) -> bool:
        words = [token.key for token in self.old_tokens[one.old : one.old_end]]
        return len(words) <= _FEW and all(word in _SMALL for word in words)

    def said(self, stretches: list[_Stretch]) -> Iterator[Words]:
        """The stretches as text. What is equal or inserted adds up to the new text, blanks included."""
        written = ""
        for one in stretches:
            if not one.same and one.old_end > one.old:
                start = self.old_tokens[one.old].start
                if one.old and not written[-1:].isspace():
                    start = self.old_tokens[one.old - 1].end
                yield Words(Op.DELETED, self.old[start : _start(self.old, self.old_tokens, one.old_end)])
            if one.new_end > one.new:
                start = _start(self.new, self.new_tokens, one.new) if one.new else 0
                written = self.new[start : _start(self.new, self.new_tokens, one.new_end)]
                yield Words(Op.EQUAL if one.same else Op.INSERTED, written)


def _start(text: str, found: list[Token], index: int) -> int:
    """Where the token begins, the end of the text for the one after the last."""
    return found[index].start if index < len(found) else len(text)
