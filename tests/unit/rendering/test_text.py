"""The report on a terminal: fits its width, safe to print, short, and in an order that helps."""

from __future__ import annotations

import pytest

from kompas.recommendation import Argument, Recommendation
from kompas.rendering import render
from tests.unit.rendering.samples import SAMPLES


def shown(recommendation: Recommendation, width: int = 80, colour: bool = False) -> str:
    found = render(recommendation, "text", width=width, colour=colour)
    assert isinstance(found, str)
    return found


@pytest.mark.parametrize(("width", "widest"), [(20, 40), (40, 40), (63, 63), (80, 80), (120, 100)])
def test_no_line_is_wider_than_the_terminal(sample: Recommendation, width: int, widest: int) -> None:
    lines = shown(sample, width).splitlines()
    assert max(map(len, lines)) <= widest
    assert not [line for line in lines if line != line.rstrip()]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_every_word_is_there_at_any_width(width: int) -> None:
    text = " ".join(shown(SAMPLES["ordinary.nl"](), width).split())
    for words in ("4,5 maanden", "niet bekend", "Schoolmotivatie", "Reden van toepassing", "gevaar"):
        assert words in text


def test_there_is_no_colour_unless_asked_for(sample: Recommendation) -> None:
    assert "\x1b" not in shown(sample)
    coloured = shown(sample, colour=True)
    assert coloured.replace("\x1b[1m", "").replace("\x1b[0m", "") == shown(sample)


def test_safety_stands_first_when_it_was_raised() -> None:
    text = shown(SAMPLES["safety.nl"]())
    assert text.index("Veiligheid eerst") < text.index("IN HET KORT")
    assert "Is er een vermoeden van onveiligheid? Antwoord: ja." in text
    assert "Huiselijk geweld" in text


def test_safety_does_not_take_room_when_it_was_not_raised() -> None:
    assert "VEILIGHEID" not in shown(SAMPLES["ordinary.nl"]())


def test_what_to_ask_comes_before_the_weighing_when_too_little_is_known() -> None:
    text = shown(SAMPLES["clarify.nl"]())
    assert text.index("EERST VERHELDEREN") < text.index("HOE DE ZORGEN ZIJN GEWOGEN")
    assert "tussen licht en matig" in text
    assert "tussen gewoon opvoeden en kernelementen" in " ".join(text.split())


def test_the_professional_decides_and_writes_down_why(sample: Recommendation) -> None:
    text = " ".join(shown(sample).split())
    if sample.language == "nl":
        assert "U beslist, samen met de ouders en het kind of de jongere." in text
        assert "Reden van toepassing:" in text
    else:
        assert "You decide, together with the parents and the child or young person." in text
        assert "Reason for applying it:" in text


def test_many_items_are_counted_rather_than_listed() -> None:
    recommendation = SAMPLES["ordinary.nl"]()
    ordinary, *others = recommendation.options
    many = tuple(
        ordinary.items[0].model_copy(
            update={"concept": ordinary.items[0].concept.model_copy(update={"label": f"Advies {number}"})}
        )
        for number in range(16)
    )
    options = (ordinary.model_copy(update={"items": many}), *others)
    text = shown(recommendation.model_copy(update={"options": options}))
    assert "Advies 3 " in text
    assert "Advies 4 " not in text
    assert "en nog 12 andere mogelijkheden (alles staat in --format markdown)" in text


def test_the_last_one_over_is_shown_not_counted() -> None:
    recommendation = SAMPLES["ordinary.nl"]()
    question = recommendation.open_questions[0]
    for count, counted in ((5, False), (6, True)):
        text = shown(recommendation.model_copy(update={"open_questions": (question,) * count}))
        assert ("en nog 2 vragen" in text) == counted
        assert text.count("Is er gevaar voor Sandra") == (4 if counted else 5)


def test_the_heaviest_reason_stands_first() -> None:
    text = shown(SAMPLES["ordinary.nl"]())
    assert text.index("weegt licht en hoort bij de leeftijd") < text.index("Een goed opvoedklimaat helpt elk kind")


def test_every_number_of_a_source_is_explained(sample: Recommendation) -> None:
    body, _, sources = shown(sample).partition("BRONNEN" if sample.language == "nl" else "SOURCES")
    for number in range(1, 6):
        assert (f"[{number}]" in body) == (f"\n[{number}] " in sources)


def test_a_change_names_the_flags_that_come_and_go() -> None:
    text = " ".join(shown(SAMPLES["ordinary.nl"]()).split())
    assert "Gevaar: voor anderen in plaats van niet bekend. Dan: een volledige interventie; let dan op: veil" in text
    assert "Dan: de route blijft gewoon opvoeden; dan niet meer: bescherming opbouwen." in text
    assert "(ook bij: voor zichzelf)" in text


def test_the_first_changes_lead_to_different_outcomes() -> None:
    recommendation = SAMPLES["ordinary.nl"]()
    heavier, safety, lighter = recommendation.what_would_change
    changes = (*(heavier,) * 6, safety, lighter)
    text = shown(recommendation.model_copy(update={"what_would_change": changes}))
    assert "let dan op: veiligheid eerst" in text
    assert "dan niet meer: bescherming opbouwen" in text
    assert "en nog 4 andere veranderingen" in text


def test_a_line_names_at_most_two_sources() -> None:
    recommendation = SAMPLES["ordinary.nl"]()
    factor = recommendation.common_factors[0]
    argument = recommendation.options[0].arguments_for[0]
    many = argument.model_copy(update={"sources": recommendation.provenance.sources, "weight": "decisive"})
    option = recommendation.options[0].model_copy(update={"arguments_for": (many,)})
    text = shown(recommendation.model_copy(update={"options": (option,), "common_factors": (factor,)}))
    assert "ook naast andere hulp. [1, 3]" in text


def test_hostile_text_cannot_steer_the_terminal(hostile: Recommendation) -> None:
    text = shown(hostile)
    assert not [character for character in text if ord(character) < 32 and character != "\n"]
    assert "{{ 7*7 }}" in text


def test_it_copes_with_a_recommendation_that_holds_little() -> None:
    recommendation = SAMPLES["clarify.nl"]()
    bare = recommendation.model_copy(
        update={
            "options": (),
            "flags": (),
            "flag_reasons": (),
            "decisiveness_reasons": tuple[Argument, ...](),
            "protective_factors": (),
            "common_factors": (),
            "reflection": (),
            "shared_decision": (),
            "open_questions": (),
            "what_would_change": (),
            "disagreements": (),
            "case": {},
        }
    )
    text = shown(bare)
    assert "Eerst verhelderen" in text
    assert "Geen enkel gegeven zou in zijn eentje" in text
