"""extract-cli: its deterministic tier. It maps headings to names of clauses, and reads some fields out of the text."""

from __future__ import annotations

from adapter import Found, serve
from extract_cli import build_extraction


def find(text: str) -> Found:
    """The clauses by their canonical titles, with the text from one heading to the next, and the fields that have a value."""
    result = build_extraction(text, text.encode(), "text", None)
    found = [
        (clause["canonical_title"], text[clause["span"]["start"] : clause["span"]["end"]])
        for clause in result["clauses"]
        if clause["mapped"]
    ]
    fields = {"governing_law": result["governing_law"], **result["term"]}
    return found + [(f"field: {name}", "") for name, field in fields.items() if field["value"]]


serve(find)
