"""Problems of a PDF file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from operator import attrgetter

import pypdfium2.raw as pdfium

from clauselint.model import Problem, Severity, State
from clauselint.reading.assembly import problem
from clauselint.reading.pdf.integrity import Damage
from clauselint.reading.pdf.pages import SCANNED, PdfPage
from clauselint.reading.problem_messages import comments_problem, count_noun, list_names, unfilled_problem

_NOTICEABLE = 0.02  # share of a page; a smaller picture is a logo or a bullet


@dataclass(frozen=True, slots=True)
class PdfSummary:
    """The state of a file: its pages, what is damaged, the names of attached files, whether those are what
    the file is about, and pdfium's form type.
    ``no_ocr`` says what to do where pages could be read by OCR and were not; empty where they were."""

    pages: Sequence[PdfPage]
    damage: Damage | None
    attached: Sequence[str]
    is_portfolio: bool
    form_type: int
    no_ocr: str

    @property
    def loses_text(self) -> bool:
        """Return whether text is lost beside that of single pages."""
        return self.is_portfolio or self.is_unloaded_form or (self.damage is not None and self.damage.loses_text)

    @property
    def is_unloaded_form(self) -> bool:
        """Return whether the pages are only the waiting page of an XFA form, whose text is not in the pages."""
        xfa = self.form_type in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)
        return xfa and any("please wait" in fragment.text.casefold() for fragment in self.pages[0].fragments)


def pdf_problems(summary: PdfSummary, unread: Iterable[int]) -> tuple[Problem, ...]:
    """Return the problems of a file whose pages ``unread`` (from 1) could not be read."""
    lost = set(unread)
    unread_pages = [page for page in summary.pages if page.number in lost]
    read_pages = [page for page in summary.pages if page.number not in lost]
    ocr = summary.no_ocr or "OCR found no words there, or ran out of time. Ask for a file with selectable text."
    found = [
        *(rule.problem(unread_pages, ocr) for rule in _UNREAD_PAGE_RULES),
        _damage_problem(summary.damage),
        *(rule.problem(read_pages, ocr) for rule in _READ_PAGE_RULES),
        _comments_problem(summary.pages),
        _attachments_problem([*summary.attached, *(name for page in summary.pages for name in page.attached)]),
        unfilled_problem(sum(page.unfilled for page in summary.pages)),
        _PORTFOLIO if summary.is_portfolio else None,
        _DYNAMIC_FORM if summary.is_unloaded_form else None,
    ]
    return tuple(each for each in found if each is not None)


def _comments_problem(pages: Iterable[PdfPage]) -> Problem | None:
    notes = [note for page in pages for note in page.notes if note.state is State.ASIDE]
    return comments_problem(len(notes), (note.author for note in notes if note.author))


@dataclass(frozen=True, slots=True)
class _PageRule:
    """A problem of the pages that ``applies`` names. ``cure`` is None where it is the one for OCR."""

    code: str
    severity: Severity
    what: str
    cure: str | None
    applies: Callable[[PdfPage], bool]

    def problem(self, pages: Iterable[PdfPage], ocr_cure: str) -> Problem | None:
        numbers = [page.number for page in pages if self.applies(page)]
        return _pages_problem(
            self.code, self.severity, numbers, self.what, ocr_cure if self.cure is None else self.cure
        )


def _has_dead_text(kind: str) -> Callable[[PdfPage], bool]:
    return lambda page: any(each == kind for _, each in page.dead)


def _has_pictures(least: float, most: float = inf) -> Callable[[PdfPage], bool]:
    """Return a test for pages whose text is their own and of which pictures cover such a share."""
    return lambda page: least <= page.painted.pictures < most and not page.is_recognized


_UNREAD_PAGE_RULES = (
    _PageRule(
        "DOC003",
        Severity.ERROR,
        "no text layer",
        None,
        lambda page: not (page.failed or page.garbled or page.over_limit),
    ),
    _PageRule("DOC015", Severity.ERROR, "text that cannot be decoded", None, attrgetter("garbled")),
    _PageRule("DOC002", Severity.ERROR, "damaged", "Get the file again from where it came from.", attrgetter("failed")),
    _PageRule(
        "DOC014", Severity.ERROR, "more text than the limits allow", "Print it to a new PDF.", attrgetter("over_limit")
    ),
)
_READ_PAGE_RULES = (
    _PageRule(
        "DOC013",
        Severity.WARNING,
        "invisible text, left out of the contract text",
        "Read it, and have it deleted or made visible before signing.",
        _has_dead_text("invisible"),
    ),
    _PageRule(
        "DOC013",
        Severity.WARNING,
        "text that is struck through, left out of the contract text",
        "If this is a redline, check the clean version that will be signed.",
        _has_dead_text("struck"),
    ),
    _PageRule(
        "DOC020",
        Severity.WARNING,
        "text that OCR read from a picture",
        "OCR misreads words and numbers: compare what is quoted with the page.",
        attrgetter("is_recognized"),
    ),
    _PageRule(
        "DOC016",
        Severity.WARNING,
        "large pictures beside the text, not read",
        "See what they show.",
        _has_pictures(SCANNED),
    ),
    _PageRule("DOC016", Severity.INFO, "pictures beside the text, not read", "", _has_pictures(_NOTICEABLE, SCANNED)),
)
_PORTFOLIO = problem(
    "DOC008",
    Severity.ERROR,
    "the file is a portfolio: its pages only point to the attached files, which were not read.",
    "Save the files in it and check them.",
)
_DYNAMIC_FORM = problem(
    "DOC008",
    Severity.ERROR,
    "the file is a dynamic form (XFA), whose text only Adobe Reader shows.",
    "Print it to a PDF there and check that.",
)


def _attachments_problem(names: Sequence[str]) -> Problem | None:
    if not names:
        return None
    what = f"{count_noun(len(names), 'file')} attached, not read: {list_names(names)}."
    return problem("DOC011", Severity.WARNING, what, "Save the attachments and check them too.")


def _damage_problem(damage: Damage | None) -> Problem | None:
    if damage is None:
        return None
    if damage.loses_text:
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
