"""Layers of a PDF file that are switched off, with what is on them. PDF 32000-1, 8.11 (optional content).

pdfium does not say which layers it shows: the catalog is looked up, once, and only for a file in which something is on a
layer at all.
"""

from __future__ import annotations

import ctypes
from functools import cached_property
from typing import Any

import pypdfium2.raw as pdfium

from clauselint.reading.pdf.catalog import read_catalog

_MAX_MARKS = 8  # around one object
_LONGEST = 512  # bytes of a name
_LAYER = "OC"


class Layers:
    """Knows the layers of one file."""

    def __init__(self, data: bytes, password: str | None) -> None:
        """Keep the file's bytes until they are needed."""
        self._data = data
        self._password = password

    def hide(self, item: Any) -> bool:
        """Return whether an object of a page is on a layer that is not shown."""
        for i in range(min(pdfium.FPDFPageObj_CountMarks(item), _MAX_MARKS)):
            mark = pdfium.FPDFPageObj_GetMark(item, i)
            if mark and _name(mark) == _LAYER and _parameter(mark, b"Name") in self._hidden:
                return True
        return False

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """The names of the layers that are off when the file is opened."""
        from pdfminer.pdftypes import resolve1
        from pdfminer.utils import decode_text

        try:
            usual = resolve1(resolve1(read_catalog(self._data, self._password)["OCProperties"])["D"])
            off = [resolve1(layer) for layer in resolve1(usual.get("OFF", []))]
            return frozenset(decode_text(layer["Name"]) for layer in off)
        except (KeyError, TypeError, AttributeError):  # not as it should be; what is not known to be hidden is read
            return frozenset()


def _name(mark: Any) -> str:
    return _text(lambda buffer, size, out: pdfium.FPDFPageObjMark_GetName(mark, buffer, size, out))


def _parameter(mark: Any, key: bytes) -> str:
    return _text(lambda buffer, size, out: pdfium.FPDFPageObjMark_GetParamStringValue(mark, key, buffer, size, out))


def _text(ask: Any) -> str:
    buffer = ctypes.create_string_buffer(_LONGEST)
    length = ctypes.c_ulong()
    if not ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), _LONGEST, length) or length.value < 2:
        return ""
    return buffer.raw[: min(length.value, _LONGEST) - 2].decode("utf-16-le", "ignore")
