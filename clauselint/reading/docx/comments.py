"""Comments of a DOCX file, the words that each is about, and their threads. ECMA-376 part 1, 17.13.4."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clauselint.reading.docx.xml import Element, author, w, w14, w15
from clauselint.reading.text_cleaning import normalize_text

_LONGEST = 300  # characters of an anchor; of a longer one its beginning and its end are kept
_END = 80
# Of what a comment is about, so many pieces from each end and so many characters of each piece are enough for an anchor:
# all comments may be about the whole document.
_PIECES = 40
_OF_PIECE = 600


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment where it is referred to: its element, the words that it is about, and who wrote it."""

    element: Element
    anchor: str | None
    author: str | None


class Comments:
    """The comments of a document; told of its text while it is read, so that each knows what it is about."""

    def __init__(self, comments: Element | None, extended: Element | None) -> None:
        """Read ``word/comments.xml`` and the part that knows which comment answers which; None where there is none."""
        self._waiting = {} if comments is None else {e.get(w("id"), ""): e for e in comments.iterchildren(w("comment"))}
        self.number = len(self._waiting)
        self.authors = tuple(dict.fromkeys(a for e in self._waiting.values() if (a := author(e))))
        self._replies = _replies(self._waiting, extended)
        self._texts: list[tuple[str, bool]] = []
        self._ranges: dict[str, tuple[int, int | None]] = {}
        self._anchors: dict[tuple[int, int], str | None] = {}

    def begin_anchor(self, identity: str) -> None:
        """The words that a comment is about begin here."""
        if identity in self._waiting:
            self._ranges[identity] = (len(self._texts), None)

    def end_anchor(self, identity: str) -> None:
        """The words that a comment is about end here."""
        begin, end = self._ranges.get(identity, (0, 0))
        if end is None:
            self._ranges[identity] = (begin, len(self._texts))

    def add_text(self, text: str, *, dead: bool) -> None:
        """Text of the document, which comments may be about."""
        if self.number:
            self._texts.append((text, dead))

    def take(self, identity: str) -> list[WordComment]:
        """The comment referred to, once, and the answers to it that nothing refers to."""
        element = self._waiting.pop(identity, None)
        if element is None:
            return []
        found = [self._word_comment(identity, element)]
        for reply in self._replies.get(identity, ()):
            if (answer := self._waiting.pop(reply, None)) is not None:
                found.append(self._word_comment(reply if reply in self._ranges else identity, answer))
        return found

    def unreferenced(self) -> list[WordComment]:
        """The comments that nothing refers to."""
        return [remark for identity in list(self._waiting) for remark in self.take(identity)]

    def _word_comment(self, about: str, element: Element) -> WordComment:
        begin, end = self._ranges.get(about, (0, 0))
        return WordComment(
            element, self._anchor(begin, len(self._texts) if end is None else end), author(element) or None
        )

    def _anchor(self, begin: int, end: int) -> str | None:
        if (begin, end) not in self._anchors:
            texts = self._texts[begin : min(end, begin + 2 * _PIECES)]
            if end - begin > 2 * _PIECES:
                texts = [*texts[:_PIECES], (" ", False), *self._texts[end - _PIECES : end]]
            living = _joined(text for text, dead in texts if not dead)
            self._anchors[begin, end] = _short(living or _joined(text for text, _ in texts)) or None
        return self._anchors[begin, end]


def _replies(comments: dict[str, Element], extended: Element | None) -> dict[str, list[str]]:
    """Ids of the answers to each comment; comments are paired by the ids of their last paragraphs."""
    if extended is None:
        return {}
    paragraphs = {
        p.get(w14("paraId")): identity for identity, comment in comments.items() for p in comment.iterchildren(w("p"))
    }
    replies: dict[str, list[str]] = {}
    for entry in extended.iterchildren(w15("commentEx")):
        parent, own = paragraphs.get(entry.get(w15("paraIdParent"))), paragraphs.get(entry.get(w15("paraId")))
        if parent is not None and own is not None and parent != own:
            replies.setdefault(parent, []).append(own)
    return replies


def _joined(texts: Iterable[str]) -> str:
    """Pieces as one text; of a long one its beginning and its end."""
    half = _OF_PIECE // 2
    return normalize_text("".join(t if len(t) <= _OF_PIECE else f"{t[:half]} {t[-half:]}" for t in texts))


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST - _END].rsplit(' ', 1)[0]} … {text[-_END:].split(' ', 1)[-1]}"
