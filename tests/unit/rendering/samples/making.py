"""What the hand-made recommendations are made of: sources, concepts and arguments in two languages."""

from __future__ import annotations

from typing import Literal

from kompas.recommendation import Argument, ConceptRef, Language, Premise, RuleRef, SourceRef

ESSAY = SourceRef(id="essay-effectievere-jeugdhulp", citation="Opkomen voor een effectievere jeugdhulp (essay)")
NOTE = SourceRef(id="notitie-effectief-werken", citation="Effectief werken in de jeugdsector (notitie)")
GUIDELINE = SourceRef(
    id="richtlijn-ernstige-gedragsproblemen",
    citation="Richtlijn Ernstige gedragsproblemen",
    url="https://www.richtlijnenjeugdhulp.nl/guideline/260/full",
)
STUDY = SourceRef(id="leijten-2019", citation="Leijten e.a. (2019)", url="https://doi.org/10.1016/j.jaac.2018.07.900")
CODE = SourceRef(id="meldcode", citation="Meldcode huiselijk geweld en kindermishandeling, stap 5")
UNCITED = SourceRef(id="figuur-beschermende-factoren", citation="Beschermende factoren (overzicht)")


class Making:
    """Makes parts in one language; `t` picks the text of that language."""

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


def at(source: SourceRef, locator: str) -> SourceRef:
    """The source with a place in it."""
    return source.model_copy(update={"locator": locator})
