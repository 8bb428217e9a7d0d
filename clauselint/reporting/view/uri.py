"""A file's path as the URI that names it."""

from __future__ import annotations

import re
from urllib.parse import quote

_DRIVE = re.compile(r"[A-Za-z]:/")
_LONE = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # surrogates that stand for no byte: a name on Windows may hold them


def uri(path: str) -> str:
    """``path``, with slashes, as a URI (RFC 3986): a relative one relative, an absolute one with ``file:``.

    All but letters, digits and ``-._~/`` becomes percent and two digits: blanks, colons, and each byte of what is no ASCII.
    """
    path = path.removeprefix("./") or "."
    rest = quote(_LONE.sub("\ufffd", path), safe="/", errors="surrogateescape")
    if path.startswith("//"):
        return f"file:{rest}"  # a share: //server/folder/file
    if path.startswith("/"):
        return f"file://{rest}"
    return f"file:///{path[:2]}{rest.removeprefix(quote(path[:2], safe=''))}" if _DRIVE.match(path) else rest
