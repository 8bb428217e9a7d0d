"""Equations on one line, as people type them: "a/b", "x^2", "√(n)". ECMA-376 part 1, 22.1."""

from __future__ import annotations

from collections.abc import Callable

from clauselint.reading.docx.revisions import TRACKED
from clauselint.reading.docx.xml import Element, alternate, children, local_name

_PROPERTIES = frozenset(["rPr", "ctrlPr"])
_SIMPLE = 1  # characters that need no brackets


def equation_text(element: Element, is_dead: Callable[[Element], bool]) -> str:
    """An equation as text; ``is_dead`` says of a tracked change whether what it holds is not in force."""
    return _Equation(is_dead).read(element)


class _Equation:
    def __init__(self, is_dead: Callable[[Element], bool]) -> None:
        self._is_dead = is_dead
        self._shapes: dict[str, Callable[[Element], str]] = {
            "f": self._fraction,
            "sSup": lambda e: f"{self._part(e, 'e')}^{self._bound(e, 'sup')}",
            "sSub": lambda e: f"{self._part(e, 'e')}_{self._bound(e, 'sub')}",
            "sSubSup": lambda e: f"{self._part(e, 'e')}_{self._bound(e, 'sub')}^{self._bound(e, 'sup')}",
            "sPre": lambda e: f"_{self._bound(e, 'sub')}^{self._bound(e, 'sup')} {self._part(e, 'e')}",
            "rad": self._root,
            "nary": self._nary,
            "d": self._delimited,
            "func": lambda e: f"{self._part(e, 'fName')} {self._part(e, 'e')}",
            "limLow": lambda e: f"{self._part(e, 'e')}_{self._bound(e, 'lim')}",
            "limUpp": lambda e: f"{self._part(e, 'e')}^{self._bound(e, 'lim')}",
            "m": self._matrix,
            "eqArr": lambda e: "; ".join(map(self.read, e.iterchildren("{*}e"))),
            "oMathPara": lambda e: " ".join(self.read(each) for each in e.iterchildren("{*}oMath")),
        }

    def read(self, element: Element) -> str:
        """Return the text of an element and all in it."""
        return "".join(map(self._one, children(element)))

    def _one(self, element: Element) -> str:
        name = local_name(element)
        if name in ("t", "delText"):
            return element.text or ""
        if name.endswith("Pr") or name in _PROPERTIES or (name in TRACKED and self._is_dead(element)):
            return ""
        if name == "AlternateContent":
            return "".join(map(self._one, alternate(element)))
        if name == "br":
            return " "
        return self._shapes.get(name, self.read)(element)

    def _part(self, element: Element, name: str) -> str:
        part = next(element.iterchildren(f"{{*}}{name}"), None)
        return "" if part is None else self.read(part).strip()

    def _bound(self, element: Element, name: str) -> str:
        """A part in brackets, where it would not hold together without."""
        text = self._part(element, name)
        return text if len(text) <= _SIMPLE or text.isalnum() or text.isdecimal() else f"({text})"

    def _fraction(self, element: Element) -> str:
        return f"{self._bound(element, 'num')}/{self._bound(element, 'den')}"

    def _root(self, element: Element) -> str:
        degree = self._part(element, "deg")
        return f"{degree}√({self._part(element, 'e')})"

    def _nary(self, element: Element) -> str:
        low, high = self._bound(element, "sub"), self._bound(element, "sup")
        sign = _property(element, "naryPr", "chr") or "∫"
        return f"{sign}{f'_{low}' if low else ''}{f'^{high}' if high else ''} {self._part(element, 'e')}"

    def _delimited(self, element: Element) -> str:
        begin, end, between = (_property(element, "dPr", name) for name in ("begChr", "endChr", "sepChr"))
        inner = (between or "|").join(map(self.read, element.iterchildren("{*}e")))
        return f"{'(' if begin is None else begin}{inner}{')' if end is None else end}"

    def _matrix(self, element: Element) -> str:
        rows = [" ".join(map(self.read, row.iterchildren("{*}e"))) for row in element.iterchildren("{*}mr")]
        return f"[{'; '.join(rows)}]"


def _property(element: Element, holder: str, name: str) -> str | None:
    """``m:val`` of a property; None where it is not given."""
    found = element.find(f"{{*}}{holder}/{{*}}{name}")
    return None if found is None else next((v for k, v in found.attrib.items() if k.endswith("}val") or k == "val"), "")
