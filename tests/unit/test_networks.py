"""Graph questions: each answer held against the knowledge itself, or against one worked out by hand."""

from __future__ import annotations

import re
from itertools import combinations

import networkx as nx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kompas.commands.wording import WORDS
from kompas.knowledge import Knowledge, released
from kompas.namespaces import DCTERMS, RDF, SKOS, kompas, thing
from kompas.networks import gaps, overlap, paths, smallest_cover, standings
from kompas.networks.drawing import as_graphml, as_png, matrix_svg
from kompas.networks.programmes import below, elements_of, recognised_for
from tests.unit.command_line import Run, runner

BEHAVIOUR = thing("problem", "gedragsproblemen")
A_PROBLEM = thing("problem", "p")
TYPE = NamedNode(f"{RDF}type")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    return runner(monkeypatch, capsysbinary)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return released()


def made(**programmes: str) -> Knowledge:
    """Recognised programmes for one problem, each with its elements, one letter each."""
    store = Store()
    for name, elements in programmes.items():
        programme = thing("intervention", name)
        store.add(Quad(programme, TYPE, kompas("RecognisedIntervention")))
        store.add(Quad(programme, kompas("addresses"), A_PROBLEM))
        for element in elements:
            store.add(Quad(programme, kompas("hasKernelElement"), thing("kernel-element", element)))
    return Knowledge(store, released().manifest)


def test_programmes_for_what_falls_under_a_problem_count(knowledge: Knowledge) -> None:
    under = below(BEHAVIOUR, knowledge)
    assert thing("problem", "driftbuien") in under
    assert A_PROBLEM not in under
    recognised = set(knowledge.members("RecognisedIntervention"))
    assert set(recognised_for(BEHAVIOUR, knowledge)) <= recognised
    assert set(recognised_for(BEHAVIOUR, knowledge)) != recognised


def test_overlap_counts_what_two_programmes_share() -> None:
    found = overlap(A_PROBLEM, made(one="abc", two="bcd", three="x", four=""))
    one, two, three = (thing("intervention", name) for name in ("one", "two", "three"))
    assert found.shared(one, two) == {thing("kernel-element", "b"), thing("kernel-element", "c")}
    assert found.likeness(one, two) == 0.5
    assert found.likeness(one, three) == 0
    assert found.communities == ((one, two), (three,))
    assert found.unknown == (thing("intervention", "four"),)


def test_a_problem_without_programmes_overlaps_in_nothing() -> None:
    found = overlap(thing("problem", "q"), made(one="abc"))
    assert (found.communities, found.unknown, dict(found.elements)) == ((), (), {})


def test_every_programme_is_in_one_community(knowledge: Knowledge) -> None:
    found = overlap(BEHAVIOUR, knowledge)
    assert sorted(p.value for p in found.programmes) == sorted(p.value for p in found.elements)
    assert overlap(BEHAVIOUR, knowledge).communities == found.communities


def test_the_smallest_set_meets_every_programme_and_no_smaller_one_does() -> None:
    found = smallest_cover(A_PROBLEM, made(one="abz", two="bcz", three="cdy", four="day", five=""))
    assert [element.value[-1] for element in found.elements] in (["a", "c"], ["d", "b"], ["b", "d"], ["y", "z"])
    assert (found.programmes, found.unknown) == (4, 1)
    sets = ["abz", "bcz", "cdy", "day"]
    smallest = [p for p in combinations("abcdyz", 2) if all(set(p) & set(one) for one in sets)]
    assert found.others == len(smallest) - 1
    assert not [e for e in "abcdyz" if all(e in one for one in sets)]


def test_one_element_that_all_have_is_enough_and_nothing_needs_none() -> None:
    assert [e.value[-1] for e in smallest_cover(A_PROBLEM, made(one="ab", two="bc")).elements] == ["b"]
    assert smallest_cover(A_PROBLEM, made(one="")).elements == ()


def test_the_smallest_set_for_behaviour_problems_meets_them_all(knowledge: Knowledge) -> None:
    found = smallest_cover(BEHAVIOUR, knowledge)
    assert all(set(found.elements) & elements for elements in elements_of(BEHAVIOUR, knowledge).values())
    assert 1 < len(found.elements) < found.programmes


def test_a_gap_is_where_there_is_nothing(knowledge: Knowledge) -> None:
    found = gaps(knowledge)
    school = next(gap for gap in found if gap.problem == BEHAVIOUR and gap.phase.value.endswith("5-12-jaar"))
    assert school.missing == ()
    assert school.offers[2] <= len(recognised_for(BEHAVIOUR, knowledge))
    assert any(gap.missing for gap in found)


def test_ages_decide_in_which_phase_a_programme_counts(knowledge: Knowledge) -> None:
    unborn = next(g for g in gaps(knowledge) if g.problem == BEHAVIOUR and g.phase.value.endswith("voor-de-geboorte"))
    school = next(g for g in gaps(knowledge) if g.problem == BEHAVIOUR and g.phase.value.endswith("5-12-jaar"))
    assert unborn.offers[2] < school.offers[2]


def test_groups_only_gives_a_row_for_each_group_and_phase(knowledge: Knowledge) -> None:
    found = gaps(knowledge, groups_only=True)
    assert len(found) == len(knowledge.members("ProblemGroup")) * len(knowledge.members("AgePhase"))


def test_a_source_stands_by_what_cites_it() -> None:
    store = Store()
    source, other = thing("source", "een"), thing("source", "twee")
    for slug, sources in (("a", [source]), ("b", [source, other]), ("c", [other])):
        for one in sources:
            store.add(Quad(thing("problem", slug), NamedNode(f"{DCTERMS}source"), one))
    store.add(Quad(thing("kernel-element", "d"), NamedNode(f"{DCTERMS}source"), source))
    found = {s.source: s for s in standings(Knowledge(store, released().manifest))}
    assert (found[source].things, found[source].alone, found[source].types) == (3, 2, ("problem", "kernel-element"))
    assert found[source].centrality == 0.75
    assert (found[other].things, found[other].alone) == (2, 1)


def test_sources_of_rules_are_counted(knowledge: Knowledge) -> None:
    by_source = {standing.source: standing for standing in standings(knowledge)}
    assert by_source[thing("source", "kompas-beslismodel")].rules > 0
    assert list(by_source.values()) == sorted(by_source.values(), key=lambda s: -s.centrality)


def test_a_path_goes_the_shortest_way_and_tells_each_step() -> None:
    store = Store()
    a, b, c, d = (thing("problem", slug) for slug in "abcd")
    broader = NamedNode(f"{SKOS}broader")
    store.extend([Quad(a, broader, b), Quad(c, broader, b), Quad(d, TYPE, kompas("Problem"))])
    store.add(Quad(d, NamedNode(f"{SKOS}prefLabel"), Literal("d")))
    held = Knowledge(store, released().manifest)
    (way,) = paths(a, c, held)
    assert [(step.start, step.end, step.forward) for step in way] == [(a, b, True), (b, c, False)]
    assert paths(a, d, held) == ()


def test_a_shared_source_or_scheme_connects_nothing(knowledge: Knowledge) -> None:
    for way in paths(thing("problem", "driftbuien"), thing("kernel-element", "time-out"), knowledge):
        assert not any("/scheme/" in step.end.value or "/source/" in step.end.value for step in way)


def test_the_picture_says_its_numbers_and_is_drawn(knowledge: Knowledge) -> None:
    found = overlap(thing("problem", "angst"), knowledge)
    picture = matrix_svg(found, knowledge, "en")
    assert picture.count("<title>") == 1 + len(found.programmes) ** 2
    assert 'role="img"' in picture
    assert as_png(picture).startswith(b"\x89PNG\r\n")


def test_graphml_carries_weights_and_labels(knowledge: Knowledge) -> None:
    found = overlap(BEHAVIOUR, knowledge)
    graph = nx.parse_graphml(as_graphml(found, knowledge, "en"))
    assert len(graph) == len(found.programmes)
    assert all(0 < data["weight"] <= 1 for _, _, data in graph.edges(data=True))
    assert {label for _, label in graph.nodes(data="label")} >= {"Incredible Years"}


def test_the_commands_answer_in_tables(run: Run) -> None:
    assert "## Communities" in run("graph", "overlap", "gedragsproblemen", "--language", "en").text
    assert run("graph", "overlap", "angst", "--format", "png").out.startswith(b"\x89PNG")
    assert "andere verzamelingen zijn even klein" in run("graph", "cover", "gedragsproblemen").text
    assert "| fase | probleem | gewoon opvoeden |" in run("graph", "gaps", "--groups").text
    assert "| phase | problem | ordinary parenting |" in run("graph", "gaps", "--groups", "--language", "en").text
    assert len(run("graph", "sources", "--most", "3").text.splitlines()) == 5


def test_the_tables_have_the_same_words_in_both_languages() -> None:
    assert WORDS["nl"].keys() == WORDS["en"].keys()
    for key, dutch in WORDS["nl"].items():
        english = WORDS["en"][key]
        assert dutch.count("|") == english.count("|"), key
        assert set(re.findall(r"{\w+}", dutch)) == set(re.findall(r"{\w+}", english)), key


def test_a_path_is_told_in_words(run: Run) -> None:
    english = run("path", "driftbuien", "time-out", "--language", "en").text
    assert "Temper tantrums —[falls under]→ Behaviour problems" in english
    assert "Time-out" in english.splitlines()[1]
    assert "Driftbuien —[valt onder]→ Gedragsproblemen" in run("path", "driftbuien", "time-out").text


def test_a_concept_is_no_way_from_itself(run: Run) -> None:
    assert run("path", "driftbuien", "driftbuien", "--language", "en").text == "Temper tantrums\n"


def test_a_concept_that_is_not_there_is_an_error(run: Run) -> None:
    assert run("path", "driftbuij", "time-out").status == 2
    assert "driftbuien" in run("graph", "cover", "driftbuij").err.lower()
