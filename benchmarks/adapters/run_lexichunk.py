"""lexichunk: the clause type of each chunk, cut as its documentation shows, with the profile of the US."""

from __future__ import annotations

from adapter import Found, serve
from lexichunk import LegalChunker

CHUNKER = LegalChunker(jurisdiction="us", doc_type="contract")


def find(text: str) -> Found:
    """The first and the second type of each chunk, and its text without the headings put before it."""
    clean = CHUNKER.sanitize(text)
    found = []
    for chunk in CHUNKER.chunk(text):
        body = clean[chunk.char_start : chunk.char_end]
        found.append((str(chunk.clause_type), body))
        if chunk.secondary_clause_type is not None:
            found.append((f"{chunk.secondary_clause_type}, second", body))
    return found


serve(find)
