"""The reference of the settings, from the table that the program itself reads them by."""

from __future__ import annotations

from collections.abc import Iterator

from clauselint.running.config import SETTINGS, Setting
from site_pages.markdown import block, code, table, words

MARK = "<!-- settings -->"
"""Where the page of the configuration has it."""


def reference() -> str:
    """A part for every setting."""
    return "\n".join(line for setting in SETTINGS for line in _setting(setting))


def _setting(setting: Setting) -> Iterator[str]:
    yield f"### {setting.name}\n"
    yield f"{words(setting.help[:1].upper() + setting.help[1:])}.\n"
    rows = [("value", words(setting.kind)), ("default", code(setting.default))]
    if setting.option:
        rows += [("command line", code(setting.option)), ("environment", code(setting.variable))]
    if setting.per_document:
        rows.append(("for some documents only", "yes, in tables of documents and contracts"))
    yield table(("", ""), rows)
    yield ""
    yield block([f"{setting.name} = {setting.example}"], "toml")
    yield ""
