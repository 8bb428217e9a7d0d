"""Standard output for findings, standard error for everything else."""

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

from clauselint.support.ci_log import neutralize_commands

if TYPE_CHECKING:
    from clauselint.running.workers.tasks import Progress, ProgressUpdate

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
    """Print to standard output. ``machine``: in UTF-8, whatever the console's encoding; otherwise limited to the characters of
    the console."""
    if machine and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    if not machine and plain_shapes():
        from clauselint.reporting.view.sanitize import to_ascii

        text = to_ascii(text)
    sys.stdout.write(text)
    sys.stdout.flush()


def out_bytes(content: bytes) -> None:
    """Write bytes to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def forget_output() -> None:
    """Discard output that could not be printed, so that it is not tried again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def note(text: str) -> None:
    """Print a line on standard error."""
    with suppress(OSError):  # a full disk, a reader that has gone: there is nobody left to tell
        sys.stderr.write(f"{printable(text)}\n")
        sys.stderr.flush()


def error(text: str) -> None:
    """Print an error message on standard error."""
    note(f"clauselint: {text}")


def printable(text: str) -> str:
    """Return ``text`` without control characters (except line ends) and CI commands: a file name must not control the terminal
    or the build."""
    return neutralize_commands("".join(char if char.isprintable() or char == "\n" else "�" for char in text))


def plain_shapes() -> bool:
    """Return whether standard output lacks the shapes that reports use."""
    try:
        SHAPES.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def color(is_wanted: bool = True) -> bool:
    """Return whether to use color: not with ``--no-color`` or NO_COLOR, else with FORCE_COLOR or on a terminal."""
    if not is_wanted or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and _takes_escapes()


def _takes_escapes() -> bool:
    """Return whether the terminal understands escape sequences; Windows consoles do when asked, except old ones."""
    if sys.platform != "win32":
        return True
    import ctypes

    kernel, mode, virtual_terminal = ctypes.windll.kernel32, ctypes.c_ulong(), 4
    handle = kernel.GetStdHandle(-11)
    succeeded = kernel.GetConsoleMode(handle, ctypes.byref(mode))
    return bool(succeeded and kernel.SetConsoleMode(handle, mode.value | virtual_terminal))


def width() -> int:
    """Return the width in columns: the terminal's, up to a readable width; 80 without a terminal."""
    return min(shutil.get_terminal_size((80, 24)).columns, WIDEST) if sys.stdout.isatty() else 80


def fold(text: str, margin: str = "") -> str:
    """Return ``text`` folded to :func:`width` columns; list items and quotes have a hanging indent."""
    hang = "  " if text.startswith(("- ", "“")) else ""
    return fill(
        printable(text), width(), initial_indent=margin, subsequent_indent=margin + hang, break_on_hyphens=False
    )


@contextmanager
def progress_bar(files: int, *, quiet: bool) -> Iterator[Progress | None]:
    """Yield a callback that draws a progress bar on standard error; None if it would not be seen."""
    if quiet or files < MANY_FILES or not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:
        yield _Bar(stack)


class _Bar:
    """A progress bar that appears with the first call: a fully cached run draws none and does not import rich."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._draw: Callable[[ProgressUpdate], None] | None = None

    def __call__(self, done: ProgressUpdate) -> None:
        if self._draw is None:
            self._draw = self._begin()
        self._draw(done)

    def _begin(self) -> Callable[[ProgressUpdate], None]:
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

        def draw(done: ProgressUpdate) -> None:
            pages = f", {done.pages} pages" if done.pages else ""
            bar.update(task, completed=done.share, description=f"{done.items} of {done.all} files{pages}")

        return draw
