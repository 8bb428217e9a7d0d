"""Page that explains a code: ``clauselint rule`` prints it, and the docs site publishes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from clauselint.packs import Pack
    from clauselint.packs.schema import Limb, Requirement

COUNTS = {
    "error": "error: fails the check",
    "warning": "warning: reported, fails the check with --fail-on warning",
    "info": "info: counted, fails the check with --fail-on info",
}


@dataclass(frozen=True, slots=True)
class PageSection:
    """Titled part of a page. Its lines are paragraphs, list items, or quoted sentences."""

    title: str
    lines: tuple[str, ...]
    kind: Literal["text", "list", "quotes"] = "text"


@dataclass(frozen=True, slots=True)
class CodePage:
    """Explanation of a code: ``notes`` are short lines about the code itself, ``lead`` is its meaning."""

    code: str
    name: str
    notes: tuple[str, ...]
    lead: str
    parts: tuple[PageSection, ...]


def code_page(code: str) -> CodePage | None:
    """Return the page of a file problem or a notice, in any case; None where there is no such code."""
    from clauselint.diagnostics.problem_codes import CODES

    about, explained = CODES.get(code.strip().upper(), (None, None))
    if about is None or explained is None:
        return None
    kind = "A problem of a file" if code.upper().startswith("DOC") else "A notice about what a team keeps"
    parts = (PageSection("Counts as", (explained.counts,)), PageSection("What to do", (explained.todo,)))
    return CodePage(code.strip().upper(), about, (kind,), explained.means, parts)


def requirement_page(pack: Pack, row: Requirement) -> CodePage:
    """Return the page of a requirement that was loaded with its examples."""
    from clauselint.reporting.view.phrases import FORCE, SOURCE

    counts = COUNTS["info" if row.status == "preview" else row.severity]
    parts = (
        PageSection("Suggested wording, for counsel's review", (row.suggested(),)),
        PageSection("Goes near headings such as", (", ".join(row.insert_near),) if row.insert_near else ()),
        PageSection("Why", (row.why,)),
        PageSection("Who must act", (row.who,)),
        PageSection("Authority", (row.authority, f"({SOURCE[row.source_read]}; checked {row.verified})")),
        PageSection("Force", (FORCE[row.force],)),
        PageSection("Counts as", (counts,)),
        PageSection("Judged only", tuple(_conditions(pack, row))),
        PageSection("Parameters (--param NAME=VALUE)", tuple(_parameters(pack, row)), "list"),
        PageSection("Looked for", tuple(_needs(row)), "list"),
        PageSection("Contradicted where the contract", tuple(each.says for each in row.contradicts), "list"),
        PageSection("Weakened where the contract", tuple(each.says for each in row.weakens), "list"),
        PageSection("At most weak where the contract", tuple(each.says for each in row.nearly), "list"),
        PageSection("By side", tuple(_sides(row)), "list"),
        *_examples(row),
    )
    return CodePage(row.code, row.name, tuple(_notes(pack, row)), row.must, tuple(part for part in parts if part.lines))


def terminal_lines(page: CodePage, fold: Callable[[str, str], str]) -> Iterator[str]:
    """Yield the page as lines for a terminal; ``fold`` breaks a paragraph into lines behind a margin."""
    yield f"{page.code}  {page.name}"
    yield from (fold(note, "") for note in page.notes)
    yield ""
    yield fold(page.lead, "")
    for part in page.parts:
        yield ""
        yield part.title
        yield from (fold(_MARKS[part.kind].format(line), "  ") for line in part.lines)


_MARKS = {"text": "{}", "list": "- {}", "quotes": "“{}”"}


def _notes(pack: Pack, row: Requirement) -> Iterator[str]:
    from clauselint.reporting.view.phrases import family_title

    yield f"{family_title(row.family)}, in the policy {pack.name} {pack.version}; since {row.since}"
    if row.aliases:
        yield f"Also called {', '.join(row.aliases)}"
    if row.status == "preview":
        yield "Preview: counts as info at most"
    elif row.status == "deprecated":
        yield f"Deprecated: no longer judged{f'; replaced by {row.replaced_by}' if row.replaced_by else ''}"


def _conditions(pack: Pack, row: Requirement) -> Iterator[str]:
    from clauselint.reporting.view.phrases import label

    if row.applies_when is not None:
        spoken = " or ".join(label(name) for name in row.applies_when.names)
        yield f"where the contract mentions what calls for it ({spoken}), or holds something of it"
    if row.variant and pack.file.variant_param:
        yield f"where {pack.file.variant_param} is {row.variant}, or is auto and the contract mentions that basis"


def _parameters(pack: Pack, row: Requirement) -> Iterator[str]:
    from clauselint.reporting.view.phrases import value

    mine = {group.param for group in pack.file.groups if row.code in group.codes}
    mine |= {"side"} if row.stance else set()
    mine |= {pack.file.variant_param} if row.variant and pack.file.variant_param else set()
    for name, default in {**{k: v for k, v in pack.file.params.items() if k in mine}, **row.params}.items():
        choices = pack.file.choices.get(name)
        yield f"{name} = {value(default)}" + (f" (one of {', '.join(choices)})" if choices else "")


def _needs(row: Requirement) -> Iterator[str]:
    yield from (f"{each.label}{_weight(each)}" for each in row.needs)
    if row.at_least:
        yield f"at least {row.at_least} of those that are not required"


def _weight(each: Limb) -> str:
    if each.core:
        return " (without it the clause is missing)"
    return "" if each.required else " (not required)"


def _sides(row: Requirement) -> Iterator[str]:
    from clauselint.reporting.view.phrases import label

    if row.stance is None:
        return
    for stance, says in row.stance.says.items():
        statuses = (f"{side}: {table[stance]}" for side, table in row.stance.sides.items())
        yield f"{label(stance)}, it {says}: {', '.join(statuses)}"


def _examples(row: Requirement) -> Iterable[PageSection]:
    examples = row.examples
    if examples is None:
        return ()
    return (
        PageSection("Satisfied by", examples.met, "quotes"),
        PageSection("Met in part by", examples.limb, "quotes"),
        PageSection("Weak", examples.weak, "quotes"),
        PageSection("Counts as missing", examples.missing, "quotes"),
        PageSection("Contradicted by", examples.contradicted, "quotes"),
        PageSection("Not met by", examples.not_met, "quotes"),
    )
