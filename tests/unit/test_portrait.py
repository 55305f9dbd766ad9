"""What the knowledge says of a concept, as people read it."""

from __future__ import annotations

import pytest

from kompas.consultation import consultant
from kompas.errors import UnknownTerm
from kompas.portrait import portrait
from kompas.recommendation import Language


def shown(term: str, language: Language = "nl") -> str:
    return portrait(term, consultant().knowledge, consultant().vocabulary, language)


@pytest.mark.parametrize(
    "name", ["driftbuien", "Driftbuien", "temper tantrums", "https://w3id.org/kompas/id/problem/driftbuien"]
)
def test_any_name_of_a_concept_shows_the_same(name: str) -> None:
    assert shown(name) == shown("driftbuien")


def test_a_portrait_tells_label_address_meaning_and_source() -> None:
    told = shown("driftbuien")
    assert told.startswith("Driftbuien\n")
    assert "problem/driftbuien" in told or "problem:driftbuien" in told
    assert "Bron: " in told
    assert shown("driftbuien", "en") != told
    assert "Source: " in shown("driftbuien", "en")


def test_an_unknown_term_names_three_that_come_near() -> None:
    with pytest.raises(UnknownTerm) as caught:
        shown("driftbuij")
    (error,) = caught.value.errors
    assert len(error.nearest) == 3
    assert any("driftbuien" in near.lower() for near in error.nearest)
