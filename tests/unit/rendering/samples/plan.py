"""The plan, the safety considerations and what is not settled in the hand-made recommendation."""

from __future__ import annotations

from typing import Literal

from kompas.recommendation import (
    Change,
    CommonFactorAdvice,
    Counterfactual,
    DisagreementNote,
    Monitoring,
    MonitoringEntry,
    ProtectiveFactorAdvice,
    Safety,
    SafetyConsideration,
)
from tests.unit.rendering.samples.making import CODE, ESSAY, NOTE, Making, at


class Plan(Making):
    """Makes what stands around the routes."""

    def protection(self) -> tuple[ProtectiveFactorAdvice, ...]:
        support = self.concept(
            "protective-factor",
            "steun-van-belangrijke-volwassenen",
            "Steun van belangrijke volwassenen",
            "Support of important adults",
        )
        school = self.concept("protective-factor", "schoolmotivatie", "Schoolmotivatie", "Motivation for school")
        reason = self.argument(
            "bescherming-ontbreekt",
            "schoolmotivatie",
            "Wat ontbreekt, kan worden opgebouwd.",
            "What is missing can be built.",
            weight="supporting",
            locator="§6, figuur 2",
        )
        return (
            ProtectiveFactorAdvice(concept=support, state="present", suggestion="", arguments=()),
            ProtectiveFactorAdvice(
                concept=school,
                state="absent",
                suggestion=self.t(
                    "Laat de juf Sandra een kleine taak geven waar zij goed in is.",
                    "Let the teacher give Sandra a small task that she is good at.",
                ),
                arguments=(reason,),
            ),
        )

    def common(self) -> tuple[CommonFactorAdvice, ...]:
        return (
            CommonFactorAdvice(
                concept=self.concept("common-factor", "werkrelatie", "Goede werkrelatie", "Good working relationship"),
                how=self.t("Neem tijd om elkaar te leren kennen.", "Take time to get to know each other."),
                source=at(NOTE, "§3"),
            ),
            CommonFactorAdvice(
                concept=self.concept("common-factor", "doelen", "Overeenstemming over doelen", "Agreement on goals"),
                how=self.t(
                    "Schrijf de doelen op in de woorden van het gezin.", "Write the goals in the family's words."
                ),
                source=at(NOTE, "§3"),
            ),
        )

    def monitoring(self) -> Monitoring:
        def entry(type: str, slug: str, nl: str, en: str, text: str, locator: str) -> MonitoringEntry:
            return MonitoringEntry(concept=self.concept(type, slug, nl, en), text=text, source=at(ESSAY, locator))

        useful = self.t("Vonden ouders en juf het nuttig?", "Did parents and teacher find it useful?")
        return Monitoring(
            indicators=(entry("indicator", "nut", "Tevredenheid over het nut", "Satisfaction with use", useful, "§5"),),
            moments=(
                entry(
                    "moment",
                    "zes-weken",
                    "Over zes weken",
                    "In six weeks",
                    self.t("Over zes weken", "In six weeks"),
                    "§5",
                ),
            ),
            questions=(entry("question", "herkennen", "Herkent u dit?", "Do you recognise this?", "", "§5"),),
        )

    def safety(self, answer: Literal["yes", "no", "unknown"]) -> Safety:
        questions = (
            ("Is er een vermoeden van onveiligheid?", "Is there a suspicion of lack of safety?"),
            ("Is er acute of structurele onveiligheid?", "Is there acute or structural lack of safety?"),
        )
        follows = self.t("Vraag dit na, samen met een collega.", "Ask this, together with a colleague.")
        return Safety(
            considerations=tuple(
                SafetyConsideration(
                    question=self.t(nl, en),
                    answer=answer if number == 0 else "unknown",
                    follows=follows,
                    source=at(CODE, f"afweging {number + 1}"),
                )
                for number, (nl, en) in enumerate(questions)
            )
        )

    def counterfactuals(self) -> tuple[Counterfactual, ...]:
        return (
            Counterfactual(
                change=Change(
                    field="concerns[0].consequences",
                    from_="some",
                    to="severe",
                    text=self.t(
                        "Als de gevolgen van driftbuien ernstig waren in plaats van enige",
                        "If the consequences of temper tantrums were severe instead of some",
                    ),
                ),
                route="full-intervention",
                flags=("build-protection",),
            ),
            Counterfactual(
                change=Change(field="concerns[0].danger", from_=None, to="to-others", or_also=("to-self",)),
                route="full-intervention",
                flags=("safety-first", "build-protection"),
            ),
            Counterfactual(
                change=Change(field="family.protective_factors", from_="absent", to="present"),
                route="ordinary-parenting",
                flags=(),
            ),
        )

    def disagreement(self) -> DisagreementNote:
        return DisagreementNote(
            concept=self.concept("disagreement", "los-element", "Werken losse elementen?", "Do loose elements work?"),
            side_a=self.t("Flexibele elementen verhogen het effect.", "Flexible elements raise the effect."),
            side_b=self.t("Het bewijs daarvoor ontbreekt nog.", "Evidence for that is still lacking."),
            source_a=at(ESSAY, "§4"),
            source_b=at(NOTE, "§4.4"),
            handling=self.t("Kompas noemt het verwacht, niet bewezen.", "Kompas calls it expected, not proven."),
        )
