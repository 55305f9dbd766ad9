"""The catalogue: what is published here, in which forms, by whom, and how it can be asked. DCAT-AP-NL 3.0.

Profile: https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kompas.namespaces import ONTOLOGY, XSD
from kompas_api.linked.dumps import Dump
from kompas_api.linked.releases import Release
from kompas_api.linked.statements import Node, Statements, text
from kompas_api.negotiation import Language
from kompas_api.settings import API_VERSION, Settings

CATALOGUE: Final = "https://w3id.org/kompas/catalog"
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_EU: Final = "http://publications.europa.eu/resource/authority/"
_MEDIA: Final = {
    "nq": ("application/n-quads", "RDF_N_QUADS"),
    "ttl": ("text/turtle", "RDF_TURTLE"),
    "jsonld": ("application/ld+json", "JSON_LD"),
    "rdf": ("application/rdf+xml", "RDF_XML"),
}
_OF_CATALOGUE: Final = ("dcterms_publisher", "dcterms_creator", "dcat_contactPoint", "dcterms_language", "dcat_theme")
_NAMES: Final = ("Catalogus van Kompas", "Catalogue of Kompas")
_KEYWORDS: Final = (("jeugdhulp", "nl"), ("opvoeden", "nl"), ("youth care", "en"), ("parenting", "en"))
_STANDARDS: Final = {
    "knowledge": "https://www.w3.org/TR/rdf11-concepts/",
    "ontology": "https://www.w3.org/TR/owl2-syntax/",
    "rules": "https://www.w3.org/TR/shacl-af/",
}
_DATASETS: Final = {
    "knowledge": (
        "Kennisgraaf van Kompas", "Knowledge graph of Kompas",
        "Wat er bekend is over opgroeien, problemen, opvoeden, hulp en bewijs, met bronnen, en de regels die daarmee "
        "redeneren. Er staan geen gegevens van personen in.",
        "What is known of growing up, problems, parenting, help and evidence, with sources, and the rules that reason "
        "with it. It holds no data on persons.",
    ),
    "ontology": (
        "Ontologie van Kompas", "Ontology of Kompas",
        "De begrippen en eigenschappen waarin de kennis en de aanbevelingen zijn uitgedrukt (OWL 2), en de "
        "begrippenkaders.",
        "The classes and properties in which knowledge and recommendations are expressed (OWL 2), and the concept "
        "schemes.",
    ),
    "rules": (
        "Regels van Kompas", "Rules of Kompas",
        "De regels die van een situatie tot een aanbeveling met redenen leiden (SHACL), elk met de bron waarop zij "
        "berust, en de grenswaarden.",
        "The rules that lead from a case to a recommendation with reasons (SHACL), each with the source it rests on, "
        "and the cut-offs.",
    ),
}  # fmt: skip
_SERVICES: Final = {
    "sparql": (
        "SPARQL-dienst van Kompas", "SPARQL service of Kompas",
        "Stel vragen aan de kennisgraaf in SPARQL 1.1.", "Ask the knowledge graph questions in SPARQL 1.1.",
    ),
    "api": (
        "API van Kompas", "API of Kompas",
        "Een anonieme situatie in, een aanbeveling met redenen uit; en alle begrippen als JSON.",
        "An anonymous case in, a recommendation with reasons out; and every concept as JSON.",
    ),
}  # fmt: skip


def catalogue(settings: Settings, base: str, release: Release, dumps: Sequence[Dump]) -> list[Triple]:
    """The catalogue of this Kompas.

    Args:
        settings: who publishes, and whom to write to.
        base: where Kompas is reached, without a slash at the end.
        release: what is published.
        dumps: its files.
    """
    made = Statements()
    shared = _shared(made, settings)
    datasets = [_dataset(made, part, base, release, dumps, shared) for part in _DATASETS]
    services = [_service(made, name, base, datasets[:1], shared) for name in _SERVICES]
    made.say(
        NamedNode(CATALOGUE),
        "dcat:Catalog",
        dcterms_title=_both(*_NAMES),
        dcterms_description=_both(
            "Wat Kompas publiceert over passende hulp voor kinderen, jongeren en gezinnen.",
            "What Kompas publishes on proportionate help for children, young people and families.",
        ),
        dcterms_license=NamedNode(LICENCE),
        dcterms_modified=_day(release.date),
        foaf_homepage=_document(made, f"{base}/"),
        dcat_dataset=datasets,
        dcat_service=services,
        **{name: shared[name] for name in _OF_CATALOGUE},
    )
    return made.triples


def markup(settings: Settings, base: str, release: Release, spoken: Language) -> dict[str, object]:
    """The knowledge graph as search engines read it in a page: a dataset of schema.org, in the language of the page."""
    place = 0 if spoken == "nl" else 1
    publisher = {"@type": "Organization", "@id": settings.publisher_url, "name": settings.publisher_name,
                 "url": settings.publisher_url}  # fmt: skip
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{CATALOGUE}#knowledge",
        "url": f"{base}/catalog",
        "identifier": f"{CATALOGUE}#knowledge",
        "name": _DATASETS["knowledge"][place],
        "description": _DATASETS["knowledge"][2 + place],
        "inLanguage": ["nl", "en"],
        "keywords": [word for word, language in _KEYWORDS if language == spoken],
        "license": LICENCE,
        "isAccessibleForFree": True,
        "version": release.manifest.version,
        "dateModified": release.date[:10],
        "creator": publisher,
        "publisher": publisher,
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": CATALOGUE, "name": _NAMES[place]},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": f"knowledge.{suffix}",
                "encodingFormat": media,
                "contentUrl": f"{base}/dumps/{release.name}/knowledge.{suffix}",
            }
            for suffix, (media, _) in _MEDIA.items()
        ],
    }


def _shared(made: Statements, settings: Settings) -> dict[str, object]:
    publisher = made.say(
        NamedNode(settings.publisher_url),
        "foaf:Agent",
        foaf_name=text(settings.publisher_name),
        dcterms_identifier=Literal(settings.publisher_url, datatype=NamedNode(f"{XSD}anyURI")),
    )
    made.say(NamedNode(f"{CATALOGUE}#contact"), "vcard:Organization")
    contact = made.say(
        NamedNode(f"{CATALOGUE}#contact"),
        "vcard:Kind",
        vcard_fn=text(settings.contact_name),
        vcard_hasEmail=NamedNode(f"mailto:{settings.contact_email}"),
        vcard_hasURL=NamedNode(settings.contact_url),
    )
    languages = [made.say(NamedNode(f"{_EU}language/{code}"), "dcterms:LinguisticSystem") for code in ("NLD", "ENG")]
    themes = {"SOCI": ("Bevolking en samenleving", "Population and society"), "HEAL": ("Gezondheid", "Health")}
    scheme = NamedNode(f"{_EU}data-theme")
    made.say(scheme, "skos:ConceptScheme", dcterms_title=_both("Gegevensthema's", "Data themes"))
    return {
        "dcterms_publisher": publisher,
        "dcterms_creator": publisher,
        "dcat_contactPoint": contact,
        "dcterms_language": languages,
        "dcterms_accessRights": made.say(
            NamedNode(f"{_EU}access-right/PUBLIC"),
            "dcterms:RightsStatement",
            skos_prefLabel=_both("openbaar", "public"),
        ),
        "dcat_theme": [
            made.say(
                NamedNode(f"{_EU}data-theme/{code}"), "skos:Concept", skos_prefLabel=_both(*names), skos_inScheme=scheme
            )
            for code, names in themes.items()
        ],
    }


def _dataset(
    made: Statements, part: str, base: str, release: Release, dumps: Sequence[Dump], shared: dict[str, object]
) -> Node:
    dutch, english, told, told_english = _DATASETS[part]
    node = NamedNode(f"{CATALOGUE}#{part}")
    made.say(
        node,
        "dcat:Dataset",
        dcterms_identifier=text(node.value),
        dcterms_title=_both(dutch, english),
        dcterms_description=_both(told, told_english),
        dcterms_modified=_day(release.date),
        dcat_version=text(_version(part, release)),
        dcat_keyword=[text(*word) for word in _KEYWORDS],
        dcterms_conformsTo=made.say(NamedNode(_STANDARDS[part]), "dcterms:Standard"),
        foaf_page=_document(made, f"{base}/release/{release.name}"),
        dcat_landingPage=_document(made, f"{base}/ontology" if part == "ontology" else f"{base}/dumps"),
        dcat_distribution=[
            _distribution(made, part, dump, base, release, shared)
            for dump in dumps
            if dump.name.partition(".")[0] == part
        ],
        **shared,
    )
    return node


def _version(part: str, release: Release) -> str:
    versions = {"ontology": release.ontology_version, "rules": release.manifest.rules_version}
    return versions.get(part, release.manifest.version)


def _distribution(
    made: Statements, part: str, dump: Dump, base: str, release: Release, shared: dict[str, object]
) -> Node:
    suffix, _, zipped = dump.name.partition(".")[2].partition(".")
    media, format = _MEDIA[suffix]
    address = NamedNode(f"{base}/dumps/{release.name}/{dump.name}")
    checksum = made.part(
        "spdx:Checksum",
        spdx_algorithm=made.say("spdx:checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm"),
        spdx_checksumValue=Literal(dump.sha256, datatype=NamedNode(f"{XSD}hexBinary")),
    )
    kinds = "http://www.iana.org/assignments/media-types/"
    compressed = made.say(NamedNode(f"{kinds}application/gzip"), "dcterms:MediaType") if zipped else None
    dutch, english = _DATASETS[part][:2]
    return made.say(
        NamedNode(f"{CATALOGUE}#{dump.name}"),
        "dcat:Distribution",
        dcterms_title=_both(f"{dutch}: {dump.name}", f"{english}: {dump.name}"),
        dcterms_license=made.say(NamedNode(LICENCE), "dcterms:LicenseDocument"),
        dcterms_language=shared["dcterms_language"],
        dcterms_conformsTo=made.say(NamedNode(ONTOLOGY), "dcterms:Standard"),
        dcat_accessURL=made.say(address, "rdfs:Resource"),
        dcat_downloadURL=address,
        dcat_mediaType=made.say(NamedNode(f"{kinds}{media}"), "dcterms:MediaType"),
        dcat_compressFormat=compressed,
        dcterms_format=made.say(NamedNode(f"{_EU}file-type/{format}"), "dcterms:MediaTypeOrExtent"),
        dcat_byteSize=Literal(str(dump.bytes), datatype=NamedNode(f"{XSD}nonNegativeInteger")),
        dcterms_modified=_day(release.date),
        spdx_checksum=checksum,
    )


def _service(made: Statements, name: str, base: str, served: list[Node], shared: dict[str, object]) -> Node:
    dutch, english, told, told_english = _SERVICES[name]
    node = NamedNode(f"{CATALOGUE}#{name}")
    endpoint, description, standard = {
        "sparql": (f"{base}/sparql", f"{base}/sparql", "https://www.w3.org/TR/sparql11-protocol/"),
        "api": (f"{base}/v1", f"{base}/v1/openapi.json", "https://spec.openapis.org/oas/v3.1.0"),
    }[name]
    made.say(
        node,
        "dcat:DataService",
        dcterms_identifier=text(node.value),
        dcterms_title=_both(dutch, english),
        dcterms_description=_both(told, told_english),
        dcterms_license=NamedNode(LICENCE),
        dcterms_conformsTo=made.say(NamedNode(standard), "dcterms:Standard"),
        dcat_endpointURL=made.say(NamedNode(endpoint), "rdfs:Resource"),
        dcat_endpointDescription=made.say(NamedNode(description), "rdfs:Resource"),
        dcat_servesDataset=served,
        dcat_keyword=[text(*word) for word in _KEYWORDS],
        dcat_version=text(API_VERSION) if name == "api" else None,
        **shared,
    )
    return node


def _both(dutch: str, english: str) -> list[Literal]:
    return [text(dutch, "nl"), text(english, "en")]


def _day(date: str) -> Literal | None:
    return Literal(date[:10], datatype=NamedNode(f"{XSD}date")) if date else None


def _document(made: Statements, address: str) -> Node:
    return made.say(NamedNode(address), "foaf:Document")
