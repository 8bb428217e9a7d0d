"""DOCX: a walk over the package's XML in document order."""

from __future__ import annotations

from clauselint.errors import UnreadableError
from clauselint.model import Problem, Read, ReadingOptions, Severity, State
from clauselint.reading.assembly import Draft, Reading, problem
from clauselint.reading.docx_body import Place, Source, Story
from clauselint.reading.docx_inline import Counts
from clauselint.reading.docx_numbering import Numberer
from clauselint.reading.docx_package import Package, open_package
from clauselint.reading.docx_revisions import RevisionLog
from clauselint.reading.docx_styles import Styles
from clauselint.reading.docx_xml import Element, children, integer, r, switch, w

_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_PAGE = 8.5 * 11  # square inches, where a section does not say
_TWIPS_PER_INCH = 1440
_FEW_WORDS = 50
# Parts that hold no contract text: their loss is a warning.
_BESIDE = ("styles", "numbering", "settings", "comments", "header", "footer")


def read(data: bytes, options: ReadingOptions) -> Reading:
    """Blocks of a DOCX file, its changes accepted or rejected as ``options`` say.

    Raises UnreadableError (DOC002 damaged, DOC014 too large).
    """
    package = open_package(data)
    root = package.root(package.main)
    body = None if root is None else root.find(w("body"))
    if body is None:
        raise UnreadableError(
            "DOC002",
            "the file is damaged: its main text cannot be read.",
            cure="Open it in Word, which may repair it, and save it again.",
        )
    styles = Styles(package.related("styles"))
    source = Source(
        styles,
        Numberer(package.related("numbering"), styles),
        RevisionLog(),
        Counts(),
        _notes(package),
        _by_id(package.related("comments"), "comment"),
    )
    commenters = _authors(source.comments)
    comments = len(source.comments)
    headers, footers = _running(package, body, source)
    drafts = [*headers, *Story(source).read(body), *footers]
    problems = [
        *_unread(package, source.counts, _page_area(body), _words(drafts)),
        *_noticed(source, drafts, comments, commenters),
    ]
    is_partial = any(each.severity is Severity.ERROR for each in problems)
    return Reading(tuple(drafts), tuple(problems), Read.PARTIAL if is_partial else Read.FULL, source.log.revisions())


def _by_id(root: Element | None, name: str) -> dict[str, Element]:
    return {} if root is None else {each.get(w("id"), ""): each for each in root.iterchildren(w(name))}


def _notes(package: Package) -> dict[tuple[str, str], Element]:
    """Footnotes and endnotes by kind and id, without the separators that Word keeps beside them."""
    return {
        (kind, identity): note
        for part, kind in _NOTES.items()
        for identity, note in _by_id(package.related(part), kind).items()
        if note.get(w("type"), "normal") == "normal"
    }


def _authors(comments: dict[str, Element]) -> list[str]:
    return list(dict.fromkeys(author for each in comments.values() if (author := each.get(w("author")))))


def _running(package: Package, body: Element, source: Source) -> tuple[list[Draft], list[Draft]]:
    """Headers and footers, as asides, of those that some page shows; each part once."""
    settings = package.related("settings")
    even = bool(switch(settings, "evenAndOddHeaders"))
    relationships = package.relationships(package.main)
    found: dict[str, list[Draft]] = {"header": [], "footer": []}
    seen: set[str] = set()
    for section in body.iter(w("sectPr")):
        shown = {"default": True, "first": bool(switch(section, "titlePg")), "even": even}
        for reference in children(section):
            kind = next((each for each in found if reference.tag == w(f"{each}Reference")), None)
            target = relationships.get(reference.get(r("id"), ""))
            if kind is None or target is None or not shown.get(reference.get(w("type"), "default"), True):
                continue
            if target.target not in seen and (root := package.root(target.target)) is not None:
                found[kind].extend(Story(source).read(root, Place(kind, State.ASIDE)))
            seen.add(target.target)
    return found["header"], found["footer"]


def _page_area(body: Element) -> float:
    """Square inches of a page of the last section."""
    size = body.find(f"{w('sectPr')}/{w('pgSz')}")
    if size is None:
        return _PAGE
    sides = [integer(size.get(w(side))) or 0 for side in ("w", "h")]
    return sides[0] * sides[1] / _TWIPS_PER_INCH**2 or _PAGE


def _words(drafts: list[Draft]) -> int:
    return sum(len(draft.text.split()) for draft in drafts if draft.state is State.LIVE)


def _unread(package: Package, counts: Counts, page: float, words: int) -> list[Problem]:
    """What the file holds that was not read, or not well."""
    problems = []
    if counts.altchunks:
        problems.append(
            problem(
                "DOC008",
                Severity.ERROR,
                f"{_several(counts.altchunks, 'embedded document')} inside the file (w:altChunk) not read.",
                "Open the file in Word and save it again, which takes the text in.",
            )
        )
    for part in dict.fromkeys(package.damaged):
        beside = part.rsplit("/", 1)[-1].startswith(_BESIDE)
        severity = Severity.WARNING if beside else Severity.ERROR
        problems.append(
            problem("DOC008", severity, f"the part {part} is missing or damaged.", "Open the file in Word and save it.")
        )
    scans = [area for area in counts.pictures if area >= page / 2 or (area >= page / 4 and words < _FEW_WORDS)]
    if scans:
        problems.append(
            problem(
                "DOC003",
                Severity.ERROR,
                f"{_several(len(scans), 'picture')} as large as a scanned page, without text.",
                "Print the file to a PDF, run OCR on it (for example with ocrmypdf) and check that.",
            )
        )
    if beside_text := len(counts.pictures) - len(scans):
        problems.append(
            problem("DOC016", Severity.INFO, f"{_several(beside_text, 'picture')} beside the text not read.")
        )
    if counts.objects:
        problems.append(
            problem(
                "DOC011",
                Severity.WARNING,
                f"{_several(counts.objects, 'embedded file')} not read.",
                "Save what is embedded as files of its own and check those.",
            )
        )
    return problems


def _noticed(source: Source, drafts: list[Draft], comments: int, commenters: list[str]) -> list[Problem]:
    """What was read and set apart."""
    problems = []
    if (changes := source.log.problem()) is not None:
        problems.append(changes)
    if comments:
        who = f" by {', '.join(commenters)}" if commenters else ""
        problems.append(
            problem("DOC010", Severity.INFO, f"{_several(comments, 'comment')}{who}; comments are no contract text.")
        )
    for kind, what in (("hidden", "hidden"), ("struck", "struck through")):
        number = sum(draft.kind == kind for draft in drafts)
        if number:
            problems.append(
                problem(
                    "DOC013",
                    Severity.WARNING,
                    f"{_several(number, 'passage')} {what}; left out of the contract text.",
                    "See what they say, and have them deleted or made plain before signing.",
                )
            )
    if source.counts.placeholders:
        problems.append(
            problem("DOC019", Severity.INFO, f"{_several(source.counts.placeholders, 'form field')} not filled in.")
        )
    return problems


def _several(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
