"""Types of ``pack.yaml``, of term files and of profiles."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AliasChoices, BeforeValidator, Field, model_validator

from clauselint.model import ParamValue, Severity
from clauselint.packs.schema import Strict, Text


class Group(Strict):
    """Group of rows of which one is enough when the parameter says ``any``: the others that are missing then count as info."""

    param: str
    codes: tuple[str, ...]


class Refine(Strict):
    """Refinement of a term: what one document adds to it or takes from it.

    ``defined``: its defined terms whose meaning speaks of the term count too. ``spoken``: so does a broader term, where the
    document speaks of the pack's subject at all. Both are a little less sure. ``not_protected`` (``not_district`` in older
    packs): hits that belong to the protected party ("employees of the District") do not count.
    """

    defined: bool = False
    spoken: str | None = None
    not_protected: bool = Field(default=False, validation_alias=AliasChoices("not_protected", "not_district"))


class PackFile(Strict):
    """``pack.yaml``: what the pack is, its own terms, its parameters."""

    name: str
    title: Text
    version: str
    about: Text
    speaks_of: str  # the term without which the pack's subject is never spoken of
    subject: Text  # in words: "students"
    params: dict[str, ParamValue] = Field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # the values that a parameter may have
    groups: tuple[Group, ...] = ()
    precedence: str | None = None  # the row that says which part of the contract wins
    variant_param: str | None = None  # the parameter that chooses among the rows' variants; its default is "auto"
    uses: tuple[str, ...] = ()  # packs whose terms this one may name too
    roles: tuple[str, str] = (
        "District",
        "Vendor",
    )  # of the protected party and the counterparty, where an example names none
    terms: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # those of terms/*.yaml are added to them
    overrides: tuple[str, ...] = ()  # own terms that replace a shared one, or one of a pack in "uses"
    renamed: dict[str, str] = Field(default_factory=dict)  # former names of terms, and what they are called now
    refine: dict[str, Refine] = Field(default_factory=dict)


class RequirementChanges(Strict):
    """Changes of an extension to a row of the pack that it extends. ``off`` switches the row off and says why."""

    off: Text | None = None
    severity: Severity | None = None
    must: Text | None = None
    why: Text | None = None
    who: Text | None = None
    suggestion: Text | None = None
    params: dict[str, ParamValue] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _off_alone(self) -> RequirementChanges:
        if self.off and self.model_fields_set != {"off"}:
            raise ValueError("a row that is switched off has nothing else to change")
        return self


class ExtensionFile(Strict):
    """``pack.yaml`` of a pack that ``extends`` another: it has the other's rows, terms and parameters, but for what it
    changes, and may add rows of its own beside it. What is not given is the other's."""

    name: str
    version: str
    extends: str
    title: Text | None = None
    about: Text | None = None
    params: dict[str, ParamValue] = Field(default_factory=dict)
    rows: dict[str, RequirementChanges] = Field(default_factory=dict)
    terms: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # those of terms/*.yaml are added to them
    overrides: tuple[str, ...] = ()  # own terms that replace one of the other pack, in its rows too
    renamed: dict[str, str] = Field(default_factory=dict)  # former names of terms, and what they are called now
    refine: dict[str, Refine] = Field(default_factory=dict)


class TermsFile(Strict):
    """Term file, ``terms/*.yaml`` beside ``pack.yaml``: terms by name, and the former names of terms."""

    terms: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    renamed: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _not_empty(self) -> TermsFile:
        if not self.terms and not self.renamed:
            raise ValueError("the file holds no terms")
        return self


class Choice(Strict):
    """Pack chosen by a parameter: ``{param: state, packs: {NY: ny-2d}}``. Nothing is chosen by default."""

    param: str
    packs: dict[str, str]


def _words(value: Any) -> Any:
    return value.split() if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_words)]


class ProfileFile(Strict):
    """File of ``clause_patterns/profiles/``: packs that are judged together.

    ``if_there`` names packs that are taken where they exist, ``rows`` single rows of further packs.
    """

    name: str
    title: Text
    packs: Names = ()
    if_there: Names = ()
    rows: Names = ()
    params: dict[str, ParamValue] = Field(default_factory=dict)
    choose: Choice | None = None

    @model_validator(mode="after")
    def _not_empty(self) -> ProfileFile:
        if not self.packs and not self.rows:
            raise ValueError("name at least one pack or row")
        return self
