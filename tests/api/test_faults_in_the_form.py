"""Bad input in any field of the conversation: told at the field, in its language, with what was entered kept."""

from __future__ import annotations

from html import unescape
from re import search
from urllib.parse import urlencode

import pytest
from kompas_api.web.answers import _FIELDS, STEPS, step_of
from starlette.testclient import TestClient

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SOME = [("years", "5"), ("problem", "driftbuien")]
Pairs = list[tuple[str, str]]

WRONG: dict[str, tuple[str, Pairs, str, str]] = {
    "years": ("years", [("years", "vijf")], "getal van 0 tot en met 23", "number from 0 to 23"),
    "months": ("months", [("months", "12")], "getal van 0 tot en met 11", "number from 0 to 11"),
    "unborn": ("unborn", [("unborn", "yes")], "Kies één van beide", "Choose one"),
    "problem": ("problem", [("problem", "driftbuin")], "Bedoelt u", "Did you mean"),
    "duration": ("duration.driftbuien", [("duration.driftbuien", "lang")], "als getal", "as a number"),
    "unit": (
        "duration.driftbuien",
        [("duration.driftbuien", "4"), ("unit.driftbuien", "eeuwen")],
        "als getal",
        "as a number",
    ),
    "frequency": ("frequency.driftbuien", [("frequency.driftbuien", "soms")], "Kies een van", "Choose one of"),
    "setting": ("setting.driftbuien", [("setting.driftbuien", "maan")], "Kies een van", "Choose one of"),
    "consequences": (
        "consequences.driftbuien",
        [("consequences.driftbuien", "veel")],
        "Kies een van",
        "Choose one of",
    ),
    "protection": ("protection", [("protection.schoolmotivatie", "soms")], "Kies een van", "Choose one of"),
    "risks-known": ("risks-known", [("risks-known", "some")], "Vink aan wat er speelt", "Tick what plays"),
    "risk": ("risks-known", [("risks-known", "some"), ("risk", "schuldden")], "Bedoelt u", "Did you mean"),
    "domain": ("domain", [("domain", "huisvestng")], "Bedoelt u", "Did you mean"),
    "service": ("service", [("service", "huisartts")], "Bedoelt u", "Did you mean"),
    "signal": ("signal", [("signal", "verwaarlozng")], "Bedoelt u", "Did you mean"),
    "no-signals": (
        "no-signals",
        [("no-signals", "yes"), ("signal", "verwaarlozing")],
        "en vinkte",
        "and ticked something",
    ),
    "danger": ("danger.driftbuien", [("danger.driftbuien", "wie weet")], "Kies een van", "Choose one of"),
    "untried": (
        "untried.driftbuien",
        [("untried.driftbuien", "yes"), ("ordinary.driftbuien", "helps")],
        "niets geprobeerd",
        "nothing was tried",
    ),
    "ordinary": ("ordinary.driftbuien", [("ordinary.driftbuien", "soms")], "Kies een van", "Choose one of"),
    "elements": ("elements.driftbuien", [("elements.driftbuien", "soms")], "Kies een van", "Choose one of"),
    "programme": (
        "programme.driftbuien",
        [("programme.driftbuien", "tripel-p"), ("programme-outcome.driftbuien", "helps")],
        "Bedoelt u",
        "Did you mean",
    ),
    "programme-outcome": (
        "programme.driftbuien",
        [("programme.driftbuien", "triple-p"), ("programme-outcome.driftbuien", "soms")],
        "Kies een van",
        "Choose one of",
    ),
    "goals": ("goals", [("goals", "bel roos@voorbeeld.nl")], "anoniem", "anonymous"),
    "format": ("format", [("format", "per post")], "Kies een van", "Choose one of"),
    "declines": ("declines", [("declines", "triple-pp")], "Bedoelt u", "Did you mean"),
    "declines-words": ("declines-words", [("declines-words", "tiim-out")], "Bedoelt u", "Did you mean"),
    "practice-setting": ("practice-setting", [("practice-setting", "maan")], "Kies een van", "Choose one of"),
    "qualification": ("qualification", [("qualification", "veel")], "Kies een van", "Choose one of"),
    "offer-known": ("offer-known", [("offer-known", "some")], "Vink aan wat er is", "Tick what there is"),
    "available": (
        "available",
        [("offer-known", "some"), ("available", "triple-pp")],
        "Bedoelt u",
        "Did you mean",
    ),
    "available-words": (
        "available-words",
        [("offer-known", "some"), ("available-words", "Tripel P")],
        "Bedoelt u",
        "Did you mean",
    ),
    "choice": ("choice", [("reason", "zomaar")], "Kies eerst", "Choose what you will do first"),
    "otherwise": (
        "otherwise",
        [("choice", "full-intervention"), ("reason", "zomaar")],
        "Vink aan waarom",
        "Tick why",
    ),
    "reason": ("reason", [("choice", "clarify-first"), ("otherwise", "other")], "Schrijf op waarom", "Write down why"),
}
"""For each field: where the message must stand, what is filled in wrongly, and words of it in Dutch and English."""

INVENTED = {
    "driftbuin", "eeuwen", "soms", "maan", "veel", "schuldden", "huisvestng", "huisartts", "verwaarlozng", "wie weet",
    "tripel-p", "per post", "triple-pp",
}  # fmt: skip
"""Choices that no page offers, so that there is no field to keep them in."""

NEVER_WRONG = {"family-view", "review", "if"}
"""Free text for the file of the professional; and what is supposed, which is told where it is chosen."""


def test_every_field_is_tried() -> None:
    assert set(WRONG) | NEVER_WRONG == set(_FIELDS)


@pytest.mark.parametrize(("path", "language"), [("/gesprek", 0), ("/en/conversation", 1)])
@pytest.mark.parametrize("field", WRONG)
def test_a_fault_is_told_at_its_field_and_what_was_entered_stays(
    field: str, path: str, language: int, client: TestClient
) -> None:
    at, entered, *words = WRONG[field]
    step = step_of(field)
    assert step
    given = [pair for pair in SOME if pair[0] not in {name for name, _ in entered}]
    if field == "problem":
        given.append(("problem", "driftbuien"))
    following = step if step == "keep" else STEPS[STEPS.index(step) + 1]
    answer = client.post(path, content=urlencode([*given, *entered, ("step", step), ("go", following)]), headers=FORM)
    page = unescape(answer.text)
    assert answer.status_code == 400
    assert f'name="step" value="{step}"' in page, "it stays on the page of the fault"
    place = at.replace(".", "-")
    assert f'href="#{place}"' in page, "the summary leads to the field"
    assert page.count(f'id="{place}"') == 1
    message = search(rf'<p class="fault" id="{place}-fault">.*?</span> (.*?)</p>', page)
    assert message, "the message stands at the field"
    assert words[language] in message[1]
    for name, value in entered:
        assert value in INVENTED or kept(page, name, value), name


def kept(page: str, name: str, value: str) -> bool:
    """Whether a value is still in its field: typed, ticked or chosen."""
    fields = (
        rf'<input class="input[^>]* name="{name}"[^>]* value="{value}"',
        rf'<input class="tick"[^>]* name="{name}" value="{value}" checked',
        rf'<select[^>]* name="{name}"[^>]*>(?:\s*<option[^>]*>[^<]*</option>)*\s*<option value="{value}" selected',
        rf'<textarea[^>]* name="{name}"[^>]*>\n{value}</textarea>',
    )
    return any(search(field, page) for field in fields)
