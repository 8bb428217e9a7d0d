"""The command line: one file a command, each loaded only when it runs."""

from __future__ import annotations

import errno
import gc
import os
from collections.abc import Sequence
from pathlib import Path

import click

from clauselint.cli import console
from clauselint.cli.app import app
from clauselint.diagnostics.errors import ClauselintError

WRONG_USE = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
READER_GONE = 141  # 128 + SIGPIPE
_COMPLETION = "_CLAUSELINT_COMPLETE"  # what a shell sets that asks for completions
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


# A short run makes many small objects and almost no cycles; collecting at every 700th costs a tenth of its time.
_FEW_COLLECTIONS = 50_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; whatever goes wrong is a sentence on standard error.

    A traceback is shown with ``CLAUSELINT_DEBUG=1`` only: for a user it is noise, and it may quote a contract.
    """
    console.prepare()
    gc.set_threshold(_FEW_COLLECTIONS)
    try:
        # Without expansion: what matches a pattern is for discovery to say, alike on every system.
        return app.main(arguments, prog_name="clauselint", standalone_mode=False, windows_expand_args=False) or 0
    except ClauselintError as error:
        console.error(str(error))
        return WRONG_USE
    except click.ClickException as error:
        console.error(_sentence(error))
        return WRONG_USE
    except (KeyboardInterrupt, click.Abort):
        console.error("stopped.")
        return INTERRUPTED
    except SystemExit:
        if _COMPLETION in os.environ:
            raise
        return _refused(BrokenPipeError())  # click's end where a reader has gone, with the exit code of findings
    except OSError as error:
        return _refused(error)
    except Exception as error:  # noqa: BLE001  # the last resort: a user gets a sentence, whatever happened
        return _unexpected(error)


def _sentence(error: click.ClickException) -> str:
    message = error.format_message()
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"{message} See: {error.ctx.command_path} --help"
    return message


def _refused(error: OSError) -> int:
    """Report an error of the operating system: a closed pipe, a full disk, a name that is too long."""
    if isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL):  # the same on Windows
        console.forget_output()
        return READER_GONE
    if error.filename is not None:
        where = Path(os.fsdecode(error.filename)).as_posix()
        console.error(f"{where}: {error.strerror}. Check the path and its permissions.")
    elif error.errno in _NO_ROOM:
        console.forget_output()
        console.error(f"the output could not be written ({error.strerror}). Free some space, or write it elsewhere.")
    else:
        return _unexpected(error)
    return WRONG_USE


def _unexpected(error: Exception) -> int:
    if os.environ.get("CLAUSELINT_DEBUG"):
        import traceback

        traceback.print_exception(error)
    console.error(
        f"something went wrong inside clauselint ({type(error).__name__}). Please report the command and this line, "
        "without the contract; with CLAUSELINT_DEBUG=1 set, the same command shows where it happened."
    )
    return WRONG_USE
