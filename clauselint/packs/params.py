"""Parameters of policies, and conversion of values that a caller gives as text."""

from __future__ import annotations

from typing import TypeAlias

from clauselint.diagnostics.errors import UsageError
from clauselint.model import ParamValue

Params: TypeAlias = dict[str, ParamValue]


def coerce_like(name: str, value: ParamValue, default: ParamValue) -> ParamValue:
    """Return ``value`` as the type of the default. Raises UsageError where it does not fit that type."""
    try:
        if isinstance(default, bool):
            return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}[str(value).lower()]
        if isinstance(default, int | float):
            number = type(default)(float(str(value)))
            if number < 0 <= default:
                raise ValueError
            return number
        if isinstance(default, list):
            return value if isinstance(value, list) else [v.strip() for v in str(value).split(",")]
        return str(value)
    except (KeyError, ValueError, OverflowError):
        raise UsageError(
            f"{name}={value} does not fit: the policy has {name}={default}.", cure="Give a value of that kind."
        ) from None
