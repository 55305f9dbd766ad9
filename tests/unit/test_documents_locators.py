"""The decision model is a source like others: what rules, policy, tables and ontology cite of it is there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kompas.knowledge import released
from kompas.namespaces import DCTERMS, kompas, thing
from kompas.rules import rule_base

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "decision-model.md"
MODEL = thing("source", "kompas-beslismodel")


def cited(triples: Iterable[Triple]) -> set[str]:
    """The places cited by whatever has the decision model as its only source."""
    sources: dict[object, set[object]] = defaultdict(set)
    locators: dict[object, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.predicate == NamedNode(f"{DCTERMS}source"):
            sources[triple.subject].add(triple.object)
        elif triple.predicate == kompas("locator") and isinstance(triple.object, Literal):
            locators[triple.subject].add(triple.object.value)
    return {place for node, known in sources.items() if known == {MODEL} for place in locators[node]}


def places(page: str) -> dict[str, set[str]]:
    """The places in each section, by its number: what stands in bold, and what headings name after the section."""
    parts = re.split(r"^## §(\d+)", page, flags=re.MULTILINE)[1:]
    return {
        number: {
            *re.findall(r"\*\*([^*]+)\*\*", text),
            *re.findall(rf"^### .+\(§{number}, ([^)]+)\)$", text, re.MULTILINE),
        }
        for number, text in zip(parts[::2], parts[1::2], strict=True)
    }


def missing(locator: str, known: dict[str, set[str]]) -> list[str]:
    """The parts of a locator that the page does not have: `§2, laag 4: waarschuwingen` is a section and two places."""
    absent: list[str] = []
    for number, rest in re.findall(r"§(\d+)([^§]*)", locator):
        names = [name.strip() for name in re.split(r"[,:]|\ben$", rest.strip()) if name.strip()]
        absent += [f"§{number}"] if number not in known else [name for name in names if name not in known[number]]
    return absent if "§" in locator else [locator]


LOCATORS = sorted(cited(rule_base().triples) | cited(released().triples()))


@pytest.mark.parametrize("locator", LOCATORS)
def test_what_is_cited_of_the_decision_model_is_there(locator: str) -> None:
    absent = missing(locator, places(PAGE.read_text("utf-8")))
    assert not absent, f"{PAGE.name} has no {absent}: name it there (a heading, or in bold), or correct the locator"


def test_rules_policy_tables_and_ontology_are_looked_at() -> None:
    assert {"§3, duur", "§5, regel 4", "§1, leeftijdsfasen: eigen aanvulling", "§2, laag 6"} <= set(LOCATORS)


@pytest.mark.parametrize("locator", ["§9", "§3, lengte", "bladzijde 4", "§2, laag 8: waarschuwingen"])
def test_a_place_that_is_not_there_is_noticed(locator: str) -> None:
    assert missing(locator, places(PAGE.read_text("utf-8")))
