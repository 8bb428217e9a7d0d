"""Words for people: those who act for a party, people at large, parents; and for both parties together. In lower case."""

from __future__ import annotations

PERSONNEL_NOUNS = (
    "employee",
    "staff member",
    "officer",
    "director",
    "volunteer",
    "agent",
    "representative",
    "member",
    "subcontractor",
    "sub-contractor",
    "subprocessor",
    "sub-processor",
    "affiliate",
    "assignee",
    "individual",
    "worker",
    "intern",
    "invitee",
    "guest",
    "user",
)
"""People who act for a party, in the singular; the plural counts too."""

PERSONNEL_IN_PLURAL = ("contractors", "consultants", "successors", "partners", "researchers")
"""People who act for a party only in the plural: in the singular these are role words of a party."""

PERSONNEL_AS_GROUP = (
    "staff",
    "personnel",
    "workforce",
    "person acting for",
    "persons acting for",
    "person acting on behalf",
    "persons acting on behalf",
)
"""Other words for the people who act for a party, as written."""

PARTY_DETERMINERS = (
    "each",
    "either",
    "neither",
    "no",
    "any",
    "a",
    "an",
    "one",
    "such",
    "the",
    "that",
    "said",
    "every",
)
"""Determiners with which "party" means either party: "neither party", "the breaching party"."""

INDEFINITE_PRONOUNS = ("any one", "anyone", "any body", "anybody", "no one", "nobody", "whoever")
"""Pronouns for people at large."""

PEOPLE_DETERMINERS = ("any", "every", "each", "no", "all", "such", "those", "a", "an")
"""Determiners with which a noun of ``PEOPLE`` means people at large: "any other person"."""

PEOPLE = (
    "person",
    "persons",
    "people",
    "individual",
    "individuals",
    "user",
    "users",
    "recipient",
    "recipients",
    "violator",
    "violators",
    "offender",
    "offenders",
    "entity",
    "entities",
    "organization",
    "organizations",
    "organisation",
    "organisations",
    "third party",
    "third parties",
)
"""Nouns that mean people at large behind one of ``PEOPLE_DETERMINERS``."""

WRONGDOERS = (
    "violator",
    "violators",
    "offender",
    "offenders",
    "wrongdoer",
    "wrongdoers",
    "those who",
    "those responsible",
)
"""Words that mean people at large without a determiner, where none of the above stands."""

PARENTS_AND_GUARDIANS = (
    "parents or legal guardians",
    "parents or legal guardian",
    "parents or guardians",
    "parents or guardian",
    "parents",
    "parent or legal guardians",
    "parent or legal guardian",
    "parent or guardians",
    "parent or guardian",
    "parent",
    "guardians",
    "guardian",
)
"""Parents and guardians of pupils, longer phrases first."""
