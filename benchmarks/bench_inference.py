"""The engine by itself, on made-up data and rules: `python -m benchmarks.bench_inference`.

Eighty rules of every kind in ten orders, over some 30,000 triples, for one case with fifty focus nodes and for several
hundred cases at once; all focus nodes of a rule in one query, each in a query of its own, and pySHACL.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from benchmarks.measuring import in_turn, load, remark
from kompas.inference import FastEngine, ReferenceEngine, RuleSet
from kompas.namespaces import RDF, SH

BASE: Final = "http://example.org/"
TYPE: Final = NamedNode(RDF + "type")
ORDERS: Final = 10
WHERES: Final = (
    "$this ex:about ?x . ?x ex:group ?g . BIND(?g AS ?out)",
    "$this ex:about ?x . ?x ex:group ?g FILTER NOT EXISTS {{ $this ex:r{before} ?g }} BIND(?x AS ?out)",
    "$this ex:about ?x ; ex:score ?n FILTER(?n > 2) BIND(?x AS ?out)",
    "{{ SELECT $this (COUNT(?y) AS ?out) WHERE {{ $this ex:about ?x . ?y ex:addresses ?x }} GROUP BY $this }}",
    "$this ex:about/ex:group ?g . ?out ex:part ?g . ?out ex:kind ex:k{kind}",
    "$this ex:about ?x OPTIONAL {{ $this ex:r{before} ?earlier }} BIND(COALESCE(?earlier, ?x) AS ?out)",
    "{{ $this ex:r{before} ?out }} UNION {{ $this ex:about ?out }}",
    "$this ex:score ?n . ?out ex:kind ex:k{kind} ; ex:least ?n",
)


def ex(name: str) -> NamedNode:
    """The thing of this name."""
    return NamedNode(BASE + name)


def knowledge(things: int = 5000) -> Iterator[Triple]:
    """Some six triples for each thing."""
    for n in range(things):
        thing = ex(f"thing{n}")
        yield Triple(thing, TYPE, ex("Known"))
        yield Triple(thing, ex("group"), ex(f"group{n % 50}"))
        yield Triple(thing, ex("kind"), ex(f"k{n % 400}"))
        yield Triple(thing, ex("least"), Literal(n % 7))
        yield Triple(thing, ex("addresses"), ex(f"thing{n * 7 % things}"))
        yield Triple(thing, ex("part"), ex(f"group{n % 45}"))


def facts(cases: int, nodes: int) -> list[Triple]:
    """Cases with so many focus nodes each."""
    return [
        triple
        for case in range(cases)
        for n in range(nodes)
        for node in (ex(f"case{case}/node{n}"),)
        for triple in (
            Triple(node, TYPE, ex(f"Focus{n % 4}")),
            Triple(node, ex("about"), ex(f"thing{(case * nodes + n) * 13 % 5000}")),
            Triple(node, ex("score"), Literal(n % 6)),
        )
    ]


def rules(number: int = 80) -> list[Triple]:
    """Rules in orders; each may read what the order before it derived."""
    texts = [f"@prefix ex: <{BASE}> . @prefix sh: <{SH}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."]
    texts.append(f'ex:prefixes sh:declare [ sh:prefix "ex" ; sh:namespace "{BASE}"^^xsd:anyURI ] .')
    for n in range(number):
        order = n * ORDERS // number
        where = WHERES[n % len(WHERES)].format(before=max(n - number // ORDERS, 0), kind=n % 400)
        texts.append(
            f'ex:rule{n} a sh:SPARQLRule ; sh:order {order} ; sh:prefixes ex:prefixes ; sh:construct """CONSTRUCT {{ '
            f'$this ex:r{n} ?out }} WHERE {{ {where} }}""" . ex:focus{n} a sh:NodeShape ; sh:order {order} ; '
            f"sh:targetClass ex:Focus{n % 4} ; sh:rule ex:rule{n} ."
        )
    return [quad.triple for quad in parse("\n".join(texts), RdfFormat.TURTLE)]


def main() -> None:
    """Measure and print one line for each number of cases."""
    parser = ArgumentParser(prog="bench_inference", description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--cases", type=int, nargs="+", default=[1, 20, 300])
    given = parser.parse_args()
    before = load()
    triples, known = rules(), list(knowledge())
    rule_set = RuleSet.from_triples(triples)
    engines = {name: FastEngine(stored(known), rule_set, set_mode=name == "together") for name in ("together", "apart")}
    reference = ReferenceEngine(known, triples)
    sys.stdout.write(f"{len(known):,} triples, {len(rule_set.rules)} rules; median milliseconds\n")
    for cases in given.cases:
        case = facts(cases, 50 if cases == 1 else 4)
        derived = engines["together"].derive(case).triples
        contestants: dict[str, tuple[Callable[[], object], int]] = {
            name: (partial(engine.derive, case), given.runs) for name, engine in engines.items()
        }
        if cases == 1:
            contestants["pySHACL"] = (partial(reference.derive, case, explain=False), max(1, given.runs // 3))
            assert reference.derive(case, explain=False).triples == derived
        assert engines["apart"].derive(case).triples == derived
        told = "  ".join(f"{one.what} {one.median:.1f}" for one in in_turn(contestants, str(cases)))
        sys.stdout.write(f"{cases} cases, {len(case) // 3} focus nodes, {len(derived)} derived: {told}\n")
    sys.stdout.write(remark((before, load())) + "\n")


def stored(triples: list[Triple]) -> Store:
    """A store with these triples."""
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in triples)
    return store


if __name__ == "__main__":
    main()
