"""Every refusal as a problem document (RFC 9457), in the caller's language."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from fastapi_service.languages import negotiate
from ptc_service_policy import (
    InvalidContractError,
    Language,
    LocalizedText,
    PolicyError,
    PolicyNotFoundError,
    Problem,
    UnknownIdError,
)

MEDIA_TYPE = "application/problem+json"
NOT_FOUND = LocalizedText(fr="Introuvable", en="Not found")
NO_ANSWER = LocalizedText(fr="Question sans réponse", en="Question without an answer")
NOT_VALID = LocalizedText(fr="Requête non valide", en="Invalid request")
SEE_DOCUMENT = LocalizedText(
    fr="Paramètres manquants ou mal formés : {names}. Le document OpenAPI les décrit.",
    en="Missing or malformed parameters: {names}. The OpenAPI document describes them.",
)
SEE_ERRORS = LocalizedText(
    fr="Le corps de la requête n'est pas valide ; `errors` indique chaque faute et son emplacement.",
    en="The body of the request is not valid; `errors` names each fault and its place.",
)
NOT_AS_EXPECTED = LocalizedText(
    fr="Valeur manquante ou mal formée ; le document OpenAPI dit ce qui est attendu.",
    en="Missing or malformed value; the OpenAPI document says what is expected.",
)
NO_SUCH_ADDRESS = LocalizedText(fr="Adresse ou méthode inconnue", en="Unknown address or method")
SEE_ADDRESSES = LocalizedText(
    fr="Le document OpenAPI énumère les adresses ; un contrat y figure sous le nom de son fichier.",
    en="The OpenAPI document lists the addresses; a contract goes by the name of its file.",
)
FAILURE = LocalizedText(fr="Défaillance du service", en="Service failure")
SEE_LOG = LocalizedText(
    fr="La cause se trouve dans le journal du service.", en="The service's log holds the cause."
)


class Fault(BaseModel):
    """Say what is wrong at one place of a body, which ``pointer`` names (RFC 6901)."""

    pointer: str
    detail: str
    code: str | None = None
    hint: str | None = None


class ProblemDocument(BaseModel):
    """Say what is wrong with a request; ``code`` and ``hint`` are the library's, where it refused."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str
    code: str | None = None
    hint: str | None = None
    errors: tuple[Fault, ...] | None = None


# What every route may answer, for the OpenAPI document.
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": HTTPStatus(status).phrase,
        "content": {MEDIA_TYPE: {"schema": ProblemDocument.model_json_schema(mode="serialization")}},
    }
    for status in (404, 422, 500)
}


def wrong_body(error: PolicyError, *place: str | int) -> RequestValidationError:
    """Return a refusal of the library as one of a place in the body, like FastAPI's own.

    Faults of a contract have their place in it.
    """
    of_a_contract = isinstance(error, InvalidContractError)
    return RequestValidationError(
        [
            {
                "type": "refused",
                "loc": ("body", *place, *(each.path if of_a_contract else ())),
                "ctx": {"code": each.code, "message": each.message, "hint": each.hint},
            }
            for each in error.problems
        ]
    )


def install(app: FastAPI) -> None:
    """Let the service answer every refusal with a problem document."""

    @app.exception_handler(PolicyError)
    async def refused_by_the_library(request: Request, error: PolicyError) -> Response:
        unknown = isinstance(error, UnknownIdError | PolicyNotFoundError)
        status, title = (404, NOT_FOUND) if unknown else (422, NO_ANSWER)
        return _answer(request, status, title, error.problems[0].message, error.problems[0])

    @app.exception_handler(RequestValidationError)
    async def not_as_described(request: Request, error: RequestValidationError) -> Response:
        found = error.errors()
        language = negotiate(request.headers.get("accept-language"))
        names = sorted({str(each["loc"][-1]) for each in found})
        faults = tuple(_fault(each, language) for each in found if each["loc"][0] == "body")
        detail = SEE_ERRORS if faults else SEE_DOCUMENT.format(names=names)
        return _answer(request, 422, NOT_VALID, detail, errors=faults or None)

    @app.exception_handler(HTTPException)
    async def no_such_address(request: Request, error: HTTPException) -> Response:
        response = _answer(request, error.status_code, NO_SUCH_ADDRESS, SEE_ADDRESSES)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(Exception)
    async def failed(request: Request, _error: Exception) -> Response:
        return _answer(request, 500, FAILURE, SEE_LOG)


def _fault(found: Mapping[str, Any], language: Language) -> Fault:
    """Read one fault of a body; those of a contract carry the library's code and texts."""
    told = found.get("ctx", {})
    place = found["loc"][1:] if found["type"] != "json_invalid" else ()
    parts = (str(each).replace("~", "~0").replace("/", "~1") for each in place)
    pointer = "#" + "".join(f"/{quote(part)}" for part in parts)
    if "code" not in told:
        return Fault(pointer=pointer, detail=NOT_AS_EXPECTED[language])
    message, hint = (told[key][language] for key in ("message", "hint"))
    return Fault(pointer=pointer, detail=message, code=told["code"], hint=hint)


def _answer(
    request: Request,
    status: int,
    title: LocalizedText,
    detail: LocalizedText,
    problem: Problem | None = None,
    errors: tuple[Fault, ...] | None = None,
) -> Response:
    language = negotiate(request.headers.get("accept-language"))
    document = ProblemDocument(
        type=f"tag:ptc.com,2026:service-policy:{problem.code}" if problem else "about:blank",
        title=title[language],
        status=status,
        detail=detail[language],
        instance=request.url.path,
        code=problem and problem.code,
        hint=problem and problem.hint[language],
        errors=errors,
    )
    return Response(
        document.model_dump_json(exclude_none=True),
        status,
        headers={"Content-Language": language, "Vary": "Accept-Language"},
        media_type=MEDIA_TYPE,
    )
