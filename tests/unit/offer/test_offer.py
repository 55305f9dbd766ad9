"""A gap is where recognised help exists and is not offered, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kompas import resources
from kompas.errors import BadInput
from kompas.knowledge import Knowledge, released
from kompas.namespaces import thing
from kompas.offer import Comparison, Offer, Offered, Standing, read_offer
from kompas.offer.page import Page
from kompas.vocabulary import Vocabulary
from tests.unit.command_line import Run, runner
from tests.unit.quality.graph import knowledge

DRIFTIG = thing("problem", "driftig")
KLEIN, GROOT = thing("age-phase", "klein"), thing("age-phase", "groot")
FAMILY, MEMBER, OTHER = (thing("intervention", slug) for slug in ("familie", "lid", "ander"))
BASE = """
age-phase:klein a kompas:AgePhase ; kompas:fromAge 0 ; kompas:untilAge 5 .
age-phase:groot a kompas:AgePhase ; kompas:fromAge 5 ; kompas:untilAge 12 .
problem:gedrag a kompas:Problem , kompas:ProblemGroup ; kompas:inGroup problem:gedrag .
problem:driftig a kompas:Problem ; skos:broader problem:gedrag ; kompas:inGroup problem:gedrag .
intervention:familie a kompas:Intervention .
intervention:lid a kompas:Intervention , kompas:RecognisedIntervention ; skos:broader intervention:familie ;
    kompas:addresses problem:gedrag ; kompas:minAge 2 ; kompas:maxAge 8 .
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    return runner(monkeypatch, capsysbinary)


def graph(turtle: str = "") -> Knowledge:
    return knowledge(BASE + turtle)


def compared(*entries: Offered, turtle: str = "") -> Comparison:
    return Comparison(Offer("here", "", entries), graph(turtle))


def standing(comparison: Comparison, phase: object) -> Standing:
    return next(cell.standing for (_, own), cell in comparison.cells.items() if own == phase)


def other(kind: str = "", level: str = "kompas:SelectivePrevention") -> str:
    return (
        f"intervention:ander a kompas:Intervention {kind} ; kompas:addresses problem:driftig ;"
        f" kompas:minAge 0 ; kompas:maxAge 12 ; kompas:preventionLevel {level} ."
    )


@pytest.mark.parametrize(
    ("entries", "turtle", "stands"),
    [
        ((), "", Standing.OPEN),
        ((Offered(MEMBER),), "", Standing.FILLED),
        ((Offered(FAMILY),), "", Standing.FILLED),
        ((Offered(OTHER),), other(), Standing.UNRECOGNISED),
        ((Offered(OTHER),), other(", kompas:RecognisedIntervention"), Standing.FILLED),
        ((Offered(OTHER),), other(", kompas:NotRecognisedIntervention"), Standing.OPEN),
        ((Offered(OTHER),), other(", kompas:RecognisedIntervention", "kompas:UniversalPrevention"), Standing.OPEN),
    ],
    ids=["nothing", "it", "its family", "unknown", "recognised", "rejected", "universal"],
)
def test_recognised_help_for_the_problem_fills_a_gap(
    entries: tuple[Offered, ...], turtle: str, stands: Standing
) -> None:
    assert standing(compared(*entries, turtle=turtle), KLEIN) is stands


@pytest.mark.parametrize(
    ("low", "high", "young", "old"),
    [
        (None, None, Standing.FILLED, Standing.FILLED),
        (5, None, Standing.OPEN, Standing.FILLED),
        (4, 4, Standing.FILLED, Standing.OPEN),
        (None, 5, Standing.FILLED, Standing.FILLED),
    ],
)
def test_help_offered_to_some_ages_fills_their_phases(
    low: float | None, high: float | None, young: Standing, old: Standing
) -> None:
    found = compared(Offered(MEMBER, low, high))
    assert (standing(found, KLEIN), standing(found, GROOT)) == (young, old)


def test_where_no_recognised_help_is_known_the_region_has_no_gap() -> None:
    found = compared(turtle="age-phase:ouder a kompas:AgePhase ; kompas:fromAge 12 ; kompas:untilAge 17 .")
    assert standing(found, thing("age-phase", "ouder")) is Standing.UNKNOWN
    assert {cell.phase for cell in found.gaps} == {KLEIN, GROOT}


def test_what_fills_most_comes_first_and_nothing_is_filled_twice() -> None:
    small = """
intervention:ander a kompas:Intervention , kompas:RecognisedIntervention ; kompas:addresses problem:driftig ;
    kompas:minAge 5 ; kompas:maxAge 6 .
"""
    assert [(one.programme, len(one.gaps)) for one in compared(turtle=small).fillings] == [(MEMBER, 2)]


def test_every_gap_of_the_example_is_filled_by_what_is_named() -> None:
    told = read_offer(resources.data() / "offers" / "voorbeeldregio.yaml", Vocabulary(released()))
    found = Comparison(told, released())
    filled = [place for filling in found.fillings for place in filling.gaps]
    assert len(filled) == len(set(filled))
    assert set(filled) == {(cell.problem, cell.phase) for cell in found.gaps}
    added = (*told.entries, *(Offered(filling.programme) for filling in found.fillings))
    assert not Comparison(Offer("here", "", added), released()).gaps


def test_unknown_recognition_is_not_called_bad_and_a_rejection_is_named() -> None:
    unknown = compared(Offered(OTHER), Offered(FAMILY), turtle=other())
    assert (unknown.unjudged, unknown.not_recognised) == ((OTHER,), ())
    rejected = compared(Offered(OTHER), turtle=other(", kompas:NotRecognisedIntervention"))
    assert (rejected.unjudged, rejected.not_recognised) == ((), (OTHER,))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("offer: [Triple Q]", "offer[0]: “Triple Q” is not a known intervention or kernel element or treatment."),
        ("offer: []", "offer: It lists nothing; name the help that is offered, one a line."),
        ("regio: x\noffer: [PMTO]", "There is no field “regio” here. Nearest: “region”"),
        ("offer: [{hulp: PMTO}]", "offer[0].hulp: There is no field “hulp” here. Nearest: “help”"),
        (
            "offer: [{help: PMTO, min_age: 9, max_age: 8}]",
            "offer[0].min_age: The lowest age, 9, is above the highest, 8.",
        ),
        ("offer: [{help: PMTO, min_age: vier}]", "offer[0].min_age: “vier” is not an age in years from -0.75 to 24."),
        ("offer: [PMTO, pmto]", "offer[1]: This help stands here already."),
        ("[PMTO", "offer.yaml: This is not readable as YAML or JSON"),
        (
            "- PMTO",
            "offer.yaml: This is not readable as an offer: it must have the field `offer`, with a list of help.",
        ),
    ],
)
def test_a_mistake_in_an_offer_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "offer.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput) as refused:
        read_offer(path, Vocabulary(released()))
    assert told in str(refused.value)


def test_the_page_speaks_both_languages_and_asks_the_four_questions(run: Run) -> None:
    example = str(resources.data() / "offers" / "voorbeeldregio.yaml")
    dutch, english = run("coverage", "--offer", example), run("coverage", "--offer", example, "--language", "en")
    assert (dutch.status, english.status) == (0, 0)
    assert "# Het aanbod van Voorbeeldregio" in dutch.text
    assert "4. **Deelt de aanbieder wat hij leert?**" in dutch.text
    assert "4. **Does the provider share what it learns?**" in english.text
    data = json.loads(run("coverage", "--offer", example, "--format", "json").out)
    assert f"| {data['counts']['open']} |" in dutch.text
    assert len(data["gaps"]) == data["counts"]["open"] + data["counts"]["unrecognised"]


def test_the_coverage_itself_is_told_in_both_languages_and_only_as_a_page(run: Run) -> None:
    assert run("coverage").text.startswith("# Dekking: waar de kennis gaten heeft")
    assert run("coverage", "--language", "en").text.startswith("# Coverage: where the knowledge has gaps")
    assert run("coverage", "--format", "json").status == 2


def test_a_page_without_gaps_says_so() -> None:
    written = Page(compared(Offered(MEMBER)), "en").markdown()
    assert "Wherever recognised help exists, it is offered here." in written
