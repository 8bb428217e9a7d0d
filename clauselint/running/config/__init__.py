"""What ``clauselint.toml``, or ``[tool.clauselint]`` in ``pyproject.toml``, says: the nearest file wins, none are merged but by
an explicit ``extend``."""

from clauselint.running.config.file import Config, ContractTable, DocumentTable, load, searched
from clauselint.running.config.nearest import FILES, NAME, Configs, nearest_file, start_of
from clauselint.running.config.settings import SETTINGS, Setting, Value

__all__ = [
    "FILES",
    "NAME",
    "SETTINGS",
    "Config",
    "Configs",
    "ContractTable",
    "DocumentTable",
    "Setting",
    "Value",
    "load",
    "nearest_file",
    "searched",
    "start_of",
]
