"""Cache of parsed packs from one run to the next: parsing the YAML files takes seconds, reading the cache a tenth of that.

The cache holds the content of the YAML files as JSON, and nothing of a contract. Its keys are made from the content of the
files and of the types that read them, so that it is never stale. Where it cannot be written, the YAML is parsed again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from clauselint.packs import clause_type_file, pack_file, schema
from clauselint.packs.policy_names import content_digest
from clauselint.support import file_cache

Model = TypeVar("Model", bound=BaseModel)

LAYER = "packs"


def cached(folder: Path, model: type[Model], build: Callable[[Path], Model], digest: str | None = None) -> Model:
    """Return what ``build`` makes of the YAML files in ``folder``, from an earlier run if nothing has changed since.

    ``digest`` is that of the files, if the caller has it already.
    """
    store = file_cache.default_store()
    key = _key(model, digest or content_digest(folder))
    if store is None or key is None:
        return build(folder)
    content = store.get(LAYER, key)
    if content is not None:
        try:
            return model.model_validate_json(content)
        except ValidationError:  # spoiled: parsed again
            pass
    built = build(folder)
    if _key(model, content_digest(folder)) == key:  # else a file was changed while it was read
        store.put(LAYER, key, built.model_dump_json(exclude_defaults=True).encode())
    return built


def _key(model: type[BaseModel], digest: str | None) -> str | None:
    return digest and f"{model.__name__} {digest} {_types()}"


@lru_cache(maxsize=1)
def _types() -> str:
    digest = hashlib.sha256()
    for module in (schema, pack_file, clause_type_file):
        digest.update(Path(module.__file__ or "").read_bytes())
    return digest.hexdigest()
