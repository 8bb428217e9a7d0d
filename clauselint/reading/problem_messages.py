"""Problems that files of several formats share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clauselint.model import Problem, Severity
from clauselint.reading.assembly import problem

_NAMED = 5  # as many are named one by one
_LONGEST_NAME = 100  # characters


def count_noun(number: int, noun: str) -> str:
    """A number with its noun in the right form."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def list_names(names: Sequence[str]) -> str:
    """The first of some names, each cut where it is too long for a message, and how many others there are."""
    rest = f" and {count_noun(len(names) - _NAMED, 'other')}" if len(names) > _NAMED else ""
    shown = (name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…" for name in names[:_NAMED])
    return ", ".join(shown) + rest


def comments_problem(number: int, authors: Iterable[str]) -> Problem | None:
    """Return the problem of comments by these people, each of whom may be named several times; None without a comment."""
    if not number:
        return None
    names = list(dict.fromkeys(authors))
    who = f" by {list_names(names)}" if names else ""
    return problem("DOC010", Severity.INFO, f"{count_noun(number, 'comment')}{who}; comments are not contract text.")


def unfilled_problem(fields: int) -> Problem | None:
    """Return the problem of form fields that wait to be filled in; None without any."""
    return problem("DOC019", Severity.INFO, f"{count_noun(fields, 'form field')} not filled in.") if fields else None
