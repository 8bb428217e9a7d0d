"""Whether a document is about what a pack judges."""

from __future__ import annotations

from clauselint.model import Document
from clauselint.packs import Pack
from clauselint.packs.terms import any_of, compiled


def mentions_subject(document: Document, pack: Pack) -> bool:
    """Return whether the document mentions the subject of the pack at all."""
    pattern = compiled(any_of(pack.terms[pack.file.speaks_of], pack.terms))
    return pattern.search(document.text.encode("ascii", "replace")) is not None


def can_contradict(document: Document, pack: Pack) -> bool:
    """Return whether the document can contradict the pack: a whole agreement that never mentions its subject is about
    something else, whatever it allows. A text too short to be an agreement counts as being about it."""
    return not document.is_whole_agreement or mentions_subject(document, pack)
