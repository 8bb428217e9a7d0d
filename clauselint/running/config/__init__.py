"""What ``clauselint.toml``, or ``[tool.clauselint]`` in ``pyproject.toml``, says: the nearest file wins, none are merged but by
an explicit ``extend``."""

from clauselint.running.config.file import Config, ContractTable, DocumentTable, load, search_root
from clauselint.running.config.nearest import FILES, NAME, Configs, common_folder, nearest_file
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
    "common_folder",
    "load",
    "nearest_file",
    "search_root",
]
