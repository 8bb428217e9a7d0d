"""PDF files written object by object, for what no library writes on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

FONT = 5  # the number of the object that is Helvetica
_FIRST_PAGE = 10


@dataclass(slots=True)
class RawPdf:
    """Objects by number; pages are added one by one. ``catalog`` and ``trailer`` are further entries of those."""

    catalog: str = ""
    objects: dict[int, bytes] = field(default_factory=dict)
    pages: list[int] = field(default_factory=list)

    def add(self, body: str | bytes, stream: bytes | None = None) -> int:
        """A new object; its number."""
        number = max([_FIRST_PAGE, *self.objects]) + 1
        self.put(number, body, stream)
        return number

    def put(self, number: int, body: str | bytes, stream: bytes | None = None) -> None:
        """The object ``number``, with the stream that it may have."""
        data = body.encode("latin-1") if isinstance(body, str) else body
        if stream is not None:
            data = b"<<%s/Length %d>>\nstream\n%s\nendstream" % (data, len(stream), stream)
        self.objects[number] = data

    def page(self, content: str, entries: str = "", annotations: Sequence[str] = (), fonts: str = "") -> None:
        """A page of letter size; ``content`` is its content stream, ``annotations`` are dictionaries without brackets."""
        stream = self.add("", content.encode("latin-1"))
        notes = " ".join(f"{self.add(f'<</Type/Annot{each}>>')} 0 R" for each in annotations)
        fonts = fonts or f"/F1 {FONT} 0 R"
        box = "" if "/MediaBox" in entries else "/MediaBox[0 0 612 792]"
        self.pages.append(
            self.add(
                f"<</Type/Page/Parent 2 0 R{box}/Contents {stream} 0 R/Resources<</Font<<{fonts}>>>>"
                f"/Annots[{notes}]{entries}>>"
            )
        )

    def bytes(self) -> bytes:
        """The file."""
        kids = " ".join(f"{page} 0 R" for page in self.pages)
        self.put(1, f"<</Type/Catalog/Pages 2 0 R{self.catalog}>>")
        self.put(2, f"<</Type/Pages/Kids[{kids}]/Count {len(self.pages)}>>")
        self.put(FONT, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
        out = b"%PDF-1.7\n"
        places = {}
        for number, body in sorted(self.objects.items()):
            places[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        entries = b"0000000000 65535 f \n" + b"".join(
            b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 00000 f \n"
            for n in range(1, max(places) + 1)
        )
        size = max(places) + 1
        return out + b"xref\n0 %d\n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
            size, entries, size, len(out),
        )  # fmt: skip


def show(text: str, x: float = 72, y: float = 700, size: float = 10, *, extra: str = "") -> str:
    """A line of text at a place; ``extra`` are operators before it, such as a colour."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"q {extra} BT /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET Q\n"


def lines(*texts: str, x: float = 72, y: float = 700, pitch: float = 14) -> str:
    """Lines of text, one below the other."""
    return "".join(show(text, x, y - i * pitch) for i, text in enumerate(texts))
