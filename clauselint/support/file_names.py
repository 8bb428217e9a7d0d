"""Names of files, as text that any file may hold, and as the system takes them.

Where the locale is not UTF-8, Python keeps the bytes of a name that it cannot decode as lone surrogates, while settings, waivers
and reports have the letters. Where it is UTF-8, both are the same.
"""

from __future__ import annotations

import os


def as_text(name: str) -> str:
    """Return a name, or an argument of the command line, as valid text; bytes that are not UTF-8 become U+FFFD."""
    try:
        data = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, which Windows takes for a name
        data = name.encode("utf-8", "replace")
    return data.decode("utf-8", "replace")


def as_path(text: str) -> str:
    """A path that stands in a file, as this system's calls take it."""
    try:
        os.fsencode(text)
    except UnicodeEncodeError:  # the locale has no such letters
        return os.fsdecode(text.encode("utf-8", "surrogateescape"))
    return text
