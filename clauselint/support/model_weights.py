"""Trained weights, as plain arrays: what lies in ``clauselint/models``."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from typing import Any


def arrays(name: str) -> dict[str, Any]:
    """The arrays of the model called ``name``, by their names. Nothing in the file can run code."""
    import numpy as np

    data = files("clauselint").joinpath("models", f"{name}.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        return {key: stored[key] for key in stored.files}


def text_lines(array: Any) -> list[str]:
    """The words that an array of bytes holds, one a line."""
    return bytes(array).decode("ascii").split("\n")
