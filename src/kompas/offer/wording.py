"""The sentences around a comparison of an offer, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kompas.recommendation import Language

WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "nl": {
        "title": "Het aanbod van {region}",
        "purpose": (
            "Wat hier aangeboden wordt{as_of}, naast wat Kompas kent. Een gat is iets om over te praten, geen oordeel: "
            "niet elk probleem komt hier voor, en voor gewone zorgen is gewoon opvoeden genoeg. Of hulp er is, "
            "verandert nooit wat bij een kind past."
        ),
        "as-of": " ({as_of})",
        "standing": "hoe het staat",
        "number": "problemen × fasen",
        "filled": "er is erkende hulp die past",
        "unrecognised": "er is alleen hulp die niet erkend is, terwijl erkende bestaat",
        "open": "er is geen hulp die past, terwijl erkende bestaat",
        "unknown": "nergens is erkende hulp bekend: geen gat van deze regio",
        "fillings": "Wat de gaten zou vullen",
        "fillings-none": "Overal waar erkende hulp bestaat, wordt die hier aangeboden.",
        "fillings-note": (
            "Samen vullen deze programma's elk gat; elk volgende vult het meeste van wat dan nog open is. Wat ze delen "
            "of kosten telt niet mee. Kies met wie de kinderen in uw regio kent."
        ),
        "programme": "programma",
        "rating": "erkenning",
        "fills": "vult",
        "fills-also": "problemen waar het om gaat",
        "more": "en nog {number}",
        "gaps": "Waar erkende hulp ontbreekt",
        "gaps-note": (
            "Per probleem de fasen waarin erkende hulp bestaat en hier niet is. ° er is wel hulp die niet erkend is."
        ),
        "problem": "problemen",
        "phases": "fasen",
        "would-fit": "wat zou passen",
        "gaps-none": "Geen.",
        "nowhere": "Waar niemand erkende hulp voor kent",
        "nowhere-note": "In geen enkele fase is een erkend programma bekend. Dat lost een regio niet alleen op.",
        "judged": "Aangeboden en niet erkend",
        "judged-note": "Beoordeeld en niet erkend; Kompas stelt het niet voor.",
        "unjudged": "Aangeboden, erkenning niet bekend",
        "unjudged-note": "Onbekend is niet slecht. Vraag na wat er onderzocht is.",
        "elements": "Kernelementen in het aanbod",
        "none": "geen",
        "questions": "Vragen voor het gesprek",
        "not-rated": "geen oordeel dat nu geldt",
    },
    "en": {
        "title": "The offer of {region}",
        "purpose": (
            "What is offered here{as_of}, beside what Kompas knows. A gap is something to talk about, not a verdict: "
            "not every problem occurs here, and for ordinary worries ordinary parenting is enough. Whether help is "
            "there never changes what fits a child."
        ),
        "as-of": " ({as_of})",
        "standing": "how it stands",
        "number": "problems × phases",
        "filled": "there is recognised help that fits",
        "unrecognised": "there is only help that is not recognised, while recognised help exists",
        "open": "there is no help that fits, while recognised help exists",
        "unknown": "nowhere is recognised help known: not a gap of this region",
        "fillings": "What would fill the gaps",
        "fillings-none": "Wherever recognised help exists, it is offered here.",
        "fillings-note": (
            "Together these programmes fill every gap; each next one fills most of what is then still open. What they "
            "share or cost does not count. Choose with those who know the children in your region."
        ),
        "programme": "programme",
        "rating": "recognition",
        "fills": "fills",
        "fills-also": "problems it is about",
        "more": "and {number} more",
        "gaps": "Where recognised help is missing",
        "gaps-note": (
            "For each problem the phases in which recognised help exists and is not here. ° there is help that is not "
            "recognised."
        ),
        "problem": "problems",
        "phases": "phases",
        "would-fit": "what would fit",
        "gaps-none": "None.",
        "nowhere": "For which nobody knows recognised help",
        "nowhere-note": "In no phase a recognised programme is known. A region does not solve that alone.",
        "judged": "Offered and not recognised",
        "judged-note": "Judged and not recognised; Kompas does not propose it.",
        "unjudged": "Offered, recognition not known",
        "unjudged-note": "Unknown is not bad. Ask what was studied.",
        "elements": "Kernel elements in the offer",
        "none": "none",
        "questions": "Questions for the conversation",
        "not-rated": "no rating that holds now",
    },
}
