"""What a finding is about, by content: the same words in another place, layout or format are the same finding."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from clauselint.model import Document, EvidenceRole, Finding

ABSENT = "absent"
"""The clause of a finding that rests on no words of the contract: what is asked for is not there."""

_BETWEEN_WORDS = re.compile(r"[^\w%$€£¥]+")  # a sum or a rate is another one with another sign


def fingerprint(finding: Finding) -> str:
    """Of a finding: its code, its status and the words that decided."""
    said = f"{finding.code}|{finding.status}|{_words(finding)}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def clause_hash(finding: Finding) -> str:
    """``sha256:…`` of the words that decided a finding, or :data:`ABSENT`; what only came nearest decided nothing."""
    words = _words(finding)
    return f"sha256:{hashlib.sha256(words.encode()).hexdigest()}" if words else ABSENT


def file_hash(document: Document) -> str:
    """``sha256:…`` of a file, bit for bit; empty where its bytes could not be had."""
    return f"sha256:{document.sha256}" if document.sha256 else ""


def _words(finding: Finding) -> str:
    """The quotes that decided, in an order of their own, without white space, case and punctuation."""
    quotes = {_folded(each.text) for each in finding.evidence if each.role is not EvidenceRole.NEAREST}
    return "|".join(sorted(quotes - {""}))


def _folded(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
