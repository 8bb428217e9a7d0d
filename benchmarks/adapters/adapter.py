"""What the adapters of the peers share. An adapter runs with the Python of its peer's own environment, where nothing of
clauselint's is installed: it takes a JSON list of text files on stdin, and prints for each what the peer found, as pairs
of the peer's own label and the text that it names for it (empty where it names none), or null where the peer failed.
"""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable
from pathlib import Path

Found = list[tuple[str, str]]
"""The peer's own labels, and the texts that it names for them."""


def serve(find: Callable[[str], Found]) -> None:
    """Answer for every file, with no way to the network: the peers are measured for what they do on one's own machine."""
    socket.socket.connect = _no_network  # type: ignore[method-assign]
    paths, answer = json.load(sys.stdin), sys.stdout
    sys.stdout = sys.stderr  # whatever a peer prints is no answer
    found: dict[str, Found | None] = {}
    for path in paths:
        try:
            found[path] = find(Path(path).read_text(encoding="utf-8"))
        except Exception as error:  # noqa: BLE001 - a contract that a peer fails on counts as one where it found nothing
            print(f"{path}: {error!r}", file=sys.stderr)
            found[path] = None
    json.dump(found, answer)


def _no_network(*_: object) -> None:
    raise OSError("no network in this benchmark")
