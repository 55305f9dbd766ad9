"""Of ten frequent problems, a case on each route: the same worry gets lighter or heavier help in proportion."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, get_args

import pytest
import yaml

from kompas.case import read_case
from kompas.consultation import consult, consultant
from kompas.recommendation import RouteCode
from tests.cases.test_consultations import EXPECTED, FOLDER

PROBLEMS: Final[dict[str, dict[str, dict[str, Any]]]] = yaml.safe_load(
    Path(__file__).with_name("frequent-problems.yaml").read_text("utf-8")
)
DEGREES: Final = [(problem, route) for problem, routes in PROBLEMS.items() for route in routes]


def test_there_are_ten_problems_with_a_case_on_each_route() -> None:
    assert len(PROBLEMS) == 10
    routes = set(get_args(RouteCode)) - {"clarify-first"}
    assert {problem: set(cases) for problem, cases in PROBLEMS.items()} == dict.fromkeys(PROBLEMS, routes)


def test_every_case_that_comes_with_kompas_is_held_to_something() -> None:
    held = {degree["case"] for routes in PROBLEMS.values() for degree in routes.values()}
    assert {path.stem for path in FOLDER.glob("*.yaml")} == EXPECTED.keys() | held


@pytest.mark.parametrize(("problem", "route"), DEGREES)
def test_the_help_is_in_proportion(problem: str, route: str) -> None:
    expected = PROBLEMS[problem][route]
    case = read_case(FOLDER / f"{expected['case']}.yaml", vocabulary=consultant().vocabulary)
    found = consult(case)
    assert (found.route, found.route_range) == (route, (route, route))
    weighed = {concern.problem.slug: concern.severity for concern in found.concerns}
    assert weighed == expected.get("severity", weighed)
    option = next(option for option in found.options if option.route == route)
    recommended = {item.concept.slug for item in option.items if item.status == "recommended"}
    assert recommended
    assert set(expected.get("recommended", ())) <= recommended
