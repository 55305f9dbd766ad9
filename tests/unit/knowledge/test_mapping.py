"""A row becomes the triples that the metadata of its table declare."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kompas.knowledge.mapping import Mapped, map_tables
from kompas.knowledge.tables import read_tables
from kompas.namespaces import RDF, SKOS, XSD, kompas, thing
from tests.unit.knowledge.test_tables import write

BOOS = NamedNode("https://example.org/boos")
SLUG: dict[str, Any] = {"name": "slug", "datatype": "string", "suppressOutput": True}


def mapped(folder: Path, column: dict[str, Any], cell: str, *more: dict[str, Any]) -> Mapped:
    write(folder, f"slug,{column['name']}", f"boos,{cell}", columns=[SLUG, column, *more])
    tables, findings = read_tables(folder)
    assert findings == []
    return map_tables(tables)


def xsd(name: str) -> NamedNode:
    return NamedNode(XSD + name)


@pytest.mark.parametrize(
    ("declared", "cell", "literal"),
    [
        ({"datatype": "string", "lang": "nl"}, "Boos", Literal("Boos", language="nl")),
        ({"datatype": "string"}, "Boos", Literal("Boos")),
        ({"datatype": "decimal"}, "2.50", Literal("2.5", datatype=xsd("decimal"))),
        ({"datatype": "integer"}, "40", Literal("40", datatype=xsd("integer"))),
        ({"datatype": "date"}, "2026-11-22", Literal("2026-11-22", datatype=xsd("date"))),
        (
            {"datatype": {"base": "date", "format": "dd-MM-yyyy"}},
            "22-11-2026",
            Literal("2026-11-22", datatype=xsd("date")),
        ),
        (
            {"datatype": "dateTime"},
            "2026-11-22T10:00:00",
            Literal("2026-11-22T10:00:00", datatype=xsd("dateTime")),
        ),
        ({"datatype": {"base": "boolean", "format": "ja|nee"}}, "nee", Literal("false", datatype=xsd("boolean"))),
        ({"datatype": "gYear"}, "2019", Literal("2019", datatype=xsd("gYear"))),
        ({"datatype": "anyURI"}, "https://example.org/x", Literal("https://example.org/x", datatype=xsd("anyURI"))),
    ],
)
def test_a_cell_is_a_literal_of_its_datatype_or_language(
    tmp_path: Path, declared: dict[str, Any], cell: str, literal: Literal
) -> None:
    column = {"name": "value", "propertyUrl": "kompas:locator"} | declared
    assert mapped(tmp_path, column, cell).triples == [Triple(BOOS, kompas("locator"), literal)]


def test_an_empty_cell_states_nothing(tmp_path: Path) -> None:
    column = {"name": "value", "datatype": "decimal", "propertyUrl": "kompas:rank"}
    assert mapped(tmp_path, column, "").triples == []


def test_a_cell_names_a_thing_and_a_list_names_each(tmp_path: Path) -> None:
    column = {
        "name": "phase",
        "separator": ";",
        "propertyUrl": "https://w3id.org/kompas/ontology#normalIn",
        "valueUrl": "https://w3id.org/kompas/id/age-phase/{phase}",
    }
    found = mapped(tmp_path, column, "0-2-jaar;2-4-jaar")
    phases = {triple.object for triple in found.triples}
    assert phases == {thing("age-phase", "0-2-jaar"), thing("age-phase", "2-4-jaar")}
    assert {triple.predicate for triple in found.triples} == {kompas("normalIn")}


def test_a_slash_stays_a_slash_where_the_template_says_so(tmp_path: Path) -> None:
    column = {"name": "help", "propertyUrl": "kompas:about", "valueUrl": "https://w3id.org/kompas/id/{+help}"}
    (triple,) = mapped(tmp_path, column, "kernel-element/prijzen").triples
    assert triple.object == thing("kernel-element", "prijzen")


def test_a_virtual_column_states_the_same_of_every_row(tmp_path: Path) -> None:
    column = {"name": "value", "datatype": "string", "suppressOutput": True}
    kind = {"name": "type", "virtual": True, "propertyUrl": "rdf:type", "valueUrl": "kompas:Problem"}
    assert mapped(tmp_path, column, "x", kind).triples == [Triple(BOOS, NamedNode(f"{RDF}type"), kompas("Problem"))]


def test_a_virtual_column_that_names_an_empty_cell_states_nothing(tmp_path: Path) -> None:
    column = {"name": "value", "datatype": "string", "suppressOutput": True}
    link = {"name": "link", "virtual": True, "propertyUrl": "skos:related", "valueUrl": "problem:{value}"}
    assert mapped(tmp_path, column, "", link).triples == []
    assert mapped(tmp_path, column, "x", link).triples[0].object == thing("problem", "x")


def test_an_ordered_list_keeps_its_order(tmp_path: Path) -> None:
    column = {"name": "steps", "separator": ";", "ordered": True, "propertyUrl": "kompas:premises"}
    triples = mapped(tmp_path, column, "een;twee").triples
    rest = {triple.subject: triple.object for triple in triples if triple.predicate.value.endswith("rest")}
    first = {triple.subject: triple.object for triple in triples if triple.predicate.value.endswith("first")}
    head = next(triple.object for triple in triples if triple.subject == BOOS)
    assert isinstance(head, BlankNode)
    assert [first[head], first[rest[head]]] == [Literal("een"), Literal("twee")]  # type: ignore[index]
    again = mapped(tmp_path, column, "een;twee").triples
    assert triples == again, "the same rows give the same graph, down to its blank nodes"


def test_a_triple_knows_the_cell_it_comes_from(tmp_path: Path) -> None:
    column = {"name": "label", "datatype": "string", "lang": "nl", "propertyUrl": "skos:prefLabel"}
    found = mapped(tmp_path, column, "Boos")
    triple = Triple(BOOS, NamedNode(f"{SKOS}prefLabel"), Literal("Boos", language="nl"))
    assert [str(origin) for origin in found.origins[triple]] == ["moods.csv, row 2, column “label”"]
    assert found.rows_of(BOOS) == ["moods.csv, row 2"]


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ({"name": "value", "datatype": "string"}, "no propertyUrl"),
        ({"name": "value", "propertyUrl": "kompas:about", "valueUrl": "{value}"}, "not an address"),
    ],
)
def test_what_cannot_be_mapped_is_told_with_its_column(tmp_path: Path, column: dict[str, Any], words: str) -> None:
    found = mapped(tmp_path, column, "a b")
    (finding,) = found.findings
    assert "column “value”" in finding.where
    assert words in finding.what
    assert found.triples == []
