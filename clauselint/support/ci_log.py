"""Protection of CI logs: text from outside (file names, contracts) must not be read as commands by a CI server."""

from __future__ import annotations

import re

# In what a job prints, GitHub's runner obeys "::name key=value::…" and "##[name]…", Azure's agent "##vso[name]…".
_COMMAND = re.compile(r"##(?=[\w.]*\[)|::(?=[A-Za-z][\w-]*(?: [^:\n]*)?::)")


def neutralize_commands(text: str) -> str:
    """Return ``text`` with a blank inside each command to a CI server."""
    return _COMMAND.sub(lambda found: f"{found[0][0]} {found[0][1]}", text)
