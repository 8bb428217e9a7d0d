"""The extension attributes of norm spans, which ``clauselint_norms`` sets.

================== =========== ======================================================================================
attribute          type        meaning
================== =========== ======================================================================================
``modality``       str         a value of :class:`~clauselint.model.Modality`, also the span's label
``modal``          str         the words that carry it ("shall not"), empty for plain present tense
``obligor``        str         who owes or holds, as named in the text; empty where nobody is
``obligor_side``   str         ``protected``, ``counterparty`` or ``unknown``
``obligee``        str         to whom, as named in the text; empty where nobody is
``action``         str         what the obligor must, may or need not do: "carry out the tests within three days"
``verb``           str         the head verb of the action, with its particle: "carry out"
``object``         str         what the verb acts on: "the tests"
``conditions``     list[str]   under which conditions
``exceptions``     list[str]   except when
``deadline``       dict        ``text``, ``amount``, ``unit``, ``runs_from``; None where there is none
``affirmed``       bool        False for a statement that denies ("Provider does not sell")
``restricted``     bool        whether nothing else is allowed ("only", "solely")
``rules``          list[str]   the rules of language by which the modality was read
================== =========== ======================================================================================

All values are plain, so that a Doc can be serialized with them.
"""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from clauselint.detection.norms.norm import Norm
from clauselint.detection.norms.norm_parts import norm_parts
from clauselint.detection.sentences.sentence_views import SentenceViews
from clauselint.model import Deadline, Side, Span

_DEFAULTS = {
    "modality": "",
    "modal": "",
    "obligor": "",
    "obligor_side": "unknown",
    "obligee": "",
    "action": "",
    "verb": "",
    "object": "",
    "conditions": (),
    "exceptions": (),
    "deadline": None,
    "affirmed": True,
    "restricted": False,
    "rules": (),
}
_SIDES = {Side.PROTECTED: "protected", Side.COUNTERPARTY: "counterparty", Side.UNKNOWN: "unknown"}


def register_extensions() -> None:
    """Register the attributes; those that are there already, ours or another's, stay."""
    for name, default in _DEFAULTS.items():
        if not DocSpan.has_extension(name):
            DocSpan.set_extension(name, default=default)


def describe_norm(doc: Doc, sentences: SentenceViews, i: int, norm: Norm) -> DocSpan | None:
    """Return a norm of the i-th sentence as a span of ``doc``, with its attributes set; None where it has no words of its
    own there (those of a lead-in belong to the sentence that holds them)."""
    view = sentences.view(i)
    # What stands before the first norm that binds is a condition of it.
    before = next(other.span.start for other in sentences.norms(i) if not other.is_condition)
    parts = norm_parts(view.text, norm, Span(0, before) if before else None, view.own.end)
    own = norm.span.intersection(view.own)
    if own is None:
        return None
    place = view.to_document(own)
    span = doc.char_span(place.start, place.end, label=norm.modality.value, alignment_mode="contract")
    if span is None:
        return None
    values = {
        "modality": norm.modality.value,
        "modal": view.text[norm.modal.start : norm.modal.end],
        "obligor": norm.obligor.word,
        "obligor_side": _SIDES[norm.obligor.side],
        "obligee": norm.obligee.word,
        "action": parts.action,
        "verb": parts.verb,
        "object": parts.object,
        "conditions": list(parts.conditions),
        "exceptions": list(parts.exceptions),
        "deadline": _plain(parts.deadline),
        "affirmed": norm.affirmed,
        "restricted": norm.restricted,
        "rules": list(norm.rules),
    }
    for name, value in values.items():
        span._.set(name, value)
    return span


def _plain(deadline: Deadline | None) -> dict[str, str | float | None] | None:
    if deadline is None:
        return None
    return {
        "text": deadline.text,
        "amount": deadline.amount,
        "unit": deadline.unit,
        "runs_from": deadline.runs_from,
    }
