"""What a finding says to people, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clauselint.judging.ladder import Verdict
from clauselint.model import Detection, Status
from clauselint.packs.schema import Requirement


@dataclass(frozen=True, slots=True)
class Context:
    """What a message needs beside the verdict: what of the contract was not there to be read, and the trigger that was
    tested, None where the row always applies."""

    left_out: str
    trigger: str | None


def message(
    requirement: Requirement, verdict: Verdict, status: Status, near: Sequence[Detection], context: Context
) -> str:
    """The status in words, with what decided it."""
    name = _lower_first(requirement.name)
    if status is Status.NOT_APPLICABLE and context.trigger:
        return f"{requirement.name}: does not apply here ({context.trigger})."
    if verdict.stance and status is not Status.CANNOT_DETERMINE:
        lacking = f"; it lacks {_listed(verdict.lacking)}" if verdict.lacking else ""
        return f"{requirement.name}: the contract {verdict.words}{lacking}."
    if status is Status.MET:
        return f"The contract has it: {name}."
    if status is Status.CANNOT_DETERMINE:
        return f"{requirement.name}: not found in what was read, and {context.left_out}."
    if status is Status.CONTRADICTED:
        says = verdict.says or verdict.words
        said = f"the contract {says}" if verdict.says and not says.startswith("“") else says
        return f"{requirement.name}: {said}{' although another clause says otherwise' if verdict.supports else ''}."
    if status is Status.MISSING:
        return _missing(requirement, verdict, near)
    if verdict.lacking and not verdict.words:
        return f"{requirement.name}: a clause is there, but it lacks {_listed(verdict.lacking)}."
    lacking = f"; it also lacks {_listed(verdict.lacking)}" if verdict.lacking else ""
    return f"{requirement.name}: {_explained(verdict)}{lacking}."


def _missing(requirement: Requirement, verdict: Verdict, near: Sequence[Detection]) -> str:
    if verdict.words:
        return f"{requirement.name}: a clause speaks of it, but {verdict.words}."
    if near and near[0].reason != "operative":
        where = _ROLES.get(near[0].reason, f"a {near[0].reason}")
        return f"{requirement.name}: only {where} speaks of it, and that binds nobody."
    core = next(e for e in requirement.needs if e.core)
    return f"{requirement.name}: no clause with {core.label} was found."


_ROLES = {
    "replaced": "a clause that an amendment replaces",
    "toc": "a table of contents",
    "blank": "a field to fill in",
}
_EXPLAINED = {
    "modality": "the wording leaves a choice: {}",
    "qualifier": "the duty is qualified by {}",
    "exception": "an exception is too broad: {}",
    "number": "the number falls short: {}",
    "exhibit": "the detail stands elsewhere: {}",
    "amendment": "an amendment changes it: {}",
    "limb": "it {}",
    "precedence": "{}",
    "content": "{}",
}


def _explained(verdict: Verdict) -> str:
    rung = verdict.reason.partition(":")[0]
    return _EXPLAINED.get(rung, "{}").format(verdict.words)


def _listed(labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def _lower_first(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
