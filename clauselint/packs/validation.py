"""Checks of a pack beyond its types: unknown names, names used twice, broken patterns, rows without examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from clauselint.diagnostics.errors import PackError
from clauselint.diagnostics.faults import Fault, Place
from clauselint.diagnostics.suggest import did_you_mean
from clauselint.packs.pack_file import ExtensionFile, PackFile
from clauselint.packs.pattern_faults import begins_with_repetition
from clauselint.packs.policy_names import PACK_FILE, TERMS
from clauselint.packs.registry import requirement_files
from clauselint.packs.schema import COUNTERPARTY_TERM, PROTECTED_TERM, Requirement, TermExpression
from clauselint.packs.term_tables import TermTable, term_fault, term_where
from clauselint.packs.terms import compiled, to_regex
from clauselint.packs.yaml_places import YamlPlaces

Terms = Mapping[str, Sequence[str]]
_NO_TERM = "Define it in a file of the pack's folder terms/, or take one that is there: clauselint pack term."


def unknown_terms(folder: Path, rows: Iterable[Requirement], table: TermTable) -> Iterator[Fault]:
    """Yield the terms that the folder's rows name and no file defines."""
    known = {*table.terms, PROTECTED_TERM, COUNTERPARTY_TERM}
    for row in rows:
        for place, expression in _expressions(row):
            for name in expression.names:
                if name not in known and name not in table.renamed:
                    cure = did_you_mean(name, known)
                    yield row_places(folder, row.code).fault(place, f"no term is called {name!r}.", cure or _NO_TERM)


def former_names_used(folder: Path, rows: Iterable[Requirement], table: TermTable) -> Iterator[Fault]:
    """Yield the former names of terms that the folder's rows still use: they work, but the new ones say more."""
    for row in rows:
        for place, expression in _expressions(row):
            for name in expression.names:
                if name in table.renamed and name not in table.terms:
                    what = f"the term {name!r} is now called {table.renamed[name]!r}."
                    yield row_places(folder, row.code).fault(place, what, "The former name still works.")


def _expressions(row: Requirement) -> Iterator[tuple[Place, TermExpression]]:
    """Yield each term expression of a row, and its place in the file."""
    for part in ("needs", "contradicts", "weakens", "nearly"):
        for n, group in enumerate(getattr(row, part)):
            for i, signal in enumerate(group.any):
                for expression in signal.terms:
                    yield (part, n, "any", i, signal.kind.value), expression
    if row.applies_when:
        yield ("applies_when",), row.applies_when


def undefined_names(folder: Path, pack_file: PackFile, rows: Iterable[Requirement], terms: Terms) -> Iterator[Fault]:
    """Yield the terms, rows and parameters that ``pack.yaml`` names and no file defines."""
    codes = [row.code for row in rows]
    named: list[tuple[Place, str, str, Iterable[str]]] = [(("speaks_of",), "term", pack_file.speaks_of, terms)]
    named += [(("refine", term), "term", term, terms) for term in pack_file.refine]
    named += [(("refine", term), "term", r.spoken, terms) for term, r in pack_file.refine.items() if r.spoken]
    if pack_file.precedence:
        named.append((("precedence",), "row", pack_file.precedence, codes))
    if pack_file.variant_param:
        named.append((("variant_param",), "parameter", pack_file.variant_param, pack_file.params))
    named += [
        (("groups", n, "codes"), "row", code, codes) for n, group in enumerate(pack_file.groups) for code in group.codes
    ]
    places = YamlPlaces(folder / PACK_FILE)
    for place, what, name, known in named:
        if name not in known:
            said = f"no term is called {name!r}." if what == "term" else f"the pack has no {what} {name!r}."
            yield places.fault(place, said, did_you_mean(name, known))


def broken_patterns(folder: Path, own: Terms, terms: Terms) -> Iterator[Fault]:
    """Yield the pack's own phrasings that are not patterns, match the empty string, or name an unknown term."""
    for name, phrasings in own.items():
        if not phrasings:
            yield term_fault([folder], name, f"the term {name!r} has no phrasings.", "Write at least one.")
        for n, phrasing in enumerate(phrasings):
            try:
                if begins_with_repetition(phrasing):
                    raise PackError(
                        "a repetition sign has nothing before it", cure="Put it behind a letter or a group."
                    )
                compiled(to_regex(phrasing, terms, (name,)))
            except PackError as error:
                yield term_fault([folder], name, f"{error.what.rstrip('.')}: {phrasing!r}.", error.cure, n)


def silent_overrides(folder: Path, pack_file: PackFile | ExtensionFile, below: TermTable) -> Iterator[Fault]:
    """Yield the pack's own terms that hide one of those in view without saying so, and overrides that hide nothing."""
    for name in pack_file.terms:
        if name in below.terms and name not in pack_file.overrides:
            what = f"the term {name!r} hides the one at {term_where(below.folders, name)}."
            cure = f"Give it another name or, if it is meant to replace that one, list it: overrides: [{name}] in {PACK_FILE}."
            yield term_fault([folder], name, what, cure)
    places = YamlPlaces(folder / PACK_FILE)
    for n, name in enumerate(pack_file.overrides):
        if name not in pack_file.terms:
            yield places.fault(("overrides", n), f"the pack has no term {name!r}.", did_you_mean(name, pack_file.terms))
        elif name not in below.terms:
            yield places.fault(
                ("overrides", n), f"{name!r} overrides nothing: no other pack in view has it.", "Remove it."
            )


def used_packs_clash(folder: Path, pack_file: PackFile, tables: Sequence[tuple[str, TermTable]]) -> Iterator[Fault]:
    """Yield the terms that two packs under ``uses`` define differently, unless the using pack overrides them."""
    first: dict[str, TermTable] = {}
    for n, (pack, table) in enumerate(tables):
        for name in table.terms:
            if name in first and name not in pack_file.overrides and first[name].terms[name] != table.terms[name]:
                what = f"the term {name!r} of {pack} hides the one at {term_where(first[name].folders, name)}."
                cure = f"Define {name!r} in this pack and list it under overrides, or use one of the two packs."
                yield YamlPlaces(folder / PACK_FILE).fault(("uses", n), what, cure)
            first.setdefault(name, table)


def alike_terms(folder: Path, own: Terms, table: TermTable) -> Iterator[Fault]:
    """Yield the pack's own terms that have the same phrasings as another term in view, under another name."""
    first: dict[frozenset[str], str] = {}
    terms = table.with_former_names()
    for name in (*(n for n in table.terms if n not in own), *own):
        meaning = frozenset(_phrasings(name, terms))
        if meaning in first and name in own:
            other = first[meaning]
            what = f"the term {name!r} has the same phrasings as {other!r} at {term_where(table.folders, other)}."
            yield term_fault([folder], name, what, f"Name {other!r} in the rules and remove this one.")
        first.setdefault(meaning, name)


def _phrasings(name: str, terms: Terms) -> Iterator[str]:
    """Yield the regular expressions of a term; a phrasing that is another term alone stands for that term's own."""
    for phrasing in terms[name]:
        alone = phrasing.removeprefix("<").removesuffix(">")
        if phrasing == f"<{alone}>" and alone in terms and alone != name:
            yield from _phrasings(alone, terms)
        else:
            yield to_regex(phrasing, terms, (name,))


def without_examples(folder: Path, rows: Iterable[Requirement]) -> Iterator[Fault]:
    """Yield the rows that no example shows to work."""
    for row in rows:
        if row.examples is None:
            cure = "Add some that must match, and some that must not."
            yield row_places(folder, row.code).fault((), f"{row.code} has no examples.", cure)


def ignored_files(folder: Path) -> Iterator[Fault]:
    """Yield the files that look like a pack's and would silently not be read."""
    for file in sorted([*folder.glob("*.yml"), *(folder / TERMS).glob("*.yml")]):
        yield Fault(file, "this file is not read.", f"Name it {file.stem}.yaml.")


def used_twice(rows: Iterable[tuple[Path, Requirement]]) -> Iterator[Fault]:
    """Yield the codes and aliases that name two rows of one folder; each row comes with its file."""
    first: dict[str, Path] = {}
    for file, row in rows:
        for place, code in _codes(row):
            if code in first:
                before = YamlPlaces(first[code]).where(("code",))
                what = f"the code {code} is that of another row, at {before}."
                yield YamlPlaces(file).fault(
                    place, what, "Give one of the two another code; codes are never used twice."
                )
            first.setdefault(code, file)


def _codes(row: Requirement) -> Iterator[tuple[Place, str]]:
    yield ("code",), row.code
    for n, alias in enumerate(row.aliases):
        yield ("aliases", n), alias


def silent_replacements(
    folder: Path, own: Iterable[Requirement], base: Iterable[Requirement], folders: Sequence[Path]
) -> Iterator[Fault]:
    """Yield the rows that take a code of the extended pack without ``replaces: true``, and those that say it for nothing.

    ``folders`` are those of the extended pack and of the packs that it extends.
    """
    taken = {code: row.code for row in base for _, code in _codes(row)}
    for row in own:
        for place, code in _codes(row):
            if code in taken and not (row.replaces and taken[code] == row.code):
                before = next(
                    (row_places(f, taken[code]).where(("code",)) for f in folders if has_row(f, taken[code])), ""
                )
                what = f"the code {code} is that of a row of the extended pack, at {before}."
                cure = "Give it another code, or add replaces: true if it takes that row's place."
                yield row_places(folder, row.code).fault(place, what, cure)
        if row.replaces and row.code not in taken:
            what = f"there is no row {row.code} for it to replace."
            cure = did_you_mean(row.code, taken) or "Remove the line."
            yield row_places(folder, row.code).fault(("replaces",), what, cure)


def has_row(folder: Path, code: str) -> bool:
    """Return whether a file of the folder holds the row."""
    return any(_holds(file, code) for file in requirement_files(folder))


def row_places(folder: Path, code: str) -> YamlPlaces:
    """Return the places of the file that holds a row."""
    files = list(requirement_files(folder))
    return YamlPlaces(next((file for file in files if _holds(file, code)), files[0] if files else folder / PACK_FILE))


def _holds(file: Path, code: str) -> bool:
    """Return whether the file is that of the row ``code``, which its first lines say."""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    said = (line.partition(" #")[0].partition(":") for line in lines if line.startswith("code:"))
    return any(value.strip(" \"'") == code for _, _, value in said)
