"""The pages that are read with an address of their own; those of the conversation are posted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fastapi import FastAPI
from fastapi.routing import APIRoute
from kompas_api.lists import BY_TYPE
from kompas_api.web.languages import PATHS

from kompas import resources
from kompas.knowledge.rule_cases import read_rule_cases

_NO_PAGES: Final = ("conversation", "standing", "search", "download", "cards-parents", "cards-young-people")
_RULE_CASE: Final = read_rule_cases(resources.rule_cases() / "2-severity" / "ernst-bereik.yaml")[0][0].slug
_THINGS: Final = {
    "age-phase": "5-12-jaar", "problem": "driftbuien", "milieu": "school", "parenting-task": "adequaat-toezicht",
    "parenting-advice": "geen-probleem-maken-van-gewoon-gedrag", "protective-factor": "sociale-binding",
    "protective-activity": "afspraken-online", "risk-factor": "verslavingsproblematiek-ouder",
    "life-domain": "huisvesting", "service": "werk-en-inkomen", "safety-signal": "kindermishandeling",
    "consideration": "acute-of-structurele-onveiligheid", "intervention": "triple-p",
    "treatment": "medicatie-via-arts", "rating": "sportbouwer-zonder-datum",
    "kernel-element": "activeren-sociaal-netwerk", "delivery-feature": "onvoldoende-intensiteit",
    "evidence": "bevinding-103", "common-factor": "overeenstemming-doelen-en-aanpak",
    "caution": "grenzen-zonder-aanmoedigen", "disagreement": "losse-elementen", "guideline": "stemmingsproblemen",
    "guideline-advice": "pesten-schoolbreed", "indicator": "tevredenheid-over-nut", "moment": "afspraak-bij-start",
    "question": "blijft-het-kind-in-beeld", "route": "gewoon-opvoeden", "policy": "duur-stemming",
    "rule": "licht-en-normaal", "source": "tindall-2024", "scheme": "problem",
    "rule-case": _RULE_CASE,
}  # fmt: skip
"""A thing of every type."""
_FILLED_IN: Final = {
    "/doc/rule-case/{slug}/facts": f"/doc/rule-case/{_RULE_CASE}/facts",
    "/doc/rule-case/{slug}/facts.{suffix}": f"/doc/rule-case/{_RULE_CASE}/facts.ttl",
    "/doc/{type}/{name}": "/doc/problem/driftbuien",
    "/id/{type}": "/id/problem",
    "/id/{type}/": "/id/problem/",
    "/id/{type}/{slug}": "/id/problem/driftbuien",
    "/release/{name}": "/release/current",
    "/release/{new}/since/{old}": "/release/current/since/current",
    "/queries/{name}": "/queries/is-erkend",
    "/queries.{suffix}": "/queries.ttl",
    "/queries/parameter/{name}": "/queries/parameter/milieu",
    "/queries/{name}/answer": "/queries/is-erkend/answer",
    "/ontology/{name}": "/ontology/knowledge",
    "/ontology.{suffix}": "/ontology.ttl",
    "/catalog.{suffix}": "/catalog.ttl",
    "/dumps/{release}": "/dumps/current",
    "/dumps/{release}/{name}": "/dumps/current/kompas.nt.gz",
    "/changes/{old}/{new}": "/changes/current/current",
}
"""An address for each route with a part to fill in; a list of the vocabulary has the one of its thing."""

OF_THE_WEB: Final = tuple(path for paths in PATHS.values() for name, path in paths.items() if name not in _NO_PAGES)
OF_THINGS: Final = tuple(f"/doc/{type}/{slug}" for type, slug in _THINGS.items())
OF_THE_DATA: Final = (
    "/v1/docs", "/catalog", "/dumps", "/changes", "/release/current", "/queries", "/queries/gedeelde-kernelementen",
    "/queries/is-erkend", "/ontology", "/sparql",
)  # fmt: skip
IN_A_STATE: Final = (
    "/kennis/problemen?q=boos", "/kennis/problemen?q=qqqq", "/kennis/interventies?age=5&page=2",
    "/en/knowledge/interventions?age=x&problem=y", "/en/knowledge/kernel-elements?problem=y", "/nothing",
    "/en/nothing",
)  # fmt: skip
"""The same pages after a search, with a fault, or not there."""


def addresses(app: FastAPI) -> Iterator[str]:
    """An address for every route of the application that can be read."""
    lists = {f"/v1/{collection.name}/{{slug}}": type for type, collection in BY_TYPE.items()}
    for part in app.routes:
        router = getattr(part, "original_router", None)
        for route in router.routes if router else [part]:
            if isinstance(route, APIRoute) and "GET" in (route.methods or ()):
                path = route.path
                yield (
                    f"/v1/{BY_TYPE[lists[path]].name}/{_THINGS[lists[path]]}"
                    if path in lists
                    else (_FILLED_IN[path] if "{" in path else path)
                )
