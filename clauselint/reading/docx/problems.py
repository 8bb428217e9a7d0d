"""Problems of a DOCX file: text that was not read, and content that was set apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clauselint.model import Problem, Severity, State
from clauselint.reading.assembly import RawBlock, problem
from clauselint.reading.docx.comments import Comments
from clauselint.reading.docx.inventory import Inventory
from clauselint.reading.problem_messages import comments_problem, count_noun, list_names, unfilled_problem

_FEW_WORDS = 50
# Parts that hold no contract text: their loss is a warning.
_BESIDE = ("styles", "numbering", "settings", "comments", "header", "footer", "data", "chart")
_SET_APART = (("hidden", "hidden"), ("struck", "struck through"), ("invisible", "too small or too pale to be seen"))


def unread_problems(
    inventory: Inventory, damaged: Sequence[str], page: float, raw_blocks: Sequence[RawBlock]
) -> Iterator[Problem]:
    """Yield the problems of content that was not read, or not well; ``page`` is the area of a page in square inches."""
    missing = list(
        dict.fromkeys([*inventory.unread, *(f"{each} that the text refers to (missing)" for each in inventory.missing)])
    )
    if missing:
        yield problem(
            "DOC008",
            Severity.ERROR,
            f"not read: {list_names(missing)}.",
            "Open the file in Word and save it again, which takes embedded text in, and check what is missing.",
        )
    yield from _damaged(list(dict.fromkeys(damaged)))
    yield from _pictures(
        inventory.pictures, page, sum(len(d.text.split()) for d in raw_blocks if d.state is State.LIVE)
    )
    if inventory.objects:
        names = list_names(list(dict.fromkeys(inventory.objects)))
        what = f"{count_noun(len(inventory.objects), 'embedded file')} not read: {names}."
        yield problem("DOC011", Severity.WARNING, what, "Save the embedded files and check them.")


def _damaged(parts: Sequence[str]) -> Iterator[Problem]:
    beside = [part for part in parts if part.rsplit("/", 1)[-1].startswith(_BESIDE)]
    needed = [part for part in parts if not part.rsplit("/", 1)[-1].startswith(_BESIDE)]
    for severity, found in ((Severity.ERROR, needed), (Severity.WARNING, beside)):
        if found:
            what = f"the part {list_names(found)} is" if len(found) == 1 else f"the parts {list_names(found)} are"
            yield problem("DOC008", severity, f"{what} missing or damaged.", "Open the file in Word and save it.")


def _pictures(areas: Sequence[float], page: float, words: int) -> Iterator[Problem]:
    scans = [area for area in areas if area >= page / 2 or (area >= page / 4 and words < _FEW_WORDS)]
    if scans:
        yield problem(
            "DOC003",
            Severity.ERROR,
            f"{count_noun(len(scans), 'picture')} as large as a scanned page, without text.",
            "Print the file to a PDF, run OCR on it (for example with ocrmypdf) and check that.",
        )
    if beside_text := len(areas) - len(scans):
        yield problem("DOC016", Severity.INFO, f"{count_noun(beside_text, 'picture')} beside the text not read.")


def notice_problems(
    inventory: Inventory, comments: Sequence[Comments], raw_blocks: Sequence[RawBlock]
) -> Iterator[Problem]:
    """Yield the problems of content set apart or not filled in; ``comments`` are those of the file and each embedded one."""
    if said := comments_problem(
        sum(each.number for each in comments), (name for each in comments for name in each.authors)
    ):
        yield said
    for kind, words in _SET_APART:
        number = sum(raw_block.kind == kind for raw_block in raw_blocks)
        if number:
            yield problem(
                "DOC013",
                Severity.WARNING,
                f"{count_noun(number, 'passage')} {words}; left out of the contract text.",
                "Read them, and have them deleted or made visible before signing.",
            )
    if left := unfilled_problem(inventory.unfilled):
        yield left
