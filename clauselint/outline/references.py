"""Mentions of exhibits, sections and web addresses, and whether what they point at is in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clauselint.model import Clause, Reference, Sentence, SentenceRole, Span
from clauselint.outline.structure.labels import EXHIBIT_WORDS

_EXHIBIT = re.compile(
    rf"\b(?P<word>{EXHIBIT_WORDS}|Annexes|Appendices|Exhibits|Schedules|Attachments)\s+(?:No\.\s*)?[\"“]?"
    r"(?P<label>[A-Z]{1,2}(?:-?\d{1,2})?|\d{1,2}(?:\.\d{1,2})?(?:-?[A-Z])?|[IVX]{1,5})(?![\w])"
    r"(?P<more>(?:\s*(?:,|and|or|&|through)\s*(?:[A-Z]|\d{1,2})(?![\w.'’]))*)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:\b(?P<word>Sections?|Articles?|Clauses?|Paragraphs?)|"
    r"(?P<sign>§§?))\s*(?P<label>\d{1,3}(?:\.\d{1,3})*(?:\([a-zA-Z0-9]{1,4}\))*|[IVXL]{1,6}(?![\w]))",
    re.IGNORECASE,
)
_STATUTE_BEFORE = re.compile(
    r"(?:U\.?\s?S\.?\s?C\.?|C\.?F\.?R\.?|Code|Stat\.|RCW|WAC|Act|Law|Rules?|Reg(?:ulation)?s?\.?|Title|"
    r"Directive|GDPR|Ann\.|,)\s*$",
    re.IGNORECASE,
)
_STATUTE_AFTER = re.compile(
    r"(?:\([\w.]+\)|[\d.,\s-]|et seq)*of\s+(?:the\s+)?(?:[\w.’'&-]+\s+){0,8}?"
    r"(?:Act|Code|Title|Law|Regulations?|Rules?|Statutes?|Constitution|U\.S\.C|GDPR|Directive|C\.F\.R)\b"
    # a section of another agreement: "Section 2.2 of the Development Agreement"
    r"|\s*of\s+the\s+(?:[A-Z][\w-]*\s+){1,6}(?:Agreement|License|Contract|Addendum)\b"
    r"|\d{3,}|[a-z]?\s*(?:U\.S\.C|C\.F\.R|GDPR)",
)
_URL = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"”“')\]]{3,300}", re.IGNORECASE)
_SINGULAR = {"annexes": "annex", "appendices": "appendix", "annexure": "annex"}
_EMPTY_ROLES = frozenset(
    {SentenceRole.HEADING, SentenceRole.BLANK, SentenceRole.RESERVED, SentenceRole.TOC, SentenceRole.SIGNATURE}
)
_LABEL = re.compile(r"\b(?:[A-Z]{1,2}(?:-?\d{1,2})?|\d{1,2}(?:\.\d{1,2})?(?:-?[A-Z])?)\b", re.IGNORECASE)


def find_references(text: str, clauses: Sequence[Clause], sentences: Sequence[Sentence]) -> tuple[Reference, ...]:
    """All references outside headings of exhibits and tables of contents, in order of place."""
    exhibits = _exhibits(clauses, sentences)
    sections = {clause.section for clause in clauses}
    sections |= {section.split(" ", 1)[1] for section in sections if section.startswith("Article ")}
    titles = {clause.span.start for clause in clauses if _exhibit_key(clause.section)}
    skip = [s.span for s in sentences if s.role is SentenceRole.TOC]
    found = [*_to_exhibits(text, exhibits, titles), *_to_sections(text, sections), *_to_urls(text)]
    found.sort(key=lambda reference: reference.span)
    return tuple(r for r in _outside(found, skip))


def _outside(found: list[Reference], skip: list[Span]) -> Iterator[Reference]:
    at = 0
    for reference in found:
        while at < len(skip) and skip[at].end <= reference.span.start:
            at += 1
        if at == len(skip) or not skip[at].overlaps(reference.span):
            yield reference


def _to_exhibits(text: str, exhibits: dict[tuple[str, str], bool], titles: set[int]) -> Iterator[Reference]:
    for match in _EXHIBIT.finditer(text):
        if match.start() in titles or not (
            match["word"][0].isupper() or match["label"][0].isdigit() or match["label"].isupper()
        ):
            continue
        if (match["word"][0].islower() and match["label"].islower()) or (
            match["label"].islower() and not match["word"].isupper()
        ):
            continue
        word = match["word"].lower()
        word = _SINGULAR.get(word, word.removesuffix("s") if word.endswith("ts") or word == "schedules" else word)
        first = Span(match.start(), match.end("label"))
        labels = [(first, match["label"])]
        for more in _LABEL.finditer(text, match.start("more"), match.end("more")):
            if more.group() not in ("and", "or"):
                labels.append((Span(more.start(), more.end()), more.group()))
        for span, label in labels:
            state = exhibits.get((word, label.upper()))
            name = text[span.start : span.end] if span is first else f"{word.capitalize()} {label}"
            yield Reference(" ".join(name.split()), "exhibit", span, found=state is not None, blank=state is True)


def _to_sections(text: str, sections: set[str]) -> Iterator[Reference]:
    for match in _SECTION.finditer(text):
        if _STATUTE_BEFORE.search(text, max(0, match.start() - 12), match.start()) or _STATUTE_AFTER.match(
            text, match.end(), match.end() + 120
        ):
            continue
        label = match["label"]
        word = (match["word"] or "").lower().removesuffix("s")
        name = f"Article {label.upper()}" if word == "article" else label
        known = name in sections or label in sections or f"{label}.0" in sections
        yield Reference(" ".join(match.group().split()), "section", Span(match.start(), match.end()), found=known)


def _to_urls(text: str) -> Iterator[Reference]:
    for match in _URL.finditer(text):
        url = match.group().rstrip(".,;:")
        yield Reference(url, "url", Span(match.start(), match.start() + len(url)), found=False)


def _exhibit_key(section: str) -> tuple[str, str] | None:
    word, _, label = section.partition(" ")
    if " " in label or word.lower() not in EXHIBIT_WORDS.lower().split("|"):
        return None
    return _SINGULAR.get(word.lower(), word.lower()), label.upper()


def _exhibits(clauses: Sequence[Clause], sentences: Sequence[Sentence]) -> dict[tuple[str, str], bool]:
    """Each exhibit in the document, by word and label, and whether it is blank."""
    owner: list[int] = []  # by clause: the exhibit that it lies in, 0 for none
    for i, clause in enumerate(clauses):
        own = _exhibit_key(clause.section)
        owner.append(i if own and clause.level == 0 else owner[clause.parent] if clause.parent else 0)
    filled: dict[int, bool] = {}
    fragments: dict[int, int] = {}
    gaps: dict[int, int] = {}
    openings = {clause.span.start for clause in clauses}
    for sentence in sentences:
        at = owner[sentence.clause]
        if at and sentence.role not in _EMPTY_ROLES:
            filled[at] = True
        elif at and sentence.role is SentenceRole.HEADING and sentence.span.start not in openings:
            fragments[at] = fragments.get(at, 0) + 1
        elif at and sentence.role is SentenceRole.BLANK:
            gaps[at] = gaps.get(at, 0) + 1
    found: dict[tuple[str, str], bool] = {}
    for i, clause in enumerate(clauses):
        key = _exhibit_key(clause.section)
        if key and owner[i] == i:
            # The document itself may be an exhibit: then all its text is the exhibit's.
            blank = i > 1 and not (filled.get(i) or (fragments.get(i, 0) >= 3 and not gaps.get(i)))
            found[key] = found.get(key, True) and blank
    return found
