"""Small contracts around one sentence, as tests of the rules need them."""

from __future__ import annotations

import hashlib
import re

PROTECTED = ("District", "School", "LEA", "Board", "University", "Agency", "Customer")
OUTSIDE = (
    "Provider", "Contractor", "Vendor", "Recipient", "Operator", "Company", "Consultant", "Requestor", "Researcher", "Partner",
)  # fmt: skip
FRAMES = (
    'SERVICES AGREEMENT\n\nThis Agreement is made between Lakeside Public Body (the "{a}") and Northgate Learning, Inc.'
    ' (the "{b}").\n\n1. Definitions. Words in capitals have the meaning given where they first appear.\n\n2. Terms. {text}'
    "\n\n3. Notices. Notices are sent to the addresses on the cover page.\n",
    'AGREEMENT\n\nBETWEEN: Lakeside Public Body (the "{a}")\nAND: Northgate Learning, Inc. (the "{b}")\n\n'
    "ARTICLE I. BACKGROUND\nThe {a} and the {b} have agreed on the following terms.\n\nARTICLE II. TERMS\n2.1 {text}\n\n"
    "ARTICLE III. GENERAL\n3.1 This Agreement may be signed in counterparts.\n",
    "These terms bind Lakeside Public Body, called the {a}, and Northgate Learning, Inc., called the {b}.\n\n"
    "(a) Fees are stated in the order.\n\n(b) {text}\n\n(c) Headings are for convenience.\n",
)
FILLED = (
    "The particulars of this {kind} are these. Data elements: student name, grade level, course enrolment and attendance of"
    " the students of grades 6 to 8, sent by SFTP. Purpose: rostering and homework services, from 1 September 2026 to 31"
    " August 2027."
)
_EXHIBIT = re.compile(r"\b(Exhibit|Annex|Appendix|Schedule|Attachment)\s+([A-Z]|\d+|[IVX]+)\b")


def around(sentence: str, *, exhibits: bool) -> str:
    """A contract that holds the sentence and little else; roles are those that the sentence names.

    With ``exhibits`` each exhibit that it cites is attached and filled, without it is not there.
    """
    pick = int(hashlib.sha256(sentence.encode()).hexdigest(), 16)
    a, b = (next((r for r in roles if re.search(rf"\b{r}\b", sentence)), roles[0]) for roles in (PROTECTED, OUTSIDE))
    text = FRAMES[pick % len(FRAMES)].format(text=sentence, a=a, b=b)
    if exhibits:
        for kind, label in dict.fromkeys(_EXHIBIT.findall(sentence)):
            text += f"\n{kind.upper()} {label}\n\n{FILLED.format(kind=kind)}\n"
    return text
