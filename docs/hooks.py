"""What mkdocs runs while it builds the site: pages made from the program, and the check that nothing comes from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from site_pages import clause_types, commands, rules, schema, settings

# What a browser fetches by itself; a link that somebody clicks is no such thing.
_LOADED = re.compile(
    r"<(?:script|img|iframe|source|link)\b[^>]*?\b(?:src|href)=[\"']?((?:https?:)?//[^\"' >]+)", re.IGNORECASE
)
_STYLE = re.compile(r"(?:url\(|@import\s+)[\"']?((?:https?:)?//[^\"')]+)", re.IGNORECASE)
_OUTSIDE = re.compile(r"\[([^\]]+)\]\((?:\.\./)+([^)#]+)[^)]*\)")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """List the pages of the rules beside each other, policy by policy."""
    for entry in config.nav or ():
        if "Rules" in entry:
            entry["Rules"] += rules.listed()
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    pages = [*rules.pages(), *commands.pages(), clause_types.page(), schema.page()]
    for path, text in pages:
        files.append(File.generated(config, path, content=text))
    files.append(File.generated(config, f"reference/{schema.FILE.name}", abs_src_path=str(schema.FILE)))
    return files


def on_page_markdown(markdown: str, page: object, config: MkDocsConfig, files: Files) -> str:
    """Put in the reference of settings. A link to a file of the project that is no page leads nowhere here: its path is named
    instead."""
    folder = Path(config.docs_dir)

    def named(link: re.Match[str]) -> str:
        return (
            link[0] if (folder / link[2]).exists() or files.get_file_from_path(link[2]) else f"{link[1]} (`{link[2]}`)"
        )

    return _OUTSIDE.sub(named, markdown).replace(settings.MARK, settings.reference())


def on_post_build(config: MkDocsConfig) -> None:
    """Fail where a page would load something from another host."""
    for file in sorted(Path(config.site_dir).rglob("*")):
        pattern = {".html": _LOADED, ".css": _STYLE}.get(file.suffix)
        found = pattern and pattern.search(file.read_text(encoding="utf-8"))
        if found:
            raise PluginError(f"{file}: loads {found[1]} from another host.")
