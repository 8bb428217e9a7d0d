"""Content controls that show what is stored elsewhere in a DOCX file. ECMA-376 part 1, 17.5.2.6 (``w:dataBinding``).

Word fills such a control from the file's own data when it opens the file, whatever the control held when it was saved:
programs that make contracts from templates often change the data alone.
"""

from __future__ import annotations

import re
from itertools import islice

from clauselint.reading.docx.package import Package
from clauselint.reading.docx.xml import Element, w

# What the file says of itself, by the identity that Word gives it, as the kind of its relationship.
_PROPERTIES = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "core-properties",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "extended-properties",
}
_ABOUT = "customXmlProps"
_MAX_BINDINGS = 2_000  # in one part
_MAX_STORES = 100
_LONGEST_PATH = 1_000  # characters
_STEP = re.compile(r"/(?:([\w.-]{1,100}):)?(@?[\w.-]{1,200})(?:\[(\d{1,4})\])?")
_SPACE = re.compile(r"""xmlns:([\w.-]{1,100})\s{0,10}=\s{0,10}["']([^"']{0,500})["']""")


class DataBindings:
    """The data that a file carries, each part read when a control asks for it."""

    def __init__(self, package: Package) -> None:
        """Nothing is read yet."""
        self._package = package
        self._items: dict[str, str] | None = None
        self._roots: dict[str, Element | None] = {}

    def fill(self, root: Element) -> None:
        """Put into the plain text controls below ``root`` what they are bound to, where that is there and not empty.

        Raises UnreadableError (DOC014) where that is more text than the limits allow.
        """
        for binding in islice(root.iter(w("dataBinding")), _MAX_BINDINGS):
            properties = binding.getparent()
            if properties is None or properties.find(w("text")) is None:
                continue  # a date, a list or a picture is stored in another shape than it is shown in
            texts = [text for content in properties.itersiblings(w("sdtContent")) for text in content.iter(w("t"))]
            bound = self._bound(binding) if texts else ""
            if bound.strip() and bound != "".join(text.text or "" for text in texts):
                self._package.budget.plain(bound.encode())
                _show(bound, texts, properties)

    def _bound(self, binding: Element) -> str:
        """The text of the element or attribute that a binding's path leads to; empty where it leads nowhere."""
        at = self._root(binding.get(w("storeItemID"), "").upper())
        path = binding.get(w("xpath"), "")[:_LONGEST_PATH].removesuffix("/text()")
        spaces = dict(_SPACE.findall(binding.get(w("prefixMappings"), "")[:_LONGEST_PATH]))
        steps = list(_STEP.finditer(path))
        if at is None or not steps or "".join(step.group() for step in steps) != path:
            return ""
        for i, step in enumerate(steps):
            prefix, name, number = step.groups()
            space = f"{{{spaces[prefix]}}}" if prefix in spaces else ""
            if name.startswith("@"):
                return str(at.get(space + name[1:], ""))
            siblings = iter([at] if at.tag == space + name else []) if i == 0 else at.iterchildren(space + name)
            at = next(islice(siblings, max(int(number or 1) - 1, 0), None), None)
            if at is None:
                return ""
        return "".join(at.itertext())

    def _root(self, identity: str) -> Element | None:
        if identity not in self._roots:
            if identity in _PROPERTIES:
                links = self._package.relationships("").values()
                part = next((each.target for each in links if each.kind == _PROPERTIES[identity]), None)
            else:
                part = self._stored().get(identity)
            self._roots[identity] = None if part is None else self._package.data(part)
        return self._roots[identity]

    def _stored(self) -> dict[str, str]:
        """The parts of custom XML by the identities that they are asked for by."""
        if self._items is None:
            self._items = {}
            links = self._package.relationships(self._package.main).values()
            for part in [each.target for each in links if each.kind == "customXml"][:_MAX_STORES]:
                property_parts = (
                    each.target for each in self._package.relationships(part).values() if each.kind == _ABOUT
                )
                about = next((self._package.data(each) for each in property_parts), None)
                for name, given in () if about is None else about.items():
                    if name.endswith("}itemID"):
                        self._items.setdefault(given.upper(), part)
        return self._items


def _show(text: str, elements: list[Element], properties: Element) -> None:
    """Put a text into the first of the elements that hold a control's text; it shows its prompt no more."""
    elements[0].text = text
    for rest in elements[1:]:
        rest.text = ""
    for prompt in list(properties.iterchildren(w("showingPlcHdr"))):
        properties.remove(prompt)
