"""Limits of time and memory for one file. A contract is a few megabytes and read in a second: more is a bomb, a bug, or a long
scan."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass

from clauselint.diagnostics.errors import UsageError

SETTING = "CLAUSELINT_TIMEOUT"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on processing one file.

    ``seconds`` is wall-clock time; the longest filing known to us, of 600 pages, takes 10. Work that sends heartbeats (OCR,
    after each page) gets that much between two of them. Memory is the address space of a process in bytes, enforced where the
    system can (not on Windows or macOS): ``reading_memory`` leaves a reader, which takes 0.2 GB, room for files of hundreds of
    megabytes; ``judging_memory`` adds what spaCy and its libraries reserve, which grows with the number of processors.
    """

    seconds: float = 120
    reading_memory: int = 2 << 30
    judging_memory: int = 4 << 30


LIMITS = Limits()


def time_limit() -> float:
    """Return how many seconds one file may take without a heartbeat: CLAUSELINT_TIMEOUT, or the default.

    Raises:
        UsageError: the variable is not a number of seconds.
    """
    setting = os.environ.get(SETTING)
    return _seconds(setting) if setting else LIMITS.seconds


def _seconds(setting: str) -> float:
    try:
        seconds = float(setting)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise UsageError(f"{SETTING} is not a number of seconds: '{setting}'.", cure="Set it to 120, for example.")
    return seconds
