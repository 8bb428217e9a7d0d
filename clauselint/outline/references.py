"""Mentions of exhibits, sections and web addresses, and whether what they point at is in the document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clauselint.lexicon.exhibit_words import EXHIBIT_PLURALS, EXHIBIT_SINGULARS, EXHIBIT_WORDS
from clauselint.model import Clause, Reference, Sentence, SentenceRole, Span

_EXHIBIT_MENTION = re.compile(
    rf"\b(?P<word>{'|'.join((*EXHIBIT_WORDS, *EXHIBIT_PLURALS))})\s+(?:No\.\s*)?[\"“]?"
    r"(?P<label>[A-Z]{1,2}(?:-?\d{1,2})?|\d{1,2}(?:\.\d{1,2})?(?:-?[A-Z])?|[IVX]{1,5})(?![\w])"
    r"(?P<more>(?:\s*(?:,|and|or|&|through)\s*(?:[A-Z]|\d{1,2})(?![\w.'’]))*)",
    re.IGNORECASE,
)
_SECTION_MENTION = re.compile(
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
_STATUTE_REACH = 12, 120  # characters before and after a mention in which the statute is named
_URL = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"”“')\]]{3,300}", re.IGNORECASE)
_EXHIBIT_WORDS_LOWER = frozenset(word.lower() for word in EXHIBIT_WORDS)
_ROLES_WITHOUT_CONTENT = frozenset(
    {SentenceRole.HEADING, SentenceRole.BLANK, SentenceRole.RESERVED, SentenceRole.TOC, SentenceRole.SIGNATURE}
)
_FURTHER_LABEL = re.compile(r"\b(?:[A-Z]{1,2}(?:-?\d{1,2})?|\d{1,2}(?:\.\d{1,2})?(?:-?[A-Z])?)\b", re.IGNORECASE)


ExhibitKey = tuple[str, str]
"""The word of an exhibit, in lower case and singular, and its label, in capitals."""


def find_references(text: str, clauses: Sequence[Clause], sentences: Sequence[Sentence]) -> tuple[Reference, ...]:
    """Return all references outside headings of exhibits and tables of contents, in order of place."""
    exhibits = _exhibits(clauses, sentences)
    sections = {clause.section for clause in clauses}
    sections |= {section.split(" ", 1)[1] for section in sections if section.startswith("Article ")}
    titles = {clause.span.start for clause in clauses if _exhibit_key(clause.section)}
    contents = [s.span for s in sentences if s.role is SentenceRole.TOC]
    found = [*_exhibit_references(text, exhibits, titles), *_section_references(text, sections), *_urls(text)]
    found.sort(key=lambda reference: reference.span)
    return tuple(_outside(found, contents))


def _outside(references: Sequence[Reference], spans: Sequence[Span]) -> Iterator[Reference]:
    """Yield the references that overlap none of the spans; both are in order."""
    at = 0
    for reference in references:
        while at < len(spans) and spans[at].end <= reference.span.start:
            at += 1
        if at == len(spans) or not spans[at].overlaps(reference.span):
            yield reference


def _exhibit_references(text: str, exhibits: Mapping[ExhibitKey, bool], titles: set[int]) -> Iterator[Reference]:
    """Yield the mentions of exhibits; of "Exhibits A and B" one each. ``titles`` are the offsets of their own headings."""
    for match in _EXHIBIT_MENTION.finditer(text):
        if match.start() in titles or not _names_exhibit(match["word"], match["label"]):
            continue
        word = match["word"].lower()
        word = EXHIBIT_SINGULARS.get(word, word)
        span = Span(match.start(), match.end("label"))
        yield _exhibit_reference(text[span.start : span.end], span, exhibits.get((word, match["label"].upper())))
        for more in _FURTHER_LABEL.finditer(text, match.start("more"), match.end("more")):
            label = more.group()
            if label not in ("and", "or"):
                blank = exhibits.get((word, label.upper()))
                yield _exhibit_reference(f"{word.capitalize()} {label}", Span(*more.span()), blank)


def _exhibit_reference(name: str, span: Span, blank: bool | None) -> Reference:
    """Return a reference to an exhibit that is blank or not, or, where ``blank`` is None, is not in the document."""
    return Reference(" ".join(name.split()), "exhibit", span, found=blank is not None, blank=blank is True)


def _names_exhibit(word: str, label: str) -> bool:
    """Return whether capitals or a number show that a label follows, and not another word: "exhibit a", "annex to"."""
    if label.islower():
        return word.isupper()
    return word[0].isupper() or label[0].isdigit() or label.isupper()


def _section_references(text: str, sections: set[str]) -> Iterator[Reference]:
    for match in _SECTION_MENTION.finditer(text):
        if _is_of_statute(text, match):
            continue
        label = match["label"]
        word = (match["word"] or "").lower().removesuffix("s")
        name = f"Article {label.upper()}" if word == "article" else label
        found = not sections.isdisjoint((name, label, f"{label}.0"))
        yield Reference(" ".join(match.group().split()), "section", Span(*match.span()), found=found)


def _is_of_statute(text: str, match: re.Match[str]) -> bool:
    """Return whether a section is one of a statute or of another agreement."""
    before, after = _STATUTE_REACH
    named_before = _STATUTE_BEFORE.search(text, max(0, match.start() - before), match.start())
    return bool(named_before or _STATUTE_AFTER.match(text, match.end(), match.end() + after))


def _urls(text: str) -> Iterator[Reference]:
    for match in _URL.finditer(text):
        url = match.group().rstrip(".,;:")
        yield Reference(url, "url", Span(match.start(), match.start() + len(url)), found=False)


def _exhibit_key(section: str) -> ExhibitKey | None:
    word, _, label = section.partition(" ")
    word = word.lower()
    if " " in label or word not in _EXHIBIT_WORDS_LOWER:
        return None
    return EXHIBIT_SINGULARS.get(word, word), label.upper()


@dataclass(slots=True)
class _ExhibitContent:
    """The content of an exhibit: whether a sentence says something, and how many fragments and blanks there are."""

    has_text: bool = False
    fragments: int = 0
    blanks: int = 0

    def add(self, role: SentenceRole, is_title: bool) -> None:
        """Count a sentence; one with ``is_title`` is the heading of a clause."""
        if role not in _ROLES_WITHOUT_CONTENT:
            self.has_text = True
        elif role is SentenceRole.HEADING:
            self.fragments += not is_title
        elif role is SentenceRole.BLANK:
            self.blanks += 1

    @property
    def is_blank(self) -> bool:
        """Return whether the exhibit says nothing; a list of three fragments or more does, unless it has blanks."""
        return not self.has_text and (self.fragments < _FEWEST_FRAGMENTS or self.blanks > 0)


_FEWEST_FRAGMENTS = 3


def _exhibits(clauses: Sequence[Clause], sentences: Sequence[Sentence]) -> dict[ExhibitKey, bool]:
    """Return each exhibit in the document with whether it is blank."""
    exhibit_of = _exhibit_of_each(clauses)
    contents: defaultdict[int, _ExhibitContent] = defaultdict(_ExhibitContent)
    openings = {clause.span.start for clause in clauses}
    for sentence in sentences:
        if exhibit := exhibit_of[sentence.clause]:
            contents[exhibit].add(sentence.role, sentence.span.start in openings)
    blank: dict[ExhibitKey, bool] = {}
    for i, clause in enumerate(clauses):
        key = _exhibit_key(clause.section)
        if key and exhibit_of[i] == i:
            # The document itself may be an exhibit: then all its text is the exhibit's.
            blank[key] = blank.get(key, True) and i > 1 and contents[i].is_blank
    return blank


def _exhibit_of_each(clauses: Sequence[Clause]) -> list[int]:
    """Return for each clause the index of the exhibit in which it lies, 0 for none."""
    exhibit_of: list[int] = []
    for i, clause in enumerate(clauses):
        if clause.level == 0 and _exhibit_key(clause.section):
            exhibit_of.append(i)
        else:
            exhibit_of.append(exhibit_of[clause.parent] if clause.parent else 0)
    return exhibit_of
