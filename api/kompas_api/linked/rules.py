"""A rule, and a case of a rule, as people read them: what it says, on what it rests, when it speaks and when not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from shlex import quote
from typing import Final

from fastapi.responses import Response
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kompas.facts import facts
from kompas.knowledge import Knowledge
from kompas.namespaces import SH, kompas, shortened
from kompas.rules.description import describe
from kompas.vocabulary import slug_of
from kompas_api.describing import name_of, triples_about
from kompas_api.linked.pages import page
from kompas_api.linked.statements import settled
from kompas_api.negotiation import Language
from kompas_api.worker import Worker

_OF_RULE: Final = kompas("caseOfRule")
_CASE: Final = kompas("caseAsJson")
_SPEAKS: Final = kompas("ruleSpeaks")
_ORDER: Final = NamedNode(f"{SH}order")
_EXPECTED: Final = kompas("expectedStatement")


@dataclass(frozen=True, slots=True)
class Tried:
    """A case of a rule, on the page of the rule: its claim, and whether the rule speaks in it."""

    order: int
    iri: str
    name: str
    speaks: bool


def rule_page(knowledge: Knowledge, node: NamedNode, spoken: Language) -> Response:
    """What a rule says, on what it rests, when it speaks and when it is silent, and the query that it is."""
    rule = describe(triples_about(knowledge, node))[node]
    cases = [
        Tried(
            int(_text(knowledge, case, _ORDER)),
            case.value,
            name_of(knowledge, case.value, spoken),
            _speaks(knowledge, case),
        )
        for case in knowledge.subjects(_OF_RULE, node)
    ]
    return page(
        "rule.html",
        spoken,
        rule=rule,
        node=node.value,
        slug=rule.slug,
        named=lambda iri: name_of(knowledge, iri.value, spoken),
        focus=sorted(name_of(knowledge, of.value, spoken) for of in rule.focus),
        cases=sorted(cases, key=lambda case: case.order),
    )


def case_page(held: Worker, node: NamedNode, spoken: Language, base: str) -> Response:
    """A case of a rule: the case, whether the rule speaks in it, and what it must conclude, or must not."""
    knowledge = held.knowledge
    rule = next(term for term in knowledge.objects(node, _OF_RULE) if isinstance(term, NamedNode))
    case = _text(knowledge, node, _CASE)
    lines = "\n".join(term.value for term in knowledge.objects(node, _EXPECTED) if isinstance(term, Literal))
    expected = [quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES)]
    return page(
        "rule_case.html",
        spoken,
        node=node.value,
        slug=slug_of(node.value),
        name=name_of(knowledge, node.value, spoken),
        rule=rule.value,
        rule_name=name_of(knowledge, rule.value, spoken),
        speaks=_speaks(knowledge, node),
        expected=[_short(triple) for triple in expected],
        case=json.dumps(json.loads(case), ensure_ascii=False, indent=2),
        call=f"curl {base}/v1/recommendations --json {quote(case)}",
    )


def case_facts(held: Worker, node: NamedNode) -> list[Triple]:
    """The case of a rule as the graph that the rules reason from: what another SHACL engine needs to try the rule."""
    return settled(facts(held.read(_text(held.knowledge, node, _CASE).encode(), "json")))


def _text(knowledge: Knowledge, node: NamedNode, predicate: NamedNode) -> str:
    value = knowledge.value(node, predicate)
    return value.value if isinstance(value, Literal) else ""


def _speaks(knowledge: Knowledge, case: NamedNode) -> bool:
    return _text(knowledge, case, _SPEAKS) == "true"


def _short(triple: Triple) -> str:
    return " ".join(_term(term) for term in (triple.subject, triple.predicate, triple.object))


def _term(term: object) -> str:
    return shortened(term.value) if isinstance(term, NamedNode) else getattr(term, "value", str(term))
