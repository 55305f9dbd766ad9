"""The service description: what this endpoint is, which forms it has, over which graphs, and within which limits.

Vocabulary: https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kompas.namespaces import XSD
from kompas_api.linked.statements import Statements, text
from kompas_api.sparql.crew import Graph
from kompas_api.sparql.limits import Limits

_FORMATS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip


def service_description(endpoint: str, graphs: Sequence[Graph], limits: Limits) -> list[Triple]:
    """The description of the endpoint at this address.

    Args:
        endpoint: its address.
        graphs: those it has; the one without a name is the default graph.
        limits: what a query may take.
    """
    made = Statements()
    default = made.part("sd:Graph", void_triples=next((one.statements for one in graphs if not one.name), None))
    named = [
        made.part(
            "sd:NamedGraph", sd_name=NamedNode(one.name), sd_graph=made.part("sd:Graph", void_triples=one.statements)
        )
        for one in graphs
        if one.name
    ]
    dataset = made.part("sd:Dataset", sd_defaultGraph=default, sd_namedGraph=named)
    features = ["sd:BasicFederatedQuery"] if limits.services else None
    made.say(
        NamedNode(endpoint),
        "sd:Service",
        sd_endpoint=NamedNode(endpoint),
        sd_supportedLanguage=["sd:SPARQL10Query", "sd:SPARQL11Query"],
        sd_resultFormat=[f"formats:{name}" for name in _FORMATS],
        sd_feature=features,
        sd_defaultDataset=dataset,
        dcterms_title=[text("Vraag de graaf van Kompas", "nl"), text("Ask the graph of Kompas", "en")],
        dcterms_license="<https://creativecommons.org/licenses/by/4.0/>",
        rdfs_comment=[text(part, language) for language, part in _limits_told(limits).items()],
        schema_additionalProperty=[
            _limit(made, "resultLimit", limits.rows, "rows or statements"),
            _limit(made, "timeLimit", limits.seconds, "seconds"),
            _limit(made, "memoryLimit", limits.megabytes, "megabytes"),
        ],
    )
    return made.triples


def _limit(made: Statements, name: str, value: float, unit: str) -> object:
    number = Literal(f"{value:g}", datatype=NamedNode(f"{XSD}decimal"))
    return made.part("schema:PropertyValue", schema_name=text(name), schema_value=number, schema_unitText=text(unit))


def _limits_told(limits: Limits) -> dict[str, str]:
    rows, seconds = f"{limits.rows}", f"{limits.seconds:g}"
    allowed = ", ".join(limits.services)
    return {
        "nl": f"Een antwoord heeft hooguit {rows} rijen of uitspraken; een groter antwoord wordt geweigerd en nooit "
        f"afgekapt. Een vraag duurt hooguit {seconds} seconden. Wijzigingen worden geweigerd. "
        + (f"SERVICE mag alleen vragen aan {allowed}." if allowed else "SERVICE wordt ook geweigerd."),
        "en": f"An answer has at most {rows} rows or statements; a larger one is refused and never cut off. A query "
        f"takes at most {seconds} seconds. Updates are refused. "
        + (f"SERVICE may only ask {allowed}." if allowed else "SERVICE is refused too."),
    }
