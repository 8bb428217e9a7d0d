"""What earlier runs made of the same bytes, in two layers: documents as read, and what was found in them.

The name of an entry holds all that it depends on, so none is ever stale: the bytes of the file and its name, how it is read,
what is asked, clauselint itself and the libraries that it stands on. An entry is written under the digest of the bytes that
were really read, so a file that changes during a run spoils nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from clauselint.model import Document, DocumentReport, Ocr, ReadingOptions
from clauselint.running.cache.dataclass_codec import CorruptEntryError, from_bytes, to_bytes
from clauselint.running.cache.installation import code_digest, tesseract_identity
from clauselint.support import file_cache

DOCUMENTS, FINDINGS, POLICIES = "documents", "findings", "policies"
"""The layers."""

Stored = TypeVar("Stored")


@dataclass(frozen=True, slots=True)
class ResultCache:
    """What is kept for this installation: ``code`` is the digest of all in it that decides results, ``ocr`` says which
    Tesseract there is. It goes along to the processes that read and judge."""

    store: file_cache.FileCache
    code: str
    ocr: str

    def document(self, path: str, sha256: str, options: ReadingOptions) -> Document | None:
        """The file with these bytes and this name, as it was read before; None where it is not kept."""
        return (
            self.get(DOCUMENTS, [path, sha256, _reading(options)], Document) if _is_storable(options, sha256) else None
        )

    def store_document(self, document: Document, options: ReadingOptions) -> None:
        """Keep a file as it was read, unless it may be read otherwise next time, or was opened with a password."""
        if self._is_cacheable(document, options):
            self.put(DOCUMENTS, [document.path, document.sha256, _reading(options)], document)

    def report(self, files: Sequence[tuple[str, str]], options: ReadingOptions, asked: str) -> DocumentReport | None:
        """What was found in a contract before. ``files`` are the names and SHA-256 of its files, ``asked`` tells what was
        asked of it from all else that may be."""
        if not _is_storable(options, *(sha256 for _, sha256 in files)):
            return None
        return self.get(FINDINGS, [asked, _reading(options), *files], DocumentReport)

    def store_report(self, report: DocumentReport, options: ReadingOptions, asked: str) -> None:
        """Keep what was found in a contract, where :meth:`keep_document` would keep all its files."""
        documents = [file.document for file in report.document.files] or [report.document]
        if all(self._is_cacheable(document, options) for document in documents):
            files = [(document.path, document.sha256) for document in documents]
            self.put(FINDINGS, [asked, _reading(options), *files], report)

    def get(self, layer: str, key: Sequence[Any], kind: type[Stored]) -> Stored | None:
        """The dataclass that was kept under ``key``, for this installation."""
        content = self.store.get(layer, self._key(key))
        try:
            return None if content is None else from_bytes(kind, content)
        except CorruptEntryError:
            return None

    def put(self, layer: str, key: Sequence[Any], result: Any) -> None:
        """Keep a dataclass."""
        self.store.put(layer, self._key(key), to_bytes(result))

    def _key(self, key: Sequence[Any]) -> str:
        return json.dumps([self.code, self.ocr, *key])

    def _is_cacheable(self, document: Document, options: ReadingOptions) -> bool:
        """Whether the document would be read like this again. Where there is OCR and pages are unread all the same, it ran out
        of time, or lacks data that somebody may install."""
        finished = not document.unread_pages or options.ocr is Ocr.OFF or not self.ocr
        return finished and _is_storable(options, document.sha256)


def open_cache() -> ResultCache | None:
    """The cache that was chosen or that the environment names (:mod:`clauselint.support.file_cache`), None where it is off.

    Raises:
        UsageError: CLAUSELINT_CACHE_SIZE is no size.
    """
    kept = file_cache.default_store()
    return _cache_in(kept) if kept else None


@lru_cache(maxsize=8)
def _cache_in(kept: file_cache.FileCache) -> ResultCache | None:
    code = code_digest(kept)
    return ResultCache(kept, code, tesseract_identity()) if code else None


def _is_storable(options: ReadingOptions, *digests: str) -> bool:
    """Whether anything may be kept: nothing that a password has opened, and nothing that has no digest."""
    return options.password is None and all(digests)


def _reading(options: ReadingOptions) -> list[str]:
    return [options.revisions, options.ocr]
