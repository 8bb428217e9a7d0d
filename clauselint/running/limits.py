"""What one file may cost. A contract is a few megabytes and read in a second: more is a bomb, a fault, or a long scan."""

from __future__ import annotations

import math
import os
import shutil
from dataclasses import dataclass
from importlib.util import find_spec

from clauselint.errors import UsageError
from clauselint.model import Ocr, ReadingOptions

SETTING = "CLAUSELINT_TIMEOUT"
_OCR_PROGRAM, _OCR_LIBRARY = "tesseract", "pytesseract"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on the work on one file.

    ``seconds`` is wall-clock time: the longest filing that we know, of 600 pages, takes 10. ``seconds_with_ocr`` is for
    the case that its pages may have to be recognised: 300 scanned pages at 4 seconds, and half of that again. Memory is
    bytes of address space of a process, held where the system can (not on Windows, and macOS ignores it):
    ``reading_memory`` leaves a reader, which takes 0.2 GB, room for files of hundreds of megabytes;
    ``judging_memory`` adds what spaCy and its libraries reserve, which grows with the number of processors.
    """

    seconds: float = 120
    seconds_with_ocr: float = 1800
    reading_memory: int = 2 << 30
    judging_memory: int = 4 << 30


LIMITS = Limits()


def seconds_for(options: ReadingOptions) -> float:
    """How long the work on one file may take: what the environment variable CLAUSELINT_TIMEOUT says, in seconds, else
    what fits the way of reading.

    Raises:
        UsageError: the variable is no number of seconds.
    """
    if setting := os.environ.get(SETTING):
        return _seconds(setting)
    may_recognise = options.ocr is not Ocr.OFF and find_spec(_OCR_LIBRARY) and shutil.which(_OCR_PROGRAM)
    return LIMITS.seconds_with_ocr if may_recognise else LIMITS.seconds


def _seconds(setting: str) -> float:
    try:
        seconds = float(setting)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise UsageError(f"{SETTING} is no number of seconds: '{setting}'.", cure="Set it to 120, for example.")
    return seconds
