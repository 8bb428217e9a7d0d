"""DOCX: a walk over the package's XML in document order."""

from __future__ import annotations

from dataclasses import dataclass, field

from clauselint.diagnostics.errors import UnreadableError
from clauselint.model import Read, ReadingOptions, RevisionView, Severity, State
from clauselint.reading.assembly import RawBlock, ReadResult
from clauselint.reading.docx.alt_chunk import AltChunks
from clauselint.reading.docx.block_context import BlockContext
from clauselint.reading.docx.body import StoryReader, StoryResources
from clauselint.reading.docx.comments import Comments
from clauselint.reading.docx.data_binding import DataBindings
from clauselint.reading.docx.fields import FieldNumbers
from clauselint.reading.docx.inline import DocumentContext
from clauselint.reading.docx.inventory import Inventory
from clauselint.reading.docx.limits import Budget
from clauselint.reading.docx.notes import Notes
from clauselint.reading.docx.numbering import ListNumberer
from clauselint.reading.docx.package import Package, PackagePart, open_package
from clauselint.reading.docx.problems import notice_problems, unread_problems
from clauselint.reading.docx.revisions import RevisionLog, restore
from clauselint.reading.docx.sections import header_footer_ids, page_area
from clauselint.reading.docx.styles import Styles
from clauselint.reading.docx.visibility import WHITE, has_backdrop, parse_color
from clauselint.reading.docx.xml import Element, drop_entities, on_off, too_deep, w

_MEND = "Open it in Word, which may repair it, and save it again."


def read(data: bytes, options: ReadingOptions) -> ReadResult:
    """Blocks of a DOCX file, its changes accepted or rejected as ``options`` say.

    Raises UnreadableError (DOC002 damaged, DOC014 too large).
    """
    try:
        return _DocxReader(options).read(data)
    except RecursionError as error:
        raise too_deep() from error


@dataclass(slots=True)
class _DocxReader:
    """Reads a file and the documents embedded in it, which add to the same log and inventory."""

    options: ReadingOptions
    inventory: Inventory = field(default_factory=Inventory)
    budget: Budget = field(default_factory=Budget)
    log: RevisionLog = field(init=False)
    chunks: AltChunks = field(init=False)
    comments: list[Comments] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.log = RevisionLog(self.options.revisions)
        self.chunks = AltChunks(self.options, self.inventory, self.budget, self._embedded)

    def read(self, data: bytes) -> ReadResult:
        package = open_package(data, self._prepare, self.budget)
        bodies = self._bodies(package)
        source = self._source(package, 0)
        settings = package.related("settings")
        background = _page_background(bodies[0], settings)
        raw_blocks = self._headers_and_footers(package, bodies[0], settings, source)
        at = next((i for i, raw_block in enumerate(raw_blocks) if raw_block.kind == "footer"), len(raw_blocks))
        part = PackagePart(package, package.main)
        raw_blocks[at:at] = [
            d for body in bodies for d in StoryReader(source, part, BlockContext(background=background)).read(body)
        ]
        raw_blocks += StoryReader(source, part).comment_blocks(source.document.comments.unreferenced())
        self.damaged += package.damaged
        problems = [
            *unread_problems(self.inventory, self.damaged, page_area(bodies[0]), raw_blocks),
            *filter(None, [self.log.problem()]),
            *notice_problems(self.inventory, self.comments, raw_blocks),
        ]
        is_partial = any(each.severity is Severity.ERROR for each in problems)
        return ReadResult(
            tuple(raw_blocks), tuple(problems), Read.PARTIAL if is_partial else Read.FULL, self.log.revisions()
        )

    def _embedded(self, data: bytes, depth: int) -> list[RawBlock]:
        """The body and notes of an embedded document; its headers are not taken over."""
        package = open_package(data, self._prepare, self.budget, embedded=True)
        source = self._source(package, depth)
        part = PackagePart(package, package.main)
        raw_blocks = [d for body in self._bodies(package) for d in StoryReader(source, part).read(body)]
        self.damaged += package.damaged
        return raw_blocks

    def _prepare(self, root: Element) -> None:
        """Count a part's changes of formatting, and undo them where the original is asked for.

        Text that an entity stands for is not there: no reader of DOCX files follows them, and Word opens none that does.
        """
        if drop_entities(root):
            self.inventory.unread.append("text that stands outside of the XML (an entity)")
        self.log.formatting(root)
        if self.options.revisions is RevisionView.ORIGINAL:
            restore(root)

    def _bodies(self, package: Package) -> list[Element]:
        """The main text; broken writers leave more than one ``w:body``."""
        root = package.root(package.main)
        bodies = [] if root is None else list(root.iterchildren(w("body")))
        if root is None or not bodies:
            raise UnreadableError("DOC002", "the file is damaged: its main text cannot be read.", cure=_MEND)
        DataBindings(package).fill(root)
        return bodies

    def _source(self, package: Package, depth: int) -> StoryResources:
        styles = Styles(package.related("styles"))
        numbering = package.related("numbering")
        comments = Comments(package.related("comments"), package.related("commentsExtended"))
        self.comments.append(comments)
        document = DocumentContext(styles, self.log, self.inventory, comments, FieldNumbers())
        return StoryResources(
            document,
            ListNumberer(numbering, styles, original=self.options.revisions is RevisionView.ORIGINAL),
            Notes(package, self.inventory),
            lambda part, identity: self.chunks.read(part, identity, depth),
        )

    def _headers_and_footers(
        self, package: Package, body: Element, settings: Element | None, source: StoryResources
    ) -> list[RawBlock]:
        """Headers, then footers, as asides, of those that some page shows."""
        part = PackagePart(package, package.main)
        found: dict[str, list[RawBlock]] = {"header": [], "footer": []}
        stores = DataBindings(package)
        targets = {(kind, part.target(identity)): None for kind, identity in header_footer_ids(body, settings)}
        for kind, target in targets:
            if target is not None and (root := package.root(target)) is not None:
                stores.fill(root)
                context = BlockContext(kind, State.ASIDE, background=None if has_backdrop(root) else WHITE)
                found[kind] += StoryReader(source, PackagePart(package, target), context).read(root)
        return found["header"] + found["footer"]


def _page_background(body: Element, settings: Element | None) -> int | None:
    """The color of the pages (17.2.1), where the settings show it; None where something is drawn behind the text."""
    if has_backdrop(body):
        return None
    background = body.getparent().find(w("background"))
    if background is None or not on_off(settings, "displayBackgroundShape"):
        return WHITE
    return parse_color(background.get(w("color")))
