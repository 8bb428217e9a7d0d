"""The pages of the rules: one a policy, one a requirement; and the page of all other codes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from clauselint.cli.code_page import CodePage, PageSection, code_page, requirement_page
from clauselint.diagnostics.problem_codes import CODES
from clauselint.packs import Pack, available, deprecated, with_examples
from clauselint.packs.registry import profiles
from clauselint.packs.schema import Requirement
from clauselint.reporting.view.phrases import FAMILIES, FORCE, family_title, value
from site_pages.markdown import block, code, quote, table, words

Pages = Iterator[tuple[str, str]]
"""Paths of pages below the folder of the docs, with their Markdown."""


def pages() -> Pages:
    """All of them."""
    packs = [with_examples(pack) for pack in available()]
    yield "rules/index.md", _index(packs)
    for pack in packs:
        rows = (*pack.requirements, *deprecated(pack))
        yield f"rules/{pack.name}/index.md", _policy(pack, rows)
        for row in rows:
            yield f"rules/{pack.name}/{row.code}.md", _rule(pack, row)
    yield "reference/codes.md", _codes()


def listed() -> list[dict[str, list[str | dict[str, str]]]]:
    """The pages of policies and requirements as mkdocs lists them in its navigation."""
    return [
        {
            pack.name: [
                f"rules/{pack.name}/index.md",
                *({f"{row.code} {row.name}": f"rules/{pack.name}/{row.code}.md"} for row in pack.requirements),
            ]
        }
        for pack in available()
    ]


def _index(packs: list[Pack]) -> str:
    head = (
        "# Rules\n\nEvery requirement of every policy that comes with clauselint. In a terminal, `clauselint rule CODE` shows "
        "the same page, and `clauselint rule` lists all codes. What a policy is for: [Policies](../policies.md).\n"
    )
    rows = [
        (f"[{words(pack.name)}]({pack.name}/index.md)", str(len(pack.requirements)), words(pack.title))
        for pack in packs
    ]
    bundles = [
        (code(each.name), words(each.title), words(", ".join((*each.packs, *each.rows))))
        for each in profiles().values()
    ]
    return "\n".join(
        [
            head,
            table(("policy", "rules", "about"), rows),
            "\n## Profiles\n\nA profile is several policies judged together.\n",
            table(("profile", "about", "holds"), bundles),
            "",
        ]
    )


def _policy(pack: Pack, rows: tuple[Requirement, ...]) -> str:
    parts = [f"# {words(pack.name)}: {words(pack.title)}\n", words(pack.file.about), ""]
    parts.append(block([f"clauselint check contract.docx --policy {pack.name}"]))
    for family in FAMILIES:
        mine = [row for row in rows if row.family == family]
        if mine:
            parts.append(f"\n## {family_title(family)}\n")
            listed = [
                (f"[{row.code}]({row.code}.md)", words(row.name), row.severity, words(FORCE[row.force])) for row in mine
            ]
            parts.append(table(("code", "rule", "counts as", "whose rule"), listed))
    if pack.params():
        parts.append("\n## Parameters\n\nSet one with `--param NAME=VALUE`, or in the configuration.\n")
        choices = pack.file.choices
        parts.append(
            table(
                ("parameter", "default", "choices"),
                [
                    (code(name), code(value(default)), words(", ".join(choices.get(name, ())) or "–"))
                    for name, default in sorted(pack.params().items())
                ],
            )
        )
    return "\n".join([*parts, ""])


def _rule(pack: Pack, row: Requirement) -> str:
    """The facts of a rule as a table, then a heading for each list of it."""
    page = requirement_page(pack, row)
    facts = list(takewhile(lambda part: part.kind == "text", page.parts))
    lines = [f"# {page.code} {words(page.name)}\n", *_head(page)]
    lines += [
        table(("", ""), [(f"**{words(fact.title)}**", "<br>".join(map(words, fact.lines))) for fact in facts]),
        "",
    ]
    for part in page.parts[len(facts) :]:
        lines += [f"## {words(part.title)}\n", *_part(part)]
    lines += ["## In a terminal\n", block([f"clauselint rule {row.code}"]), "", "How a contract was judged by it:\n"]
    lines += [
        block([f"clauselint rule {row.code} contract.docx"]),
        "",
        f"[{words(pack.name)}: all rules](index.md)",
        "",
    ]
    return "\n".join(lines)


def _codes() -> str:
    head = (
        "# Codes of files, waivers, baseline and parties\n\nWhat is wrong with a file has a `DOC` code, what is to be put right "
        "in waivers or the baseline a `WVR` or `BAS` code, a stated party that no contract names `PTY001`. None is ever used "
        "twice. `clauselint rule DOC003` shows the same.\n"
    )
    found = (code_page(each) for each in CODES)
    return "\n".join([head, *(line for page in found if page for line in _code(page))])


def _code(page: CodePage) -> Iterator[str]:
    yield f"## {page.code} {words(page.name)} {{ #{page.code} }}\n"
    yield from _head(page)
    for part in page.parts:
        yield f"**{words(part.title)}:** {' '.join(map(words, part.lines))}\n"


def _head(page: CodePage) -> Iterator[str]:
    yield from (f"*{words(note)}*\n" for note in page.notes)
    yield f"{words(page.lead)}\n"


def _part(part: PageSection) -> Iterator[str]:
    """A line each; what is no item of a list is a paragraph."""
    for line in part.lines:
        yield {"list": f"- {words(line)}", "quotes": f"{quote(line)}\n", "text": f"{words(line)}\n"}[part.kind]
    yield ""
