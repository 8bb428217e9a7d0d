"""Which modals of a sentence start a proposition of their own: those of its main clauses."""

from __future__ import annotations

import re

from clauselint.detection.modality import CONTENT, LEADING_CONDITION, LEXICAL, LIMITED, SUBORDINATE, TRIGGER

_IT_MAY_HAVE = re.compile(r"(?i)\b(?:any|all|such|other|whatever)\s+(?:\w+\s+){1,3}(?:it|they|he|she|we|you)\s+$")
# "…, provided that this shall not apply to usage data": an exception to what stands before, no rule of its own.
_CARVE_OUT = re.compile(r"(?i)\b(?:provided|except|save|but|however|although|though)\b[^;]*$")
_NOT_APPLY = re.compile(
    r"(?i)\s*(?:be\s+)?(?:apply|include|extend|cover|reach|prevent|prohibit|restrict|limit|affect)\w*\b"
)
_PIED_PIPED = re.compile(r"(?i)\b(?:which|that|where)(?:\s+(?!and\b|or\b)\w+){1,4}\s+$")
_NEAR = 200  # characters before a modal that decide whether it stands in a main clause
_RELATIVE = re.compile(r"(?i)\b(?:which|who|that|it|they)\s+(?:\w+ly\s+|also\s+|both\s+|each\s+)?$")
_NAMES = re.compile(r"\b(?:[Tt]he|not|never|to|[A-Z]\w+)\b")


# "which sum Landlord shall hold", "in which case it must pay": a duty of its own, though the grammar subordinates it.
_OWN_DUTY = re.compile(
    r"(?:,\s+which\s+\w+\s+|\b(?:which|that)(?:\s+\w+)?\s+(?:the\s+)?(?:[A-Z]\w+|it|they)\s+|\b(?:in|upon)\s+which\s+(?:case|event)\b[^,;]*|"
    r"\bexcept\s+that\b[^,;]*)(?:\w+ly\s+)?$"
)


def main_triggers(text: str, *, subordinate_duties: bool = False) -> list[re.Match[str]]:
    """The modals of main clauses; those of conditions, comparisons and relative clauses govern nothing of interest.

    With ``subordinate_duties`` those of relative clauses with a subject of their own are there too.
    """
    found = list(TRIGGER.finditer(text))
    found += [m for m in LIMITED.finditer(text) if not any(t.start() < m.end() and m.start() < t.end() for t in found)]
    found.sort(key=lambda m: m.start())
    lead = LEADING_CONDITION.match(text)
    if lead and any(m.start() >= lead.end() for m in found):
        found = [m for m in found if m.start() >= lead.end()]
    kept: list[re.Match[str]] = []
    for n, match in enumerate(found):
        before = text[max(kept[-1].end() if kept else 0, match.start() - _NEAR) : match.start()]
        subordinate = SUBORDINATE.search(before) and not CONTENT.search(before)
        if subordinate and subordinate_duties and not LEXICAL.match(match[0]):
            subordinate = None if _OWN_DUTY.search(before) else subordinate
        if re.search(r"(?i)\bor\s+$", before) and re.match(r"(?i)(?:may|might|could)$", match[0]):
            continue  # "have been, or may have been, misused"
        if _IT_MAY_HAVE.search(before) and re.match(r"(?i)(?:may|might)$", match[0]):
            continue  # "any rights it may have"
        # "shall seek to"
        governed = (
            kept
            and not kept[-1][0].lower().endswith("that")
            and LEXICAL.match(match[0])
            and not re.search(r"\w+\W+\w+", _NAMES.sub("", before))
        )
        carve_out = kept and _CARVE_OUT.search(before) and _NOT_APPLY.match(text, match.end())
        # "each individual who will work with the records shall sign"
        weak = (
            re.match(r"(?i)(?:may|might|could)$", match[0])
            and _PIED_PIPED.search(before)
            and not CONTENT.search(before)
        )
        more = n + 1 < len(found) and (weak or _RELATIVE.search(before))
        if not governed and not carve_out and not (subordinate and (kept or more or LEXICAL.match(match[0]))):
            kept.append(match)
    return kept
