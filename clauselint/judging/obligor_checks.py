"""Whether a clause is about the party that a signal asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from clauselint.judging.phrases import party_in_words
from clauselint.model import Detection, Side
from clauselint.packs.schema import ObligorSide, Signal, SignalKind

_BY_NAME = frozenset({SignalKind.BAN, SignalKind.LIMIT, SignalKind.RELEASE})
_HELD_BY_NAME = frozenset({SignalKind.RIGHT, SignalKind.RELEASE})


class _PartyRule(NamedTuple):
    """A reason why a clause is about the wrong party; ``explanation`` may name the clause's ``{obligor}``."""

    name: str
    applies: Callable[[Signal, Detection], bool]
    explanation: str


def _is_about_protected_party(signal: Signal, d: Detection) -> bool:
    return signal.by is ObligorSide.COUNTERPARTY and d.side is Side.PROTECTED


def _is_about_counterparty(signal: Signal, d: Detection) -> bool:
    return signal.by is ObligorSide.PROTECTED and d.side is Side.COUNTERPARTY and not d.is_collective


def _omits_protected_party(signal: Signal, d: Detection) -> bool:
    by_name = signal.by is ObligorSide.PROTECTED and signal.kind in _BY_NAME
    return by_name and d.side is not Side.PROTECTED and not d.is_collective


def _omits_personnel(signal: Signal, d: Detection) -> bool:
    return signal.members and not d.is_personnel


def _omits_obligor(signal: Signal, d: Detection) -> bool:
    return signal.by is ObligorSide.COUNTERPARTY and signal.kind in _HELD_BY_NAME and not d.stated


PARTY_RULES = (
    _PartyRule("protected party bound", _is_about_protected_party, "it binds {obligor}, not the other party"),
    _PartyRule("counterparty named", _is_about_counterparty, "it applies to {obligor}, not to the protected party"),
    _PartyRule("protected party not named", _omits_protected_party, "it does not name the protected party"),
    _PartyRule("personnel not bound", _omits_personnel, "it binds the party itself, but not its personnel"),
    _PartyRule("holder not named", _omits_obligor, "it does not say to whom it applies"),
)


def wrong_party(signal: Signal, detection: Detection) -> str:
    """Return why the clause is about the wrong party; empty where it is about the right one."""
    rule = next((rule for rule in PARTY_RULES if rule.applies(signal, detection)), None)
    return rule.explanation.format(obligor=party_in_words(detection.obligor)) if rule else ""
