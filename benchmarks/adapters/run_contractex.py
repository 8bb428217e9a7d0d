"""contractex: its classifier by key words (the task "classification", which calls no model), over the whole document for
what is there, and over each section of its own structure parser for where it stands.
"""

from __future__ import annotations

from adapter import Found, serve
from contractex.core.classifiers import CUADClassifier
from contractex.structure import parse_structure

CLASSIFIER = CUADClassifier()


def find(text: str) -> Found:
    """Labels of the document, without a text, and of its sections."""
    found = [(label, "") for label in CLASSIFIER.classify_text(text)]
    for section in parse_structure(text).iter_all_sections():
        body = f"{section.title}\n{section.text}".strip()
        found += [(label, body) for label in CLASSIFIER.classify_text(body)]
    return found


serve(find)
