"""The words, codes and statements of a case are those of its model, its readers, the ontology and the tables."""

from __future__ import annotations

import csv
from typing import get_args

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple

from kompas import resources
from kompas.case import Case, Concern, Family, HelpTried, Practice, Preferences, case_from_mapping, codes, model
from kompas.case import statements as statements_of
from kompas.case.fields import ELSEWHERE
from kompas.case.mapping import FIELDS
from kompas.namespaces import KOMPAS, RDF, SKOS, kompas, thing
from tests.sample_terms import sample_vocabulary

ONTOLOGY = Store()
for module in sorted(resources.ontology().glob("*.ttl")):
    ONTOLOGY.load(path=module, format=RdfFormat.TURTLE)


@pytest.mark.parametrize("part", [Case, Concern, HelpTried, Family, Preferences, Practice])
def test_every_field_of_a_case_can_be_read(part: type[model.CasePart]) -> None:
    assert frozenset(part.model_fields) == FIELDS[part.__name__]


def test_of_every_field_it_is_known_to_which_part_it_belongs() -> None:
    parts = {"Concern": "concerns[0]", "HelpTried": "concerns[0].tried[0]"}
    assert {
        name: parts.get(part, part.lower()) for part, names in FIELDS.items() if part != "Case" for name in names
    } == ELSEWHERE


@pytest.mark.parametrize(
    ("listed", "typed"),
    [
        (codes.FREQUENCY, model.FrequencyCode),
        (codes.SETTING, model.SettingCode),
        (codes.CONSEQUENCES, model.ConsequencesCode),
        (codes.DANGER, model.DangerCode),
        (codes.OUTCOME, model.OutcomeCode),
        (codes.FORMAT, model.FormatCode),
        (codes.QUALIFICATION, model.QualificationCode),
    ],
)
def test_the_codes_of_the_case_are_those_of_its_lists(listed: codes.CodeList, typed: object) -> None:
    assert tuple(listed.terms) == get_args(typed)


@pytest.mark.parametrize(
    ("field", "words", "code"),
    [
        ("frequency", "elke dag", "daily"),
        ("frequency", "Meerdere keren per week", "several-times-a-week"),
        ("consequences", "ernstig", "severe"),
        ("danger", "geen", "none"),
        ("danger", "https://w3id.org/kompas/ontology#DangerToSelf", "to-self"),
    ],
)
def test_a_value_of_a_closed_list_may_be_said_in_everyday_words(field: str, words: str, code: str) -> None:
    (concern,) = case_from_mapping(
        {"age": 5, "concerns": [{"problem": "driftbuien", field: words}]}, sample_vocabulary()
    ).concerns
    assert getattr(concern, field) == code


LISTS = (
    codes.FREQUENCY,
    codes.CONSEQUENCES,
    codes.DANGER,
    codes.OUTCOME,
    codes.FORMAT,
    codes.QUALIFICATION,
    codes.HELP_KIND,
)


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.class_name)
def test_every_code_is_one_of_the_ontology_and_none_is_left_out(listed: codes.CodeList) -> None:
    defined = {
        (notation.object.value, quad.subject)
        for quad in ONTOLOGY.quads_for_pattern(None, NamedNode(f"{RDF}type"), kompas(listed.class_name))
        if not isinstance(quad.subject, Triple)
        for notation in ONTOLOGY.quads_for_pattern(quad.subject, NamedNode(f"{SKOS}notation"), None)
        if isinstance(notation.object, Literal)
    }
    assert set(listed.terms.items()) == defined


def test_every_setting_is_a_milieu_of_the_knowledge() -> None:
    with (resources.data() / "tables" / "milieus.csv").open(encoding="utf-8", newline="") as table:
        milieus = {row["notation"]: thing("milieu", row["slug"]) for row in csv.DictReader(table)}
    assert dict(codes.SETTING.terms) == milieus


def test_every_statement_of_a_case_graph_is_one_of_the_ontology() -> None:
    statements = {*statements_of.CASE, *statements_of.CONCERN, *statements_of.HELP}
    terms = {name for name in statements if name.startswith(KOMPAS)}
    is_a = NamedNode(f"{RDF}type")
    assert [name for name in terms if not list(ONTOLOGY.quads_for_pattern(NamedNode(name), is_a, None))] == []
