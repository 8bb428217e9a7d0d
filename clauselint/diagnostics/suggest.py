"""Suggestions of the nearest known word, for error messages."""

from __future__ import annotations

from collections.abc import Iterable


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that ``word`` most likely stands for, in any case; None if none is near."""
    from difflib import get_close_matches  # only wrong use pays for the import

    folded = {each.casefold(): each for each in known}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``Did you mean 'check'?``, or all known words if none is near and the list is short, or ""."""
    words = sorted(known)
    near = nearest_word(word, words)
    if near is not None:
        return f"Did you mean '{near}'?"
    return f"Known: {', '.join(words)}." if 0 < len(words) <= 20 else ""
