"""The ontology: OWL 2 DL, every term told in two languages with its source, and every used term there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kompas import resources
from kompas.knowledge.documents import read_ontology
from kompas.knowledge.hermit import reason
from kompas.knowledge.profile import breaches_of_dl
from kompas.knowledge.reasoning import logical
from kompas.knowledge.values import decide
from kompas.namespaces import DCTERMS, KOMPAS, ONTOLOGY, OWL, PREFIXES, RDF, RDFS, SKOS, kompas, thing

TYPE = NamedNode(f"{RDF}type")
MODULES = sorted(resources.ontology().glob("*.ttl"))
CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}uri"


@cache
def ontology() -> tuple[Triple, ...]:
    return tuple(read_ontology(resources.ontology()))


def terms() -> set[NamedNode]:
    return {t.subject for t in ontology() if isinstance(t.subject, NamedNode) and t.subject.value.startswith(KOMPAS)}


def texts(term: NamedNode, predicate: str) -> dict[str | None, str]:
    found = [t.object for t in ontology() if t.subject == term and t.predicate == NamedNode(predicate)]
    return {text.language: text.value for text in found if isinstance(text, Literal)}


def own(turtle: str) -> list[Triple]:
    header = "\n".join(f"@prefix {prefix}: <{address}> ." for prefix, address in PREFIXES.items())
    return [quad.triple for quad in parse(f"{header}\n{turtle}", format=RdfFormat.TURTLE)]


def test_it_is_owl_2_dl_by_our_own_checks() -> None:
    assert breaches_of_dl(ontology()) == []


DECLARED = "kompas:p a owl:ObjectProperty . kompas:q a owl:ObjectProperty . kompas:C a owl:Class . "


@pytest.mark.parametrize(
    ("turtle", "words"),
    [
        ("kompas:p a owl:DatatypeProperty .", "more than one kind"),
        ("kompas:x kompas:unheard kompas:y .", "used as a property and not declared"),
        ("kompas:x a kompas:Unheard .", "used as a class and not declared"),
        (
            "kompas:C rdfs:subClassOf _:e . kompas:D a owl:Class ; rdfs:subClassOf _:e . _:e a owl:Restriction .",
            "twice",
        ),
        ("kompas:p a owl:FunctionalProperty, owl:TransitiveProperty .", "simple property"),
        ("kompas:p a owl:AsymmetricProperty ; owl:propertyChainAxiom ( kompas:q kompas:q ) .", "simple property"),
        (
            "kompas:p owl:propertyChainAxiom ( kompas:q kompas:q ) . "
            "kompas:q owl:propertyChainAxiom ( kompas:p kompas:p ) .",
            "depends on itself",
        ),
    ],
)
def test_what_breaks_owl_2_dl_is_told(turtle: str, words: str) -> None:
    findings = breaches_of_dl(own(DECLARED + turtle))
    assert any(words in finding.what for finding in findings), findings
    assert all(finding.how_to_mend for finding in findings)


def test_chains_that_end_in_themselves_are_in_order() -> None:
    assert breaches_of_dl(own(DECLARED + "kompas:p owl:propertyChainAxiom ( kompas:q kompas:p ) .")) == []


def test_every_term_has_label_and_definition_in_two_languages_and_a_source() -> None:
    assert len(terms()) > 300
    wanting = [
        f"{term.value.removeprefix(KOMPAS)}: {name}"
        for term in sorted(terms(), key=str)
        for name, predicate in (("label", f"{RDFS}label"), ("definition", f"{SKOS}definition"))
        if texts(term, predicate).keys() != {"nl", "en"}
    ]
    cited = {t.subject for t in ontology() if t.predicate == NamedNode(f"{DCTERMS}source")}
    placed = {t.subject for t in ontology() if t.predicate == kompas("locator")}
    wanting += [f"{term.value}: source or locator" for term in terms() - (cited & placed)]
    assert wanting == []


def test_every_value_of_a_code_list_has_a_code_and_a_name() -> None:
    schemed = {t.subject for t in ontology() if t.predicate == NamedNode(f"{SKOS}inScheme")}
    codes = [t for t in ontology() if t.predicate == NamedNode(f"{SKOS}notation")]
    assert {t.subject for t in codes} == schemed
    for term in schemed:
        assert isinstance(term, NamedNode)
        assert texts(term, f"{SKOS}prefLabel").keys() == {"nl", "en"}, term
    scheme = {t.subject: t.object for t in ontology() if t.predicate == NamedNode(f"{SKOS}inScheme")}
    keys = [(scheme[t.subject], t.object) for t in codes]
    assert len(keys) == len(set(keys)), "no code stands twice in one list"


def test_every_term_that_is_used_is_declared() -> None:
    """Rules, policy, tables, shapes, checks and questions use no term that the ontology does not have."""
    root = resources.ontology()
    files = [*resources.rules().rglob("*.ttl"), *root.glob("*/*.rq"), *root.glob("shapes/*.ttl")]
    used = {
        (name, path.name)
        for path in files
        for name in re.findall(r"\bkompas:(\w+)", _without_comments(path.read_text("utf-8")))
    }
    used |= {
        (name, path.name)
        for path in (resources.data() / "tables").glob("*-metadata.json")
        for name in re.findall(rf"{re.escape(ONTOLOGY)}#(\w+)", path.read_text("utf-8"))
    }
    assert len(used) > 200
    declared = {term.value.removeprefix(KOMPAS) for term in terms()}
    assert sorted(place for place in used if place[0] not in declared) == []


def _without_comments(text: str) -> str:
    return re.sub(r"(?m)^\s*#.*$", "", text)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_module_has_one_block_a_term_in_alphabetical_order(module: Path) -> None:
    heads = re.findall(r"^((?:kompas|scheme|skos|prov):[\w-]+) a ", module.read_text("utf-8"), re.MULTILINE)
    assert heads == sorted(heads, key=lambda head: (head.lower(), head))
    assert len(heads) == len(set(heads))


def test_every_module_is_imported_and_found_without_a_network() -> None:
    catalog = ET.parse(resources.ontology() / "catalog-v001.xml")  # noqa: S314 a file of ours
    found = {entry.get("name"): entry.get("uri") for entry in catalog.iter(CATALOG)}
    assert sorted(str(uri) for uri in found.values()) == [module.name for module in MODULES]
    for module in MODULES:
        triples = [quad.triple for quad in parse(path=module)]
        (header,) = [t.subject for t in triples if t.predicate == TYPE and t.object == NamedNode(f"{OWL}Ontology")]
        assert isinstance(header, NamedNode)
        assert found[header.value] == module.name
        imported = {t.object for t in triples if t.predicate == NamedNode(f"{OWL}imports")}
        assert {name.value for name in imported if isinstance(name, NamedNode)} <= found.keys()
        if header.value == ONTOLOGY:
            assert {name.value for name in imported if isinstance(name, NamedNode)} == found.keys() - {ONTOLOGY}


def consistent(turtle: str) -> bool:
    axioms, statements = decide(logical(ontology(), ontology()), logical(ontology(), own(turtle)))
    return reason([*axioms, *statements]).consistent


def test_every_class_can_have_members_and_the_whole_is_consistent() -> None:
    axioms, _ = decide(logical(ontology(), ontology()), [])
    found = reason(axioms)
    assert found.consistent
    assert found.unsatisfiable == ()


RATED = (
    "intervention:x a kompas:Intervention . rating:a a kompas:Rating ; kompas:ratingOf intervention:x ; "
    "kompas:current true ; kompas:level kompas:GoodIndications . rating:b a kompas:Rating ; "
    "kompas:ratingOf intervention:x ; kompas:level kompas:NotRecognised ; kompas:current "
)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (f"{RATED} false .", f"{RATED} true ."),
        (
            "rating:a a kompas:Rating ; kompas:level kompas:WellFounded .",
            "rating:a a kompas:Rating ; kompas:level kompas:WellFounded, kompas:GoodIndications .",
        ),
        (
            "intervention:x kompas:addresses problem:y . problem:y a kompas:Problem .",
            "intervention:x kompas:addresses age-phase:y . age-phase:y a kompas:AgePhase .",
        ),
        (
            "kernel-element:x kompas:mustFollow kernel-element:y .",
            "kernel-element:x kompas:mustFollow kernel-element:y ; kompas:mustPrecede kernel-element:y .",
        ),
        (
            "<urn:c> kompas:protectivePresent protective-factor:x ; kompas:protectiveAbsent protective-factor:y .",
            "<urn:c> kompas:protectivePresent protective-factor:x ; kompas:protectiveAbsent protective-factor:x .",
        ),
    ],
    ids=["recognised-and-not", "two-levels", "wrong-kind", "each-after-the-other", "there-and-not-there"],
)
def test_a_wrong_statement_makes_it_inconsistent_and_a_right_one_does_not(right: str, wrong: str) -> None:
    assert consistent(right)
    assert not consistent(wrong)


def test_the_reasoner_recognises_an_effective_intervention() -> None:
    axioms, statements = decide(logical(ontology(), ontology()), logical(ontology(), own(f"{RATED} false .")))
    found = {t.object for t in reason([*axioms, *statements]).triples if t.subject == thing("intervention", "x")}
    assert kompas("EffectiveIntervention") in found
    assert not any(isinstance(name, BlankNode) for name in found)
