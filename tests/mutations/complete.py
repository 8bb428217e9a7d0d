"""Complete contracts, made of an example of each row of a pack, and what judging them comes to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from clauselint.model import Finding, Status, Step
from clauselint.packs import Pack, load, with_examples
from clauselint.packs.example_contracts import filled_exhibits, with_roles
from clauselint.packs.schema import Requirement, SignalKind
from clauselint.pipeline import DocumentAnalyzer
from clauselint.reading import read_bytes

BETTER = {Status.MET: 3, Status.WEAK: 2, Status.MISSING: 1, Status.CONTRADICTED: 0}
_HEAD = (
    'AGREEMENT\n\nThis Agreement is made between Lakeside Public Body (the "{0}") and Northgate Learning, Inc. '
    '(the "{1}").\n\n'
)


@dataclass(frozen=True)
class Complete:
    """A contract that meets rows of a pack; ``findings`` are those of its text, with traces."""

    pack: Pack
    text: str
    findings: dict[str, Finding]
    outside: str
    protected: str

    def carriers(self, row: Requirement, findings: dict[str, Finding] | None = None) -> list[Step]:
        """The sentences that carry the row's core limbs; by the findings of a changed text, if given."""
        core = {e.label for e in row.needs if e.core}
        steps = [
            s
            for s in (findings or self.findings)[row.code].trace
            if s.part == "needs" and s.looked_for in core and s.status in {Status.MET, Status.WEAK}
        ]
        return list({s.text: s for s in steps}.values())

    def with_roles(self, sentence: str) -> str:
        """The sentence with the contract's own role words."""
        return with_roles(sentence, self.pack.file.roles)

    def judged(self, text: str) -> dict[str, Finding]:
        """The findings of a changed text."""
        return _judged(self.pack, text)


def binding(row: Requirement) -> bool:
    """Whether the row's core limbs are duties, bans or limits alone: in rights and consequences "may" is strong."""
    kinds = {s.kind for e in row.needs if e.core for s in e.any}
    return kinds <= {SignalKind.DUTY, SignalKind.BAN, SignalKind.LIMIT}


def most(row: Requirement) -> tuple[float, str] | None:
    """The period that every core limb must not exceed, with its unit; None where a limb needs none."""
    limits = [s.number for e in row.needs if e.core for s in e.any]
    if not limits or any(n is None or n.bound != "most" or n.if_given or n.prompt_words for n in limits):
        return None
    first = limits[0]
    return (float(str(row.params[first.param])), first.unit) if first else None


@lru_cache(maxsize=4)
def complete(name: str) -> Complete:
    """The contract of the pack's first examples, with the roles of its two sides throughout."""
    pack = with_examples(load(name))
    protected, outside = pack.file.roles
    rows = [row for row in pack.requirements if row.examples is not None]
    clauses = [
        f"{n}. {with_roles(row.examples.met[0], pack.file.roles)}" for n, row in enumerate(rows, 1) if row.examples
    ]
    text = _HEAD.format(protected, outside) + "\n\n".join(clauses) + "\n" + filled_exhibits("\n".join(clauses))
    return Complete(pack, text, _judged(pack, text), outside, protected)


@lru_cache(maxsize=4)
def _analyzer(name: str) -> DocumentAnalyzer:
    return DocumentAnalyzer((load(name),), explain=True)


def _judged(pack: Pack, text: str) -> dict[str, Finding]:
    return _findings(pack.name, text)


@lru_cache(maxsize=64)
def _findings(name: str, text: str) -> dict[str, Finding]:
    report = _analyzer(name)(read_bytes(text.encode(), "contract.txt"))
    return {f.code: f for f in report.findings}
