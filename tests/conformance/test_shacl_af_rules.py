"""The inferencing test cases of TopQuadrant's SHACL-AF suite, for `infer`.

The suite is not part of this repository: it is read from `shared/suites/shacl-af-rules` beside the checkout.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, Namespace

from kompas.inference import infer

SUITE = Path(__file__).parents[3] / "shared" / "suites" / "shacl-af-rules" / "rules"
DASH = Namespace("http://datashapes.org/dash#")
TESTS = (
    "sparql/classify-square",
    "sparql/rectangle",
    "triple/functions-permutations",
    "triple/person2schema",
    "triple/rectangle",
    "triple/schema2person",
    "triple/square",
)

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the SHACL-AF rule suite is not beside this checkout")


def test_every_test_of_the_suite_is_run() -> None:
    found = {path.relative_to(SUITE).as_posix() for path in SUITE.rglob("*.test.ttl")}
    assert found == {f"{name}.test.ttl" for name in TESTS}


@pytest.mark.parametrize("name", TESTS)
def test_inferencing(name: str) -> None:
    graph = rdflib.Graph().parse(SUITE / f"{name}.test.ttl")
    expected = {
        tuple(graph.value(result, part) for part in (RDF.subject, RDF.predicate, RDF.object))
        for case in graph.subjects(RDF.type, DASH.InferencingTestCase)
        for result in graph.objects(case, DASH.expectedResult)
    }
    assert expected
    assert set(infer(graph, graph)) == expected
