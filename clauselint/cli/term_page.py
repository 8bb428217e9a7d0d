"""The page of a term of the policies: its phrasings, what it is made of, where it is used, and what it matches in a contract."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clauselint.cli import console
from clauselint.diagnostics.errors import UsageError
from clauselint.diagnostics.suggest import did_you_mean
from clauselint.judging.phrases import plural

if TYPE_CHECKING:
    from clauselint.model import Document, Outline, Span
    from clauselint.packs import Pack
    from clauselint.packs.schema import Requirement
    from clauselint.packs.term_sources import TermSource

_MOST = 20  # places shown in a contract
_CONTEXT = 60  # characters before and behind a match
_REFERENCE = re.compile(r"<([\w-]+)>")


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A term as one definition has it. ``packs`` are those that use this definition; ``source`` is where it stands."""

    name: str
    source: TermSource
    packs: tuple[Pack, ...]


def definitions(name: str, packs: Sequence[Pack]) -> tuple[DefinedTerm, ...]:
    """The definitions of a term in the packs, as many as there are, in the order of the packs; ``name`` may be a former one.

    Raises:
        UsageError: none of them has such a term; it names the nearest.
    """
    from clauselint.packs.term_sources import term_sources

    found: dict[tuple[str, int], DefinedTerm] = {}
    known: set[str] = set()
    for pack in packs:
        of_pack = term_sources(pack)
        known |= set(of_pack) - set(pack.renamed)
        present = pack.renamed.get(name, name)
        if source := of_pack.get(present):
            place = (str(source.file), source.line)
            earlier = found[place].packs if place in found else ()
            found[place] = DefinedTerm(present, source, (*earlier, pack))
    if not found:
        where = f"the pack {packs[0].name}" if len(packs) == 1 else "no pack"
        has = "has no" if len(packs) == 1 else "has a"
        raise UsageError(f"{where} {has} term {name!r}.", cure=did_you_mean(name, known) or _NO_TERM)
    return tuple(found.values())


_NO_TERM = "`clauselint rule CODE FILE --all` shows the terms that a rule is made of."


def term_list(pack: Pack) -> Iterator[str]:
    """The terms that a pack may name, by the file that defines them."""
    from clauselint.packs.term_sources import term_sources

    files: dict[str, list[str]] = {}
    for name, source in term_sources(pack).items():
        if name not in pack.renamed:
            files.setdefault(source.shown_file, []).append(name)
    yield f"Terms that the pack {pack.name} may name"
    for file, names in files.items():
        yield f"\n{file}"
        yield console.fold(", ".join(names), "  ")
    yield "\nOne of them shown: clauselint pack term NAME"


def term_page(term: DefinedTerm, others: Sequence[DefinedTerm] = ()) -> Iterator[str]:
    """The term as lines: phrasings with their lines in the file, the terms that it names and is named by, and its rows.

    ``others`` are definitions of the same name that other packs use.
    """
    from clauselint.packs.term_sources import term_sources

    pack = term.packs[0]
    sources = term_sources(pack)
    yield f"{term.name}  ({term.source.shown})"
    yield "\nPhrasings, by line"
    yield from (f"  {phrasing.line:>5}  {phrasing.text}" for phrasing in term.source.phrasings)
    yield from _listed(
        "Made of the terms",
        (f"{name}  ({sources[name].shown})" for name in _named_by(pack.terms[term.name]) if name in sources),
    )
    parts = {name for each in term.packs for name, listed in each.terms.items() if term.name in _named_by(listed)}
    yield from _listed("Part of the terms", sorted(parts))
    yield from _listed(
        "Adapted to each document", (line for each in term.packs for line in _refinement(each, term.name))
    )
    yield from _listed(
        "Used by",
        (line for each in term.packs for row in each.requirements if (line := _use(row, term.name))),
    )
    yield from _listed(
        "Defined otherwise for",
        (f"{', '.join(pack.name for pack in other.packs)}  ({other.source.shown})" for other in others),
    )


def _listed(title: str, lines: Iterator[str] | Sequence[str]) -> Iterator[str]:
    """A titled list; nothing where it is empty."""
    shown = list(dict.fromkeys(lines))
    if shown:
        yield f"\n{title}"
        yield from (console.fold(line, "  ") for line in shown)


def _named_by(phrasings: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(name for phrasing in phrasings for name in _REFERENCE.findall(phrasing)))


def _refinement(pack: Pack, name: str) -> Iterator[str]:
    refine = pack.file.refine.get(name)
    if refine is None:
        return
    if refine.defined:
        yield f"{pack.name}: also the document's defined terms whose meaning mentions it"
    if refine.spoken:
        yield f"{pack.name}: also {refine.spoken}, where the document mentions the pack's subject"
    if refine.not_protected:
        yield f"{pack.name}: not where it belongs to the protected party (“employees of the District”)"


def _use(row: Requirement, name: str) -> str:
    """The row with the parts of it that name the term, "" where none does."""
    places: dict[str, int] = {}
    for part, limb, found in row.parts():
        count = sum(any(name in expression.names for expression in signal.terms) for signal in found.any)
        if count:
            label = f"needs {limb}" if part == "needs" else part
            places[label] = places.get(label, 0) + count
    if row.applies_when is not None and name in row.applies_when.names:
        places["applies_when"] = 1
    if not places:
        return ""
    counted = ", ".join(label if count == 1 else f"{label} ({count} signals)" for label, count in places.items())
    return f"{row.code}  {row.name}: {counted}"


def matches_page(term: DefinedTerm, document: Document, *, all_places: bool) -> Iterator[str]:
    """The places in a document where the term matches, with the words around and the line of the phrasing that matches."""
    from clauselint import outline
    from clauselint.detection.components import CandidateFinder
    from clauselint.detection.doc_context import DocContext

    pack = term.packs[0]
    tree = outline.build(document)
    matcher = CandidateFinder((pack,)).matchers(DocContext(document, tree))[0]
    hits = matcher.index.hits(term.name)
    yield f"\n{plural(len(hits), 'match', 'matches') if hits else 'No match'} in {document.path} (as a term of {pack.name})"
    phrasings = _Phrasings(term, pack.terms, document.text)
    for hit in hits if all_places else hits[:_MOST]:
        words = f"{_place(document, tree, hit)}{_in_context(document.text, hit)}"
        yield console.fold(f"- {words} ({phrasings.matching(hit)})", "  ")
    if len(hits) > _MOST and not all_places:
        yield f"  {len(hits) - _MOST} more not shown: --all"


def _place(document: Document, tree: Outline, hit: Span) -> str:
    from clauselint.judging.phrases import section_in_words

    clauses = [clause for clause in tree.clauses[1:] if clause.span.contains(hit.start)]
    section = next((clause.section for clause in reversed(clauses) if clause.section), "")
    page = document.page_at(hit.start)
    place = ", ".join(filter(None, (f"page {page}" if page else "", section_in_words(section))))
    return f"{place}: " if place else ""


def _in_context(text: str, hit: Span) -> str:
    """The match in square brackets, between the words around it."""
    before = text[max(0, hit.start - _CONTEXT) : hit.start]
    behind = text[hit.end : hit.end + _CONTEXT]
    before = ("… " + before.partition(" ")[2]) if hit.start > _CONTEXT else before
    behind = (behind.rpartition(" ")[0] + " …") if hit.end + _CONTEXT < len(text) else behind
    return " ".join(f"{before}[{text[hit.start : hit.end]}]{behind}".split())


class _Phrasings:
    """The phrasings of a term as patterns over one text, to tell which of them a match comes from."""

    def __init__(self, term: DefinedTerm, terms: Mapping[str, Sequence[str]], text: str) -> None:
        from clauselint.detection.terms.term_index import folded
        from clauselint.packs.terms import compiled, to_regex

        self._text = folded(text)
        self._patterns = [
            (phrasing.line, compiled(f"(?:{to_regex(phrasing.text, terms, (term.name,))})"))
            for phrasing in term.source.phrasings
        ]

    def matching(self, hit: Span) -> str:
        """The line of the first phrasing that matches these words, or that only this document makes them count."""
        for line, pattern in self._patterns:
            match = pattern.match(self._text, hit.start)
            if match is not None and match.end() == hit.end:
                return f"line {line}"
        return "adapted to this document"
