"""Fingerprints of findings by content: the same words in another place, layout or format are the same finding."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from clauselint.model import Document, Finding, Status

ABSENT = "absent"
"""The clause hash of a finding that quotes no words of the contract: what is asked for is not there."""

_BETWEEN_WORDS = re.compile(r"[^\w%$€£¥]+")  # a sum or a rate is another one with another sign


def with_fingerprint(finding: Finding, texts: Iterable[str]) -> Finding:
    """Return the finding with its clause hash and its fingerprint, by the ``texts`` of the contract that decided it.

    The clause hash is ``sha256:…`` of their words, or :data:`ABSENT`; the fingerprint adds code and status. Where the status
    cannot be determined, both cover the reason too: without that reason, it is another finding.
    """
    words = _words(texts)
    open_for = finding.reason if finding.status is Status.CANNOT_DETERMINE else ""
    clause = f"sha256:{_digest(words + open_for)}" if words or open_for else ABSENT
    return replace(finding, clause=clause, fingerprint=_digest(f"{finding.code}|{finding.status}|{words}")[:16])


def file_hash(document: Document) -> str:
    """Return ``sha256:…`` of a file, bit for bit; empty where its bytes could not be read."""
    return f"sha256:{document.sha256}" if document.sha256 else ""


def _words(texts: Iterable[str]) -> str:
    """Return the texts, each once and sorted, without white space, case and punctuation."""
    return "|".join(sorted({_folded(text) for text in texts} - {""}))


def _folded(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
