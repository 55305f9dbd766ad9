"""Cases of rules as a graph: each at an address that stays, with what it must conclude; mistakes told by file."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kompas.knowledge.rule_cases import cases_as_graph, datatypes, read_rule_cases, statement
from kompas.namespaces import CASE, ID, OWL, RDF, RDFS, XSD, kompas, thing

TYPE = NamedNode(f"{RDF}type")
RULE = Triple(thing("rule", "fase"), TYPE, kompas("Rule"))
SCHEMA = [
    Triple(kompas("ageInYears"), TYPE, NamedNode(f"{OWL}DatatypeProperty")),
    Triple(kompas("ageInYears"), NamedNode(f"{RDFS}range"), NamedNode(f"{XSD}decimal")),
    Triple(kompas("inPhase"), NamedNode(f"{RDFS}range"), kompas("AgePhase")),
]
AT_FIVE = "{name: At five, name_nl: Met vijf, case: {age: 5}, fires: true, concludes: [case ageInYears 5]}"


def graph(folder: Path, cases: str, name: str = "fase") -> tuple[list[Triple], list[str]]:
    (folder / f"{name}.yaml").write_text(f"rule: {name}\ncases: [{cases}]", "utf-8")
    triples, findings = cases_as_graph(folder.glob("*.yaml"), SCHEMA, [RULE])
    return triples, [str(finding) for finding in findings]


def test_a_case_has_its_claim_in_both_languages_and_what_it_must_conclude(tmp_path: Path) -> None:
    triples, wrong = graph(tmp_path, AT_FIVE)
    assert not wrong
    (node,) = {triple.subject for triple in triples}
    said = {
        triple.predicate: triple.object for triple in triples if triple.object != Literal("Met vijf", language="nl")
    }
    assert isinstance(node, NamedNode)
    assert node.value.startswith(f"{ID}rule-case/fase-")
    assert said[NamedNode(f"{RDFS}label")] == Literal("At five", language="en")
    assert said[kompas("caseOfRule")] == RULE.subject
    assert said[kompas("caseAsJson")] == Literal('{"age": 5}')
    assert said[kompas("ruleSpeaks")] == Literal(True)
    expected = f'<{CASE}> <{kompas("ageInYears").value}> "5"^^<{XSD}decimal> .'
    assert said[kompas("expectedStatement")] == Literal(expected)


def test_a_case_keeps_its_address_under_a_better_name_and_another_case_has_another(tmp_path: Path) -> None:
    addresses = {
        next(iter(graph(tmp_path, cases)[0])).subject
        for cases in (AT_FIVE, AT_FIVE.replace("At five", "From five on").replace("Met", "Vanaf"))
    }
    other = next(iter(graph(tmp_path, AT_FIVE.replace("age: 5", "age: 6"))[0])).subject
    assert len(addresses) == 1
    assert other not in addresses


@pytest.mark.parametrize(
    ("short", "value"),
    [
        ("case ageInYears 5", Literal("5", datatype=NamedNode(f"{XSD}decimal"))),
        ("case ageInYears 5^^xsd:integer", Literal(5)),
        ("case inPhase age-phase:5-12-jaar", thing("age-phase", "5-12-jaar")),
        ("case#concern/driftbuien a Concern", kompas("Concern")),
    ],
)
def test_what_is_written_short_is_a_whole_statement(short: str, value: object) -> None:
    assert statement(short, datatypes(SCHEMA)).object == value


@pytest.mark.parametrize(
    ("cases", "words"),
    [
        ("{name: a}", "A case has a name, a case, and fires"),
        (AT_FIVE.replace("true", "perhaps"), "A case has a name, a case, and fires"),
        (AT_FIVE.replace("[case ageInYears 5]", "case"), "concludes, a list"),
        (AT_FIVE.replace("case ageInYears 5", "case ageInYears"), "“At five”: “case ageInYears” is not written"),
        (AT_FIVE.replace("case ageInYears 5", "case inPhase phase:five"), "“phase:five” starts with a prefix"),
    ],
)
def test_a_case_that_is_not_right_is_told_with_its_file(cases: str, words: str, tmp_path: Path) -> None:
    (finding,) = graph(tmp_path, cases)[1]
    assert finding.startswith("fase.yaml")
    assert words in finding


def test_a_case_of_a_rule_that_is_not_there_is_told(tmp_path: Path) -> None:
    (finding,) = graph(tmp_path, AT_FIVE, name="nergens")[1]
    assert "There is no rule “nergens”" in finding


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "fase.yaml").write_text("rule: [", "utf-8")
    cases, findings = read_rule_cases(tmp_path / "fase.yaml")
    assert not cases
    assert "not readable as YAML" in str(findings[0])
