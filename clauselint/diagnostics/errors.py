"""One tree of errors. Each says what is wrong, where, and what to do; none reaches a user as a traceback."""

from __future__ import annotations

import os


class ClauselintError(Exception):
    """Base of all errors that a user may see.

    ``what`` is one sentence; ``where`` is a path (shown with forward slashes on every system), ``file:line:column`` or page;
    ``cure`` says what to do next.
    """

    def __init__(self, what: str, *, where: str = "", cure: str = "") -> None:
        self.what, self.where, self.cure = what, where.replace(os.sep, "/"), cure
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head} {self.cure}".rstrip()


class UsageError(ClauselintError):
    """The command line, a path, a configuration or a pack is wrong: exit code 2."""


class PackError(UsageError):
    """A policy pack is wrong; ``where`` is ``file:line:column``. Several faults are joined, one after the other."""


class UnreadableError(ClauselintError):
    """A file could not be read: becomes a document with ``read: unreadable``, exit code 3. ``code`` is a DOC code."""

    def __init__(self, code: str, what: str, *, cure: str = "") -> None:
        self.code = code
        super().__init__(what, cure=cure)


# What each DOC code is about. Codes are never used twice.
PROBLEMS = {
    "DOC001": "the file is empty",
    "DOC002": "the file is damaged or cut off",
    "DOC003": "pages without a text layer",
    "DOC004": "the file is password-protected",
    "DOC005": "a format that clauselint does not read",
    "DOC006": "the content is not what the file's name says",
    "DOC007": "the language is not supported",
    "DOC008": "a part of the file was not read",
    "DOC009": "unresolved tracked changes",
    "DOC010": "comments",
    "DOC011": "attachments or embedded files, not read",
    "DOC012": "the file was damaged and has been repaired",
    "DOC013": "hidden, invisible or struck-out text",
    "DOC014": "the file is larger than the limits allow",
    "DOC015": "the text of a page cannot be decoded",
    "DOC016": "pictures beside text, not read",
    "DOC017": "the file could not be opened",
    "DOC018": "no text at all",
    "DOC019": "unfilled fields",
    "DOC020": "text read by OCR",
}

# What each code of a notice is about: what a team keeps beside its contracts or states about them. Codes are never used twice.
NOTICES = {
    "WVR001": "a waiver has expired",
    "WVR002": "an unused waiver",
    "WVR003": "a waiver whose clause has changed",
    "BAS001": "an unused baseline entry",
    "PTY001": "a stated party that no contract names",
}
