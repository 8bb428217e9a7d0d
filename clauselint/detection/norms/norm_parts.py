"""The parts of a norm that take time to read, for those who need them: action, object, conditions, exceptions, deadline."""

from __future__ import annotations

from dataclasses import dataclass

from clauselint.detection.norms import deadlines
from clauselint.detection.norms.actions import action_phrase, direct_object, head_verb
from clauselint.detection.norms.norm import Norm
from clauselint.model import Deadline, Span


@dataclass(frozen=True, slots=True)
class NormParts:
    """The parts of a norm. ``action`` goes on after "must", "may" or "need not": "carry out the tests within three days".

    ``verb`` is the head verb with its particle ("carry out"), ``object`` what it acts on ("the tests"); both are "" where the
    action keeps a thing for its subject ("the Premises shall be vacant").
    """

    action: str
    verb: str
    object: str
    conditions: tuple[str, ...]
    exceptions: tuple[str, ...]
    deadline: Deadline | None


def norm_parts(text: str, norm: Norm, lead: Span | None, end: int) -> NormParts:
    """Return the parts of a norm in the sentence ``text``, whose own words end at ``end``; ``lead`` are the words before its
    main clause, if any."""
    action = action_phrase(text, norm, end)
    verb = head_verb(action)
    return NormParts(
        action,
        verb,
        direct_object(action, verb),
        deadlines.conditions(text, norm.span, norm.modal.end, lead),
        deadlines.exceptions(text, norm.span),
        deadlines.deadline(text, norm.span, lead),
    )
