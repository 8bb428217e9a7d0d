"""Types of a requirement's YAML file: they are its schema, and what the program runs on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from clauselint.model import ParamValue, Severity


class Strict(BaseModel):
    """Base of all types of pack files: frozen, and without unknown keys, so that a misspelled key never silently does nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class SignalKind(StrEnum):
    """Kind of clause that a signal looks for.

    - ``duty``: somebody must do it.
    - ``ban``: somebody must not do it.
    - ``limit``: somebody may do it only so ("only with approval", "solely for"), or must not do it otherwise.
    - ``right``: somebody may do it or is entitled to it.
    - ``state``: an operative sentence says it, whoever acts.
    - ``release``: somebody is freed from it ("shall not be required to", "is not responsible for").
    - ``consequence``: it follows on misuse; "may" is strong here, except where it leaves the counterparty's own duty open.
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
    """The side that must owe (duty, ban) or hold (right). ``outside`` and ``district`` are older spellings in YAML."""

    COUNTERPARTY = "counterparty"
    PROTECTED = "protected"
    ANYONE = "anyone"

    @classmethod
    def _missing_(cls, value: object) -> ObligorSide | None:
        """Read the spellings of older packs."""
        return {"outside": cls.COUNTERPARTY, "district": cls.PROTECTED}.get(str(value))


_DEFAULT_BY = {
    SignalKind.DUTY: ObligorSide.COUNTERPARTY,
    SignalKind.BAN: ObligorSide.COUNTERPARTY,
    SignalKind.LIMIT: ObligorSide.COUNTERPARTY,
    SignalKind.RELEASE: ObligorSide.COUNTERPARTY,
    SignalKind.RIGHT: ObligorSide.PROTECTED,
}


class NumberBound(Strict):
    """Number that the sentence must hold: a period, a percentage or an amount of money in ``unit``.

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
            raise ValueError("name the parameter to compare with under param, or write bound: any")
        return self


PROTECTED_TERM, COUNTERPARTY_TERM = "the-protected", "the-counterparty"
"""Terms that stand for the role words of each document's own parties."""
_OLDER_NAMES = {"the-district": PROTECTED_TERM, "the-outside": COUNTERPARTY_TERM}


class TermExpression(Strict):
    """Term expression, parsed: one of ``terms`` must stand in the sentence, or one of ``near`` in its clause, heading or
    introduction included; ``absent``: none of ``terms`` may stand in the sentence."""

    terms: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    absent: bool = False

    @classmethod
    def parse(cls, text: str) -> TermExpression:
        """Return the expression of ``a|b``, ``a|~b`` (b may stand anywhere in the clause) or ``!a|b`` (neither).

        Raises ValueError where it names nothing.
        """
        names = [t.strip() for t in text.removeprefix("!").split("|")]
        if not all(t.removeprefix("~") for t in names):
            raise ValueError(f"{text!r} lacks the name of a term")
        near = tuple(_current(t[1:]) for t in names if t.startswith("~"))
        terms = tuple(_current(t) for t in names if not t.startswith("~"))
        return cls(terms=terms, near=near, absent=text.startswith("!"))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all the terms in the expression."""
        return self.terms + self.near

    @property
    def as_written(self) -> str:
        """The expression as a pack writes it, like ``end|~request``."""
        return "!" * self.absent + "|".join((*self.terms, *(f"~{name}" for name in self.near)))


def _current(term: str) -> str:
    return _OLDER_NAMES.get(term, term)


class Signal(Strict):
    """Clause to look for: its kind, and the terms that must stand in it.

    The first term is the head: it must stand among the words that the modal governs ("shall **notify** …"). The others must
    stand there too, or in the condition before it; where those words refer back ("it", "such data"), anywhere in the sentence.
    """

    kind: SignalKind
    by: ObligorSide
    terms: tuple[TermExpression, ...] = Field(min_length=1)
    number: NumberBound | None = None
    members: bool = False  # the ones bound must be, or include, the people who act for the party
    full: bool = True  # False: what is found this way is only part of what is needed (weak)

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        """Return the fields of ``{duty: [notify, the-protected], by: counterparty}``, as authors write a signal."""
        if not isinstance(data, dict) or "terms" in data:
            return data
        kinds = [k for k in SignalKind if k.value in data]
        if len(kinds) != 1:
            raise ValueError(f"write exactly one of {', '.join(k.value for k in SignalKind)}")
        kind, rest = kinds[0], {k: v for k, v in data.items() if k not in set(SignalKind)}
        expressions = tuple(map(TermExpression.parse, _term_names(kind, data[kind.value])))
        return {"kind": kind, "by": _DEFAULT_BY.get(kind, ObligorSide.ANYONE), "terms": expressions, **rest}

    @classmethod
    def written_keys(cls) -> list[str]:
        """Return the keys that authors write in a signal."""
        return [k.value for k in SignalKind] + sorted(set(cls.model_fields) - {"kind", "terms"})


def _term_names(kind: SignalKind, value: Any) -> list[str]:
    """Return the term expressions of a signal as text. Raises ValueError where they are none."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise ValueError(f"{kind.value} must name terms, as in {kind.value}: [notify, in-writing]")
    return names


class SignalGroup(Strict):
    """Group of signals of which any one is enough."""

    any: tuple[Signal, ...] = Field(min_length=1)


class Limb(SignalGroup):
    """Limb of a requirement. ``label`` completes "it lacks …" and "it has …"."""

    name: str
    label: str
    required: bool = True
    core: bool = False  # what stands when the other limbs are missing; at least one limb is core
    alone: Literal["weak", "missing"] = "weak"  # what this limb alone, without the core, makes of the row


class CounterRule(SignalGroup):
    """Clause that contradicts, weakens, or comes near the requirement. ``says`` completes "the contract …"."""

    says: str
    unless_met: bool = False  # contradicts only: beside a clause that is there and specific it makes the row weak
    unless_standing: bool = False  # contradicts only: nor against one that is there in part
    hollow: bool = True  # weakens only: whether the clause is then non-binding (counts in full) or only falls short


Stance = Literal["entailed", "contradicted", "not-mentioned"]
StanceKey = Literal["entailed", "guarded", "contradicted", "not-mentioned"]
StanceStatus = Literal["met", "weak", "missing", "contradicted"]


class StanceRule(Strict):
    """Judgment of what the contract says about a hypothesis, for each side. ``model`` names the trained weights.

    ``says`` completes "the contract …" for each stance. ``sides`` gives the status by side and stance; ``guarded`` is entailed
    with every limb of ``needs`` beside the core standing. For a side that is not listed the row asks nothing.
    In such a row ``needs``, ``contradicts`` and ``nearly`` hold plain wording, which decides where a text is too short for the
    model.
    """

    model: str
    says: dict[Stance, Text]
    sides: dict[str, dict[StanceKey, StanceStatus]]
    suggested_to: tuple[str, ...] = ()  # the sides that the suggested wording serves; all of them by default

    @model_validator(mode="after")
    def _complete(self) -> StanceRule:
        tables: dict[str, Mapping[Any, Any]] = {"says": self.says, **{f"sides.{s}": v for s, v in self.sides.items()}}
        for where, given in tables.items():
            lacking = [stance for stance in get_args(Stance) if stance not in given]
            if lacking:
                raise ValueError(f"{where} lacks {', '.join(lacking)}")
        return self


class Todo(Strict):
    """Sentence that is not judged correctly yet, and the status that it should get."""

    text: str
    want: Literal["met", "limb", "weak", "missing", "contradicted", "not_met"]


class Examples(Strict):
    """Sentences by the status that each must get, alone in a contract.

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
        raise ValueError(f"{text!r} is not a date; write it like 2026-01-31") from None


Date = Annotated[str, BeforeValidator(_date)]
Force = Literal["policy", "L-contract", "L-party", "guide", "model", "practice"]


def _is_number(value: ParamValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


class Requirement(Strict):
    """Requirement of a policy: what a contract must, or must not, hold."""

    code: str = Field(pattern=r"^[A-Z][A-Z0-9-]*-\w+$")
    name: Text
    status: Literal["preview", "stable", "deprecated"] = "stable"
    since: str
    aliases: tuple[str, ...] = ()
    replaces: bool = False  # whether it takes the place of the row with this code in the pack that this pack extends
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
    at_least: int = 0  # how many of the limbs that are not required must stand
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
            raise ValueError("mark at least one limb of needs with core: true")
        for signal in (s for _, _, found in self.parts() for s in found.any):
            if signal.number and signal.number.param and signal.number.param not in self.params:
                raise ValueError(f"number names the parameter {signal.number.param!r}, which params does not hold")
            if signal.number and signal.number.param and not _is_number(self.params[signal.number.param]):
                raise ValueError(f"the parameter {signal.number.param!r} is compared with numbers, but is not a number")
        for name in re.findall(r"\{(\w+)\}", self.suggestion):
            if name not in self.params:
                raise ValueError(f"the suggestion names the parameter {name!r}, which params does not hold")
        return self

    @field_validator("applies_when", mode="before")
    @classmethod
    def _parse_expression(cls, value: Any) -> Any:
        if value is not None and not isinstance(value, str | dict):
            raise ValueError("write the name of a term, or several joined by |")
        return TermExpression.parse(value) if isinstance(value, str) else value

    def parts(self) -> tuple[tuple[str, str, SignalGroup], ...]:
        """Return every signal group: the part of the row, the name within it, and the limb or rule."""
        return (
            *(("needs", limb.name, limb) for limb in self.needs),
            *(("contradicts", str(n), rule) for n, rule in enumerate(self.contradicts)),
            *(("weakens", str(n), rule) for n, rule in enumerate(self.weakens)),
            *(("nearly", str(n), rule) for n, rule in enumerate(self.nearly)),
        )

    def suggested(self) -> str:
        """Return the suggested wording with the parameters filled in."""
        return re.sub(r"\{(\w+)\}", lambda m: str(self.params.get(m[1], m[0])), self.suggestion)
