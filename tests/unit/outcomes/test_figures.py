"""The figures say what was answered, and no more."""

from __future__ import annotations

import json

import pytest

from kompas import resources
from kompas.knowledge import released
from kompas.namespaces import thing
from kompas.outcomes import Course, Figures, figures
from kompas.outcomes.figures import Share
from kompas.outcomes.page import Page
from kompas.recommendation import Language
from tests.unit.command_line import Run, runner

PROGRAMME, ELEMENT = thing("intervention", "triple-p"), thing("kernel-element", "time-out")
PARENTING = thing("route", "gewoon-opvoeden")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    return runner(monkeypatch, capsysbinary)


def counted(*courses: Course) -> Figures:
    return figures(courses, released())


def page(language: Language, *courses: Course) -> str:
    return Page(counted(*courses), released(), language).markdown()


def test_drop_out_is_the_part_of_ended_help_that_stopped_early() -> None:
    found = counted(
        Course(2, PROGRAMME, ended="early"),
        Course(3, PROGRAMME, ended="as-planned"),
        Course(4, PROGRAMME, ended="ongoing"),
        Course(5, PROGRAMME),
    ).whole.of("uitval")
    assert (found.share, found.unanswered) == (Share(1, 2), 1)


def test_a_new_start_is_no_success_and_its_absence_is() -> None:
    found = counted(Course(2, PROGRAMME, new_start="no"), Course(3, PROGRAMME, new_start="yes"))
    assert found.whole.of("geen-nieuwe-start").share == Share(1, 2)


def test_in_part_counts_as_neither() -> None:
    found = counted(Course(2, PROGRAMME, without_help="yes"), Course(3, PROGRAMME, without_help="partly"))
    told = found.whole.of("verder-zonder-hulp")
    assert (told.share, told.partly) == (Share(1, 2), 1)


@pytest.mark.parametrize(("grade", "sufficient"), [(5, 0), (5.1, 1)])
def test_a_grade_up_to_five_is_insufficient(grade: float, sufficient: int) -> None:
    assert counted(Course(2, PROGRAMME, usefulness=grade)).whole.of("tevredenheid-over-nut").share.part == sufficient


@pytest.mark.parametrize(("answers", "percentage"), [(9, None), (10, 50)])
def test_a_percentage_needs_ten_answers(answers: int, percentage: int | None) -> None:
    share = Share(answers // 2, answers)
    assert (share.percentage, share.margin is None) == (percentage, percentage is None)


@pytest.mark.parametrize(
    ("share", "margin"), [(Share(0, 10), (0, 28)), (Share(5, 10), (24, 76)), (Share(90, 100), (83, 94))]
)
def test_the_margin_is_that_of_wilson(share: Share, margin: tuple[int, int]) -> None:
    """The values are those of the score interval without continuity correction, as statistical packages give them."""
    assert share.margin == margin


@pytest.mark.parametrize(
    ("course", "is_off"),
    [
        (Course(2, PROGRAMME, ended="ongoing", direction="worse"), True),
        (Course(2, PROGRAMME, ended="ongoing", direction="same"), True),
        (Course(2, PROGRAMME, ended="ongoing", direction="better"), False),
        (Course(2, PROGRAMME, ended="ongoing", direction="better", usefulness=5), True),
        (Course(2, PROGRAMME, ended="early", direction="worse"), False),
        (Course(2, PROGRAMME, ended="ongoing"), False),
    ],
)
def test_help_that_goes_on_without_going_better_asks_to_look_again(course: Course, is_off: bool) -> None:
    assert bool(counted(course).off_track) is is_off
    assert ("## Kijk nu opnieuw" in page("nl", course)) is is_off
    assert ("- row 2: Triple P" in page("en", course)) is is_off


def test_of_ordinary_parenting_only_usefulness_is_asked() -> None:
    found = counted(Course(2, PARENTING))
    assert [indicator.slug for indicator in found.whole.indicators if indicator.asked] == ["tevredenheid-over-nut"]
    assert found.unmeasured == {PARENTING: ("tevredenheid-over-nut",)}


def test_what_goes_with_the_route_and_is_not_followed_is_named() -> None:
    told = counted(Course(2, ELEMENT, ended="as-planned", usefulness=8, without_help="yes", new_start="no"))
    assert not told.unmeasured
    programme = counted(Course(2, PROGRAMME, ended="as-planned", usefulness=8, without_help="yes", new_start="no"))
    assert programme.unmeasured == {PROGRAMME: ("problemen-verminderd", "afgesproken-doelen-bereikt")}


@pytest.mark.parametrize(
    ("language", "questions"),
    [("nl", ("Herkennen we het beeld?", "Welke verbeteracties spreken we af?")), ("en", ("What do we think of it?",))],
)
def test_every_indicator_comes_with_the_four_questions(language: Language, questions: tuple[str, ...]) -> None:
    written = page(language, Course(2, PROGRAMME))
    assert all(written.count(question) == 3 for question in questions)


def test_helps_are_in_alphabetical_order_and_never_ranked() -> None:
    written = page(
        "nl", Course(2, PROGRAMME, ended="early"), Course(3, ELEMENT, ended="as-planned"), Course(4, PARENTING)
    )
    table = written.partition("## Per vorm van hulp")[2].partition("##")[0]
    assert "Dit is geen ranglijst" in table
    assert table.index("Gewoon opvoeden") < table.index("Time-out") < table.index("Triple P")


def test_one_help_and_one_period_are_not_told_twice() -> None:
    written = page("en", Course(2, PROGRAMME, period="2026"))
    assert "By form of help" not in written
    assert "Over time" not in written


def test_the_command_answers_for_the_example_in_both_forms(run: Run) -> None:
    example = str(resources.data() / "outcomes" / "voorbeeldteam.csv")
    page_, data = run("monitor", example), run("monitor", example, "--format", "json", "--language", "en")
    assert (page_.status, data.status) == (0, 0)
    told = json.loads(data.out)
    assert f"{told['courses']} hulptrajecten" in page_.text
    assert told["indicators"][0]["indicator"]["label"] == "Drop-out"
    assert len(told["questions"]) == 4


def test_a_sheet_that_is_wrong_ends_with_two_and_one_message(run: Run) -> None:
    done = run("monitor", "nowhere.csv")
    assert (done.status, done.out) == (2, b"")
    assert done.err.startswith("kompas: Cannot read “nowhere.csv”: No such file or directory.")
