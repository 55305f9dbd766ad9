"""Insight in the rules: in words, over cases, against each other, and through the commands."""

from __future__ import annotations

import re

import networkx as nx
import pytest

from kompas.case import Case
from kompas.editions import Edition
from kompas.impact.measuring import examples
from kompas.insight import Firings, conflicts, costs, explanation, observe, redundancies
from kompas.insight.firing import Pull
from kompas.insight.pulling import twins
from kompas.namespaces import thing
from kompas.population import Population
from kompas.recommendation import Language
from tests.unit.command_line import Run, runner
from tests.unit.variants import standing

LANGUAGES: tuple[Language, ...] = ("nl", "en")
MATIG = thing("rule", "matig-eerst-lichter")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    return runner(monkeypatch, capsysbinary)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return standing()


@pytest.fixture(scope="module")
def firings(edition: Edition) -> Firings:
    made = [Case.model_validate(plain) for plain in Population(edition.knowledge).cases(20)]
    return observe(edition, [*dict(examples(edition, edition)[0]).values(), *made][:30])


def made_up(**pulls: set[Pull]) -> Firings:
    fired = {rule: frozenset(pull.case for pull in found) for rule, found in pulls.items()}
    return Firings(2, fired, {r: frozenset(f) for r, f in pulls.items()}, {r: frozenset() for r in pulls}, {})


def test_a_rule_is_told_in_words_with_its_grounds(edition: Edition) -> None:
    told = explanation(edition.rules.descriptions[MATIG], edition.rules, edition.knowledge, "en")
    assert told.startswith("Moderate and no lighter help without success: kernel elements\n")
    assert "Looks at each reading." in told
    assert "- the severity is moderate" in told
    assert "- argument supports option" in told
    assert "weight: decisive; theme: proportionality" in told
    assert "beslismodel, §4, tabel" in told


def test_every_rule_can_be_told_in_both_languages(edition: Edition) -> None:
    for rule in edition.rules.descriptions.values():
        dutch, english = (explanation(rule, edition.rules, edition.knowledge, lang) for lang in LANGUAGES)
        assert "Spreekt als:\n- " in dutch
        assert "Speaks when:\n- " in english
        assert "Stands on:\n- " in english


def test_a_guard_is_told_as_unless(edition: Edition) -> None:
    rule = edition.rules.descriptions[thing("rule", "duur-niet-verhoogd")]
    assert "- unless: this concern raises duration" in explanation(rule, edition.rules, edition.knowledge, "en")
    assert "- tenzij: " in explanation(rule, edition.rules, edition.knowledge, "nl")


def test_coverage_counts_cases_and_names_what_never_or_always_fires(edition: Edition, firings: Firings) -> None:
    assert set(firings.fired) == {rule.slug for rule in edition.rules.descriptions.values()}
    assert len(firings.fired["leeftijdsfase"]) == firings.cases == 30
    assert "leeftijdsfase" in firings.always
    assert set(firings.never).isdisjoint(firings.always)
    assert 0 < len(firings.fired["veiligheid-eerst-gevaar"]) < firings.cases


def test_rules_that_pull_opposite_ways_are_a_conflict(firings: Firings) -> None:
    one, other = Pull(0, "x#item/1", "supports"), Pull(0, "x#item/1", "attacks")
    (found,) = conflicts(made_up(voor={one}, tegen={other}))
    assert (found.supporting, found.attacking, found.cases, found.about) == ("voor", "tegen", 1, ("1",))
    pairs = {(conflict.supporting, conflict.attacking) for conflict in conflicts(firings)}
    assert ("elementen-met-algemene-factoren", "elementen-verwacht-niet-bewezen") in pairs


def test_no_conflict_over_different_things_cases_or_on_one_side() -> None:
    one = Pull(0, "x#item/1", "supports")
    for other in (Pull(0, "x#item/2", "attacks"), Pull(1, "x#item/1", "attacks"), one):
        assert conflicts(made_up(voor={one}, tegen={other})) == ()


def test_a_rule_that_does_no_more_than_another_adds_nothing(edition: Edition) -> None:
    by_weight: dict[object, list[str]] = {}
    for rule in edition.rules.descriptions.values():
        if rule.weight is not None:
            by_weight.setdefault((rule.layer, rule.weight, rule.theme), []).append(rule.slug)
    little, much = next(slugs for slugs in by_weight.values() if len(slugs) > 1)[:2]
    one, other = Pull(0, "x#item/1", "supports"), Pull(1, "x#item/1", "supports")

    def only(**pulls: set[Pull]) -> Firings:
        nothing: dict[str, set[Pull]] = {rule.slug: set() for rule in edition.rules.descriptions.values()}
        return made_up(**(nothing | pulls))

    (found,) = redundancies(only(**{little: {one}, much: {one, other}}), edition.rules)
    assert (found.rule, found.covered_by, found.both_ways) == (little, much, False)
    (same,) = redundancies(only(**{little: {one}, much: {one}}), edition.rules)
    assert same.both_ways
    assert redundancies(only(**{little: {one}, much: {other}}), edition.rules) == ()


def test_no_two_rules_of_kompas_are_the_same_word_for_word(edition: Edition) -> None:
    assert list(twins(edition.rules)) == []


def test_rules_are_listed_by_layer(run: Run) -> None:
    done = run("rules", "list", "--layer", "1", "--language", "en")
    assert done.status == 0
    assert "leeftijdsfase" in done.text
    assert {line[0] for line in done.text.splitlines()[:-1]} == {"1"}


def test_a_rule_is_shown_with_what_feeds_it(run: Run) -> None:
    done = run("rules", "show", "duur-verhoogd")
    assert "CONSTRUCT {" in done.text
    assert "Fed by: duurdrempel-bijzonder, duurdrempel-gewoon" in done.text
    assert "Feeds: criterium-open, duur-niet-verhoogd" in done.text


def test_a_rule_is_found_by_address_and_label_too(run: Run) -> None:
    told = run("rules", "explain", "matig-eerst-lichter").text
    assert run("rules", "explain", MATIG.value).text == told
    assert run("rules", "explain", "rule:matig-eerst-lichter").text == told
    assert run("rules", "explain", "Moderate and no lighter help without success: kernel elements").text == told


def test_a_rule_that_is_not_there_is_an_error_with_the_nearest(run: Run) -> None:
    done = run("rules", "explain", "duur-verhoogt")
    assert (done.status, done.out) == (2, b"")
    assert "“duur-verhoogt” is not a known rule. Nearest: “duur-verhoogd”" in done.err


def test_every_rule_has_its_cost_and_fires_where_it_was_seen_to(edition: Edition) -> None:
    cases = [case for _, case in examples(edition, edition)[0]][:2]
    found, seen = costs(edition, cases), observe(edition, cases)
    assert [cost.milliseconds for cost in found] == sorted((cost.milliseconds for cost in found), reverse=True)
    assert sum(cost.share for cost in found) == pytest.approx(1)
    assert {cost.rule: cost.fired for cost in found} == {rule: len(where) for rule, where in seen.fired.items()}


def test_the_dearest_rules_are_shown_and_no_more(run: Run) -> None:
    done = run("rules", "cost", "--cases", "0", "--most", "3")
    assert done.status == 0
    assert len(re.findall(r"^\| `[\w-]+` \| [\d.]+ \| [\d.]+% \| \d+ \|$", done.text, re.MULTILINE)) == 3


def test_coverage_conflicts_and_redundancy_are_told_as_tables(run: Run) -> None:
    assert (
        "| layer | rule | cases | what it says |" in run("rules", "coverage", "--cases", "2", "--language", "en").text
    )
    assert "| pleit voor | pleit tegen | situaties | over |" in run("rules", "conflicts", "--cases", "2").text
    assert "## Woord voor woord hetzelfde" in run("rules", "redundancy", "--cases", "2").text


def test_the_graph_of_the_rules_opens_in_other_tools(run: Run) -> None:
    graph = nx.parse_graphml(run("rules", "graph", "--format", "graphml").text)
    assert graph.has_edge("duur-verhoogd", "duur-niet-verhoogd")
    assert '"duur-verhoogd" -> "duur-niet-verhoogd"' in run("rules", "graph", "--format", "dot").text
    assert "| `duur-verhoogd` | `duur-niet-verhoogd` |" in run("rules", "graph").text
