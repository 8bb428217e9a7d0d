"""How problems that files of several formats share are said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clauselint.model import Problem, Severity
from clauselint.reading.assembly import problem

_NAMED = 5  # as many are named one by one
_LONGEST_NAME = 100  # characters


def several(number: int, noun: str) -> str:
    """A number with its noun in the right form."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """The first of some names, each cut where it is too long for a message, and how many others there are."""
    rest = f" and {several(len(names) - _NAMED, 'other')}" if len(names) > _NAMED else ""
    shown = (name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…" for name in names[:_NAMED])
    return ", ".join(shown) + rest


def commented(number: int, authors: Iterable[str]) -> Problem | None:
    """What is said of comments by these people, each of whom may be named several times; None without a comment."""
    if not number:
        return None
    names = list(dict.fromkeys(authors))
    who = f" by {listed(names)}" if names else ""
    return problem("DOC010", Severity.INFO, f"{several(number, 'comment')}{who}; comments are no contract text.")


def unfilled(fields: int) -> Problem | None:
    """What is said of form fields that wait to be filled in; None without any."""
    return problem("DOC019", Severity.INFO, f"{several(fields, 'form field')} not filled in.") if fields else None
