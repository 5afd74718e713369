"""Editions made of what the files of the real policy say, changed."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from ptc_service_policy.authoring.diff import Edition
from ptc_service_policy.loading.linking import link
from ptc_service_policy.loading.references import check_references
from ptc_service_policy.model.policy_files import FILE_MODELS

_UNUSED = {"PSP311", "PSP319"}
"""What says that something is not used: it can be compared nevertheless."""


@lru_cache(maxsize=256)
def _noun(file: str, data: str) -> Any:
    return FILE_MODELS[file].model_validate_json(data)


def made(edition: Edition, changed: Mapping[str, Any]) -> Edition | None:
    """Make an edition in which some files say something else; None where that is no valid policy."""
    documents = {
        name: replace(document, data=changed.get(name, document.data))
        for name, document in edition.documents.items()
    }
    try:
        nouns = {name: _noun(name, json.dumps(document.data)) for name, document in documents.items()}
    except ValidationError:
        return None
    found = check_references(nouns, documents, nouns["policy"].version)
    if any(problem.code not in _UNUSED for problem in found):
        return None
    files = {name.replace("-", "_"): noun for name, noun in link(nouns).items()}
    return Edition(replace(edition.files, digest=json.dumps(changed), **files), documents)
