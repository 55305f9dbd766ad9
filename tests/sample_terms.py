"""A small vocabulary, so that tests of terms and cases do not change when the knowledge grows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kompas.vocabulary import Vocabulary


@dataclass(frozen=True)
class SampleKnowledge:
    store: Store


@cache
def sample_vocabulary() -> Vocabulary:
    store = Store()
    store.load(path=Path(__file__).with_name("sample_terms.ttl"), format=RdfFormat.TURTLE)
    return Vocabulary(SampleKnowledge(store))
