"""The page of the clause types that ``clauselint clauses`` lists."""

from __future__ import annotations

from clauselint.packs import clause_types
from clauselint.reporting.view.phrases import FAMILIES, family_title, label
from site_pages.markdown import code, words


def page() -> tuple[str, str]:
    """Its path and its Markdown."""
    types = clause_types()
    lines = [
        f"# Clause types\n\nThe {len(types)} kinds of clause that `clauselint clauses` lists, with sentences that are one and "
        "sentences that only look like it. [Models](../models.md) says how well they are found.\n"
    ]
    for family in FAMILIES:
        mine = [each for each in types if each.type.startswith(f"{family}.")]
        if not mine:
            continue
        lines.append(f"## {family_title(family)}\n")
        for each in mine:
            lines.append(f"### {label(each.type.partition('.')[2])}\n")
            lines.append(f"{code(each.type)}\n")
            lines += [f"- yes: “{words(text)}”" for text in each.examples.match]
            lines += [f"- no: “{words(text)}”" for text in each.examples.clean]
            lines.append("")
    return "reference/clause-types.md", "\n".join(lines)
