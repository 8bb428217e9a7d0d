"""A document's words as a spaCy Doc: detection needs the Doc for its spans alone, so the tokens are plain.

A token is a run of letters and digits, or a run of other signs, so that no line of signs takes long. English exceptions
and affixes, which spaCy's own tokenizer looks at word by word, would take a third of the time of all detection.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

_RUN = re.compile(r"(?:\w+|[^\w\s]+|\s) ?")


class Tokenizer:
    """The tokenizer of the pipeline."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The text as a Doc; a single blank behind a word belongs to it."""
        runs = _RUN.findall(text)
        spaces = [len(run) > 1 and run[-1] == " " for run in runs]
        words = [run[:-1] if space else run for run, space in zip(runs, spaces, strict=True)]
        return Doc(self.vocab, words=words, spaces=spaces)
