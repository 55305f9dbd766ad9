"""Sentences made of templates and words."""

from __future__ import annotations

import pytest

from kompas.recommendation import Language
from kompas.sentences import enumerate_words, fill, lowered, number_in_words


@pytest.mark.parametrize(
    ("words", "language", "told"),
    [
        ([], "nl", ""),
        (["a"], "nl", "a"),
        (["b", "a", "b"], "nl", "a en b"),
        (["c", "b", "a"], "en", "a, b and c"),
        (["d", "c", "b", "a"], "nl", "a, b, c en d"),
        (list("gfedcba"), "nl", "a, b, c, d, e en nog 2"),
        (list("gfedcba"), "en", "a, b, c, d, e and 2 more"),
    ],
)
def test_words_in_a_row_are_sorted_once_each_and_at_most_three_named(
    words: list[str], language: Language, told: str
) -> None:
    assert enumerate_words(words, language) == told


@pytest.mark.parametrize(
    ("label", "told"),
    [("Driftbuien", "driftbuien"), ("PMTO", "PMTO"), ("X-mas", "X-mas"), ("'s Nachts weg", "'s nachts weg"), ("", "")],
)
def test_a_label_inside_a_sentence_starts_small_unless_it_is_a_name(label: str, told: str) -> None:
    assert lowered(label) == told


@pytest.mark.parametrize(
    ("value", "language", "told"),
    [("2.50", "nl", "2,5"), ("2.50", "en", "2.5"), ("3.0", "nl", "3"), ("10", "nl", "10")],
)
def test_numbers_are_written_as_people_do(value: str, language: Language, told: str) -> None:
    assert number_in_words(value, language) == told


def test_a_filled_sentence_opens_with_a_capital_and_ends_once() -> None:
    assert fill("{who} helpt.", {"who": ["opa."]}, "nl") == "Opa helpt."
    assert fill("Kijk naar {what:lower}.", {"what": ["Gamen.", "Blowen"]}, "nl") == "Kijk naar blowen en gamen."
    assert fill("Zegt: {what}.", {"what": ["Echt waar?"]}, "nl") == "Zegt: Echt waar?"
    assert fill("Past: {what}.", {"what": ["En nu ik...!"]}, "nl") == "Past: En nu ik...!"


def test_several_sentences_in_one_place_stand_one_after_another() -> None:
    words = {"finding": ["Het hielp. Vooral thuis.", "Een korte reeks hielp.", "Het hielp. Vooral thuis."]}
    assert fill("Steun: {finding}.", words, "nl") == "Steun: Een korte reeks hielp. Het hielp. Vooral thuis."
    assert fill("Support: {finding}", {"finding": ["It helped.", "Did it?"]}, "en") == "Support: Did it? It helped"
    many = {"finding": [f"Dat is {letter}." for letter in "abcdefg"]}
    told = fill("Steun: {finding}.", many, "nl")
    assert told.endswith("Dat is e. En zo nog 2.")
    assert fill("Steun: {finding}.", {"finding": ["Het hielp."]}, "nl") == "Steun: Het hielp."


def test_a_place_without_words_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        fill("{who} helpt", {}, "nl")
