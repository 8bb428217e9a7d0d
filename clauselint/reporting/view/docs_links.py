"""Addresses of the pages that explain codes, on the docs site that the user names."""

from __future__ import annotations

from urllib.parse import quote

from clauselint.support.data_paths import patterns_folder


def of_requirement(site: str, policy: str, code: str) -> str:
    """The address of a requirement's page. Empty without a site, and for a pack of somebody's own, of which it has no page."""
    if not site or not (patterns_folder() / policy / "pack.yaml").is_file():
        return ""
    return f"{site.rstrip('/')}/rules/{quote(policy)}/{quote(code)}.html"


def of_code(site: str, code: str) -> str:
    """The address at which the code of a problem or a notice is explained; empty without a site."""
    return f"{site.rstrip('/')}/reference/codes.html#{quote(code)}" if site else ""
