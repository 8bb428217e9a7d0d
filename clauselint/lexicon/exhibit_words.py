"""Words for the documents that are attached to a contract."""

from __future__ import annotations

EXHIBIT_WORDS = ("Exhibit", "Schedule", "Annex", "Annexure", "Appendix", "Attachment", "Addendum")
"""Words that name an attached document before its label ("Exhibit A")."""

EXHIBIT_PLURALS = ("Annexes", "Appendices", "Exhibits", "Schedules", "Attachments")

EXHIBIT_SINGULARS = {
    "annexes": "annex",
    "annexure": "annex",
    "appendices": "appendix",
    "exhibits": "exhibit",
    "schedules": "schedule",
    "attachments": "attachment",
}
"""Plurals and variants, in lower case, to the word by which an exhibit is known."""

LETTERED_ATTACHMENTS = ("exhibit", "annex", "appendix", "schedule", "attachment")
"""Words that name a part of a contract only together with a label; an addendum may have a title instead."""
