"""The trace of a finding in words: what was looked for, the passages weighed for it, what decided, and the near misses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clauselint.judging.phrases import plural
from clauselint.reporting.view.phrases import STATUS, label, place
from clauselint.reporting.view.report_view import View
from clauselint.reporting.view.sanitize import cut

PARTS = {
    "needs": "looked for",
    "contradicts": "contradicted if it",
    "weakens": "weakened if it",
    "nearly": "at most weak if it",
}
_WORTH = {**STATUS, "missing": "does not count"}
_LONGEST_QUOTE = 30  # words
_LONGEST_WORDS = 12  # of a term or a modifier
_BY = {"counterparty": "the counterparty", "protected": "the protected party", "anyone": "anyone"}
_KIND = {"state": "a rule"} | {
    kind: f"a {kind}" for kind in ("duty", "ban", "limit", "right", "release", "consequence")
}
_FOUND, _LACKING, _UNTESTED = "✓", "✕", "–"
_CRITERION = {"obligor": "obligor", "modality": "modality", "polarity": "modality", "number": "number"}


def trace_lines(row: View, *, all_signals: bool = False) -> Iterator[tuple[int, str]]:
    """Each line with its depth: 0 what was looked for, 1 a passage and its worth, 2 the words that made it.

    For a limb that no passage fulfills, the signal that comes nearest follows as a row of its terms; ``all_signals`` shows
    every signal of every limb and rule so, and of each passage too.
    """
    heading = nearest = None
    omitted = 0
    for step in row.get("trace", ()):
        looked_for = f"{PARTS[step['part']]}: {step['looked_for']}"
        is_first = looked_for != heading
        if is_first:
            yield 0, looked_for
            heading = looked_for
        if step["text"]:
            yield from _passage(step, all_signals=all_signals)
            continue
        shown = step["signals"] if all_signals else step["signals"][:1] if step["part"] == "needs" else ()
        omitted += len(step["signals"]) - len(shown)
        for signal in shown:
            yield from _near_miss(signal, is_same_sentence=signal["text"] == nearest)
            nearest = signal["text"]
        if is_first and not shown:
            yield 1, "nothing found"
    if omitted:
        yield 0, f"{plural(omitted, 'other signal')} not shown: clauselint rule {row['code']} FILE --all"


def _passage(step: View, *, all_signals: bool) -> Iterator[tuple[int, str]]:
    where = place(step)
    worth = _WORTH[step["status"]] + (f" ({step['reason']})" if step["reason"] else "")
    decided = " – this decided" if step["decided"] else ""
    yield 1, f"{worth}{decided}: {where + ': ' if where else ''}“{cut(step['text'], _LONGEST_QUOTE)}”"
    yield 2, made_of(step)
    for signal in step["signals"] if all_signals else ():
        yield 2, _pattern(signal)
        yield from ((2, line) for line in _terms(signal))


def made_of(step: View) -> str:
    """The words that made type, obligor, modality and number, what narrows them, and which rules of language read them."""
    people = " and its people" if step["members"] else ""
    rules = _rules_by_subject(step["rules"])
    modal = [*([f"“{step['modal']}”"] if step["modal"] else []), *_named(rules, "modality", "polarity")]
    words = ", ".join(f"“{word}”" for word in step["words"])
    parts = [
        f"type: {words}" if words else "",
        f"obligor: {step['obligor'] or 'nobody named'}{people}",
        f"modality: {label(step['modality'])}{_in_brackets(modal)}",
        f"number: {step['number']}{_in_brackets(_named(rules, 'number'))}" if step["number"] else "",
        *(
            f"narrowed by {cut(modifier, _LONGEST_WORDS)}{_in_brackets(_named(rules, modifier.partition(':')[0]))}"
            for modifier in step["scopes"]
        ),
    ]
    return " · ".join(part for part in parts if part)


def _rules_by_subject(rules: Sequence[str]) -> Mapping[str, list[str]]:
    """The names of rules under what they decided: "modality: shall" is "shall" under "modality"."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        subject, _, name = rule.partition(": ")
        found.setdefault(subject, []).append(name)
    return found


def _named(rules: Mapping[str, list[str]], *subjects: str) -> list[str]:
    names = [name for subject in subjects for name in rules.get(subject, ())]
    return [f"{'rules' if len(names) > 1 else 'rule'}: {', '.join(names)}"] if names else []


def _in_brackets(parts: list[str]) -> str:
    return f" ({'; '.join(parts)})" if parts else ""


def _near_miss(signal: View, *, is_same_sentence: bool) -> Iterator[tuple[int, str]]:
    """The sentence that comes nearest to a signal, the signal as a row of its terms, and what would have had to be there."""
    where = place(signal)
    if signal["text"] and is_same_sentence:
        yield 1, "not found; nearest: the same sentence"
    elif signal["text"]:
        yield 1, f"not found; nearest{f', {where}' if where else ''}: “{cut(signal['text'], _LONGEST_QUOTE)}”"
    else:
        yield 1, "not found: no sentence holds any of its terms"
    yield from ((2, line) for line in (_pattern(signal), *_terms(signal), *_reading(signal), *signal["advice"]))


def _pattern(signal: View) -> str:
    """The signal as its pack writes it."""
    terms = ", ".join(term["term"] for term in signal["terms"])
    return f"signal: {signal['kind']}: [{terms}]" + ("" if signal["by"] == "anyone" else f" by {signal['by']}")


def _terms(signal: View) -> Iterator[str]:
    for term in signal["terms"]:
        words = ", ".join(f"“{cut(each, _LONGEST_WORDS)}”" for each in term["words"][:3])
        yield f"{_FOUND if term['satisfied'] else _LACKING} {term['term']}: {_standing(term, words)}"


def _standing(term: View, words: str) -> str:
    """Return where a term stands, with its words."""
    found = words or "found"
    match term["place"]:
        case "nowhere":
            return "not there"
        case "clause":
            return f"{found} in the clause"
        case "sentence-before":
            return f"{found} in the sentence before"
        case "out-of-reach":
            return f"{found}, elsewhere in the sentence"
        case _:
            return found


def _reading(signal: View) -> Iterator[str]:
    """Obligor, modality and number as they were read in the nearest sentence; where one fails, what must be there instead.

    They are tested in this order, and the first that fails ends it: those behind it have no mark.
    """
    if not signal["text"]:
        return
    modal = f" (“{signal['modal']}”)" if signal["modal"] else ""
    mark = _FOUND
    for name, value, required in (
        ("obligor", signal["obligor"] or "nobody named", _BY[signal["by"]]),
        ("modality", f"{label(signal['modality'])}{modal}", _KIND.get(signal["kind"], signal["kind"])),
        ("number", signal["number"] or "none", signal["bound"]),
    ):
        if not required:
            continue
        failed = any(_CRITERION.get(each) == name for each in signal["unmet"])
        mark = _LACKING if failed else mark
        yield f"{mark} {name}: {value}" + (f"; must be {required}" if failed else "")
        mark = _UNTESTED if failed else mark
