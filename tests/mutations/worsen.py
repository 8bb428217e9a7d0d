"""Ways to make a contract's text worse, on the words that carry a requirement. Each takes the sentence and gives the new one,
or None where there is nothing to change."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clauselint.model import Modality, Step

BINDING = {Modality.OBLIGATION, Modality.PROHIBITION}


@dataclass(frozen=True, slots=True)
class Carrier:
    """A sentence that carries a limb of a row: the step of the trace, and the role words of the two sides."""

    step: Step
    outside: str
    protected: str
    most: tuple[float, str] | None = None  # the period that it must not exceed, and its unit, where it must hold one


def swap_obligor(it: Carrier) -> str | None:
    """ "Provider shall" becomes "District shall"; both role words change places."""
    if it.step.modality not in BINDING or not re.search(rf"\b{it.outside}\b", it.step.text):
        return None
    names = {it.outside: it.protected, it.protected: it.outside}
    return re.sub(rf"\b(?:{it.outside}|{it.protected})\b", lambda m: names[m[0]], it.step.text)


def shall_to_may(it: Carrier) -> str | None:
    """ "shall notify" becomes "may notify"."""
    if it.step.modality is not Modality.OBLIGATION:
        return None
    return _changed(it.step.text, r"\b(?:shall|must|will|agrees? to|undertakes? to|is required to)\b(?! not\b)", "may")


def add_efforts(it: Carrier) -> str | None:
    """ "shall notify" becomes "shall use commercially reasonable efforts to notify"."""
    if it.step.modality is not Modality.OBLIGATION:
        return None
    return _changed(
        it.step.text,
        r"\b(shall|must|will)\s+(?!not\b|be\b|never\b|only\b|use\b|in no\b)(?=[a-z]+\b)",
        r"\1 use commercially reasonable efforts to ",
    )


def add_open_exception(it: Carrier) -> str | None:
    """A closing "except as permitted by its privacy policy"."""
    if it.step.modality not in BINDING:
        return None
    head = it.step.text.rstrip()
    return f"{head.rstrip('.;')}, except as permitted by its privacy policy."


def into_recital(it: Carrier) -> str | None:
    """The rule becomes a recital: a wish of the parties."""
    return f"WHEREAS, {it.step.text[:1].lower()}{it.step.text[1:].rstrip('.;')};"


def delete_members(it: Carrier) -> str | None:
    """The people who act for the party are left out: "Provider and its employees shall" becomes "Provider shall"."""
    if not it.step.is_personnel:
        return None
    people = (
        "(?:employees?|agents?|staff|personnel|officers?|directors?|volunteers?|members?|subcontractors?|workforce)"
    )
    some = rf"(?:its\s+|their\s+|all\s+|any\s+|each\s+|every\s+)?{people}"
    return _changed(
        it.step.text, rf"(?i)(?:,\s*|\band\s+|\bor\s+)?{some}(?:(?:,\s*|\s+and\s+|,\s*and\s+|\s+or\s+){some})*", ""
    )


def longer(it: Carrier) -> str | None:
    """Each period becomes twice what is allowed."""
    if it.most is None or not it.step.number:
        return None
    amount, unit = it.most
    text = it.step.text
    for period in it.step.number.split(", "):
        text = text.replace(period, f"{2 * amount:g} {unit.replace('-', ' ')}")
    return text if text != it.step.text else None


def business_days(it: Carrier) -> str | None:
    """ "30 days" becomes "30 business days", where 30 calendar days are the most."""
    if it.most is None or it.most[1] != "days":
        return None
    return _changed(it.step.text, rf"\b{it.most[0]:g}\)?\s+(?:calendar\s+)?days\b", f"{it.most[0]:g} business days")


def delete_not(it: Carrier) -> str | None:
    """ "shall not sell" becomes "shall sell", as a tracked deletion of one word makes it."""
    if it.step.modality is not Modality.PROHIBITION:
        return None
    return _changed(it.step.text, r"\b(shall|must|will|may)\s+(?:not|never)\b", r"\1")


def if_it_sees_fit(it: Carrier) -> str | None:
    """ "shall notify" becomes "shall, if it sees fit, notify"."""
    if it.step.modality is not Modality.OBLIGATION or not re.search(
        rf"\b{it.outside} (?:shall|must|will) ", it.step.text
    ):
        return None
    return _changed(it.step.text, rf"\b({it.outside} (?:shall|must|will)) (?!not\b)", r"\1, if it sees fit, ")


def if_the_other_agrees(it: Carrier) -> str | None:
    """A closing "if the Provider agrees", in a duty of the Provider or a right against it."""
    if it.step.modality not in {Modality.OBLIGATION, Modality.PERMISSION, Modality.ENTITLEMENT}:
        return None
    return f"{it.step.text.rstrip().rstrip('.;')}, if the {it.outside} agrees."


def empty(it: Carrier) -> str | None:
    """The clause is gone, its place is kept."""
    return "[Reserved]"


WORSEN: Mapping[str, Callable[[Carrier], str | None]] = {
    f.__name__: f
    for f in (
        swap_obligor,
        shall_to_may,
        add_efforts,
        add_open_exception,
        into_recital,
        delete_members,
        longer,
        business_days,
        delete_not,
        if_it_sees_fit,
        if_the_other_agrees,
        empty,
    )
}


def _changed(text: str, pattern: str, into: str) -> str | None:
    new = re.sub(pattern, into, text)
    return new if new != text else None
