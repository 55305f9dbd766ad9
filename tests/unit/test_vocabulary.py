"""Terms are found as people write them; what is not known is answered with what comes nearest."""

from __future__ import annotations

import time

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kompas.errors import InvalidValue, UnknownTerm
from kompas.namespaces import RDF, SKOS, kompas, thing
from kompas.vocabulary import Vocabulary, normalised
from tests.sample_terms import SampleKnowledge, sample_vocabulary

TANTRUMS = thing("problem", "driftbuien")


@pytest.mark.parametrize(
    "spelling",
    [
        "https://w3id.org/kompas/id/problem/driftbuien",
        "<https://w3id.org/kompas/id/problem/driftbuien>",
        "problem:driftbuien",
        "problem/driftbuien",
        "driftbuien",
        "Driftbuien",
        "DRIFTBUIEN",
        "  drift-buien ",
        "drift buien",
        "Dríftbüien",
        "driftbui",
        "temper tantrums",
        "Temper_Tantrums!",
        "temper\u00a0tantrums",
    ],
)
def test_a_concept_is_found_by_any_of_its_names(spelling: str) -> None:
    assert sample_vocabulary().resolve(spelling, "Problem") == TANTRUMS


def test_diacritics_may_be_left_out_or_composed_otherwise() -> None:
    vocabulary = sample_vocabulary()
    spellings = ["Suïcidaliteit", "suicidaliteit", "Sui\u0308cidaliteit"]
    assert {vocabulary.resolve(text, "Problem") for text in spellings} == {thing("problem", "suicidaliteit")}


def test_a_code_names_its_concept() -> None:
    assert sample_vocabulary().resolve("p7", "Problem") == thing("problem", "slaapproblemen")
    assert sample_vocabulary().resolve("peer group", "Milieu") == thing("milieu", "leeftijdgenoten")


def test_the_type_of_an_address_may_stand_for_the_class() -> None:
    assert sample_vocabulary().resolve("schoolmotivatie", "protective-factor").value.endswith("/schoolmotivatie")


def test_a_term_of_another_class_is_not_known_here() -> None:
    with pytest.raises(UnknownTerm):
        sample_vocabulary().resolve("https://w3id.org/kompas/id/risk-factor/schulden", "Problem")


def test_several_classes_can_be_looked_in_at_once() -> None:
    found = sample_vocabulary().resolve("CGT", ("Intervention", "KernelElement", "Treatment"))
    assert found == thing("treatment", "cgt")


def test_an_unknown_term_names_the_three_nearest_concepts_of_its_class() -> None:
    with pytest.raises(UnknownTerm) as caught:
        sample_vocabulary().resolve("driftbuij", "Problem", "/concerns/0/problem")
    (error,) = caught.value.errors
    assert error.pointer == "/concerns/0/problem"
    assert error.value == "driftbuij"
    assert error.nearest[0] == "driftbui (driftbuien)"
    assert len(error.nearest) == 3
    assert "Triple" not in str(caught.value)


def test_the_nearest_names_are_shown_in_the_language_that_was_written() -> None:
    with pytest.raises(UnknownTerm) as caught:
        sample_vocabulary().resolve("temper tantrm", "Problem")
    assert caught.value.nearest[0] == "Temper tantrums (driftbuien)"


@pytest.mark.parametrize("text", ["", " ", "?!", "x" * 100_000])
def test_a_text_that_names_nothing_is_unknown_however_odd(text: str) -> None:
    with pytest.raises(UnknownTerm) as caught:
        sample_vocabulary().resolve(text, "Problem")
    assert len(str(caught.value)) < 500


def test_a_name_of_two_concepts_is_refused_with_both() -> None:
    with pytest.raises(InvalidValue) as caught:
        sample_vocabulary().resolve("angsten", "Problem", "/concerns/0/problem")
    assert [near.partition(" ")[0] for near in caught.value.nearest] == ["angst-voor-het-donker", "angst-voor-vreemden"]


def test_a_label_goes_before_a_synonym_of_something_else() -> None:
    store = Store()
    for slug, predicate in (("een", "prefLabel"), ("twee", "altLabel")):
        store.add(Quad(thing("problem", slug), NamedNode(f"{RDF}type"), kompas("Problem")))
        store.add(Quad(thing("problem", slug), NamedNode(SKOS + predicate), Literal("Boos", language="nl")))
    assert Vocabulary(SampleKnowledge(store)).resolve("boos", "Problem") == thing("problem", "een")


def test_names_that_differ_only_in_a_number_or_a_plus_stay_apart() -> None:
    assert len({normalised(text) for text in ("2-4 jaar", "24 jaar", "Triple P", "Triple P+")}) == 4


def test_search_puts_names_that_begin_with_the_text_first_then_words_then_lookalikes() -> None:
    found = [concept.slug for concept in sample_vocabulary().search("driftb", "Problem")]
    assert found[:2] == ["driftbuien", "gamen"]
    assert sample_vocabulary().search("donker", "Problem")[0].slug == "angst-voor-het-donker"
    assert sample_vocabulary().search("bedplasen", "Problem")[0].slug == "bedplassen"
    assert sample_vocabulary().search("qqqqqq", "Problem") == ()


def test_search_without_a_text_lists_by_label_in_the_language_asked_for() -> None:
    dutch = [concept.slug for concept in sample_vocabulary().search("", "RiskFactor", "nl")]
    english = [concept.slug for concept in sample_vocabulary().search("", "RiskFactor", "en")]
    assert dutch == ["psychische-problemen-ouder", "schulden", "werkloosheid"]
    assert english == ["schulden", "psychische-problemen-ouder", "werkloosheid"]
    assert len(sample_vocabulary().search("", "RiskFactor", limit=2)) == 2


def test_labels_fall_back_on_another_language_and_then_on_the_slug() -> None:
    vocabulary = sample_vocabulary()
    assert vocabulary.label(TANTRUMS, "en") == "Temper tantrums"
    assert vocabulary.label(TANTRUMS, "fr") == "Driftbuien"
    assert vocabulary.label("https://w3id.org/kompas/id/problem/onbekend") == "onbekend"
    assert vocabulary.slug(TANTRUMS) == "driftbuien"


def test_a_family_of_programmes_stands_for_its_members_whichever_side_says_so() -> None:
    members = sample_vocabulary().members(thing("intervention", "triple-p"))
    assert [member.value.rpartition("/")[2] for member in members] == ["triple-p", "triple-p-4", "triple-p-5"]


def test_a_thousand_concepts_are_ready_within_the_time_a_person_notices() -> None:
    store = Store()
    for number in range(1000):
        concept = thing("problem", f"probleem-{number}")
        names = [("prefLabel", f"Probleem {number}"), ("altLabel", f"moeilijkheid {number}")]
        store.add(Quad(concept, NamedNode(f"{RDF}type"), kompas("Problem")))
        store.extend(
            Quad(concept, NamedNode(SKOS + predicate), Literal(text, language=language))
            for predicate, text in names
            for language in ("nl", "en")
        )
    started = time.perf_counter()
    Vocabulary(SampleKnowledge(store)).resolve("moeilijkheid 999", "Problem")
    assert time.perf_counter() - started < 0.3
