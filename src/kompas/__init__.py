"""Kompas: proportionate help for children, young people and families, as a recommendation with its reasons.

A case goes in, a reasoned recommendation comes out: which route is fitting (ordinary parenting, kernel elements, a
full intervention, or first clarifying), what speaks for and against it, and on which sources that stands.

The names below are the public interface (docs/python.md). Each is loaded when it is first used, so that importing
Kompas costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from kompas.case import Case, read_case
    from kompas.consultation import consult
    from kompas.errors import KompasError
    from kompas.inference import infer
    from kompas.knowledge import Knowledge, released
    from kompas.recommendation import Recommendation
    from kompas.rendering import render
    from kompas.vocabulary import Vocabulary

__version__ = "0.1.0"

__all__ = [
    "Case",
    "Knowledge",
    "KompasError",
    "Recommendation",
    "Vocabulary",
    "consult",
    "infer",
    "read_case",
    "released",
    "render",
]

_HOMES: Final = {
    "Case": "case",
    "Knowledge": "knowledge",
    "KompasError": "errors",
    "Recommendation": "recommendation",
    "Vocabulary": "vocabulary",
    "consult": "consultation",
    "infer": "inference",
    "read_case": "case",
    "released": "knowledge",
    "render": "rendering",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
