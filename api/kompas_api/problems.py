"""Every error as a problem document (RFC 9457), in one shape: status, title, detail, and what is wrong where.

Invalid input is 400, never 422 (API Design Rules); all errors of one request are told at once, each with the JSON
Pointer (RFC 6901) of its field. What was wrong about a request is answered to the one who sent it, and logged nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from kompas.errors import BadInput, FieldError, InputTooLarge, KompasError, ResourceMissing

MEDIA_TYPE: Final = "application/problem+json"

_EXPLAINED: Final[Mapping[int, str]] = {
    404: "There is nothing at this address.",
    405: "This address does not support that method; the Allow header says which it does.",
}


class Refusal(Exception):
    """A request that is not granted: with which status, why, and what is wrong in which field."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        errors: Iterable[FieldError] = (),
        *,
        code: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.detail = detail
        self.errors = tuple(errors)
        self.code = code
        self.headers = dict(headers or {})


def install(app: FastAPI) -> None:
    """Make the application answer every error as a problem document (a page for browsers, outside the API)."""
    app.exception_handler(Refusal)(_refused)
    app.exception_handler(KompasError)(_kompas_error)
    app.exception_handler(RequestValidationError)(_invalid_request)
    app.exception_handler(HTTPException)(_http_error)


def refusal_of(error: KompasError) -> Refusal:
    """The refusal that tells this error over HTTP."""
    if isinstance(error, InputTooLarge):
        return Refusal(413, error.title, error.detail, error.errors, code=error.code)
    if isinstance(error, BadInput):
        many = len(error.errors)
        detail = error.errors[0].detail if many == 1 else f"{many} things are wrong; each is listed under errors."
        return Refusal(400, error.title, detail, error.errors, code=error.code)
    if isinstance(error, ResourceMissing):
        return Refusal(503, error.title, "The released knowledge is not there yet.", code=error.code)
    return Refusal(500, "Internal error", "Something went wrong in Kompas.")


def problem(refusal: Refusal) -> JSONResponse:
    """The problem document of a refusal."""
    body: dict[str, Any] = {"type": "about:blank", "title": refusal.title, "status": refusal.status}
    if refusal.code:
        body["type"] = f"/v1/docs#{refusal.code}"
    body["detail"] = refusal.detail
    if refusal.errors:
        body["errors"] = [_entry(error) for error in refusal.errors]
    headers = {"Cache-Control": "no-store", **refusal.headers}
    return JSONResponse(body, refusal.status, headers, MEDIA_TYPE)


def internal_error() -> JSONResponse:
    """What is answered to a defect: nothing about the request, and nothing about the inside."""
    return problem(Refusal(500, "Internal error", "Something went wrong in Kompas. It is not in your request."))


def _entry(error: FieldError) -> dict[str, Any]:
    entry: dict[str, Any] = {"pointer": error.pointer, "detail": error.detail, "code": error.code}
    if error.nearest:
        entry["nearest"] = list(error.nearest)
    return entry


async def _refused(request: Request, error: Refusal) -> Response:
    return _answered(request, error)


async def _kompas_error(request: Request, error: KompasError) -> Response:
    return _answered(request, refusal_of(error))


async def _invalid_request(request: Request, error: RequestValidationError) -> Response:
    fields = [
        FieldError("".join(f"/{part}" for part in fault["loc"]), f"{fault['msg']}.", code="invalid-value")
        for fault in error.errors()
    ]
    detail = "Something in the address is not valid; each mistake is listed under errors."
    return _answered(request, Refusal(400, "Invalid request", detail, fields, code="invalid-value"))


async def _http_error(request: Request, error: HTTPException) -> Response:
    title = HTTPStatus(error.status_code).phrase
    detail = _EXPLAINED.get(error.status_code, str(error.detail))
    return _answered(request, Refusal(error.status_code, title, detail, headers=error.headers))


def _answered(request: Request, refusal: Refusal) -> Response:
    from kompas_api.web.pages import refusal_page

    return refusal_page(request, refusal) or problem(refusal)
