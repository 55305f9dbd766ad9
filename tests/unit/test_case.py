"""A case is read in any spelling and order, refused where it is wrong, and held in one canonical form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from kompas.case import (
    Case,
    Concern,
    HelpTried,
    case_from_mapping,
    read_case,
)
from kompas.errors import BadInput, InputTooLarge, SeveralErrors
from tests.sample_terms import sample_vocabulary

SANDRA = """
age: 5
concerns:
  - problem: Driftbuien
    duration_months: 4
    frequency: Dagelijks
    settings: [school, thuis, home]
    consequences: some
    danger: geen gevaar
    tried:
      - {what: Kernelementen, outcome: helpt}
      - {what: ordinary parenting, outcome: not enough}
family:
  risk_factors: [schulden, psychische problemen ouder]
  protective_factors: {steun van belangrijke volwassenen: present, schoolmotivatie: afwezig}
  life_domains: [financiën, huisvesting]
  services_involved: [schuldhulpverlening]
safety_signals: []
goals: [zonder strijd   naar bed]
preferences: {formats: [online, individual], declines: [Time-out, CGT, PMTO]}
practice: {setting: school, qualification: HBO, available: [Triple P, PMTO]}
language: nl
"""


def read(text: str | bytes | Path) -> Case:
    return read_case(text, vocabulary=sample_vocabulary())


def of(**fields: object) -> Case:
    return case_from_mapping({"age": 5, "concerns": [{"problem": "driftbuien"}], **fields}, sample_vocabulary())


def refused(**fields: object) -> BadInput:
    with pytest.raises(BadInput) as caught:
        of(**fields)
    return caught.value


def test_a_whole_case_is_held_in_codes_and_slugs_in_one_order() -> None:
    case = read(SANDRA)
    (concern,) = case.concerns
    assert case.age == 5
    assert concern.problem == "driftbuien"
    assert concern.duration_months == 4
    assert concern.frequency == "daily"
    assert concern.settings == ("home", "school")
    assert concern.danger == "none"
    assert concern.tried == (
        HelpTried(what="kernel-elements", outcome="helps"),
        HelpTried(what="ordinary-parenting", outcome="insufficient"),
    )
    assert case.family.risk_factors == ("psychische-problemen-ouder", "schulden")
    assert case.family.protective_factors == {
        "schoolmotivatie": "absent",
        "steun-van-belangrijke-volwassenen": "present",
    }
    assert case.family.life_domains == ("financien", "huisvesting")
    assert case.family.services_involved == ("schuldhulpverlening",)
    assert case.safety_signals == ()
    assert case.goals == ("zonder strijd naar bed",)
    assert case.preferences.formats == ("individual", "online")
    assert case.preferences.declines == ("intervention/pmto", "kernel-element/time-out", "treatment/cgt")
    assert case.practice.setting == "school"
    assert case.practice.qualification == "hbo"


def test_a_family_of_programmes_is_available_with_all_its_members() -> None:
    assert of(practice={"available": ["Triple P"]}).practice.available == ("triple-p", "triple-p-4", "triple-p-5")


def test_what_is_left_out_is_not_known_and_what_is_empty_is_none_found() -> None:
    unknown = of()
    empty = of(family={"risk_factors": [], "protective_factors": {}}, safety_signals=[], practice={"available": []})
    assert unknown.family.risk_factors is None
    assert unknown.family.protective_factors is None
    assert unknown.practice.available is None
    assert empty.family.risk_factors == ()
    assert empty.family.protective_factors == {}
    assert empty.practice.available == ()
    assert of(concerns=[{"problem": "driftbuien", "tried": []}]).concerns[0].tried == ()
    assert unknown.concerns[0].tried is None


def test_a_field_without_a_value_is_one_that_is_left_out() -> None:
    assert read("age: 5\nconcerns: [{problem: driftbuien, frequency: }]\nfamily:\nlanguage: ~") == of()


def test_the_outcome_of_help_that_is_left_out_is_not_known() -> None:
    assert of(concerns=[{"problem": "driftbuien", "tried": [{"what": "PMTO"}]}]).concerns[0].tried == (
        HelpTried(what="pmto", outcome="unknown"),
    )


@pytest.mark.parametrize("age", [-0.75, 0, 4.5, 23])
def test_ages_from_conception_to_twenty_three_are_accepted(age: float) -> None:
    assert of(age=age).age == age


@pytest.mark.parametrize("age", [-0.76, 23.01, float("inf"), float("nan"), 10**40])
def test_other_ages_are_not(age: float) -> None:
    assert "-0.75 to 23" in str(refused(age=age))


def test_a_child_is_four_until_its_fifth_birthday_however_precisely_it_is_said() -> None:
    assert of(age=4.999999).age == 4.9999


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("4 maanden", "`duration_months: 4`"),
        ("2 jaar", "`duration_months: 24`"),
        ("3 weeks", "`duration_months: 0.69`"),
        ("1,5", "`duration_months: 1.5`"),
        ("lang", "like `duration_months: 4`"),
    ],
)
def test_a_duration_with_a_unit_is_told_what_number_it_is(text: str, advice: str) -> None:
    assert advice in str(refused(concerns=[{"problem": "driftbuien", "duration_months": text}]))


def test_an_age_with_a_unit_is_told_what_number_it_is() -> None:
    assert "`age: 5`" in str(refused(age="5 jaar"))
    assert "`age: 1.5`" in str(refused(age="18 months"))


def test_all_mistakes_are_told_at_once_each_with_its_place() -> None:
    error = refused(age=99, concerns=[{"problem": "driftbuij", "setings": ["home"]}], language="de")
    assert isinstance(error, SeveralErrors)
    assert [field.pointer for field in error.errors] == [
        "/age",
        "/concerns/0/problem",
        "/concerns/0/setings",
        "/language",
    ]
    assert error.errors[2].nearest[0] == "settings"


def test_more_than_a_hundred_mistakes_are_not_told() -> None:
    assert len(refused(safety_signals=["x"] * 150).errors) == 100


def test_a_list_without_end_is_refused() -> None:
    assert isinstance(refused(safety_signals=["verwaarlozing"] * 201), InputTooLarge)
    assert isinstance(refused(family={f"veld {number}": 1 for number in range(201)}), InputTooLarge)


@pytest.mark.parametrize("key", ["naam", "Name", "BSN", "geboorte_datum", "dateOfBirth", "e-mail", "Telefoon", "adres"])
def test_fields_that_ask_who_someone_is_are_refused_at_any_depth(key: str) -> None:
    for fields in ({key: "x"}, {"family": {"mother": {key: "x"}}}, {"concerns": [{"problem": "driftbuien", key: "x"}]}):
        assert "anonymous" in str(refused(**fields))


@pytest.mark.parametrize(
    "text",
    [
        "bsn 123456782",
        "123.456.782",
        "mail jan@voorbeeld.nl",
        "bel 06-12345678",
        "bel 0031 20 1234567",
        "1234 AB",
        "1234ab",
        "geboren 12-03-2019",
        "2019-03-12",
        "12 maart 2019",
        "March 12, 2019",
        "Dorpsstraat 12",
        "NL91ABNA0417164300",
        "jan\u200b@voorbeeld.nl",
        "bel \uff10\uff16-12345678",
    ],
)
def test_values_that_point_to_a_person_are_refused_and_never_repeated(text: str) -> None:
    error = refused(goals=[text], safety_signals=[text])
    assert "anonymous" in str(error)
    assert text not in str(error)
    assert {field.value for field in error.errors} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "zonder strijd naar bed",
        "in 2019 op school begonnen",
        "om 19.30 uur slapen, 10 minuten lezen",
        "3 keer per week, 45 minuten",
        "123456789 sterren tellen",
        "van 0-2 naar 2-4 jaar",
        "minder dan 1000 keer",
    ],
)
def test_ordinary_goals_are_not_taken_for_identifying(text: str) -> None:
    assert of(goals=[text]).goals == (text,)


def test_the_same_problem_twice_is_refused_however_it_is_spelled() -> None:
    error = refused(concerns=[{"problem": "driftbuien"}, {"problem": "Temper tantrums"}])
    assert error.errors[0].pointer == "/concerns/1/problem"
    assert "concerns[0]" in str(error)


def test_the_same_help_cannot_have_had_two_outcomes() -> None:
    tried = [{"what": "PMTO", "outcome": "helps"}, {"what": "pmto", "outcome": "insufficient"}]
    assert "two outcomes" in str(refused(concerns=[{"problem": "driftbuien", "tried": tried}]))
    assert len(of(concerns=[{"problem": "driftbuien", "tried": [tried[0]] * 2}]).concerns[0].tried or ()) == 1


def test_goals_are_never_shown() -> None:
    case = of(goals=["zonder strijd naar bed"])
    assert "strijd" not in repr(case)
    assert "strijd" not in str(case)


def test_a_case_without_words_still_says_that_there_are_goals() -> None:
    case = of(goals=["zonder strijd naar bed"]).without_words()
    assert case.to_dict() == {
        "age": 5,
        "concerns": [{"problem": "driftbuien"}],
        "goals_stated": True,
        "language": "nl",
    }
    assert case_from_mapping(case.to_dict(), sample_vocabulary()) == case


def test_a_case_written_out_reads_back_as_the_same_case() -> None:
    case = read(SANDRA)
    assert case_from_mapping(case.to_dict(), sample_vocabulary()) == case
    assert read(json.dumps(case.to_dict())) == case


def test_a_case_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        of().age = 6  # type: ignore[misc]  # that is what this shows


def test_a_case_can_be_kept_in_a_set() -> None:
    assert len({read(SANDRA), read(SANDRA), of()}) == 2


def test_a_case_made_in_python_is_canonical_too() -> None:
    made = Case(age=5, concerns=(Concern(problem="b"), Concern(problem="a", settings=("school", "home", "home"))))
    assert [concern.problem for concern in made.concerns] == ["a", "b"]
    assert made.concerns[0].settings == ("home", "school")
    with pytest.raises(ValidationError):
        Case(age=5, concerns=(Concern(problem="a"), Concern(problem="a")))
