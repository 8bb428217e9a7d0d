"""What holds of every document, whatever file it was read from."""

from __future__ import annotations

import pickle
from itertools import pairwise

from clauselint.diagnostics.errors import PROBLEMS
from clauselint.model import Document, Read, Severity, State


def demand_sound(document: Document) -> None:
    """Fail where offsets, text, pages, or what is said of the reading do not fit together."""
    live = [block for block in document.blocks if block.state is State.LIVE]
    assert document.text == "\n".join(block.text for block in live)
    for block in document.blocks:
        assert block.text
        assert "\n" not in block.text
        if block.state is State.LIVE:
            assert block.start is not None
            assert document.text[block.start : block.end] == block.text
        else:
            assert (block.start, block.end) == (None, None)
    document.text.encode("utf-8")  # no halves of surrogate pairs: every format of report is UTF-8
    assert all(before < after for before, after in pairwise(document.page_starts))
    assert all(0 <= offset <= len(document.text) for offset, _ in document.page_starts)
    _demand_said(document)
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301  # as it goes from process to process


def _demand_said(document: Document) -> None:
    """What was not read is told, and nothing is told to be lost that was not."""
    for problem in document.problems:
        assert problem.code in PROBLEMS
        assert len(problem.message) > 15
        assert "\n" not in problem.message
    has_error = any(problem.severity is Severity.ERROR for problem in document.problems)
    assert has_error == (document.read is not Read.FULL)
    if document.read is Read.UNREADABLE:
        assert not document.text or "DOC007" in {problem.code for problem in document.problems}
    else:
        assert document.text
