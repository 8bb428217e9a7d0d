"""Quotation marks, apostrophes, dashes and no-break spaces as a keyboard types them."""

from __future__ import annotations

_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00a0": " "})


def plain_punctuation(text: str) -> str:
    """Return ``text`` with ASCII punctuation; it keeps its length, so that offsets stay what they are."""
    return text.translate(_PLAIN)
