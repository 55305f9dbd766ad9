"""What the knowledge says of a concept, as people read it."""

from __future__ import annotations

import pytest

from kompas.consultation import consultant
from kompas.errors import UnknownTerm
from kompas.portrait import CLASSES, portrait
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


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", CLASSES)
def test_a_portrait_speaks_in_words_and_not_in_names_of_vocabularies(kind: str, language: Language) -> None:
    nodes = consultant().knowledge.members(kind)
    assert nodes
    for node in nodes[:: max(1, len(nodes) // 5)]:
        lines = shown(node.value, language).splitlines()[2:]
        told = [line.split(":")[0] if "←" not in line else line.split("←")[0] for line in lines if line[:2] == "  "]
        assert [
            name for name in told if name.strip() in ("rdf", "skos", "dcterms", "foaf", "bibo", "rdfs", "sssom")
        ] == []
        assert [line for line in lines if line.endswith((": true", ": false"))] == []
