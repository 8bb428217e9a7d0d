"""Data that the pipeline components keep on a spaCy Doc beyond its tokens: the document's outline and its sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

from spacy.tokens import Doc

from clauselint import outline as outlines
from clauselint.detection.norms.party_mentions import PartyMatcher
from clauselint.detection.sentences.modifiers import ScopedSentences
from clauselint.detection.terms.term_matcher import PackTermMatcher
from clauselint.model import Block, Detection, Document, Outline


@dataclass
class DocContext:
    """A document on its way through the pipeline, with what each component adds for those after it.

    ``matchers`` holds those of each candidate finder. ``detections`` collects all that the components find.
    """

    document: Document
    outline: Outline
    matchers: dict[object, list[PackTermMatcher]] = field(default_factory=dict)
    detections: list[Detection] = field(default_factory=list)

    @cached_property
    def parties(self) -> PartyMatcher:
        """The role words of the document's parties."""
        return PartyMatcher(outlines.role_words(self.outline))

    @cached_property
    def sentences(self) -> ScopedSentences:
        """The sentences with their norms; each sentence is read when its norms are first asked for."""
        return ScopedSentences(self.document, self.outline, self.parties)

    def attach(self, doc: Doc) -> DocContext:
        """Make this the context of ``doc``, whose text is the document's."""
        _CONTEXTS[doc] = self
        return self


# Beside the Docs and not in their user data, which is serialized with them; gone when the Doc is.
_CONTEXTS: WeakKeyDictionary[Doc, DocContext] = WeakKeyDictionary()


def context_of(doc: Doc) -> DocContext:
    """Return the context of a Doc. One that has none gets it here, worked out from the text of the Doc alone."""
    if doc in _CONTEXTS:
        return _CONTEXTS[doc]
    document = plain_document(doc.text)
    return DocContext(document, outlines.build(document)).attach(doc)


def plain_document(text: str) -> Document:
    """Return a document of plain text, one paragraph a line; its offsets are those of ``text``."""
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(line, "paragraph", start=start, end=start + len(line)))
        start += len(line) + 1
    return Document("", "", "text", text=text, blocks=tuple(blocks))
