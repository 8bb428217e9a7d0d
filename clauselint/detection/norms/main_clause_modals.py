"""Which modals of a sentence start a proposition of their own: those of its main clauses."""

from __future__ import annotations

import re

from clauselint.detection.norms.modal_cues import (
    CONTENT,
    INVERTED,
    LEADING_CONDITION,
    LEXICAL,
    LIMITED,
    MODAL_CUE,
    SUBORDINATE,
)
from clauselint.support.lowercase import lower_keep_length

_IT_MAY_HAVE = re.compile(r"(?i)\b(?:any|all|such|other|whatever)\s+(?:\w+\s+){1,3}(?:it|they|he|she|we|you)\s+$")
# "…, provided that this shall not apply to usage data": an exception to what stands before, no rule of its own.
_CARVE_OUT = re.compile(r"(?i)\b(?:provided|except|save|but|however|although|though)\b[^;]*$")
_NOT_APPLY = re.compile(
    r"(?i)\s*(?:be\s+)?(?:apply|include|extend|cover|reach|prevent|prohibit|restrict|limit|affect)\w*\b"
)
_SUBJECT_RELATIVE = re.compile(r"(?i)\b(?:that|which|who)\s+(?:\w+ly\s+|also\s+|both\s+|each\s+)?$")
_WEAKER = re.compile(r"(?i)(?:may|might|could|should)$")
_WEAK = re.compile(r"(?i)(?:may|might|could|can)$")
_WHICH_SOMEBODY = re.compile(r"(?i)\b(?:that|which|whom)(?:\s+[\w'’-]+){1,4}\s+$")
_MAIN_VERB_BEHIND = re.compile(r"(?i),\s+(?:is|are|has|have|does|do|applies|prevails)\b")
_BARE_VERB = re.compile(r"(?i)(?:be|have)\s")
_PIED_PIPED = re.compile(r"(?i)\b(?:which|that|where)(?:\s+(?!and\b|or\b)[\w'’-]+){1,4}\s+$")
_NEAR = 200  # characters before a modal that decide whether it stands in a main clause
_RELATIVE = re.compile(r"(?i)\b(?:which|who|that|it|they)\s+(?:\w+ly\s+|also\s+|both\s+|each\s+)?$")
_NAMES = re.compile(r"\b(?:[Tt]he|not|never|to|[A-Z]\w+)\b")


# "…, that requirement does not apply": the main clause behind a condition, without a modal.
_MAIN_STATEMENT = re.compile(
    r"(?i),\s+(?:then\s+)?(?:that|this|such|the|these|those|it|any|no)\s+(?:[\w-]+\s+){0,4}?(?:is|are|does|do|has|have|remains?|prevails?)\b[^,;]*[.;]?\s*$"
)
_PROMISES = re.compile(
    r"(?i)(?:agree|undertake|covenant|promise|pledge|commit|certify|confirm|represent|warrant|guarantee|give|grant)\b"
)
_INFINITIVE = re.compile(r"(?i)\bto\s+(?:\w+ly\s+)?$")
# A noun with its article, straight before a subject: a relative clause without "that".
_CONTACT = re.compile(
    r"\b(?:an?|the|any|all|such|each|every|no|its|their|other|those|in)\s+(?:[\w-]+\s+){0,2}?(?!(?:and|or|but|nor|than|as|of|to|by|for|in|on|with)\b)[a-z][\w-]{2,}\s+"
    r"(?:(?:the|this|that|such)\s+)?(?:[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?|(?<=this\s)\w+|(?:its|these)\s+terms|an?\s+\w+|it|they|we|you)\s+(?:\w+ly\s+)?$"
)


def _contact(trigger: str, before: str) -> bool:
    return bool(
        (_WEAK.match(trigger) or LEXICAL.match(trigger)) and not INVERTED.match(trigger) and _CONTACT.search(before)
    )


# "in a way this Agreement does not allow, Provider …": a verb that lacks its object ends a relative clause.
_LETS = re.compile(r"(?i)\b(?:allow|permit|authori[sz]e|prohibit|forbid)s?$")
_NO_OBJECT_BEHIND = re.compile(r"\s*(?:[,;.)]|$|(?:or|and)\b)")


def _ends_relative(match: re.Match[str], before: str, text: str) -> bool:
    return bool(_LETS.search(match[0]) and _NO_OBJECT_BEHIND.match(text, match.end()) and _CONTACT.search(before))


# A suspicion that a condition names is no wish: "may require it where it believes that …".
_SUSPECTS = re.compile(r"(?i)\b(?:believes?|supports?)$")
_IN_CONDITION = re.compile(
    r"(?i)\b(?:if|where|when(?:ever)?|once|unless|until|because|since|whether|who|which|that|extent|(?:has|have|had|having|with)\s+(?:\w+\s+){0,3}?(?:reasons?|grounds?|cause)\s+to)"
    r"(?:\s+(?:the|an?|any|either|[\w’'-]+)){0,3}\s+$"
)


_WISHES = re.compile(r"(?i)(?:wish|desire|intend|seek)(?:e?s)?\s+to$")
_OF_ANOTHER = re.compile(r"(?i)\b(?:the|any|all|such|each|those)\s+(?:[\w-]+\s+){1,3}(?:an?|the|any|each)\s+[a-z]+\s+$")


# "which sum Landlord shall hold", "in which case it must pay": a duty of its own, though the grammar subordinates it.
_OWN_DUTY = re.compile(
    r"(?:,\s+which\s+\w+\s+|\b(?:which|that)(?:\s+\w+)?\s+(?:the\s+)?(?:[A-Z]\w+|it|they)\s+|\b(?:in|upon)\s+which\s+(?:case|event)\b[^,;]*|"
    r"\bexcept\s+that\b[^,;]*)(?:\w+ly\s+)?$"
)


# "shall not (a) sell it, except that it may be transferred …; or (b) use it": the next item is of the list, not of "may".
_EXCEPT_THAT = re.compile(r"(?i)\bexcept\s+that\b[^;]*$")
_FAILING = re.compile(r"(?i)\b(?:failing|after|upon|following|in|whereupon)\s+which\b[^,;]*$")
_NEXT_ITEM = re.compile(r"(?i);\s*(?:and\s+|or\s+)?\(?[a-z0-9]{1,4}\)")


def main_clause_modals(text: str, *, subordinate_duties: bool = False) -> list[re.Match[str]]:
    """The modals of main clauses; those of conditions, comparisons and relative clauses govern nothing of interest.

    The matches are those of the lowered text. With ``subordinate_duties`` those of relative clauses with a subject of their
    own are there too.
    """
    low = lower_keep_length(text)
    found = list(MODAL_CUE.finditer(low))
    found += [m for m in LIMITED.finditer(low) if not any(t.start() < m.end() and m.start() < t.end() for t in found)]
    found.sort(key=lambda m: m.start())
    lead = LEADING_CONDITION.match(text)
    if lead and (any(m.start() >= lead.end() for m in found) or _MAIN_STATEMENT.search(text, lead.end() - 1)):
        found = [m for m in found if m.start() >= lead.end()]
    if lead and found and (main := _MAIN_STATEMENT.search(text, found[-1].end())) and LEXICAL.match(found[-1][0]):
        found = [m for m in found if m.start() >= main.start()]
    kept: list[re.Match[str]] = []
    for n, match in enumerate(found):
        before = text[max(kept[-1].end() if kept else 0, match.start() - _NEAR) : match.start()]
        subordinate = SUBORDINATE.search(before) and not CONTENT.search(before)
        weak = _WEAK.match(match[0])
        aside = (
            subordinate and not kept and _WHICH_SOMEBODY.search(before) and _MAIN_VERB_BEHIND.search(text, match.end())
        )
        if subordinate and subordinate_duties and not LEXICAL.match(match[0]):
            # "the purpose for which Partner may use it is …"
            relative = weak and _WHICH_SOMEBODY.search(before) and not _FAILING.search(before)
            listed = _NEXT_ITEM.search(text, match.end())
            within = listed if _EXCEPT_THAT.search(before) else relative
            subordinate = None if _OWN_DUTY.search(before) and not within else subordinate
        if weak and re.search(r"(?i)\bor\s+$", before):
            continue  # "have been, or may have been, misused"
        if weak and _IT_MAY_HAVE.search(before):
            continue  # "any rights it may have"
        if weak and _SUBJECT_RELATIVE.search(before) and not CONTENT.search(before):
            continue  # "the parts that can be given effect"
        if (kept and _contact(match[0], before)) or _ends_relative(match, before, text):
            continue  # "in a form the District can post"
        if _SUSPECTS.search(match[0]) and _IN_CONDITION.search(before):
            continue
        if kept and _WISHES.match(match[0]) and _OF_ANOTHER.search(before):
            continue  # "the records a parent wishes to review"
        if kept and _PROMISES.match(match[0]) and _INFINITIVE.search(before):
            continue  # "shall cause each to agree to"
        if aside:
            continue  # "…, made under procedures that the Board shall set, is due within 45 days"
        if kept and INVERTED.match(kept[-1][0]) and _BARE_VERB.match(match[0]) and not re.search(r"[;:]", before):
            continue  # "In no event shall Provider be liable": one modal
        # "shall seek to"
        governed = (
            kept
            and not kept[-1][0].lower().endswith("that")
            and LEXICAL.match(match[0])
            and not re.search(r"\w+\W+\w+", _NAMES.sub("", before))
        )
        carve_out = kept and _CARVE_OUT.search(before) and _NOT_APPLY.match(text, match.end())
        # "each individual who will work with the records shall sign"
        pied_piped = _WEAKER.match(match[0]) and _PIED_PIPED.search(before) and not CONTENT.search(before)
        more = n + 1 < len(found) and (pied_piped or _RELATIVE.search(before))
        if not governed and not carve_out and not (subordinate and (kept or more or LEXICAL.match(match[0]))):
            kept.append(match)
    return kept
