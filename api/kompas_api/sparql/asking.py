"""A request of the SPARQL 1.1 Protocol, read: the query, the graphs it is about, and the form of the answer.

Protocol: https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from fastapi import Request
from pyoxigraph import NamedNode

from kompas_api.bodies import content_format, limited_body
from kompas_api.problems import Refusal

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_KINDS: Final = {FORM: FORM, DIRECT: DIRECT}
_MOST_FIELDS: Final = 200
_MARK: Final = "\ufeff"
"""With which some editors begin a file; it is no part of the query."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: the query when there is one, its graphs, and the form named by `format=`."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str


async def asked(request: Request) -> Asked:
    """What a request asks.

    Raises:
        Refusal: (400) more or less than one query, or text or addresses that are none; (403) an update; (413) too
            large; (415) a body that is no query, or not in UTF-8.
    """
    fields = _fields(request.scope["query_string"])
    if request.method == "GET":
        return _one(fields, fields.get("query", []))
    body = await limited_body(request)
    content_type = request.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() == UPDATE:
        raise _no_updates()
    kind = content_format(content_type, _KINDS)
    charset = _charset(content_type)
    if charset not in ("", "utf-8", "us-ascii"):
        raise Refusal(415, "Unsupported media type", "A query is sent in UTF-8.", headers={"Accept-Post": DIRECT})
    if kind == DIRECT:
        return _one(fields, [*fields.get("query", []), _decoded(body)])
    for name, values in _fields(body).items():
        fields[name] = fields.get(name, []) + values
    return _one(fields, fields.get("query", []))


def _one(fields: Mapping[str, list[str]], queries: list[str]) -> Asked:
    if "update" in fields:
        raise _no_updates()
    if len(queries) > 1:
        raise Refusal(400, "Invalid request", "There is more than one query; send one at a time.")
    default, of_name = (tuple(filter(None, fields.get(name, []))) for name in ("default-graph-uri", "named-graph-uri"))
    for graph in default + of_name:
        _address(graph)
    formats = [value for name in ("format", "output") for value in fields.get(name, []) if value]
    query = queries[0].removeprefix(_MARK) if queries else None
    return Asked(query, default, of_name, formats[0] if formats else "")


def _address(graph: str) -> None:
    try:
        NamedNode(graph)
    except ValueError:
        raise Refusal(400, "Invalid request", "A graph is named by a whole address.", code="invalid-value") from None


def _fields(encoded: bytes) -> dict[str, list[str]]:
    try:
        pairs = parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict",
            max_num_fields=_MOST_FIELDS,
        )  # fmt: skip
    except UnicodeDecodeError:
        raise Refusal(400, "Invalid request", "What is sent is not percent-encoded UTF-8.") from None
    except ValueError:
        raise Refusal(400, "Invalid request", f"There are more than {_MOST_FIELDS} parameters.") from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise Refusal(400, "Invalid request", f"The query is not UTF-8, at byte {error.start}.") from None


def _charset(content_type: str) -> str:
    parameters = (part.strip().lower() for part in content_type.split(";")[1:])
    return next((part[8:].strip('" ') for part in parameters if part.startswith("charset=")), "")


def _no_updates() -> Refusal:
    return Refusal(403, "Updates are refused", "This endpoint answers queries; nothing can be changed through it.")
