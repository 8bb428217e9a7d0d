"""DOCX as one XML file ("flat OPC", ``pkg:package``), which Word writes and opens: turned into a package."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile

from lxml import etree

from clauselint.diagnostics.errors import UnreadableError
from clauselint.reading.docx.limits import Budget
from clauselint.reading.docx.xml import children, local_name, parse

FLAT = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_MAX_PARTS = 2_000


def unflatten(data: bytes, budget: Budget) -> bytes:
    """The package of a flat file.

    Raises UnreadableError with DOC002 where ``data`` is no such file, DOC014 where it is more than ``budget`` allows.
    """
    try:
        root = parse(data, budget)
        if local_name(root) != "package":
            raise _damaged()
        return _pack(root)
    except (etree.XMLSyntaxError, binascii.Error) as error:
        raise _damaged() from error


def _pack(root: etree._Element) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for part in list(children(root))[:_MAX_PARTS]:
            name = part.get(f"{{{FLAT.decode()}}}name", "").lstrip("/")
            content = next(children(part), None)
            if not name or content is None:
                continue
            if local_name(content) == "xmlData":
                inner = next(children(content), None)
                archive.writestr(name, b"" if inner is None else etree.tostring(inner))
            elif local_name(content) == "binaryData":
                archive.writestr(name, base64.b64decode(content.text or ""))
    return out.getvalue()


def _damaged() -> UnreadableError:
    return UnreadableError(
        "DOC002",
        "the file is damaged: it is not a Word document.",
        cure="Open it in Word and save it as .docx.",
    )
