"""Cache of results in two layers: documents as read, and reports on them.

The key of an entry covers everything that it depends on, so none is ever stale: bytes and name of the file, reading options,
analysis options, clauselint itself and its libraries. The digest is that of the bytes that were actually read, so a file that
changes during a run does no harm.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from clauselint.model import Document, DocumentReport, Ocr, ReadingOptions
from clauselint.running.cache.dataclass_codec import CorruptEntryError, decode, encode
from clauselint.running.cache.installation import code_digest, tesseract_identity
from clauselint.support import file_cache

DOCUMENTS, FINDINGS, POLICIES = "documents", "findings", "policies"
"""The layers."""

Stored = TypeVar("Stored")


@dataclass(frozen=True, slots=True)
class ResultCache:
    """Results cached for this installation: ``code`` is the digest of everything in it that decides results, ``ocr`` identifies
    the Tesseract program. It is sent to worker processes."""

    store: file_cache.FileCache
    code: str
    ocr: str

    def document(self, path: str, sha256: str, options: ReadingOptions) -> Document | None:
        """Return the document with these bytes and this name; None if it is not in the cache."""
        return (
            self.get(DOCUMENTS, [path, sha256, _reading(options)], Document) if _is_storable(options, sha256) else None
        )

    def store_document(self, document: Document, options: ReadingOptions) -> None:
        """Store a document, unless it may be read differently next time, or was opened with a password."""
        if self._is_cacheable(document, options):
            self.put(DOCUMENTS, [document.path, document.sha256, _reading(options)], document)

    def report(
        self, files: Sequence[tuple[str, str]], options: ReadingOptions, analysis_key: str
    ) -> DocumentReport | None:
        """Return the report of a contract; None if it is not in the cache.

        ``files`` are names and SHA-256 of its files, ``analysis_key`` is the key of the analysis options.
        """
        if not _is_storable(options, *(sha256 for _, sha256 in files)):
            return None
        return self.get(FINDINGS, [analysis_key, _reading(options), *files], DocumentReport)

    def store_report(self, report: DocumentReport, options: ReadingOptions, analysis_key: str) -> None:
        """Store the report of a contract, if :meth:`store_document` would store all its files."""
        documents = [file.document for file in report.document.files] or [report.document]
        if all(self._is_cacheable(document, options) for document in documents):
            files = [(document.path, document.sha256) for document in documents]
            self.put(FINDINGS, [analysis_key, _reading(options), *files], report)

    def get(self, layer: str, key: Sequence[Any], kind: type[Stored]) -> Stored | None:
        """Return the dataclass stored under ``key``; None if there is none."""
        content = self.store.get(layer, self._key(key))
        try:
            return None if content is None else decode(kind, content)
        except CorruptEntryError:
            return None

    def put(self, layer: str, key: Sequence[Any], result: Any) -> None:
        """Store a dataclass."""
        self.store.put(layer, self._key(key), encode(result))

    def _key(self, key: Sequence[Any]) -> str:
        return json.dumps([self.code, self.ocr, *key])

    def _is_cacheable(self, document: Document, options: ReadingOptions) -> bool:
        """Return whether the document would be read the same way again. With OCR installed, pages stay unread if it ran out of
        time or lacks data that may be installed later."""
        finished = not document.unread_pages or options.ocr is Ocr.OFF or not self.ocr
        return finished and _is_storable(options, document.sha256)


def open_cache() -> ResultCache | None:
    """Return the cache that is in force (:mod:`clauselint.support.file_cache`); None if it is off.

    Raises:
        UsageError: CLAUSELINT_CACHE_SIZE is not a size.
    """
    store = file_cache.default_store()
    return _cache_in(store) if store else None


@lru_cache(maxsize=8)
def _cache_in(store: file_cache.FileCache) -> ResultCache | None:
    code = code_digest(store)
    return ResultCache(store, code, tesseract_identity()) if code else None


def _is_storable(options: ReadingOptions, *digests: str) -> bool:
    """Return whether results may be stored: not if a password was used, or if a file has no digest."""
    return options.password is None and all(digests)


def _reading(options: ReadingOptions) -> list[str]:
    return [options.revisions, options.ocr]
