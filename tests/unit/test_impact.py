"""The impact of a change: exact about which cases come out otherwise, in which direction, and because of what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kompas.case import Case
from kompas.changes import Kind, changes
from kompas.consultation import Consultant
from kompas.editions import Edition
from kompas.impact import Decider, Impact, Outcome, measure
from kompas.impact.confirming import causes
from kompas.impact.differences import (
    CLARIFY,
    DECISIVENESS,
    FROM_CLARIFY,
    HEAVIER,
    HEAVINESS,
    LEADING,
    LIGHTER,
    TO_CLARIFY,
    WIDER,
    Difference,
    directions,
)
from kompas.impact.measuring import Assignment, Comparer, examples
from kompas.impact.reach import reach
from kompas.impact.report import markdown
from kompas.impact.sensitivity import Trial, sensitivity, sensitivity_report, values_to_try
from kompas.impact.showing import shown
from kompas.impact.wording import KINDS, ROUTES, WORDS, direction
from kompas.namespaces import SKOS, thing
from kompas.population import Population
from kompas.recommendation import Language
from tests.unit.command_line import Run, runner
from tests.unit.variants import cutoff, relabelled, rewritten, standing, variant, with_triples, without

SIZE = 60
"""How many generated cases a change is measured on: enough that each change made here tips some of them."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    return runner(monkeypatch, capsysbinary)


@pytest.fixture(scope="module")
def before() -> Edition:
    return standing()


@pytest.fixture(scope="module")
def slower(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """An edition in which duration weighs from six months."""
    return variant(tmp_path_factory.mktemp("slower") / "release", cutoff("duur", "6.0"))


@pytest.fixture(scope="module")
def impact(before: Edition, slower: Edition) -> Impact:
    return measure(before, slower, size=SIZE)


@pytest.fixture(scope="module")
def trials(before: Edition) -> tuple[Trial, ...]:
    """The cut-off on the number of situations, tried around where it stands."""
    return sensitivity(before, size=SIZE, only="situaties")


def generated(edition: Edition, numbers: range) -> list[Case]:
    population = Population(edition.knowledge)
    return [Case.model_validate(population.case(number)) for number in numbers]


def outcome(**parts: object) -> Outcome:
    plain = Outcome("kernel-elements", "kernel-elements", "kernel-elements", frozenset(), "clear", ("a",))
    return replace(plain, **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (outcome(), ()),
        (outcome(route="full-intervention"), (HEAVIER,)),
        (outcome(route="ordinary-parenting"), (LIGHTER,)),
        (outcome(route="clarify-first"), (TO_CLARIFY,)),
        (outcome(highest="full-intervention"), ("other range of routes",)),
        (outcome(flags=frozenset({"safety-first"})), ("safety-first raised",)),
        (outcome(leading=("b",)), (LEADING,)),
        (outcome(decisiveness="balanced"), ("now balanced",)),
    ],
)
def test_each_way_to_be_otherwise_has_a_name(after: Outcome, told: tuple[str, ...]) -> None:
    assert directions(outcome(), after) == told


def test_ways_back_are_named_too() -> None:
    assert directions(outcome(route="clarify-first"), outcome()) == (FROM_CLARIFY,)
    assert directions(outcome(flags=frozenset({"safety-first"})), outcome()) == ("safety-first dropped",)


def test_many_cases_at_once_are_decided_as_a_consultation_decides_each(before: Edition) -> None:
    cases = [case for _, case in examples(before, before)[0]][:6] + generated(before, range(6))
    consultant = Consultant(standing().knowledge, before.rules)
    for case, found in zip(cases, Decider.of(before).decide(cases), strict=True):
        said = consultant.answer(case).recommendation
        assert (found.route, (found.lowest, found.highest)) == (said.route, said.route_range)
        assert (found.flags, found.decisiveness) == (frozenset(said.flags), said.decisiveness)
        firsts = {o.items[0].concept.iri for o in said.options if o.items and o.items[0].status == "recommended"}
        assert set(found.leading) & firsts or not found.leading


def test_cases_that_are_decided_together_do_not_see_each_other(before: Edition) -> None:
    decider = Decider.of(before)
    cases = [case for _, case in examples(before, before)[0]][:10]
    assert decider.decide(cases) == [decider.derive([case])[0][0] for case in cases]


def test_a_change_that_no_deciding_rule_reads_reaches_nowhere(before: Edition, tmp_path: Path) -> None:
    worded = variant(tmp_path / "release", relabelled("problem", "driftbuien", "Fits"))
    found = measure(before, worded, size=SIZE)
    assert len(found.changes) == 1
    assert found.is_none
    assert reach(before, worded, found.changes).is_nowhere


def test_the_rules_a_cut_off_touches_are_those_that_read_it(before: Edition, slower: Edition) -> None:
    far = reach(before, slower, changes(before, slower))
    assert {"duur-verhoogd"} <= far.touched
    assert far.touched.isdisjoint({"soorten-verhoogd", "keuze-aanbevolen-element", "ernst-licht"})
    assert far.is_narrow


def test_looking_at_the_touched_rules_first_misses_nothing(before: Edition, slower: Edition, impact: Impact) -> None:
    far = reach(before, slower, impact.changes)
    everything = replace(far, leading_up=far.deciding)
    work = Assignment(before.folder, slower.folder, frozenset(c.iri for c in impact.changes), 1, everything)
    assert tuple(Comparer(work, before, slower).compare_generated(range(SIZE))) == impact.population


def test_duration_that_weighs_later_makes_no_route_heavier(impact: Impact) -> None:
    ways = {way for difference in impact.population for way in difference.directions}
    assert LIGHTER in ways
    assert HEAVIER not in ways


def test_each_difference_is_traced_to_the_change(impact: Impact) -> None:
    duration = thing("policy", "duur").value
    assert impact.population
    assert {difference.traced for difference in impact.population} == {(duration,)}


def test_undoing_the_change_gives_the_old_outcome(before: Edition, slower: Edition, impact: Impact) -> None:
    population = Population(before.knowledge, also=slower.knowledge)

    def case_of(name: str) -> Case:
        return Case.model_validate(population.case(int(name)))

    (cause,) = causes(before, slower, impact.changes, impact.population, case_of)
    assert cause.change.name == "policy:duur"
    assert cause.traced == len(impact.population)
    assert len(cause.confirmed) == cause.tried > 0


def test_a_change_that_makes_no_difference_is_not_confirmed(before: Edition, tmp_path: Path) -> None:
    note = Triple(thing("policy", "duur"), NamedNode(f"{SKOS}note"), Literal("Under discussion."))

    def edit(triples: list[Triple]) -> list[Triple]:
        return with_triples(note)(cutoff("situaties", "3")(triples))

    after = variant(tmp_path / "release", edit)
    found = measure(before, after, size=SIZE)
    blamed = tuple(
        Difference(d.case, d.before, d.after, (thing("policy", "duur").value, *d.traced)) for d in found.population
    )
    population = Population(before.knowledge, also=after.knowledge)
    tried = causes(before, after, found.changes, blamed, lambda n: Case.model_validate(population.case(int(n))))
    assert {cause.change.slug: bool(cause.confirmed) for cause in tried} == {"situaties": True, "duur": False}


def test_a_rule_that_changed_is_the_cause(before: Edition, tmp_path: Path) -> None:
    edit = rewritten(
        "matig-eerst-lichter", "kompas:leadsTo route:kernelementen", "kompas:leadsTo route:volledige-interventie"
    )
    after = variant(tmp_path / "release", edit)
    found = measure(before, after, size=SIZE)
    assert any(HEAVIER in difference.directions for difference in found.population)
    assert {iri for d in found.population for iri in d.traced} == {thing("rule", "matig-eerst-lichter").value}
    population = Population(before.knowledge, also=after.knowledge)
    (cause,) = causes(
        before, after, found.changes, found.population, lambda n: Case.model_validate(population.case(int(n)))
    )
    assert len(cause.confirmed) == cause.tried


def test_several_processes_find_the_same(before: Edition, slower: Edition, impact: Impact) -> None:
    done: list[int] = []
    again = measure(before, slower, size=SIZE, processes=2, advance=done.append)
    assert again.population == impact.population
    assert sum(done) == SIZE + len(impact.example_names)


def test_an_example_that_one_edition_cannot_read_is_named(before: Edition, tmp_path: Path) -> None:
    after = variant(tmp_path / "release", without(thing("problem", "driftbuien")))
    named, unreadable = examples(before, after)
    assert "sandra" in unreadable
    assert "sandra" not in dict(named)


@pytest.fixture(scope="module")
def reports(before: Edition, slower: Edition, impact: Impact) -> dict[Language, str]:
    """The report on the first two differences, in both languages."""
    population = Population(before.knowledge, also=slower.knowledge)

    def case_of(name: str) -> Case:
        return Case.model_validate(population.case(int(name)))

    few = impact.population[:2]
    because = causes(before, slower, impact.changes, few, case_of)
    languages: tuple[Language, ...] = ("nl", "en")
    return {one: markdown(impact, because, shown(before, slower, few, case_of, one), one) for one in languages}


def test_the_report_says_what_why_and_shows_both_sides(reports: dict[Language, str], impact: Impact) -> None:
    text = reports["en"]
    assert "cutoff value: “3” → “6" in text
    assert f"{len(impact.population)} of {SIZE} generated cases come out otherwise" in text
    assert "| cut-off changed: Duration: from three months (`policy:duur`) | 2 | 2 of 2 |" in text
    assert text.count("**Before: ") == text.count("**After: ") == 2
    assert "- Only here: " in text


def test_without_any_difference_the_report_says_so(before: Edition) -> None:
    found = measure(before, before, size=20)
    text = markdown(found, (), (), "en")
    assert "- 0 changes: nothing." in text
    assert "0 of 20 generated cases come out otherwise." in text
    assert "Because of which change" not in text


def test_diff_writes_the_report_of_two_releases(run: Run, before: Edition, slower: Edition) -> None:
    done = run(
        "diff", str(before.folder), str(slower.folder), "--cases", "40", "--processes", "1", "--format", "summary"
    )
    assert done.status == 0
    assert "1 andere grenswaarde" in done.text
    assert "| wat er anders is | voorbeelden | verzonnen situaties | deel |" in done.text


def test_the_report_speaks_dutch_and_english_and_does_not_mix_them(reports: dict[Language, str]) -> None:
    dutch, english = reports["nl"], reports["en"]
    assert dutch.count("\n#") == english.count("\n#")
    assert "## Wat er anders is\n\n### Andere grenswaarde (1)\n\n- Duur: vanaf drie maanden (policy:duur)" in dutch
    assert "| andere grenswaarde: Duur: vanaf drie maanden (`policy:duur`) | 2 | 2 van 2 |" in dutch
    assert "**Voor: " in dutch
    assert not re.findall(r"\b(?:years|months|changed|generated|nothing|daily|some)\b", dutch)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_direction_and_route_has_a_name(language: Language) -> None:
    flags = ("safety-first", "integral-approach", "build-protection")
    ways = [LIGHTER, HEAVIER, TO_CLARIFY, FROM_CLARIFY, WIDER, LEADING, *(f"now {name}" for name in DECISIVENESS)]
    ways += [f"{flag} {way}" for flag in flags for way in ("raised", "dropped")]
    assert len({direction(way, language) for way in ways}) == len(ways)
    assert ROUTES[language].keys() == {*HEAVINESS, CLARIFY}
    assert KINDS[language].keys() == set(Kind)
    assert WORDS["nl"].keys() == WORDS["en"].keys()


def test_diff_says_what_it_takes_when_it_does_not_know_an_edition(run: Run) -> None:
    done = run("diff", "versie-van-nooit", "current")
    assert (done.status, done.out) == (2, b"")
    assert "“versie-van-nooit” is not known: give `current`" in done.err


def test_a_folder_that_is_no_edition_is_refused_with_what_it_lacks(run: Run, tmp_path: Path) -> None:
    done = run("diff", str(tmp_path), "current")
    assert done.status == 2
    assert "it has no manifest.json" in done.err
    assert "no ontology and no rules and no data/tables" in done.err


def test_a_cut_off_is_tried_around_where_it_stands(trials: Sequence[Trial]) -> None:
    assert [(trial.standing, trial.tried) for trial in trials] == [("2", value) for value in ("0", "1", "3", "4")]
    lower, higher = trials[1], trials[2]
    assert higher.heavier == 0
    assert lower.lighter == 0
    assert any(trial.changed for trial in trials)


def test_a_trial_counts_what_a_comparison_finds(before: Edition, trials: Sequence[Trial], tmp_path: Path) -> None:
    found = measure(before, variant(tmp_path / "release", cutoff("situaties", "3")), size=SIZE)
    trial = next(trial for trial in trials if trial.tried == "3")
    assert (trial.changed, trial.routes) == (len(found.population), sum(d.is_route for d in found.population))
    assert trial.changed


def test_a_level_is_tried_at_every_other_level(before: Edition) -> None:
    assert values_to_try(before, "gevolgen") == len(before.knowledge.members("Consequences")) - 1


def test_the_cut_off_on_which_most_hangs_comes_first(before: Edition, trials: Sequence[Trial]) -> None:
    levels = sensitivity(before, size=10, only="gevolgen")
    assert len(levels) == values_to_try(before, "gevolgen")
    assert max(trial.changed for trial in levels) < max(trial.changed for trial in trials)
    text = sensitivity_report([*trials, *levels], "an edition", 1, "en")
    assert text.index("`policy:situaties`") < text.index("`policy:gevolgen`"), "though its name comes later"
    assert f"on {SIZE} generated cases (seed 1)" in text


def test_a_cut_off_that_is_not_there_is_an_error_with_those_that_are(run: Run) -> None:
    done = run("sensitivity", "--cutoff", "leeftijdsgrens")
    assert (done.status, done.out) == (2, b"")
    assert "“leeftijdsgrens” is not a known cut-off" in done.err
