"""What CI servers read out of the log of a job: text of strangers, a file's name or a contract, must not give them commands."""

from __future__ import annotations

import re

# In what a job prints, GitHub's runner obeys "::name key=value::…" and "##[name]…", Azure's agent "##vso[name]…".
_COMMAND = re.compile(r"##(?=[\w.]*\[)|::(?=[A-Za-z][\w-]*(?: [^:\n]*)?::)")


def neutralize_commands(text: str) -> str:
    """``text`` without commands to a CI server, each broken by a blank."""
    return _COMMAND.sub(lambda found: f"{found[0][0]} {found[0][1]}", text)
