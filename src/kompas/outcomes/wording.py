"""The sentences around the figures, in Dutch and English; what the knowledge says itself is not repeated here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kompas.recommendation import Language

WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "nl": {
        "title": "Wat de hulp opleverde",
        "purpose": (
            "{courses}. De cijfers zijn er om van te leren, niet om af te rekenen: bespreek ze met het team, de "
            "gezinnen en de opdrachtgever, en vergelijk ze met uw eigen vorige cijfers, niet met die van anderen."
        ),
        "course": "1 hulptraject",
        "courses": "{number} hulptrajecten",
        "off-track": "Kijk nu opnieuw",
        "off-track-one": "Bij 1 traject dat nog loopt gaat het niet beter, of wordt de hulp weinig nuttig gevonden",
        "off-track-many": (
            "Bij {number} trajecten die nog lopen gaat het niet beter, of wordt de hulp weinig nuttig gevonden"
        ),
        "row": "rij",
        "rows": "rijen",
        "better": "het gaat beter",
        "same": "het blijft gelijk",
        "worse": "het gaat slechter",
        "grade": "nut {grade}",
        "three": "Doelrealisatie",
        "of": "{part} van {whole}",
        "few": "te weinig antwoorden voor een percentage",
        "margin": "{percentage}%, reken op {low} tot {high}%",
        "mean": "gemiddeld {mean} van 10; voldoende (hoger dan {insufficient}): {share}",
        "partly": "deels: {partly}",
        "unanswered": "van {unanswered} niet bekend",
        "none": "niemand heeft dit beantwoord",
        "not-yet": "nog niet aan de orde",
        "questions": "Vraag bij deze cijfers",
        "answer": "Uw antwoord",
        "by-help": "Per vorm van hulp",
        "by-help-note": "Op alfabet. Dit is geen ranglijst: wie welke hulp krijgt, verschilt.",
        "by-period": "In de tijd",
        "help": "hulp",
        "period": "periode",
        "number": "trajecten",
        "unmeasured": "Wat nog niet gevolgd wordt",
        "unmeasured-note": "Bij deze hulp horen deze cijfers ook:",
        "method": "Hoe dit geteld is",
        "method-text": (
            "Uitval is het deel van de beëindigde trajecten dat eerder stopte. Een percentage staat er alleen bij "
            "{few} of meer antwoorden; “reken op” is het 95%-interval (score-interval van Wilson). Die grenzen, en dat "
            "een cijfer tot en met {insufficient} onvoldoende is, zijn keuzes van Kompas. Wie niet antwoordde telt "
            "niet mee."
        ),
    },
    "en": {
        "title": "What the help came to",
        "purpose": (
            "{courses}. The figures are for learning, not for settling accounts: talk them over with the team, the "
            "families and the commissioner, and compare them with your own earlier figures, not with those of others."
        ),
        "course": "1 course of help",
        "courses": "{number} courses of help",
        "off-track": "Look again now",
        "off-track-one": "In 1 course that still goes on things do not get better, or the help is found of little use",
        "off-track-many": (
            "In {number} courses that still go on things do not get better, or the help is found of little use"
        ),
        "row": "row",
        "rows": "rows",
        "better": "it gets better",
        "same": "it stays the same",
        "worse": "it gets worse",
        "grade": "usefulness {grade}",
        "three": "Goal attainment",
        "of": "{part} of {whole}",
        "few": "too few answers for a percentage",
        "margin": "{percentage}%, reckon with {low} to {high}%",
        "mean": "on average {mean} of 10; sufficient (above {insufficient}): {share}",
        "partly": "partly: {partly}",
        "unanswered": "of {unanswered} not known",
        "none": "nobody answered this",
        "not-yet": "not yet due",
        "questions": "Ask of these figures",
        "answer": "Your answer",
        "by-help": "By form of help",
        "by-help-note": "In alphabetical order. This is no ranking: who gets which help differs.",
        "by-period": "Over time",
        "help": "help",
        "period": "period",
        "number": "courses",
        "unmeasured": "What is not followed yet",
        "unmeasured-note": "These figures go with this help too:",
        "method": "How this was counted",
        "method-text": (
            "Drop-out is the part of the ended courses that stopped early. A percentage is given with {few} answers or "
            "more only; “reckon with” is the 95% interval (Wilson's score interval). These limits, and that a grade of "
            "{insufficient} or less is insufficient, are choices of Kompas. Who did not answer does not count."
        ),
    },
}
