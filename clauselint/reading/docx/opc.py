"""Relationships between the parts of a DOCX package, as python-docx reads them. ECMA-376 part 2.

python-docx trusts the sizes that a zip directory claims, and unpacks every part that it meets, pictures too. It is
therefore given a plain copy of the package: what has been unpacked within limits, and nothing for the rest.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Relationship:
    """A pointer from one part: ``kind`` is the last word of the type ("footnotes"), ``target`` a part or an address."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class OpcCopy:
    """A package as python-docx read it: the bytes of each part by its name, and the relationships by id of each part.

    The relationships of the package itself, which name its main part, are those of the part "".
    """

    parts: Mapping[str, bytes]
    relationships: Mapping[str, Mapping[str, Relationship]]


def main_part(relationships: Mapping[str, Relationship]) -> str | None:
    """The part that holds the body, by the relationships of the package."""
    return next((r.target for r in relationships.values() if r.kind == "officeDocument" and not r.external), None)


def open_copy(unpacked: Mapping[str, bytes]) -> OpcCopy | None:
    """The package of these files; None where python-docx refuses it, though Word might not (a pointer to nothing)."""
    from docx.opc.pkgreader import PackageReader  # not above: takes 50 ms, which PDFs need not pay

    try:
        reader = PackageReader.from_file(_copy(unpacked))  # type: ignore[no-untyped-call]  # python-docx has none here
        relationships: dict[str, dict[str, Relationship]] = {}
        for source, found in reader.iter_srels():
            target = found.target_ref if found.is_external else found.target_partname.membername
            each = Relationship(found.reltype.rsplit("/", 1)[-1], target, found.is_external)
            relationships.setdefault(source.membername, {})[found.rId] = each
        opened = OpcCopy({name.membername: blob for name, _, _, blob in reader.iter_sparts()}, relationships)
    except Exception:  # noqa: BLE001 - a list of what it raises on strange files would have gaps; another reader follows
        return None
    return None if _overlooked(opened, unpacked) else opened


def _overlooked(opened: OpcCopy, unpacked: Mapping[str, bytes]) -> bool:
    """Return whether relationships were passed over: python-docx wants their file and their elements spelt to the letter."""
    main = main_part(opened.relationships.get("", {}))
    if main is None:
        return True
    folder, name = posixpath.split(main)
    wanted_name = posixpath.join(folder, "_rels", f"{name}.rels").casefold()
    return main not in opened.relationships and any(each.casefold() == wanted_name for each in unpacked)


def _copy(unpacked: Mapping[str, bytes]) -> io.BytesIO:
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        for name, data in unpacked.items():
            archive.writestr(name, data)
    copy.seek(0)
    return copy
