"""Small files for the tests of reading, written by hand so that a test shows what is in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(
    body: str,
    parts: Mapping[str, str] | None = None,
    *,
    prologue: str = "",
    background: str = "",
    chunks: Mapping[str, bytes] | None = None,
) -> bytes:
    """A DOCX file with the XML ``body`` and, by kind ("styles", "footnotes"), the inner XML of other parts.

    A kind may end in a digit ("header1"); the relationship's id is the kind. ``prologue`` stands before the main root,
    ``background`` before the body. ``chunks`` are documents to be merged in by their names, which are their ids too.
    """
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"{prologue}<w:document {_NAMESPACES}>{background}<w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(
            {kind: f"{kind}.xml" for kind in parts or {}}, dict.fromkeys(chunks or {}, "aFChunk")
        ),
    }
    files.update({f"word/{name}": content for name, content in (chunks or {}).items()})
    roots = {"header": "hdr", "footer": "ftr"}
    for kind, inner in (parts or {}).items():
        root = roots.get(kind.rstrip("0123456789"), kind)
        files[f"word/{kind}.xml"] = f"<w:{root} {_NAMESPACES}>{inner}</w:{root}>"
    return archive(files)


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in files.items():
            target.writestr(name, text)
    return out.getvalue()


def _relationships(targets: Mapping[str, str], named: Mapping[str, str] | None = None) -> str:
    """Relationships whose ids are their kinds, and those ``named``: kinds by the targets, which are their ids."""
    found = [(kind, kind.rstrip("0123456789"), target) for kind, target in targets.items()]
    found += [(name, kind, name) for name, kind in (named or {}).items()]
    inner = "".join(
        f'<Relationship Id="{each}" Type="{_RELATION}{kind}" Target="{target}"/>' for each, kind, target in found
    )
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{inner}</Relationships>'


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run; ``text`` may be XML of runs, if it begins with ``<``."""
    runs = text if text.startswith("<") else r(text)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def pdf(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    """A PDF file; each page is drawn by a function. Letter size, 612 by 792 points, Helvetica 10."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter, **options)
    for page in pages:
        canvas.setFont("Helvetica", 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def typed(*lines: str, top: float = 700, left: float = 72, pitch: float = 14) -> Callable[[Canvas], None]:
    """A page of lines; an empty one leaves a gap."""

    def draw(canvas: Canvas) -> None:
        for i, line in enumerate(lines):
            canvas.drawString(left, top - i * pitch, line)

    return draw


def both(*drawings: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
    """Several drawings on one page."""

    def draw(canvas: Canvas) -> None:
        for each in drawings:
            each(canvas)

    return draw
