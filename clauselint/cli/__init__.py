"""The command line: one file a command, each loaded only when it runs."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

import click

from clauselint.cli import console
from clauselint.cli.app import app
from clauselint.errors import ClauselintError

WRONG_USE = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
READER_GONE = 141  # 128 + SIGPIPE


# A short run makes many small objects and almost no cycles; collecting at every 700th costs a tenth of its time.
_FEW_COLLECTIONS = 50_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; whatever goes wrong is a sentence on standard error.

    A traceback is shown with ``CLAUSELINT_DEBUG=1`` only: for a user it is noise, and it may quote a contract.
    """
    console.prepare()
    gc.set_threshold(_FEW_COLLECTIONS)
    try:
        return app.main(arguments, prog_name="clauselint", standalone_mode=False) or 0
    except ClauselintError as error:
        console.error(str(error))
        return WRONG_USE
    except click.ClickException as error:
        console.error(_sentence(error))
        return WRONG_USE
    except (KeyboardInterrupt, click.Abort):
        console.error("stopped.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; what is still in the buffer must not be tried again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except Exception as error:  # noqa: BLE001  # the last resort: a user gets a sentence, whatever happened
        return _unexpected(error)


def _sentence(error: click.ClickException) -> str:
    message = error.format_message()
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"{message} See: {error.ctx.command_path} --help"
    return message


def _unexpected(error: Exception) -> int:
    if os.environ.get("CLAUSELINT_DEBUG"):
        import traceback

        traceback.print_exception(error)
    console.error(
        f"something went wrong inside clauselint ({type(error).__name__}). Please report the command and this line, "
        "without the contract; with CLAUSELINT_DEBUG=1 set, the same command shows where it happened."
    )
    return WRONG_USE
