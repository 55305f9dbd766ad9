"""Whole recommendations made by hand: a route that is clear, safety first, and too little known."""

from __future__ import annotations

from kompas.recommendation import (
    ConcernAppraisal,
    CriterionAppraisal,
    Flag,
    OpenQuestion,
    Provenance,
    Recommendation,
    ReflectionQuestion,
    RuleRef,
    SharedDecisionQuestion,
    UnfiredRule,
)
from tests.unit.rendering.samples.making import CODE, ESSAY, GUIDELINE, NOTE, STUDY, UNCITED, at
from tests.unit.rendering.samples.options import Options
from tests.unit.rendering.samples.plan import Plan


class Sample(Options, Plan):
    """Makes whole recommendations in one language."""

    def recommendation(self) -> Recommendation:
        """A girl of five with tantrums: ordinary parenting, with kernel elements standing ready."""
        return Recommendation(
            language=self.language,
            route="ordinary-parenting",
            route_label=self.t("Gewoon opvoeden", "Ordinary parenting"),
            route_range=("ordinary-parenting", "ordinary-parenting"),
            flags=("build-protection",),
            flag_reasons=(self.build_protection(),),
            decisiveness="clear",
            decisiveness_reasons=(
                self.argument(
                    "besluit-duidelijk",
                    "case",
                    "Wat bekend is, wijst één kant op: gewoon opvoeden.",
                    "What is known points one way: ordinary parenting.",
                    theme="certainty",
                    source=NOTE,
                    locator="§4.1",
                ),
            ),
            summary=self.t(
                "De driftbuien horen bij de fase die net voorbij is en wegen licht. Versterk wat er al gebeurt: "
                "ga de strijd niet aan, benoem de boosheid en bied iets anders aan. Kijk over zes weken samen terug.",
                "The tantrums belong to the phase that has just passed and weigh lightly. Strengthen what parents and "
                "school already do: stay out of the struggle, name the anger and offer something else. "
                "Look back together in six weeks.",
            ),
            concerns=(self.tantrums(), self.bossing()),
            options=(self.ordinary(), self.elements(), self.programme()),
            protective_factors=self.protection(),
            common_factors=self.common(),
            monitoring=self.monitoring(),
            reflection=(
                ReflectionQuestion(
                    question=self.t("Wat maakt dat deze situatie u raakt?", "What makes this situation touch you?"),
                    why=self.t("Reflectie hoort bij goede hulp.", "Reflection is part of good help."),
                    source=at(ESSAY, "§4"),
                ),
            ),
            shared_decision=(
                SharedDecisionQuestion(
                    question=self.t(
                        "Wat hebben de ouders zelf al geprobeerd, en wat hielp?",
                        "What have the parents tried themselves, and what helped?",
                    ),
                    source=at(NOTE, "§4.1"),
                ),
                SharedDecisionQuestion(
                    question=self.t("Wat wil het kind zelf anders?", "What does the child want to be different?"),
                    source=at(NOTE, "§4.1"),
                ),
            ),
            open_questions=(
                OpenQuestion(
                    field="concerns[0].danger",
                    question=self.t(
                        "Is er gevaar voor Sandra of voor anderen?", "Is there danger to Sandra or to others?"
                    ),
                    could_change_route_to=("full-intervention",),
                ),
                OpenQuestion(
                    field="concerns[0].tried",
                    question=self.t(
                        "Wat is er al geprobeerd, en hielp het?", "What was tried already, and did it help?"
                    ),
                    could_change_route_to=("kernel-elements", "full-intervention"),
                ),
            ),
            safety=self.safety("unknown"),
            what_would_change=self.counterfactuals(),
            disagreements=(self.disagreement(),),
            why_not=(
                UnfiredRule(
                    rule=RuleRef(
                        iri="https://w3id.org/kompas/id/rule/ernstig-direct",
                        label=self.t("Ernstig: meteen intensief", "Serious: intensive at once"),
                    ),
                    about=self.t("Driftbuien", "Temper tantrums"),
                    failed=self.t("de ernst is ernstig", "the severity is serious"),
                ),
            ),
            provenance=Provenance(
                knowledge_version="2026.11",
                rules_version="0.1.0",
                policy=self.concept("policy", "kompas-2026", "Grenswaarden 2026", "Cut-offs 2026"),
                engine="fast",
                sources=(ESSAY, NOTE, GUIDELINE, STUDY, CODE, UNCITED),
            ),
            case={
                "age": 5,
                "concerns": [
                    {
                        "problem": "driftbuien",
                        "duration_months": 4.5,
                        "frequency": "daily",
                        "settings": ["home", "school"],
                        "consequences": "some",
                        "tried": [{"what": "ordinary-parenting", "outcome": "helps"}],
                    },
                    {"problem": "baas-spelen", "frequency": "weekly"},
                ],
                "family": {
                    "risk_factors": [],
                    "protective_factors": {"steun-van-belangrijke-volwassenen": "present"},
                },
                "safety_signals": [],
                "goals": [self.t("zonder strijd naar bed", "to bed without a struggle")],
                "preferences": {"formats": ["at-home"]},
                "practice": {"setting": "school", "qualification": "hbo"},
                "language": self.language,
            },
        )

    def safety_first(self) -> Recommendation:
        """The same with a safety signal, danger in the air, and one plan for the whole family."""
        signal = self.concept("safety-signal", "huiselijk-geweld", "Huiselijk geweld", "Domestic violence")
        first = Flag(
            flag="safety-first",
            label=self.t("Veiligheid eerst", "Safety first"),
            arguments=(
                self.argument(
                    "veiligheid-eerst-signaal",
                    "huiselijk-geweld",
                    "Er is een signaal van onveiligheid: huiselijk geweld. Kijk daar eerst naar, volgens de meldcode.",
                    "There is a signal of lack of safety: domestic violence. Look at that first.",
                    weight="decisive",
                    theme="safety",
                    source=CODE,
                    locator="afweging 1",
                ),
            ),
        )
        integral = Flag(
            flag="integral-approach",
            label=self.t("Eén plan voor het hele gezin", "One plan for the whole family"),
            arguments=(
                self.argument(
                    "integrale-aanpak",
                    "case",
                    "De problemen zijn meervoudig, blijvend en verweven. Maak één plan met één coördinator.",
                    "The problems are multiple, lasting and intertwined. Make one plan with one coordinator.",
                    source=ESSAY,
                    locator="§4",
                ),
            ),
        )
        return self.recommendation().model_copy(
            update={
                "flags": ("safety-first", "integral-approach", "build-protection"),
                "flag_reasons": (first, integral, self.build_protection()),
                "decisiveness": "balanced",
                "safety": self.safety("yes").model_copy(update={"signals": (signal,)}),
            }
        )

    def clarify_first(self) -> Recommendation:
        """The same with too little known: no route is proposed yet."""
        rich = self.recommendation()
        options = tuple(
            option.model_copy(update={"status": "excluded" if option.route == "full-intervention" else "alternative"})
            for option in rich.options
        )
        concerns = tuple(
            concern.model_copy(
                update={
                    "severity": "unknown",
                    "severity_range": ("light", "moderate"),
                    "route": "clarify-first",
                    "route_range": ("ordinary-parenting", "kernel-elements"),
                }
            )
            for concern in rich.concerns
        )
        return rich.model_copy(
            update={
                "route": "clarify-first",
                "route_label": self.t("Eerst verhelderen", "Clarify first"),
                "route_range": ("ordinary-parenting", "kernel-elements"),
                "decisiveness": "undecided-for-lack-of-information",
                "concerns": concerns,
                "options": options,
            }
        )

    def build_protection(self) -> Flag:
        return Flag(
            flag="build-protection",
            label=self.t("Bescherming opbouwen", "Build protection"),
            arguments=(
                self.argument(
                    "bescherming-is-dun",
                    "case",
                    "Er is weinig dat beschermt: schoolmotivatie ontbreekt. Bouw daaraan.",
                    "There is little that protects: motivation for school is missing. Build on it.",
                    locator="§6, figuur 2",
                ),
            ),
        )

    def tantrums(self) -> ConcernAppraisal:
        names = (
            ("duration", "Hoe lang het duurt", "How long it lasts", "4,5 maanden", "4.5 months", True),
            ("frequency", "Hoe vaak", "How often", "elke dag", "every day", True),
            ("settings", "Op hoeveel plekken", "In how many places", "thuis en op school", "home and school", True),
            ("types", "Hoeveel soorten gedrag", "How many kinds", "2 in deze groep", "2 in this group", True),
            ("other-problems", "Andere problemen", "Other problems", "niet bekend", "not known", None),
            ("consequences", "Gevolgen", "Consequences", "enige", "some", False),
        )
        return ConcernAppraisal(
            problem=self.concept("problem", "driftbuien", "Driftbuien", "Temper tantrums"),
            age_phase=self.concept("age-phase", "5-12-jaar", "5 tot 12 jaar", "5 to 12 years"),
            normal_for_age="recently",
            severity="light",
            severity_range=("light", "light"),
            severity_criteria=tuple(
                CriterionAppraisal(
                    criterion=code,
                    label=self.t(nl, en),
                    value=self.t(value_nl, value_en),
                    raises=raises,
                    source=at(GUIDELINE, self.t("kernaanbeveling 2", "key recommendation 2")),
                )
                for code, nl, en, value_nl, value_en, raises in names
            ),
            route="ordinary-parenting",
            route_range=("ordinary-parenting", "ordinary-parenting"),
            arguments=("argument/licht-en-normaal/driftbuien",),
        )

    def bossing(self) -> ConcernAppraisal:
        problem = self.concept("problem", "baas-spelen", "De baas spelen", "Bossing others about")
        return self.tantrums().model_copy(
            update={
                "problem": problem,
                "normal_for_age": "yes",
                "severity": "unknown",
                "severity_range": ("ordinary", "light"),
                "severity_criteria": (),
                "arguments": (),
            }
        )
