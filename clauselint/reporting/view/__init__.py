"""What the formats share: the view of a report as plain dicts (what ``json`` prints and templates read), and words."""

from clauselint.reporting.view.model import Options, view

__all__ = ["Options", "view"]
