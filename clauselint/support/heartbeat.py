"""Signs of life from work on one file that takes long but goes on, for whoever would else give it up."""

from __future__ import annotations

from collections.abc import Callable


def _ignore() -> None:
    """Nobody waits."""


_listener: Callable[[], None] = _ignore


def on_beat(listener: Callable[[], None]) -> None:
    """Call ``listener`` at every sign of life from now on."""
    global _listener
    _listener = listener


def beat() -> None:
    """Give a sign: a step is done, and the next may take as long again."""
    _listener()
