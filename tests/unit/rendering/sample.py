"""Recommendations made by hand for the tests of rendering: rich enough to fill every section, in both languages."""

from __future__ import annotations

from typing import Literal

from kompas.recommendation import (
    Argument,
    Change,
    CommonFactorAdvice,
    ConceptRef,
    ConcernAppraisal,
    Counterfactual,
    CriterionAppraisal,
    DisagreementNote,
    Evidence,
    Flag,
    Item,
    Language,
    Monitoring,
    MonitoringEntry,
    OpenQuestion,
    Option,
    Premise,
    ProtectiveFactorAdvice,
    Provenance,
    Recognition,
    Recommendation,
    ReflectionQuestion,
    RuleRef,
    Safety,
    SafetyConsideration,
    SharedDecisionQuestion,
    SourceRef,
    UnfiredRule,
)

ESSAY = SourceRef(id="essay-effectievere-jeugdhulp", citation="Opkomen voor een effectievere jeugdhulp (essay)")
NOTE = SourceRef(id="notitie-effectief-werken", citation="Effectief werken in de jeugdsector (notitie)")
GUIDELINE = SourceRef(
    id="richtlijn-ernstige-gedragsproblemen",
    citation="Richtlijn Ernstige gedragsproblemen",
    url="https://www.richtlijnenjeugdhulp.nl/guideline/260/full",
)
STUDY = SourceRef(
    id="leijten-2019", citation="Leijten e.a. (2019)", url="https://doi.org/10.1016/j.jaac.2018.07.900"
)
CODE = SourceRef(id="meldcode", citation="Meldcode huiselijk geweld en kindermishandeling, stap 5")
UNCITED = SourceRef(id="figuur-beschermende-factoren", citation="Beschermende factoren (overzicht)")


class Sample:
    """Builds a recommendation in one language; `t` picks the text of that language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def t(self, nl: str, en: str) -> str:
        return nl if self.language == "nl" else en

    def concept(self, type: str, slug: str, nl: str, en: str) -> ConceptRef:
        return ConceptRef(iri=f"https://w3id.org/kompas/id/{type}/{slug}", slug=slug, label=self.t(nl, en))

    def argument(
        self,
        rule: str,
        about: str,
        nl: str,
        en: str,
        *,
        kind: Literal["for", "against"] = "for",
        weight: Literal["decisive", "strong", "supporting"] = "strong",
        theme: Literal["proportionality", "fit", "certainty", "preference", "feasibility", "safety"] = "fit",
        source: SourceRef = ESSAY,
        locator: str = "§1",
    ) -> Argument:
        return Argument(
            id=f"argument/{rule}/{about}",
            kind=kind,
            weight=weight,
            theme=theme,
            text=self.t(nl, en),
            rule=RuleRef(
                iri=f"https://w3id.org/kompas/id/rule/{rule}",
                label=self.t(f"Regel {rule}", f"Rule {rule}"),
            ),
            premises=(
                Premise(
                    text=self.t("de zorg: driftbuien", "the worry: temper tantrums"),
                    iri="https://w3id.org/kompas/id/problem/driftbuien",
                ),
                Premise(text=self.t("de ernst is licht", "the severity is light")),
            ),
            sources=(at(source, locator),),
        )

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
                "De driftbuien horen bij de fase die net voorbij is en wegen licht. Versterk wat ouders en school al doen: "
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
                    question=self.t("Is er gevaar voor Sandra of voor anderen?", "Is there danger to Sandra or to others?"),
                    could_change_route_to=("full-intervention",),
                ),
                OpenQuestion(
                    field="concerns[0].tried",
                    question=self.t("Wat is er al geprobeerd, en hielp het?", "What was tried already, and did it help?"),
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
                    "There is a signal of lack of safety: domestic violence. Look at that first, by the reporting code.",
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
                    "Er is weinig dat beschermt: schoolmotivatie ontbreekt. Bouw daaraan, ook als er weinig te behandelen is.",
                    "There is little that protects: motivation for school is missing. Build on it, also when there is little "
                    "to treat.",
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

    def ordinary(self) -> Option:
        advice = (
            ("niet-de-strijd-aangaan", "Ga de strijd niet aan", "Stay out of the struggle"),
            ("boosheid-benoemen", "Benoem de boosheid", "Name the anger"),
            ("iets-anders-aanbieden", "Bied iets anders aan", "Offer something else"),
            ("vaste-volgorde", "Houd een vaste volgorde aan bij het naar bed gaan", "Keep a fixed order at bedtime"),
            ("vooruit-vertellen", "Vertel vooruit wat er komt", "Tell ahead what is coming"),
            ("plein", "Spreek het kind aan op het plein, niet in de groep", "Speak to the child in the yard, not in class"),
        )
        items = tuple(
            Item(
                type="parenting-advice",
                concept=self.concept("parenting-advice", slug, nl, en),
                status="recommended" if slug != "plein" else "alternative",
                description=self.t("Kort en rustig, elke keer op dezelfde manier.", "Brief and calm, the same way each time."),
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
                    "De zorg over driftbuien weegt licht en hoort bij de leeftijd. Versterk daarom wat opvoeders al doen.",
                    "The worry about temper tantrums weighs lightly and belongs to the age. So strengthen what the adults do.",
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
            description=self.t("Kort en voorspelbaar uit de situatie.", "Briefly and predictably out of the situation."),
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
            "The worry about temper tantrums is light. A full programme is too heavy then: help is as light as possible.",
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
                how=self.t("Schrijf de doelen op in de woorden van het gezin.", "Write the goals in the family's words."),
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
                    "moment", "zes-weken", "Over zes weken", "In six weeks", self.t("Over zes weken", "In six weeks"), "§5"
                ),
            ),
            questions=(
                entry("question", "herkennen", "Herkent u dit?", "Do you recognise this?", "", "§5"),
            ),
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


def at(source: SourceRef, locator: str) -> SourceRef:
    """The source with a place in it."""
    return source.model_copy(update={"locator": locator})


SAMPLES = {
    f"{name}.{language}": build
    for language in ("nl", "en")
    for name, build in (
        ("ordinary", Sample(language).recommendation),
        ("safety", Sample(language).safety_first),
        ("clarify", Sample(language).clarify_first),
    )
}
"""Every sample by its name, to be built when asked for."""
