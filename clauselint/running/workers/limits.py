"""What one file may cost. A contract is a few megabytes and read in a second: more is a bomb, a fault, or a long scan."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass

from clauselint.diagnostics.errors import UsageError

SETTING = "CLAUSELINT_TIMEOUT"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on the work on one file.

    ``seconds`` is wall-clock time: the longest filing that we know, of 600 pages, takes 10. Long work that gives signs of
    life, which is OCR after each page, has so many from one to the next. Memory is bytes of address space of a process, held
    where the system can (not on Windows, and macOS ignores it): ``reading_memory`` leaves a reader, which takes 0.2 GB, room
    for files of hundreds of megabytes; ``judging_memory`` adds what spaCy and its libraries reserve, which grows with the
    number of processors.
    """

    seconds: float = 120
    reading_memory: int = 2 << 30
    judging_memory: int = 4 << 30


LIMITS = Limits()


def time_limit() -> float:
    """How long the work on one file may take without a sign of life: what the environment variable CLAUSELINT_TIMEOUT says,
    in seconds, else the usual limit.

    Raises:
        UsageError: the variable is no number of seconds.
    """
    setting = os.environ.get(SETTING)
    return _seconds(setting) if setting else LIMITS.seconds


def _seconds(setting: str) -> float:
    try:
        seconds = float(setting)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise UsageError(f"{SETTING} is no number of seconds: '{setting}'.", cure="Set it to 120, for example.")
    return seconds
