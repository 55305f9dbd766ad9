"""Generated populations: the same for the same seed, readable, plausible, with the marginals that were asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kompas.case import Case, case_from_mapping
from kompas.errors import InputMissing, InvalidValue
from kompas.knowledge import released
from kompas.namespaces import thing
from kompas.population import Population, read_marginals
from kompas.vocabulary import Vocabulary
from tests.unit.command_line import Run, runner
from tests.unit.variants import variant, without

MANY = 3000
HEAD = "field,value,share,basis,source,locator,note\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    return runner(monkeypatch, capsysbinary)


@pytest.fixture(scope="module")
def population() -> Population:
    return Population(released())


@pytest.fixture(scope="module")
def many(population: Population) -> list[Case]:
    return [Case.model_validate(plain) for plain in population.cases(MANY)]


def test_a_case_is_the_same_for_the_same_seed_and_number_whatever_the_size(population: Population) -> None:
    assert list(population.cases(5))[3] == population.case(3)
    assert next(population.cases(2, start=3)) == population.case(3)
    assert list(Population(released()).cases(5)) == list(population.cases(5))


def test_another_seed_gives_another_population(population: Population) -> None:
    assert list(Population(released(), seed=2).cases(5)) != list(population.cases(5))


def test_every_case_reads_as_if_somebody_had_written_it(population: Population) -> None:
    vocabulary = Vocabulary(released())
    for plain in population.cases(60):
        assert case_from_mapping(plain, vocabulary) == Case.model_validate(plain)


def test_no_concern_lasts_longer_than_the_child_lives(many: list[Case]) -> None:
    lasting = [(c.duration_months, case.age) for case in many for c in case.concerns if c.duration_months is not None]
    assert lasting
    assert [found for found in lasting if found[0] > (found[1] + 0.75) * 12 + 0.1] == []


def test_settings_fit_the_age(many: list[Case]) -> None:
    places = [(place, case.age) for case in many for concern in case.concerns for place in concern.settings or ()]
    assert {place for place, age in places if age < 4} >= {"home", "childcare"}
    assert [found for found in places if found[0] == "work" and found[1] < 15] == []
    assert [found for found in places if found[0] == "childcare" and found[1] >= 4] == []


def test_risk_factors_are_as_common_as_published_and_come_together(many: list[Case]) -> None:
    asked = [case.family.risk_factors for case in many if case.family.risk_factors is not None]
    ill = {"psychische-problematiek-ouder", "verslavingsproblematiek-ouder"}
    assert sum(bool(ill & set(risks)) for risks in asked) / len(asked) == pytest.approx(0.279, abs=0.03)
    assert sum("armoede" in risks for risks in asked) / len(asked) == pytest.approx(0.052, abs=0.015)
    both = sum("armoede" in risks and bool(ill & set(risks)) for risks in asked) / len(asked)
    assert both > 0.279 * 0.052


def test_single_marginals_are_met(many: list[Case]) -> None:
    concerns = [concern for case in many for concern in case.concerns]
    known = [str(concern.consequences) for concern in concerns if concern.consequences is not None]
    shares = read_marginals().fields
    assert len(known) / len(concerns) == pytest.approx(shares["known"]["consequences"], abs=0.03)
    for value, share in shares["consequences"].items():
        assert known.count(value) / len(known) == pytest.approx(share, abs=0.03)


def test_every_field_is_known_in_some_cases_and_not_in_others(many: list[Case]) -> None:
    for known in (
        [case.family.protective_factors is not None for case in many],
        [case.safety_signals is not None for case in many],
        [case.practice.available is not None for case in many],
        [case.concerns[0].tried is not None for case in many],
    ):
        assert set(known) == {True, False}


def test_only_terms_that_both_releases_have_are_used(tmp_path: Path) -> None:
    other = variant(tmp_path / "release", without(thing("problem", "driftbuien")))
    both = Population(released(), also=other.knowledge)
    problems = {concern["problem"] for plain in both.cases(1500) for concern in plain["concerns"]}
    assert "driftbuien" not in problems
    assert "driftbuien" in {c["problem"] for plain in Population(released()).cases(1500) for c in plain["concerns"]}


def test_every_published_share_has_a_source_and_every_other_is_called_synthetic() -> None:
    rows = read_marginals().rows
    assert {row.basis for row in rows} == {"published", "synthetic"}
    assert [
        row for row in rows if row.basis == "published" and not (row.source.startswith("https://") and row.locator)
    ] == []


def test_the_shares_of_values_that_exclude_each_other_add_up() -> None:
    fields = read_marginals().fields
    for field in ("concerns", "group", "duration_months", "frequency", "consequences", "danger", "tried", "outcome"):
        assert sum(fields[field].values()) == pytest.approx(1.0)


def test_every_value_that_is_named_exists() -> None:
    knowledge = released()
    fields = read_marginals().fields
    assert {thing("problem", group) for group in fields["group"]} == set(knowledge.members("ProblemGroup"))
    risks = {thing("risk-factor", slug) for value in fields["risk_factor"] if value != "*" for slug in value.split("+")}
    assert risks <= set(knowledge.members("RiskFactor"))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("age,0-2,1.5,synthetic,,,", "row 2: a share is a number from 0 to 1"),
        ("age,0-2,veel,synthetic,,,", "row 2: a share is a number from 0 to 1"),
        ("age,0-2,0.5,guessed,,,", "published or synthetic"),
        ("age,0-2,0.5,published,,,", "a published share has a source and a locator"),
        ("age,0-2,0.5,synthetic,https://example.org,page 3,", "a synthetic one has neither"),
    ],
)
def test_a_marginal_that_cannot_be_is_refused_with_its_row(tmp_path: Path, row: str, told: str) -> None:
    table = tmp_path / "marginals.csv"
    table.write_text(HEAD + row + "\n", "utf-8")
    with pytest.raises(InvalidValue, match=told):
        read_marginals(table)


def test_marginals_that_are_not_there_are_missed(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match=r"nergens\.csv"):
        read_marginals(tmp_path / "nergens.csv")


def test_the_command_writes_lines_that_batch_reads(run: Run) -> None:
    done = run("population", "--cases", "3", "--seed", "7")
    lines = [json.loads(line) for line in done.text.splitlines()]
    assert lines == list(Population(released(), seed=7).cases(3))
    answers = run("batch", "-", stdin=done.out)
    assert ["recommendation" in json.loads(line) for line in answers.text.splitlines()] == [True] * 3
