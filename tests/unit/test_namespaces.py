"""Addresses are made and shortened in one way."""

from __future__ import annotations

import pytest

from kompas.namespaces import ID, KOMPAS, PREFIXES, TYPES, kompas, shortened, thing


def test_an_ontology_term_lives_under_the_ontology() -> None:
    assert kompas("Problem").value == "https://w3id.org/kompas/ontology#Problem"


def test_a_thing_lives_under_its_type() -> None:
    assert thing("problem", "driftbuien").value == "https://w3id.org/kompas/id/problem/driftbuien"


def test_a_type_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no type “problems”"):
        thing("problems", "driftbuien")


def test_types_are_sorted_and_each_has_a_prefix() -> None:
    assert list(TYPES) == sorted(set(TYPES))
    assert all(PREFIXES[name] == f"{ID}{name}/" for name in TYPES)


def test_no_two_prefixes_share_an_address() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (f"{KOMPAS}Problem", "kompas:Problem"),
        (f"{ID}problem/driftbuien", "problem:driftbuien"),
        (f"{ID}problem/", f"{ID}problem/"),
        (f"{ID}unheard-of/thing", f"{ID}unheard-of/thing"),
        ("https://example.org/a", "https://example.org/a"),
    ],
)
def test_an_address_is_shortened_where_a_prefix_covers_it(iri: str, short: str) -> None:
    assert shortened(iri) == short
