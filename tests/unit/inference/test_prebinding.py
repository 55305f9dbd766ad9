"""`$this` has its value in every position: twelve probes, in both modes, with two other engines as witnesses."""

from __future__ import annotations

import pytest

from kompas.inference import ReferenceEngine
from tests.unit.inference.writing import DECLARED, derived, rule, short, third_opinion, turtle

THINGS = 12
DATA = (
    "".join(f"ex:t{n} a ex:Thing ; ex:number {n} .\n" for n in range(THINGS))
    + """
    ex:t0 ex:knows ex:t1 , ex:t2 , ex:t3 ; ex:likes ex:t4 .
    ex:t1 ex:knows ex:t2 ; ex:likes ex:t0 , ex:t5 .
    ex:t2 ex:knows ex:t3 .
    ex:t3 ex:label "three" .
"""
)
FOCUS = "sh:targetNode ex:t0"

PROBES = {
    "basic pattern": ("$this ex:knows ?x", {"t1", "t2", "t3"}),
    "FILTER only": ("?x a ex:Thing FILTER(?x = $this)", {"t0"}),
    "BIND": ("BIND($this AS ?x)", {"t0"}),
    "EXISTS only": ("?x a ex:Thing FILTER EXISTS { $this ex:knows ?x }", {"t1", "t2", "t3"}),
    "NOT EXISTS only": (
        "?x a ex:Thing FILTER NOT EXISTS { $this ex:knows ?x }",
        {f"t{n}" for n in range(THINGS)} - {"t1", "t2", "t3"},
    ),
    "UNION": ("{ $this ex:knows ?x } UNION { $this ex:likes ?x }", {"t1", "t2", "t3", "t4"}),
    "one branch of UNION": ("{ $this ex:likes ?x } UNION { ?x ex:label ?l }", {"t3", "t4"}),
    "OPTIONAL": ("?x ex:knows ex:t3 OPTIONAL { $this ex:likes ?l } FILTER(BOUND(?l))", {"t0", "t2"}),
    "projected subquery": ("{ SELECT $this ?x WHERE { $this ex:knows ?x } }", {"t1", "t2", "t3"}),
    "grouped subquery": (
        "{ SELECT $this (COUNT(?k) AS ?n) WHERE { $this ex:knows ?k } GROUP BY $this } ?x ex:number ?n",
        {"t3"},
    ),
    "path": ("$this ex:knows+/ex:likes? ?x", {"t0", "t1", "t2", "t3", "t5"}),
    "expression": ("?x a ex:Thing FILTER(IF($this = ?x, true, false))", {"t0"}),
    "BOUND": ("?x ex:label ?l FILTER(BOUND($this))", {"t3"}),
    "FILTER in a branch": (
        "{ ?x a ex:Thing FILTER(?x = $this) } UNION { ?x ex:label ?l FILTER($this != ?x) }",
        {"t0", "t3"},
    ),
    "grouping nothing": (
        "?x ex:label ?l { SELECT $this (COUNT(?k) AS ?n) WHERE { $this ex:nothing ?k } GROUP BY $this }",
        set(),
    ),
    "HAVING": (
        "{ SELECT $this ?x WHERE { ?x ex:knows ?y } GROUP BY $this ?x HAVING(COUNT(?y) > 2 && $this = ?x) }",
        {"t0"},
    ),
    "never in a string, IRI or comment": (
        "?x ex:label ?l # $this ?this\n FILTER(CONTAINS('$this ?this', '?this') && <urn:x:$this> != $this)",
        {"t3"},
    ),
}


def rule_for(where: str, target: str = FOCUS) -> str:
    return rule("probe", f"CONSTRUCT {{ $this ex:out ?x }} WHERE {{ {where} }}", target)


def answers(triples: set[str]) -> set[str]:
    return {text.removeprefix("t0 out ") for text in triples if text.startswith("t0 out ")}


@pytest.mark.parametrize("set_mode", [True, False], ids=["set", "node"])
@pytest.mark.parametrize("probe", PROBES)
def test_the_fast_engine_prebinds(probe: str, set_mode: bool) -> None:
    where, expected = PROBES[probe]
    assert answers(derived(DATA, rule_for(where), set_mode=set_mode)) == expected


@pytest.mark.parametrize("probe", PROBES)
def test_many_focus_nodes_at_once_give_what_each_gives_apart(probe: str) -> None:
    text = rule_for(PROBES[probe][0], "sh:targetClass ex:Thing")
    together = derived(DATA, text)
    assert together == derived(DATA, text, set_mode=False)
    assert answers(together) == PROBES[probe][1]


@pytest.mark.parametrize("probe", PROBES)
def test_pyshacl_agrees(probe: str) -> None:
    text = rule_for(PROBES[probe][0], "sh:targetClass ex:Thing")
    reference = ReferenceEngine(turtle(DATA), turtle(DECLARED + text)).derive((), explain=False)
    assert {short(triple) for triple in reference.triples} == derived(DATA, text)


@pytest.mark.parametrize("probe", PROBES)
def test_pyshifty_agrees(probe: str) -> None:
    text = rule_for(PROBES[probe][0], "sh:targetClass ex:Thing")
    inferred = third_opinion(turtle(DATA), turtle(DECLARED + text))
    assert {short(triple) for triple in inferred} == derived(DATA, text)
