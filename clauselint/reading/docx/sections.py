"""Headers and footers of a DOCX file, section by section. ECMA-376 part 1, 17.6 and 17.10."""

from __future__ import annotations

from collections.abc import Iterator

from clauselint.reading.docx.xml import Element, children, local_name, on_off, parse_int, r, w

_PAGE = 8.5 * 11  # square inches, where a section does not say
_TWIPS_PER_INCH = 1440
_RUNNING = {"headerReference": "header", "footerReference": "footer"}


def sections(body: Element) -> list[Element]:
    """The properties of the sections in order, without those that tracked changes keep of before."""
    return [each for each in body.iter(w("sectPr")) if local_name(each.getparent()) != "sectPrChange"]


def header_footer_ids(body: Element, settings: Element | None) -> Iterator[tuple[str, str]]:
    """``(kind, r:id)`` of each header and footer that some page shows, in order, each once.

    A section that gives none of a type has that of the section before (17.10.2); the first page has its own only where
    the section says so, even pages where the settings do.
    """
    even = bool(on_off(settings, "evenAndOddHeaders"))
    current: dict[tuple[str, str], str] = {}
    yielded: set[tuple[str, str]] = set()
    for section in sections(body):
        for reference in children(section):
            if (kind := _RUNNING.get(local_name(reference))) is not None:
                current[kind, reference.get(w("type"), "default")] = reference.get(r("id"), "")
        shown = {"first": bool(on_off(section, "titlePg")), "default": True, "even": even}
        for type_, is_shown in shown.items():
            for kind in _RUNNING.values():
                identity = current.get((kind, type_))
                if is_shown and identity is not None and (kind, identity) not in yielded:
                    yielded.add((kind, identity))
                    yield kind, identity


def page_area(body: Element) -> float:
    """Square inches of a page of the last section."""
    size = body.find(f"{w('sectPr')}/{w('pgSz')}")
    if size is None:
        return _PAGE
    sides = [parse_int(size.get(w(side))) or 0 for side in ("w", "h")]
    return sides[0] * sides[1] / _TWIPS_PER_INCH**2 or _PAGE
