"""Which words of a paragraph are its heading: a short title, or a run-in one ("Use of Data. Recipient shall …")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clauselint.model import Span
from clauselint.outline.structure import sentence_splitter
from clauselint.outline.structure.lexical_tests import (
    has_verb,
    is_caps,
    is_complete,
    is_title_case,
    starts_low,
    words_of,
)
from clauselint.outline.structure.paragraphs import TextParagraph


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph with its heading told from its words.

    ``heading`` is None where it has none, ``body`` is empty where it is nothing else.
    """

    paragraph: TextParagraph
    heading: Span | None
    body: Span


_LONGEST_TITLE = 120
_RUN_IN = re.compile(r"[^\n.:;—–?!]{2,90}?(?P<stop>\.|:|\s?[—–]|\s-(?=\s))(?=[\s_-])")
_AFTER_RUN_IN = re.compile(r"[\s_-]*(?=[\"“'‘(\[A-Z])")
_ABBREVIATED = re.compile(r"\b(?:Inc|Corp|Co|Ltd|No|Sec|Art|St|Dr|Mr|Ms|Mrs|vs?|et|al|U|S|L|P|N|A)$")
_FORM_LINE = re.compile(
    r"\s*(?:/s/|x?_{2,}|(?:by|name|title|its|date[d]?|signature|signed|attn|attention|address|phone|tel|fax|"
    r"e-?mail|witness|per|"
    r"print(?:ed)? name|telephone|facsimile|source|provider|vendor|district|between|and|from|to)\s*:)",
    re.IGNORECASE,
)
# "Data elements: name, grade" and "Custodian: ____" are fields of a form, filled in or not.
_FIELD = re.compile(r"^\s*[\[_]|_{3,}|^[^:]{2,80}:\s*\S")
_NO_TITLE = re.compile(r"[_@$%]|\d{4,}|\b(?:Inc|LLC|Ltd|Corp)\b\.?,?$|,\s*[A-Z]{2}\b|\[\s*\]|^\[|n/a", re.IGNORECASE)


def classify(text: str, paragraphs: list[TextParagraph]) -> list[Piece]:
    """Each paragraph with its heading; tables of contents and furniture have none."""
    pieces = []
    for i, p in enumerate(paragraphs):
        heading = None
        body = Span(p.body, p.end)
        if p.kind not in ("toc", "furniture", "cell", "form-value", "note") and body.start < body.end:
            following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
            if _is_title(text, p, following):
                heading, body = Span(p.body, p.end), Span(p.end, p.end)
            elif run_in := _run_in(text, p):
                heading, body = run_in
        pieces.append(Piece(p, heading, body))
    return pieces


def heading_text(text: str, heading: Span) -> str:
    """The words of a heading, on one line, without the mark that ends it."""
    return " ".join(text[heading.start : heading.end].split()).rstrip(".:—–- ")


def _is_title(text: str, p: TextParagraph, following: TextParagraph | None) -> bool:
    """Whether the paragraph is a heading and nothing else."""
    words = text[p.body : p.end]
    if len(words) > _LONGEST_TITLE or _FORM_LINE.match(words) or _FIELD.search(words):
        return False
    if len(sentence_splitter.split(text, p.body, p.end)) > 1:
        return False
    divides = _is_exhibit(p) or bool(p.labels and p.labels[0].kind == "article")
    if p.kind == "heading":
        return not (has_verb(words) and words.rstrip().endswith((".", ";")))
    if (
        has_verb(words)
        or words.rstrip().endswith((";", ","))
        or len(words_of(words, 14)) > 13
        or not words_of(words, 1)
    ):
        return False
    if divides:
        return True
    if p.labels:
        short = len(words_of(words, 6)) < 6
        return (
            p.labels[0].kind != "bullet"
            and not starts_low(words)
            and (
                is_title_case(words)
                or ((p.bold or (short and _deeper(p, following))) and not words.rstrip().endswith("."))
            )
        )
    if p.kind == "list-item" or _NO_TITLE.search(words):
        return False
    if following is not None and (_FORM_LINE.match(text, following.start) or _is_exhibit(following)):
        return False  # a name above a line to sign on, or below it at the end of the agreement
    if p.bold:
        return is_title_case(words) or not is_complete(words)
    if not is_title_case(words) or words.rstrip().endswith("."):
        return False
    if is_caps(words):
        return True
    return following is not None and (bool(following.labels) or following.end - following.start > 60)


def _is_exhibit(p: TextParagraph) -> bool:
    return bool(p.labels) and p.labels[0].kind == "exhibit"


def _deeper(p: TextParagraph, following: TextParagraph | None) -> bool:
    """Whether the next paragraph is of another kind of label, or none: the short words before it are its title."""
    if following is None or not following.labels:
        return following is not None and following.end - following.start > 60
    return following.labels[0].readings[0][0] != p.labels[0].readings[0][0]


def _run_in(text: str, p: TextParagraph) -> tuple[Span, Span] | None:
    """The run-in heading and the words after it, None where the paragraph has none."""
    match = _RUN_IN.match(text, p.body, p.end)
    if not match or (p.labels and p.labels[0].kind == "bullet"):
        return None
    words = text[p.body : match.start("stop")]
    after = _AFTER_RUN_IN.match(text, match.end("stop"), p.end)
    if (
        not after
        or after.end() >= p.end
        or _ABBREVIATED.search(words)
        or has_verb(words)
        or (not p.labels and _FORM_LINE.match(words + ":"))
    ):
        return None
    count = len(words_of(words, 12))
    if not 0 < count <= 10 or starts_low(words) or words.lstrip()[:1] in '"“([_' or _NO_TITLE.search(words):
        return None
    titled = is_title_case(words) and (bool(p.labels) or count <= 8)
    sentence_case = bool(p.labels) and count <= 5
    if not titled and not sentence_case:
        return None
    if match["stop"] != "." and not has_verb(text[after.end() : min(p.end, after.end() + 400)]):
        return None  # "Data elements: Name, Grade" is one fragment
    return Span(p.body, match.end("stop")), Span(after.end(), p.end)
