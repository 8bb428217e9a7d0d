"""What can be wrong with a pack beyond its types: names of nothing, patterns that are none, rows that nothing shows to work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from clauselint.diagnostics.errors import PackError
from clauselint.diagnostics.faults import Fault, Place
from clauselint.diagnostics.suggest import did_you_mean
from clauselint.packs.pack_file import ExtensionFile, PackFile
from clauselint.packs.policy_names import HEAD
from clauselint.packs.registry import requirement_files
from clauselint.packs.schema import COUNTERPARTY_TERM, PROTECTED_TERM, Requirement, TermExpression
from clauselint.packs.terms import compiled, to_regex
from clauselint.packs.yaml_faults import Places

Terms = Mapping[str, Sequence[str]]


def unknown_terms(folder: Path, rows: Iterable[Requirement], terms: Terms) -> Iterator[Fault]:
    """The terms that the folder's rows name and no one defines."""
    known = {*terms, PROTECTED_TERM, COUNTERPARTY_TERM}
    for row in rows:
        for place, wanted in _wanted(row):
            for term in wanted.names:
                if term not in known:
                    yield _of(folder, row).fault(place, f"no term is called {term!r}.", did_you_mean(term, known))


def _wanted(row: Requirement) -> Iterator[tuple[Place, TermExpression]]:
    """Each term expression of a row, and its place in the file."""
    for part in ("needs", "contradicts", "weakens", "nearly"):
        for n, found in enumerate(getattr(row, part)):
            for i, signal in enumerate(found.any):
                for wanted in signal.wanted:
                    yield (part, n, "any", i, signal.kind.value), wanted
    if row.applies_when:
        yield ("applies_when",), row.applies_when


def wrong_head(folder: Path, head: PackFile, rows: Iterable[Requirement], terms: Terms) -> Iterator[Fault]:
    """Terms and rows that ``pack.yaml`` names and no one defines."""
    places = Places(folder / HEAD)
    if head.speaks_of not in terms:
        yield places.fault(
            ("speaks_of",), f"no term is called {head.speaks_of!r}.", did_you_mean(head.speaks_of, terms)
        )
    for term in head.refine:
        if term not in terms:
            yield places.fault(("refine", term), f"no term is called {term!r}.", did_you_mean(term, terms))
    codes = [r.code for r in rows]
    if head.precedence and head.precedence not in codes:
        yield places.fault(
            ("precedence",), f"the pack has no row {head.precedence!r}.", did_you_mean(head.precedence, codes)
        )
    if head.variant_param and head.variant_param not in head.params:
        yield places.fault(("variant_param",), f"the pack has no parameter {head.variant_param!r}.")
    for n, group in enumerate(head.groups):
        for code in group.codes:
            if code not in codes:
                yield places.fault(("groups", n, "codes"), f"the pack has no row {code!r}.", did_you_mean(code, codes))


def broken_patterns(folder: Path, head: PackFile | ExtensionFile, terms: Terms) -> Iterator[Fault]:
    """The pack's own phrasings that are no pattern, match the empty string, or name a term that does not exist."""
    places = Places(folder / HEAD)
    for name, phrasings in head.terms.items():
        for n, phrasing in enumerate(phrasings):
            try:
                compiled(to_regex(phrasing, terms, (name,)))
            except PackError as error:
                what = f"{error.what.rstrip('.')}: {phrasing!r}."
                yield places.fault(("terms", name, n), what, error.cure)


def without_examples(folder: Path, rows: Iterable[Requirement]) -> Iterator[Fault]:
    """Rows that nothing shows to work."""
    for row in rows:
        if row.examples is None:
            yield _of(folder, row).fault(
                (), f"{row.code} has no examples.", "Add some that must match, and some that must not."
            )


def odd_files(folder: Path) -> Iterator[Fault]:
    """Files that look like requirements and would silently be none."""
    for file in sorted(folder.glob("*.yml")):
        yield Fault(file, "this file is not read.", f"Name it {file.stem}.yaml.")


def used_twice(folder: Path, rows: Iterable[Requirement]) -> Iterator[Fault]:
    """Codes and aliases that name two rows."""
    first: dict[str, str] = {}
    for row in rows:
        for code in (row.code, *row.aliases):
            if code in first:
                yield _of(folder, row, last=True).fault(
                    ("code",), f"the code {code} is that of another row, {first[code]}."
                )
            first.setdefault(code, row.name)


def _of(folder: Path, row: Requirement, *, last: bool = False) -> Places:
    """The file of a row; where two have its code, the first or the last."""
    files = list(requirement_files(folder))
    line = f"code: {row.code}"
    mine = [f for f in files if line in f.read_text(encoding="utf-8").splitlines()]
    return Places((mine or files)[-1 if last else 0])
