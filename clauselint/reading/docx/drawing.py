"""Drawings in a DOCX file: text boxes, WordArt, diagrams and charts are read, pictures and objects noted.

ECMA-376 part 1, 20.4 (drawings in text), 21.2 (charts), 21.4 (diagrams), and part 4, 14 (VML).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from clauselint.model import State
from clauselint.reading.assembly import RawBlock
from clauselint.reading.docx.inventory import Inventory
from clauselint.reading.docx.package import PackagePart
from clauselint.reading.docx.revisions import DeadReason
from clauselint.reading.docx.visibility import CLEAR, WHITE, parse_color
from clauselint.reading.docx.xml import Element, alternate, children, local_name, parse_int, r, w
from clauselint.reading.text_cleaning import normalize_text
from clauselint.reading.text_limits import LONGEST_STYLE

_EMU_PER_INCH = 914_400
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)(pt|in|px|cm|mm)?", re.IGNORECASE)
_PER_INCH = {"pt": 72.0, "in": 1.0, "px": 96.0, "cm": 2.54, "mm": 25.4, "": 96.0}
_NODES = ("node", "asst", "doc")  # points of a diagram that hold text of its author
_SIGNER = ("suggestedsigner", "suggestedsigner2", "suggestedsigneremail")
_MAX_POINTS = 5_000
_SHAPES = ("wsp", "sp")
_VML_SHAPES = ("shape", "rect", "roundrect", "oval")


@dataclass(frozen=True, slots=True)
class DrawingContext:
    """The surroundings of a drawing. ``running``: in a header or footer."""

    part: PackagePart
    inventory: Inventory
    running: bool
    text_box: Callable[[Element, DeadReason | None, int | None], list[RawBlock]]


def read_drawing(element: Element, context: DrawingContext, dead_reason: DeadReason | None) -> list[RawBlock]:
    """The blocks of a drawing, picture or object, dead where ``dead_reason`` says so."""
    return list(_walk(element, context, dead_reason, WHITE))


def _walk(
    element: Element, context: DrawingContext, dead_reason: DeadReason | None, background: int | None
) -> Iterator[RawBlock]:
    name = local_name(element)
    _take_inventory(element, name, context)
    whole = _whole_blocks(element, name, context, dead_reason, background)
    if whole is not None:
        yield from whole
        return
    yield from _own_blocks(element, name, context, dead_reason)
    if name in _SHAPES:
        background = _filled(element)
    elif name in _VML_SHAPES:
        background = _filled_vml(element)
    for child in alternate(element) if name == "AlternateContent" else children(element):
        yield from _walk(child, context, dead_reason, background)


def _take_inventory(element: Element, name: str, context: DrawingContext) -> None:
    """Note an embedded object or a picture."""
    inventory = context.inventory
    if name == "OLEObject":
        inventory.embedded(element.get("ProgID", ""), context.part.target(element.get(r("id"))))
    elif name in ("objectEmbed", "objectLink"):
        inventory.embedded(element.get(w("progId"), ""), context.part.target(element.get(r("id"))))
    elif name == "control":
        inventory.embedded(element.get(w("name"), "") or "control", None)
    elif name in ("inline", "anchor"):
        _note_picture(element, inventory)
    elif name == "imagedata":
        _note_vml_picture(element, inventory)


def _whole_blocks(
    element: Element, name: str, context: DrawingContext, dead_reason: DeadReason | None, background: int | None
) -> list[RawBlock] | None:
    """The blocks of an element that is read as a whole; None where its children are to be walked."""
    if name == "txbxContent":
        return context.text_box(element, dead_reason, background)
    if name == "txBody":
        return _text_blocks(_paragraphs(element), "text-box", dead_reason)
    if name == "anchor" and (mark := _watermark(element, context)) is not None:
        return [mark]
    return None


def _own_blocks(
    element: Element, name: str, context: DrawingContext, dead_reason: DeadReason | None
) -> Iterable[RawBlock]:
    """The blocks that an element makes beside those of its children."""
    if name == "textpath" and element.get("string"):
        return [_word_art(element, context, dead_reason)]
    if name == "signatureline":
        return _text_blocks([_signer_text(element)], "text-box", dead_reason)
    if name == "relIds":
        return _part_blocks(context, element.get(r("dm")), _diagram_texts, dead_reason)
    if name == "chart":
        return _part_blocks(context, element.get(r("id")), _chart_texts, dead_reason)
    return ()


def _filled(shape: Element) -> int | None:
    """Return the background of the text in a DrawingML shape: the color of its fill, or ``CLEAR`` where it has none."""
    properties = shape.find("{*}spPr")
    fill = (
        next((e for e in children(properties) if local_name(e).endswith("Fill")), None)
        if properties is not None
        else None
    )
    if fill is None:
        themed = shape.find("{*}style/{*}fillRef")
        return CLEAR if themed is None or themed.get("idx") == "0" else None
    if local_name(fill) == "noFill":
        return CLEAR
    plain = fill.find("{*}srgbClr")
    return None if plain is None else parse_color(plain.get("val"))


def _filled_vml(shape: Element) -> int | None:
    given = shape.get("fillcolor", "").split(" ")[0].lstrip("#")
    fill = shape.find("{*}fill")
    if shape.get("filled") in ("f", "false") or (fill is not None and fill.get("type", "solid") != "solid"):
        return None
    return WHITE if given.casefold() in ("", "white", "fff", "window") else parse_color(given)


def _text_blocks(texts: list[str], kind: str, dead_reason: DeadReason | None) -> list[RawBlock]:
    if dead_reason is not None:
        return [RawBlock(text, dead_reason.kind, State.DEAD, author=dead_reason.author) for text in texts if text]
    return [RawBlock(text, kind) for text in texts if text]


def _word_art(path: Element, context: DrawingContext, dead_reason: DeadReason | None) -> RawBlock:
    """Text along a path (part 4, 14.1.2.23): a watermark in a header or by its name, else text like any other."""
    text = normalize_text(path.get("string"))
    shape = path.getparent()
    named = (
        ""
        if shape is None
        else f"{shape.get('id', '')} {shape.get('{urn:schemas-microsoft-com:office:office}spid', '')}"
    )
    if context.running or "watermark" in named.casefold():
        return RawBlock(text, "watermark", State.ASIDE)
    return _text_blocks([text], "text-box", dead_reason)[0] if text else RawBlock("")


def _signer_text(line: Element) -> str:
    """Return who is to sign on a signature line, as its picture shows: name, office and address (part 4, 19.1.2.22)."""
    names = (line.get(f"{{urn:schemas-microsoft-com:office:office}}{name}", "") for name in _SIGNER)
    return normalize_text(", ".join(filter(None, names)))


def _watermark(anchor: Element, context: DrawingContext) -> RawBlock | None:
    """The watermark that an anchored drawing is, if it is one: by its name, or WordArt behind the text of a header."""
    about = next(anchor.iterchildren("{*}docPr"), None)
    named = "" if about is None else f"{about.get('name', '')} {about.get('title', '')}".casefold()
    art = next(anchor.iter("{*}prstTxWarp"), None) is not None
    turned = any(parse_int(each.get("rot")) for each in anchor.iter("{*}xfrm"))
    behind = anchor.get("behindDoc") in ("1", "true")
    if "watermark" not in named and not (context.running and behind and (art or turned)):
        return None
    box = next(anchor.iter("{*}txbxContent"), None)
    if box is None:
        return None
    text = normalize_text(" ".join("".join(t.text or "" for t in p.iter("{*}t")) for p in _outermost(box, "{*}p")))
    return RawBlock(text, "watermark", State.ASIDE) if text else None


def _part_blocks(
    context: DrawingContext,
    identity: str | None,
    texts: Callable[[Element], list[str]],
    dead_reason: DeadReason | None,
) -> list[RawBlock]:
    """The texts of a part that a drawing points at; each part is drawn once, and once as dead text."""
    drawing = (context.part.target(identity), dead_reason is None)
    if drawing in context.inventory.drawn_parts:
        return []
    context.inventory.drawn_parts.add(drawing)
    root = context.part.root(identity)
    return [] if root is None else _text_blocks(texts(root), "diagram", dead_reason)


def _paragraphs(body: Element) -> list[str]:
    """Paragraphs of DrawingML text (21.1.2)."""
    return [
        normalize_text(
            "".join((e.text or "") if local_name(e) == "t" else " " for e in p.iter("{*}t", "{*}br", "{*}tab"))
        )
        for p in _outermost(body, "{*}p")
    ]


def _outermost(root: Element, *names: str) -> Iterator[Element]:
    """The elements of these names below ``root`` that lie within no other of theirs, so that no text is read twice."""
    last = None
    for each in root.iter(*names):
        if last is None or last not in each.iterancestors(last.tag):
            last = each
            yield each


def _diagram_texts(model: Element) -> list[str]:
    """Return the texts of a SmartArt diagram in the order of its outline, from its data model (21.4.2)."""
    points = {e.get("modelId", ""): e for e in model.iterfind("{*}ptLst/{*}pt") if e.get("type", "node") in _NODES}
    roots = [identity for identity, e in points.items() if e.get("type") == "doc"]
    order = dict.fromkeys(_outline_order(roots, _points_below(model)))
    order.update(dict.fromkeys(points))  # those that no link reaches, last
    return [text for at in order if at in points for text in _paragraphs(points[at])]


def _points_below(model: Element) -> dict[str, list[str]]:
    """Return the points below each point of a diagram, in order."""
    below: dict[str, list[tuple[int, str]]] = {}
    for link in model.iterfind("{*}cxnLst/{*}cxn"):
        if link.get("type", "parOf") == "parOf":
            entry = (parse_int(link.get("srcOrd")) or 0, link.get("destId", ""))
            below.setdefault(link.get("srcId", ""), []).append(entry)
    return {point: [identity for _, identity in sorted(entries)] for point, entries in below.items()}


def _outline_order(roots: list[str], below: dict[str, list[str]]) -> Iterable[str]:
    """Return points before those below them, each once."""
    order: dict[str, None] = {}
    waiting = [*reversed(roots)]
    while waiting and len(order) < _MAX_POINTS:
        at = waiting.pop()
        if at not in order:
            order[at] = None
            waiting.extend(reversed(below.get(at, [])))
    return order


def _chart_texts(space: Element) -> list[str]:
    """Title, axis titles, names of series and of categories, each once; numbers are drawn, not read (21.2.2)."""
    texts: dict[str, None] = {}
    for title in _outermost(space, "{*}title"):
        texts.update(dict.fromkeys(_paragraphs(title)))
        texts.update(dict.fromkeys(_cached_words(title)))
    for holder in ("{*}tx", "{*}cat", "{*}strDim"):
        for each in _outermost(space, holder):
            texts.update(dict.fromkeys(_cached_words(each)))
    for note in _outermost(space, "{*}txBody", "{*}rich"):
        texts.update(dict.fromkeys(_paragraphs(note)))
    return [text for text in texts if text]


def _cached_words(holder: Element) -> list[str]:
    """The words that a chart keeps of the cells that it was made from."""
    found = [*holder.iter("{*}v"), *holder.iterfind("{*}lvl/{*}pt")]
    words = [normalize_text(each.text or "") for each in found]
    return [word for word in words if any(letter.isalpha() for letter in word)]


def _note_picture(frame: Element, inventory: Inventory) -> None:
    """Note the size of a picture; those behind the text are decoration."""
    if next(frame.iter("{*}pic"), None) is None:
        return
    if frame.get("behindDoc") in ("1", "true"):
        return
    extent = next(frame.iterchildren("{*}extent"), None)
    if extent is not None:
        sides = [parse_int(extent.get(side)) or 0 for side in ("cx", "cy")]
        inventory.pictures.append(sides[0] * sides[1] / _EMU_PER_INCH**2)


def _note_vml_picture(data: Element, inventory: Inventory) -> None:
    """Note the size of a VML picture; that of an embedded object only shows the object."""
    shape = data.getparent()
    holder = None if shape is None else shape.getparent()
    if shape is None or (holder is not None and local_name(holder) == "object"):
        return
    sides = {
        name.lower(): float(number) / _PER_INCH[unit.lower()]
        for name, number, unit in _LENGTH.findall(shape.get("style", "")[:LONGEST_STYLE])
        if number.count(".") < 2 and number != "."
    }
    inventory.pictures.append(sides.get("width", 0) * sides.get("height", 0))
