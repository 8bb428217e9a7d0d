"""The two streams: findings go to standard output, everything else goes to standard error."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from clauselint.support.ci_log import no_commands

if TYPE_CHECKING:
    from clauselint.running.workers.tasks import Done, Progress

SHAPES = "●◐○✕✓–—…§“”"  # what the reports draw with
MANY_FILES = 5  # from here on a progress bar is worth its line
WIDEST = 100  # columns; longer lines are hard to read


def prepare() -> None:
    """Make both streams take any text: what their encoding lacks becomes "?", and line ends are the same everywhere.

    A stream that is closed becomes the null device, which takes its number too: else the next file that is opened would.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # for as long as we run
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace", newline="\n")


def out(text: str, *, machine: bool = False) -> None:
    """Print to standard output. What is for machines is UTF-8, whatever the console speaks; what is for people is made
    of the characters that the console has."""
    if machine and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    if not machine and plain_shapes():
        from clauselint.reporting.view.sanitize import to_ascii

        text = to_ascii(text)
    sys.stdout.write(text)
    sys.stdout.flush()


def out_bytes(content: bytes) -> None:
    """Write a file's content to standard output, as it is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def forget_output() -> None:
    """Let what could not be printed go: it must not be tried again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def note(text: str) -> None:
    """A line on standard error."""
    with suppress(OSError):  # a full disk, a reader that has gone: there is nobody left to tell
        sys.stderr.write(f"{printable(text)}\n")
        sys.stderr.flush()


def error(text: str) -> None:
    """A message about what went wrong, on standard error."""
    note(f"clauselint: {text}")


def printable(text: str) -> str:
    """``text`` without control characters but line ends, and without commands to a CI server: a file's name must not steer
    the terminal or the build."""
    return no_commands("".join(char if char.isprintable() or char == "\n" else "�" for char in text))


def plain_shapes() -> bool:
    """Whether standard output cannot print the shapes that the reports draw with."""
    try:
        SHAPES.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def color(wanted: bool = True) -> bool:
    """Whether to colour: not where ``--no-color`` or NO_COLOR says so, else with FORCE_COLOR or on a terminal."""
    if not wanted or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and _takes_escapes()


def _takes_escapes() -> bool:
    """Whether the terminal understands escape sequences. The consoles of Windows do when asked, but for old ones."""
    if sys.platform != "win32":
        return True
    import ctypes

    kernel, mode, virtual_terminal = ctypes.windll.kernel32, ctypes.c_ulong(), 4
    handle = kernel.GetStdHandle(-11)
    asked = kernel.GetConsoleMode(handle, ctypes.byref(mode))
    return bool(asked and kernel.SetConsoleMode(handle, mode.value | virtual_terminal))


def width() -> int:
    """Columns to write in: the terminal's up to a readable width, 80 where there is none."""
    return min(shutil.get_terminal_size((80, 24)).columns, WIDEST) if sys.stdout.isatty() else 80


def fold(text: str, margin: str = "") -> str:
    """``text`` as a paragraph of :func:`width` columns; list items and quotes hang."""
    hang = "  " if text.startswith(("- ", "“")) else ""
    return fill(
        printable(text), width(), initial_indent=margin, subsequent_indent=margin + hang, break_on_hyphens=False
    )


def from_here(file: Path) -> str:
    """The path as a person in the current folder would write it."""
    try:
        return Path(os.path.relpath(file)).as_posix()
    except ValueError:  # on another drive
        return file.as_posix()


@contextmanager
def progress_bar(files: int, *, quiet: bool) -> Iterator[Progress | None]:
    """A callback that draws a bar on standard error, or None where nobody would see it or it would be gone at once."""
    if quiet or files < MANY_FILES or not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:
        yield _Bar(stack)


class _Bar:
    """A bar that is drawn from the first call on: a run that finds all in the cache makes none, and does not pay for rich."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._draw: Callable[[Done], None] | None = None

    def __call__(self, done: Done) -> None:
        if self._draw is None:
            self._draw = self._begin()
        self._draw(done)

    def _begin(self) -> Callable[[Done], None]:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("reading contracts"),
            BarColumn(),
            TextColumn("{task.description}"),
            TimeRemainingColumn(),
        )
        bar = self._stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
        task = bar.add_task("", total=1.0)

        def draw(done: Done) -> None:
            pages = f", {done.pages} pages" if done.pages else ""
            bar.update(task, completed=done.share, description=f"{done.items} of {done.all} files{pages}")

        return draw
