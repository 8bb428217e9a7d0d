"""Findings: the status of each requirement in a document, with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from clauselint.model.detection import Modality
from clauselint.model.document import Severity
from clauselint.model.signal_match import SignalTrace
from clauselint.model.span import Span


class Status(StrEnum):
    """The status of a requirement in a document; met > weak > missing > contradicted, the others outside that order."""

    MET = "met"
    WEAK = "weak"
    MISSING = "missing"
    CONTRADICTED = "contradicted"
    NOT_APPLICABLE = "not-applicable"
    CANNOT_DETERMINE = "cannot-determine"


class EvidenceRole(StrEnum):
    """The role of a quote in a finding."""

    SUPPORTS = "supports"
    WEAKENS = "weakens"
    CONTRADICTS = "contradicts"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exact quote and its place. ``marks`` are the decisive words, as spans within ``text`` (not the document).

    ``file`` is the path of the file that holds it, where the contract is made of several, else ""; ``span`` counts in that
    file's own text.
    """

    text: str
    role: EvidenceRole
    span: Span
    page: int | None
    section: str
    heading: str
    marks: tuple[Span, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A passage that was graded for a requirement: what it was examined for, whom it binds to what, and its grade.

    ``part`` is needs, contradicts, weakens or nearly; ``looked_for`` says it in words. ``words`` gave the type, ``modal`` the
    modality, ``number`` the figures; ``modifiers`` narrow it. ``status`` is its grade, ``reason`` the criterion that failed,
    if any; ``decided``: it is quoted as what decided the finding. ``signals`` holds the signal that the passage matches, as a
    row of its terms. ``rules`` are the rules of language that read it, each after what it decided ("modality: shall",
    "exception: unless"). A step without ``text`` says that nothing was found that counts; its ``signals`` are those looked for,
    each with the sentence that comes nearest to it.
    """

    part: str
    looked_for: str
    text: str = ""
    section: str = ""
    page: int | None = None
    file: str = ""
    words: tuple[str, ...] = ()
    obligor: str = ""
    is_personnel: bool = False
    modality: Modality | None = None
    modal: str = ""
    number: str = ""
    modifiers: tuple[str, ...] = ()
    status: Status | None = None
    reason: str = ""
    decided: bool = False
    signals: tuple[SignalTrace, ...] = ()
    rules: tuple[str, ...] = ()


ParamValue = bool | int | float | str | list[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """A requirement judged on a document.

    ``message`` is the result in a sentence for people; ``reason`` names the criterion that decided, and why ("modality:
    “may” makes this optional"). ``counts_as`` is the severity at which it counts towards the exit code, None where it does not
    count. ``searched`` are the sections of the nearest passages. ``applicability`` says why the
    requirement applies or not, None where it always applies. ``found`` holds the values read from the document for the names in
    ``params``. ``must`` and ``why`` are the requirement's plain-language meaning and reason. ``source_read`` is P (the
    authority's words were read), S (restatement) or M (from memory). ``force`` is one of policy, L-contract, L-party,
    guide, model, practice. ``confidence`` is the share of findings of the same ``confidence_kind`` ("weak, modality") that
    proved right where it was measured. ``trace`` holds the passages that were graded, where that was asked for. ``stance`` is
    what the text says about the hypothesis of a requirement that has one (``entailed``, ``contradicted``,
    ``not-mentioned``), else "".
    ``fingerprint`` and ``clause`` are hashes that identify the finding and the words that decided it; ``clause``
    is "absent" where there are none. ``waiver`` holds reason, owner and expiry where somebody accepted the finding;
    ``baseline``: it existed when the baseline was made. Neither counts towards the exit code, and both keep their status.
    """

    code: str
    name: str
    policy: str
    family: str
    severity: Severity
    status: Status
    counts_as: Severity | None
    confidence: float
    message: str
    reason: str
    must: str
    why: str
    authority: str
    force: str
    source_read: str
    verified: str
    suggestion: str
    who: str
    evidence: tuple[Evidence, ...] = ()
    searched: tuple[str, ...] = ()
    applicability: str | None = None
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    found: Mapping[str, ParamValue] = field(default_factory=dict)
    insert_after: str | None = None
    fingerprint: str = ""
    clause: str = "absent"
    waiver: Mapping[str, str] | None = None
    trace: tuple[Step, ...] = ()
    confidence_kind: str = ""
    stance: str = ""
    baseline: bool = False
