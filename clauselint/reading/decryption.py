"""Office packages that are encrypted as a whole, opened with a password. [MS-OFFCRYPTO], sections 2.3.4 and 2.4.

msoffcrypto-tool knows the agile and the standard encryption, which is what all versions of Word write.
"""

from __future__ import annotations

import io
import struct
import xml.parsers.expat
from typing import Any

from msoffcrypto import exceptions
from msoffcrypto.format.ooxml import OOXMLFile

from clauselint.diagnostics.errors import UnreadableError

# What Office encrypts with where a file is to be protected without a password, and tries by itself. [MS-XLSX], 2.2.
_NO_PASSWORD = "VelvetSweatshop"  # noqa: S105  # public, and the same everywhere
_MAX_ROUNDS = 1_000_000  # of hashing; Office uses 100,000, a quarter of a second here
_INFORMATION = "EncryptionInfo".encode("utf-16-le")  # the stream that says how; files under rights management lack it
# What a damaged container makes of the libraries that take it apart.
_BROKEN = (
    exceptions.FileFormatError,
    exceptions.DecryptionError,
    exceptions.ParseError,
    xml.parsers.expat.ExpatError,
    struct.error,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    TypeError,
    ValueError,
)
_HOW = "Give it with --password or in the environment variable CLAUSELINT_PASSWORD"
_SAVE_WITHOUT = "open it in Word, remove the password (File, Info, Protect Document) and save it."
_IN_WORD = "Open it in Word, remove the password (File, Info, Protect Document) and save it."


def decrypt(data: bytes, password: str | None) -> bytes:
    """The package inside ``data``, a compound file.

    Raises UnreadableError with DOC002 (damaged) or DOC004 (there is no password, it is wrong, or the file is encrypted
    in another way).
    """
    if _INFORMATION not in data:
        raise UnreadableError(
            "DOC004",
            "the file is protected by rights management, which no password opens.",
            cure="Ask its owner for a copy without that protection.",
        )
    try:
        locked = OOXMLFile(io.BytesIO(data))
        if locked.type == "agile" and locked.info["spinValue"] > _MAX_ROUNDS:
            raise UnreadableError("DOC014", "opening the file takes more work than the limits allow.", cure=_IN_WORD)
        for key in (_NO_PASSWORD, password):
            if key and (package := _opened(locked, key)) is not None:
                return package
    except exceptions.DecryptionError as error:
        raise UnreadableError(
            "DOC004", "the file is password-protected in a way that clauselint cannot open.", cure=_IN_WORD
        ) from error
    except _BROKEN as error:
        raise UnreadableError(
            "DOC002", "the file is password-protected and damaged.", cure="Get it again from where it came from."
        ) from error
    if password:
        raise UnreadableError("DOC004", "the file is password-protected and the password is wrong.", cure=f"{_HOW}.")
    raise UnreadableError("DOC004", "the file is password-protected.", cure=f"{_HOW}, or {_SAVE_WITHOUT}")


def _opened(locked: Any, password: str) -> bytes | None:
    """The package, None where the password is another."""
    try:
        locked.load_key(password=password, verify_password=True)
    except exceptions.InvalidKeyError:
        return None
    out = io.BytesIO()
    try:
        locked.decrypt(out)
    except exceptions.InvalidKeyError as error:  # the key has been verified: what it opens is no package
        raise ValueError from error
    return out.getvalue()
