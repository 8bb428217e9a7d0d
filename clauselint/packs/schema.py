"""What the YAML file of a requirement may hold: the types are the schema, and what is loaded is what the program runs on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from clauselint.model import ParamValue, Severity


class Strict(BaseModel):
    """Frozen, and no key that is not known: a misspelt key must not silently do nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class SignalKind(StrEnum):
    """What kind of clause a signal looks for.

    - ``duty``: somebody must do it.
    - ``ban``: somebody must not do it.
    - ``limit``: somebody may do it only so ("only with approval", "solely for"), or must not do it otherwise.
    - ``right``: somebody may do it or is entitled to it.
    - ``state``: an operative sentence says it, whoever acts.
    - ``release``: somebody is freed from it ("shall not be required to", "is not responsible for").
    - ``consequence``: it follows on misuse; "may" is strong here, except where it leaves the outside party's own duty open.
    - ``mention``: the words stand there, in any sentence that is not a heading; for definitions and recitals too.
    """

    DUTY = "duty"
    BAN = "ban"
    LIMIT = "limit"
    RIGHT = "right"
    STATE = "state"
    RELEASE = "release"
    CONSEQUENCE = "consequence"
    MENTION = "mention"


class ObligorSide(StrEnum):
    """Who must be the one that owes (duty, ban) or holds (right)."""

    OUTSIDE = "outside"
    DISTRICT = "district"
    ANYONE = "anyone"


_DEFAULT_BY = {
    SignalKind.DUTY: ObligorSide.OUTSIDE,
    SignalKind.BAN: ObligorSide.OUTSIDE,
    SignalKind.LIMIT: ObligorSide.OUTSIDE,
    SignalKind.RELEASE: ObligorSide.OUTSIDE,
    SignalKind.RIGHT: ObligorSide.DISTRICT,
}


class NumberBound(Strict):
    """A number that the sentence must hold: a period, a percentage or an amount of money in ``unit``.

    ``bound`` says how it compares with ``params[param]``: at ``most``, at ``least``, or ``any`` (a number must be stated,
    whatever it is; ``param`` is then left out).
    """

    param: str = ""
    unit: Literal["hours", "days", "business-days", "months", "years", "percent", "money"]
    bound: Literal["most", "least", "any"] = "most"
    prompt_words: bool = False  # whether "immediately" and "at once" are a period of zero
    if_given: bool = False  # whether a sentence without a number will do

    @model_validator(mode="after")
    def _names_what_it_compares(self) -> NumberBound:
        if (self.bound == "any") == bool(self.param):
            raise ValueError("name the param to compare with, or say bound: any")
        return self


class TermExpression(Strict):
    """One term expression, split: one of ``terms`` must stand in the sentence, or one of ``near`` in its clause, heading or
    introduction included; ``absent``: none of ``terms`` may stand in the sentence."""

    terms: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    absent: bool = False

    @classmethod
    def parse(cls, text: str) -> TermExpression:
        """``a|b``, ``a|~b`` (b may stand anywhere in the clause), ``!a|b`` (neither)."""
        names = [t.strip() for t in text.removeprefix("!").split("|")]
        near = tuple(t[1:] for t in names if t.startswith("~"))
        return cls(terms=tuple(t for t in names if not t.startswith("~")), near=near, absent=text.startswith("!"))

    @property
    def names(self) -> tuple[str, ...]:
        """All the terms named."""
        return self.terms + self.near

    @property
    def as_written(self) -> str:
        """The expression as a pack writes it, like ``end|~request``."""
        return "!" * self.absent + "|".join((*self.terms, *(f"~{name}" for name in self.near)))


class Signal(Strict):
    """A clause to look for: its kind, and the terms that must stand in it.

    The first term is the head: it must stand among the words that the modal governs ("shall **notify** …"). The others must
    stand there too, or in the condition before it; where those words refer back ("it", "such data"), anywhere in the sentence.
    """

    kind: SignalKind
    by: ObligorSide
    wanted: tuple[TermExpression, ...] = Field(min_length=1)
    number: NumberBound | None = None
    members: bool = False  # the ones bound must be, or include, the people who act for the party
    full: bool = True  # False: what is found this way is only part of what is needed (weak)

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        """``{duty: [notify, district], by: outside}`` is how authors write it."""
        if not isinstance(data, dict) or "wanted" in data:
            return data
        kinds = [k for k in SignalKind if k.value in data]
        if len(kinds) != 1:
            raise ValueError(f"name exactly one of {', '.join(k.value for k in SignalKind)}")
        kind, rest = kinds[0], {k: v for k, v in data.items() if k not in set(SignalKind)}
        words = data[kind.value]
        words = [words] if isinstance(words, str) else words
        return {
            "kind": kind,
            "by": _DEFAULT_BY.get(kind, ObligorSide.ANYONE),
            "wanted": tuple(map(TermExpression.parse, words)),
            **rest,
        }


class _Found(Strict):
    """What is found by any of its signals."""

    any: tuple[Signal, ...] = Field(min_length=1)


class Limb(_Found):
    """A limb of a requirement. ``label`` completes "it lacks …" and "it has …"."""

    name: str
    label: str
    required: bool = True
    core: bool = False  # what stands when the other limbs are missing; at least one element is core
    alone: Literal["weak", "missing"] = "weak"  # what this limb alone, without the core, makes of the row


class CounterRule(_Found):
    """A clause that contradicts, weakens, or comes near the requirement. ``says`` completes "the contract …"."""

    says: str
    unless_met: bool = False  # contradicts only: beside a clause that is there and specific it makes the row weak
    unless_standing: bool = False  # contradicts only: nor against one that is there in part
    hollow: bool = True  # weakens only: whether the clause then binds nobody (counts in full) or only falls short


Stance = Literal["entailed", "contradicted", "not-mentioned"]
StanceKey = Literal["entailed", "guarded", "contradicted", "not-mentioned"]
StanceStatus = Literal["met", "weak", "missing", "contradicted"]


class StanceRule(Strict):
    """What the contract says about a hypothesis, and what each side makes of it. ``model`` names the trained weights.

    ``says`` completes "the contract …" for each stance. ``sides`` gives the status by side and stance; ``guarded`` is entailed
    with every element of ``needs`` beside the core standing. For a side that is not listed the row asks nothing.
    In such a row ``needs``, ``contradicts`` and ``nearly`` hold plain wordings, which decide where a text is too short for the
    model.
    """

    model: str
    says: dict[Stance, Text]
    sides: dict[str, dict[StanceKey, StanceStatus]]
    suggested_to: tuple[str, ...] = ()  # the sides that the suggested wording serves; none given: all of them

    @model_validator(mode="after")
    def _complete(self) -> StanceRule:
        tables: dict[str, Mapping[Any, Any]] = {"says": self.says, **{f"sides.{s}": v for s, v in self.sides.items()}}
        for where, given in tables.items():
            lacking = [stance for stance in get_args(Stance) if stance not in given]
            if lacking:
                raise ValueError(f"{where} lacks {', '.join(lacking)}")
        return self


class Todo(Strict):
    """A sentence that is not judged right yet, and the status it should get."""

    text: str
    want: Literal["met", "limb", "weak", "missing", "contradicted", "not_met"]


class Examples(Strict):
    """Sentences that must be judged so, alone in a contract.

    ``limb``: neither missing nor contradicted. ``not_met``: any status but met. ``todo``: known misses; a test says when
    one of them is judged right, so that it can move.
    """

    met: tuple[str, ...] = Field(min_length=2)
    limb: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    not_met: tuple[str, ...] = ()
    todo: tuple[Todo, ...] = ()

    @model_validator(mode="after")
    def _both_sides(self) -> Examples:
        if len(self.weak) + len(self.missing) + len(self.contradicted) + len(self.not_met) < 2:
            raise ValueError("at least two examples must fail the requirement")
        return self


def _text(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_text), Field(min_length=1)]


def _date(value: Any) -> Any:
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"{text!r} is no day; write it like 2026-01-31") from None


Date = Annotated[str, BeforeValidator(_date)]
Force = Literal["policy", "L-contract", "L-party", "guide", "model", "practice"]


def _is_number(value: ParamValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


class Requirement(Strict):
    """What a policy says a contract must, or must not, hold."""

    code: str = Field(pattern=r"^[A-Z][A-Z0-9-]*-\w+$")
    name: Text
    status: Literal["preview", "stable", "deprecated"] = "stable"
    since: str
    aliases: tuple[str, ...] = ()
    replaced_by: str | None = None
    family: Literal["obligation", "confidentiality", "penalty", "liability", "termination", "control", "ip", "other"]
    severity: Severity
    force: Force
    source_read: Literal["P", "S", "M"]
    verified: Date
    authority: Text
    must: Text
    why: Text
    who: Text
    params: dict[str, ParamValue] = Field(default_factory=dict)
    applies_when: TermExpression | None = (
        None  # where nothing of it is spoken of and nothing found, the row does not apply
    )
    variant: str | None = None  # applies only where the pack's variant parameter is auto or names this one
    needs: tuple[Limb, ...] = Field(min_length=1)
    at_least: int = 0  # how many of the elements that are not required must stand
    contradicts: tuple[CounterRule, ...] = ()
    weakens: tuple[CounterRule, ...] = ()  # what dilutes even a clause that is there
    nearly: tuple[CounterRule, ...] = ()  # what makes the row weak where nothing better stands
    stance: StanceRule | None = (
        None  # judged by what the contract says about a hypothesis, for the side of the pack's parameter
    )
    suggestion: Text
    insert_near: tuple[str, ...] = ()
    examples: Examples | None = None  # not read for a run; every file has them, and a test runs them

    @model_validator(mode="after")
    def _consistent(self) -> Requirement:
        if not any(e.core for e in self.needs):
            raise ValueError("mark at least one element of needs with core: true")
        for signal in (s for _, _, found in self.parts() for s in found.any):
            if signal.number and signal.number.param and signal.number.param not in self.params:
                raise ValueError(f"number names the parameter {signal.number.param!r}, which params does not hold")
            if signal.number and signal.number.param and not _is_number(self.params[signal.number.param]):
                raise ValueError(f"the parameter {signal.number.param!r} is compared with numbers, and is none")
        for name in re.findall(r"\{(\w+)\}", self.suggestion):
            if name not in self.params:
                raise ValueError(f"the suggestion names the parameter {name!r}, which params does not hold")
        return self

    @field_validator("applies_when", mode="before")
    @classmethod
    def _trigger(cls, value: Any) -> Any:
        return TermExpression.parse(value) if isinstance(value, str) else value

    def parts(self) -> tuple[tuple[str, str, _Found], ...]:
        """Everything that is looked for: the part of the row, the name within it, and the element or rule."""
        return (
            *(("needs", element.name, element) for element in self.needs),
            *(("contradicts", str(n), rule) for n, rule in enumerate(self.contradicts)),
            *(("weakens", str(n), rule) for n, rule in enumerate(self.weakens)),
            *(("nearly", str(n), rule) for n, rule in enumerate(self.nearly)),
        )

    def suggested(self) -> str:
        """The suggested wording with the parameters filled in."""
        return re.sub(r"\{(\w+)\}", lambda m: str(self.params.get(m[1], m[0])), self.suggestion)
