"""What a reader of a PDF file must know beside its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from clauselint.model import Problem, Severity, State
from clauselint.reading.assembly import problem
from clauselint.reading.pdf.integrity import Damage
from clauselint.reading.pdf.pages import SCANNED, PdfPage
from clauselint.reading.problem_messages import comments_problem, count_noun, list_names, unfilled_problem

_NOTICEABLE = 0.02  # share of a page; a smaller picture is a logo or a bullet


@dataclass(frozen=True, slots=True)
class PdfSummary:
    """What was found in a file: its pages, what is damaged, the names of attached files, whether those are what
    the file is about, and pdfium's form type.
    ``no_ocr`` says what to do where pages could be read by OCR and were not; empty where they were."""

    pages: Sequence[PdfPage]
    damage: Damage | None
    attached: Sequence[str]
    portfolio: bool
    form: int
    no_ocr: str

    @property
    def loses_text(self) -> bool:
        """Whether text is lost beside that of single pages."""
        return self.portfolio or self.is_unloaded_form or (self.damage is not None and self.damage.loses)

    @property
    def is_unloaded_form(self) -> bool:
        """Whether the pages are only the waiting page of an XFA form, whose text is not in the pages."""
        xfa = self.form in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)
        return xfa and any("please wait" in fragment.text.casefold() for fragment in self.pages[0].fragments)


def pdf_problems(facts: PdfSummary, unread: Iterable[int]) -> tuple[Problem, ...]:
    """The problems of a file whose pages ``unread`` (from 1) could not be read."""
    by_number = {page.number: page for page in facts.pages}
    lost = set(unread)
    failed = [n for n in lost if by_number[n].failed]
    garbled = [n for n in lost if by_number[n].garbled]
    crowded = [n for n in lost if by_number[n].crowded]
    scanned = sorted(lost.difference(failed, garbled, crowded))
    read = [page for page in facts.pages if page.number not in lost]
    pictures = [page for page in read if page.painted.pictures >= _NOTICEABLE and not page.is_recognised]
    large = [page.number for page in pictures if page.painted.pictures >= SCANNED]
    small = [page.number for page in pictures if page.number not in large]
    by_ocr = [page.number for page in read if page.is_recognised]
    ocr = facts.no_ocr or "OCR found no words there, or ran out of time. Ask for a file whose text can be selected."
    notes = [note for page in facts.pages for note in page.notes if note.state is State.ASIDE]
    found = [
        _pages_problem("DOC003", Severity.ERROR, scanned, "no text layer", ocr),
        _pages_problem("DOC015", Severity.ERROR, garbled, "text that cannot be decoded", ocr),
        _pages_problem("DOC002", Severity.ERROR, failed, "damaged", "Get the file again from where it came from."),
        _pages_problem("DOC014", Severity.ERROR, crowded, "more text than the limits allow", "Print it to a new PDF."),
        _damage_problem(facts.damage),
        _pages_problem(
            "DOC013",
            Severity.WARNING,
            [page.number for page in read if any(kind == "invisible" for _, kind in page.dead)],
            "text that nobody sees, left out of the contract text",
            "See what it says, and have it deleted or made plain before signing.",
        ),
        _pages_problem(
            "DOC013",
            Severity.WARNING,
            [page.number for page in read if any(kind == "struck" for _, kind in page.dead)],
            "text that is struck through, left out of the contract text",
            "If this is a redline, check the clean version that is to be signed.",
        ),
        _pages_problem(
            "DOC020",
            Severity.WARNING,
            by_ocr,
            "text that OCR read from a picture",
            "OCR misreads words and numbers: compare what is quoted with the page.",
        ),
        _pages_problem(
            "DOC016", Severity.WARNING, large, "large pictures beside the text, not read", "See what they show."
        ),
        _pages_problem("DOC016", Severity.INFO, small, "pictures beside the text, not read"),
        comments_problem(len(notes), (note.author for note in notes if note.author)),
        _attachments_problem([*facts.attached, *(name for page in facts.pages for name in page.attached)]),
        unfilled_problem(sum(page.unfilled for page in facts.pages)),
    ]
    if facts.portfolio:
        what = "the file is a portfolio: its pages only lead to the attached files, which were not read."
        found.append(problem("DOC008", Severity.ERROR, what, "Save the files in it, and check those."))
    if facts.is_unloaded_form:
        what = "the file is a dynamic form (XFA), whose text only Adobe Reader shows."
        found.append(problem("DOC008", Severity.ERROR, what, "Print it to a PDF there and check that."))
    return tuple(each for each in found if each is not None)


def _attachments_problem(names: Sequence[str]) -> Problem | None:
    if not names:
        return None
    what = f"{count_noun(len(names), 'file')} attached, not read: {list_names(names)}."
    return problem("DOC011", Severity.WARNING, what, "Save what is attached and check it too.")


def _damage_problem(damage: Damage | None) -> Problem | None:
    if damage is None:
        return None
    if damage.loses:
        return problem("DOC008", Severity.ERROR, f"the file is damaged: {damage.what}.", "Get the file again.")
    return problem(
        "DOC012",
        Severity.WARNING,
        f"the file is damaged ({damage.what}) and has been repaired; text may be missing.",
        "Compare it with the pages as shown, or get the file again.",
    )


def _pages_problem(code: str, severity: Severity, pages: Sequence[int], what: str, cure: str = "") -> Problem | None:
    if not pages:
        return None
    pages = sorted(pages)
    noun = "page" if len(pages) == 1 else "pages"
    has = {"damaged": "is" if len(pages) == 1 else "are"}.get(what, "has" if len(pages) == 1 else "have")
    return problem(code, severity, f"{noun} {_page_ranges(pages)} {has} {what}.", cure, pages[0])


def _page_ranges(pages: Sequence[int]) -> str:
    """Page numbers for people: "4 to 7 and 9"."""
    groups: list[list[int]] = []
    for page in pages:
        if groups and page == groups[-1][1] + 1:
            groups[-1][1] = page
        else:
            groups.append([page, page])
    texts = [str(a) if a == b else f"{a} and {b}" if b == a + 1 else f"{a} to {b}" for a, b in groups]
    return ", ".join(texts[:-1]) + f" and {texts[-1]}" if len(texts) > 1 else texts[0]
