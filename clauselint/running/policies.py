"""The policies of a run, with the parameters that the caller sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clauselint.errors import UsageError
from clauselint.model import ParamValue
from clauselint.running.words import did_you_mean

if TYPE_CHECKING:
    from clauselint.packs import Pack


def load_policies(policies: Sequence[str | Path], params: Mapping[str, ParamValue]) -> tuple[Pack, ...]:
    """The packs that ``policies`` name, each once; every parameter goes to the packs that know it.

    Raises:
        UsageError: a policy is unknown or wrong, or no policy knows a parameter.
    """
    from clauselint.packs import load

    names = list(dict.fromkeys(policies))
    packs = [load(name) for name in names]
    if not params:
        return tuple(packs)
    known = [_parameters(pack) for pack in packs]
    everywhere = set().union(*known)
    for name in params:
        if name not in everywhere:
            raise UsageError(f"no policy has a parameter '{name}'.", cure=did_you_mean(name, everywhere))
    return tuple(
        load(policy, params={name: value for name, value in params.items() if name in mine})
        for policy, mine in zip(names, known, strict=True)
    )


def _parameters(pack: Pack) -> set[str]:
    return {*pack.head.params, *(name for requirement in pack.requirements for name in requirement.params)}
