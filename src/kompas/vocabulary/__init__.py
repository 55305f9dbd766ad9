"""Terms as people write them → concepts of the knowledge graph, with suggestions for what is not known.

A term may be an address, a code, a slug, or any preferred or alternative label in Dutch or English; capitals,
diacritics, hyphens, spaces and punctuation make no difference.
"""

from kompas.vocabulary.index import Concept
from kompas.vocabulary.lookup import LabelledGraph, Vocabulary
from kompas.vocabulary.spelling import normalised, slug_of

__all__ = ["Concept", "LabelledGraph", "Vocabulary", "normalised", "slug_of"]
