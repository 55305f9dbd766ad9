"""The three routes of the hand-made recommendation, with what can be done on each."""

from __future__ import annotations

from kompas.recommendation import Evidence, Item, Option, Recognition
from tests.unit.rendering.samples.making import ESSAY, NOTE, STUDY, Making, at


class Options(Making):
    """Makes the three routes."""

    def ordinary(self) -> Option:
        advice = (
            ("niet-de-strijd-aangaan", "Ga de strijd niet aan", "Stay out of the struggle"),
            ("boosheid-benoemen", "Benoem de boosheid", "Name the anger"),
            ("iets-anders-aanbieden", "Bied iets anders aan", "Offer something else"),
            ("vaste-volgorde", "Houd een vaste volgorde aan bij het naar bed gaan", "Keep a fixed order at bedtime"),
            ("vooruit-vertellen", "Vertel vooruit wat er komt", "Tell ahead what is coming"),
            (
                "plein",
                "Spreek het kind aan op het plein, niet in de groep",
                "Speak to the child in the yard, not in class",
            ),
        )
        items = tuple(
            Item(
                type="parenting-advice",
                concept=self.concept("parenting-advice", slug, nl, en),
                status="recommended" if slug != "plein" else "alternative",
                description=self.t(
                    "Kort en rustig, elke keer op dezelfde manier.", "Brief and calm, the same way each time."
                ),
                arguments_for=(
                    self.argument(
                        "advies-bij-dit-gedrag", f"item/{slug}", "Past bij driftbuien.", "Fits temper tantrums."
                    ),
                ),
                arguments_against=(),
            )
            for slug, nl, en in advice
        )
        return Option(
            route="ordinary-parenting",
            label=self.t("Gewoon opvoeden", "Ordinary parenting"),
            status="recommended",
            arguments_for=(
                self.argument(
                    "gewone-opvoeding-loopt-mee",
                    "case",
                    "Een goed opvoedklimaat helpt elk kind, ook naast andere hulp.",
                    "A good parenting climate helps every child, also beside other help.",
                    weight="supporting",
                ),
                self.argument(
                    "licht-en-normaal",
                    "driftbuien",
                    "De zorg over driftbuien weegt licht en hoort bij de leeftijd. Versterk wat opvoeders doen.",
                    "The worry about temper tantrums weighs lightly and belongs to the age. Strengthen what adults do.",
                    weight="decisive",
                    theme="proportionality",
                    locator="§1, figuur 1",
                ),
            ),
            arguments_against=(),
            items=items,
        )

    def elements(self) -> Option:
        time_out = Item(
            type="kernel-element",
            concept=self.concept("kernel-element", "time-out", "Time-out", "Time-out"),
            status="alternative",
            description=self.t(
                "Kort en voorspelbaar uit de situatie.", "Briefly and predictably out of the situation."
            ),
            found_in=(
                self.concept("intervention", "pmto", "PMTO", "PMTO"),
                self.concept("intervention", "triple-p", "Triple P", "Triple P"),
            ),
            evidence=(
                Evidence(
                    text=self.t("Geen sterker effect dan gemiddeld.", "No stronger effect than average."),
                    direction="mixed",
                    context=("treatment",),
                    study_design=self.t("meta-analyse", "meta-analysis"),
                    effect_size=None,
                    verification="verified",
                    source=at(STUDY, "tabel 2"),
                ),
                Evidence(
                    text=self.t("Genoemd als voorbeeld.", "Named as an example."),
                    direction="supports",
                    context=("prevention", "treatment"),
                    study_design=None,
                    effect_size="d = 0,30",
                    verification="unverified",
                    source=at(ESSAY, "§4"),
                ),
            ),
            arguments_for=(
                self.argument(
                    "element-in-erkend-programma",
                    "item/time-out",
                    "Zit in erkende programma's: PMTO.",
                    "Is part of recognised programmes: PMTO.",
                    theme="certainty",
                    source=NOTE,
                    locator="§3",
                ),
            ),
            arguments_against=(
                self.argument(
                    "eerst-aanmoedigen",
                    "item/time-out",
                    "Pas na belonen: nooit andersom.",
                    "Only after encouraging: never the other way round.",
                    kind="against",
                    source=NOTE,
                    locator="§3",
                ),
            ),
        )
        return Option(
            route="kernel-elements",
            label=self.t("Kernelementen met algemene factoren", "Kernel elements with common factors"),
            status="alternative",
            arguments_for=(
                self.argument(
                    "elementen-volgende-stap",
                    "case",
                    "Als gewoon opvoeden niet genoeg blijkt, zijn enkele kernelementen de volgende stap.",
                    "If ordinary parenting turns out not to be enough, some kernel elements are the next step.",
                ),
            ),
            arguments_against=(
                self.argument(
                    "elementen-verwacht-niet-bewezen",
                    "case",
                    "Dat kernelementen ook los van een programma werken, wordt verwacht maar is nog niet bewezen.",
                    "That kernel elements also work apart from a programme is expected, but not proven yet.",
                    kind="against",
                    theme="certainty",
                    source=NOTE,
                    locator="§4.4",
                ),
            ),
            items=(time_out,),
        )

    def programme(self) -> Option:
        too_heavy = self.argument(
            "volledig-te-zwaar",
            "driftbuien",
            "De zorg over driftbuien is licht. Een volledig programma is dan te zwaar: hulp is zo licht als kan.",
            "The worry about temper tantrums is light. A full programme is too heavy: help is as light as can be.",
            kind="against",
            weight="decisive",
            theme="proportionality",
            source=NOTE,
            locator="§4.1",
        )
        pmto = Item(
            type="intervention",
            concept=self.concept("intervention", "pmto", "PMTO", "PMTO"),
            status="not-available",
            description=self.t("Oudertraining bij gedragsproblemen.", "Parent training for behaviour problems."),
            recognition=Recognition(
                level="sterke-aanwijzingen",
                label=self.t("Sterke aanwijzingen voor effectiviteit", "Strong indications of effectiveness"),
                as_of="2019-07",
                assessor=self.t("erkenningscommissie", "recognition committee"),
                source=at(NOTE, "§2"),
            ),
            arguments_for=(),
            arguments_against=(
                self.argument(
                    "niet-beschikbaar",
                    "item/pmto",
                    "Dit is hier niet beschikbaar. Meld het als gat in het aanbod.",
                    "This is not available here. Report it as a gap in what is offered.",
                    kind="against",
                    theme="feasibility",
                    source=NOTE,
                    locator="§5",
                ),
            ),
        )
        groups = pmto.model_copy(
            update={
                "concept": self.concept("intervention", "groepstraining", "Groepstraining", "Group training"),
                "status": "excluded",
                "recognition": Recognition(
                    level=None, label=self.t("Staat niet in de databank", "Not in the database"), as_of=None
                ),
            }
        )
        return Option(
            route="full-intervention",
            label=self.t("Volledige interventie", "Full intervention"),
            status="not-now",
            arguments_for=(),
            arguments_against=(too_heavy,),
            items=(pmto, groups),
        )
