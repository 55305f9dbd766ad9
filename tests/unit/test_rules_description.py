"""A rule says what it is, where it comes from, and how to tell it to people."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, QuerySolutions, RdfFormat, Store, parse

from kompas import resources
from kompas.inference import FastEngine
from kompas.inference.ruleset import Rule
from kompas.knowledge import Knowledge
from kompas.knowledge.graph import read_release
from kompas.namespaces import ID, PREFIXES, RDF, kompas
from kompas.rules import RuleDescription, rule_base
from kompas.sentences import PLACE

LANGUAGES = {"nl", "en"}
FILES = sorted(resources.rules().glob("*/*.ttl"))
RULES = sorted(rule_base().descriptions.values(), key=lambda rule: rule.slug)
ARGUING = [rule for rule in RULES if "a kompas:Argument" in rule.construct]
EXECUTED = {rule.node: rule for rule in rule_base().rule_set.rules}
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
every_argument = pytest.mark.parametrize("rule", ARGUING, ids=lambda rule: rule.slug)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_release(resources.release())


def variables(rule: RuleDescription) -> set[str]:
    """The variables that have a value when the conditions of the rule are met; what only a FILTER uses has none."""
    where = rule.construct[rule.construct.index("WHERE") :]
    solutions = Store().query(f"SELECT * {where}", prefixes=PREFIXES)
    assert isinstance(solutions, QuerySolutions)
    return {variable.value for variable in solutions.variables}


def executed(rule: RuleDescription) -> Rule:
    return EXECUTED[rule.iri]


def places(rule: RuleDescription) -> set[str]:
    """What the sentences of the rule speak about."""
    texts = [*rule.text.values(), *(text for premise in rule.premises for text in premise.text.values())]
    return {place["name"] for text in texts for place in PLACE.finditer(text)}


def test_every_rule_is_executed_and_described() -> None:
    assert len(FILES) == len(RULES) == len(EXECUTED)
    assert len(ARGUING) > 60


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_holds_the_one_rule_it_is_named_after(file: Path) -> None:
    triples = [quad.triple for quad in parse(file.read_bytes(), RdfFormat.TURTLE)]
    named = {triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)}
    assert named == {f"{ID}rule/{file.stem}", f"{ID}rule/{file.stem}-focus"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_rule_stands_in_the_folder_of_its_layer(file: Path) -> None:
    rule = rule_base().description(NamedNode(f"{ID}rule/{file.stem}"))
    assert file.parent.name.startswith(f"{rule.layer}-")


@every_rule
def test_a_rule_runs_in_the_hundred_of_its_layer(rule: RuleDescription) -> None:
    of_shape, of_rule = executed(rule).order
    assert of_shape == of_rule == rule.order
    assert rule.layer * 100 <= rule.order < rule.layer * 100 + 100


@every_rule
def test_a_rule_has_a_label_in_both_languages(rule: RuleDescription) -> None:
    assert rule.label.keys() == LANGUAGES
    assert all(text.strip() for text in rule.label.values())


def test_no_two_rules_have_the_same_label() -> None:
    for language in sorted(LANGUAGES):
        labels = [rule.label[language] for rule in RULES]
        assert sorted(label for label in set(labels) if labels.count(label) > 1) == []


@every_rule
def test_a_rule_names_its_sources_and_where_in_them(rule: RuleDescription, knowledge: Knowledge) -> None:
    sources = set(knowledge.subjects(NamedNode(f"{RDF}type"), kompas("Source")))
    assert rule.basis
    assert [basis.source.value for basis in rule.basis if basis.source not in sources] == []
    assert all(basis.locator.strip() for basis in rule.basis)


@every_rule
def test_a_rule_says_when_it_was_last_verified(rule: RuleDescription) -> None:
    assert date.fromisoformat(rule.last_verified) >= date(2026, 1, 1)


@every_rule
def test_a_rule_that_argues_has_weight_theme_and_sentences_and_another_has_none(rule: RuleDescription) -> None:
    if rule in ARGUING:
        assert rule.weight is not None
        assert rule.theme is not None
        assert rule.text.keys() == LANGUAGES
        assert rule.premises
    else:
        assert (rule.weight, rule.theme, dict(rule.text), rule.premises) == (None, None, {}, ())


@every_argument
def test_the_sentences_speak_of_the_same_in_both_languages(rule: RuleDescription) -> None:
    for texts in (rule.text, *(premise.text for premise in rule.premises)):
        assert texts.keys() == LANGUAGES
        spoken = {language: {place["name"] for place in PLACE.finditer(text)} for language, text in texts.items()}
        assert spoken["nl"] == spoken["en"]
        assert all(re.fullmatch(r"[^{}]*", PLACE.sub("", text)) for text in texts.values())


@every_argument
def test_the_sentences_speak_only_of_what_the_rule_knows(rule: RuleDescription) -> None:
    told_of = {premise.variable for premise in rule.premises if premise.variable}
    assert places(rule) | told_of <= variables(rule)


def test_the_sentences_have_words_in_every_application_of_the_examples(knowledge: Knowledge) -> None:
    from kompas.case import read_case
    from kompas.facts import facts
    from kompas.vocabulary import Vocabulary

    engine, vocabulary = FastEngine(knowledge.store, rule_base().rule_set), Vocabulary(knowledge)
    needed: dict[NamedNode | BlankNode, set[str]] = {rule.iri: places(rule) for rule in ARGUING}
    wordless: set[str] = set()
    for example in sorted((resources.data() / "cases").glob("*.yaml")):
        for application in engine.derive(facts(read_case(example, vocabulary=vocabulary))).applications:
            wordless |= {
                f"{application.rule.value} {{{name}}}"
                for name in needed.get(application.rule, set())
                if name not in application.bindings
            }
    assert wordless == set()
