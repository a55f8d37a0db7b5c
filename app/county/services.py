"""The paths that machines call: a body and a signature in, one transaction, a body out."""

import gzip
import logging
from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar
from uuid import UUID

import psycopg
from fastapi import FastAPI, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError

from app.county.beginnings import beginning_of, chunk_at
from app.county.blobs import kept_of, part_of, small_of, take_part, take_small
from app.county.callers import Asking, caller_of
from app.county.counties import County
from app.county.databases import NOTHING, Busy, Connection, Full, set_scope
from app.county.devices import Device, scope_of
from app.county.digests import digest_of
from app.county.enrolments import take_newcomer
from app.county.hellos import greet, server_of
from app.county.hubs.adopting import adopt
from app.county.hubs.arriving import begin, lay_aside
from app.county.pages.routes import attach
from app.county.pasts import past_of
from app.county.pulls import Asked, page_of
from app.county.pushes import take_push
from app.county.refusals import Refusal
from app.county.turnstiles import Turnstile
from app.sync.wire import bodies, hubs
from app.sync.wire.beginnings import Manifest
from app.sync.wire.shapes import PART, Digest, Enrol, Enrolled, Hello, Kept, Page, Past, Push, Pushed, Welcome
from app.sync.wire.signatures import COUNTY
from app.texts import say

M = TypeVar("M", bound=BaseModel)
Named = Annotated[str, Path(pattern="^[0-9]{18}-[0-9a-f]{16}$")]
Household = Annotated[UUID, Path(description="the household's id")]
Digits = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
Work = Callable[[Connection], BaseModel | bytes]
Answer = Mapping[str, Any]
log = logging.getLogger(__name__)

_ZIP_FROM = 600
_ZIPPED = b"\x1f\x8b"
_BULK = 1_000_000
_LOAD = 512 * 1024
"""Bytes of a push, as sent, from which it is no day's work."""
_BYTES = {"requestBody": {"content": {"application/octet-stream": {"schema": {"format": "binary"}}}}}


def build(county: County) -> FastAPI:
    """The service of one county. It opens nothing: the door that serves it does."""
    service = FastAPI(
        title=say("county.title"), version="1", openapi_url="/v1/openapi.json", docs_url=None, redoc_url=None
    )

    _serve_greetings(service, county)
    _serve_records(service, county)
    _serve_beginnings(service, county)
    _serve_files(service, county)
    _serve_hubs(service, county)
    attach(service, county)
    _say_refusals(service)
    return service


def _serve_greetings(service: FastAPI, county: County) -> None:
    @service.post("/v1/enrol", openapi_extra=_takes(Enrol), response_model=Enrolled)
    async def enrol(request: Request) -> Response:
        """Enrol a machine with the code that the county gave to its office."""
        asked = _read(Enrol, await _asking(request), bodies.BODY)
        return await _done(
            county.joins,
            request,
            lambda: county.database.run(NOTHING, lambda c: take_newcomer(county, c, asked)),
        )

    @service.post("/v1/hello", openapi_extra=_takes(Hello), response_model=Welcome)
    async def hello(request: Request) -> Response:
        """Say where the machine stands; hear where the server stands and what to do first."""
        asking = await _asking(request)
        asked, now = _read(Hello, asking, bodies.BODY), county.clock()

        def work() -> BaseModel:
            device = _caller(county, asking, with_token=False)
            return county.database.run(NOTHING, lambda c: greet(c, device, asked, county.tokens, now))

        return await _done(county.greetings, request, work)


def _serve_records(service: FastAPI, county: County) -> None:
    @service.post("/v1/push", openapi_extra=_takes(Push), response_model=Pushed)
    async def push(request: Request) -> Response:
        """Hand in operations, in the order of the machine's chain."""
        asking = await _asking(request, bodies.BULK_BODY)

        def work() -> BaseModel:
            device = _caller(county, asking)
            pushed = _read(Push, asking, bodies.BULK_BODY if device.bulk else bodies.BODY)
            if len(pushed.ops.id) > (bodies.BULK_OPS if device.bulk else bodies.OPS):
                raise Refusal(413, "too_large")
            now = county.clock()
            return county.database.run(
                NOTHING,
                lambda c: take_push(c, device, pushed, county.classes, now).answer(server_of(c).epoch),
            )

        # A day's work never waits behind a first upload.
        return await _done(county.loads if len(asking.body) > _LOAD else county.pushes, request, work)

    @service.get("/v1/pull", response_model=Page)
    async def pull(
        request: Request,
        cursor: int = 0,
        limit: int = bodies.ITEMS,
        bucket: int | None = None,
        upto: int | None = None,
        bare: bool = False,
    ) -> Response:
        """What changed above the cursor, in the places of this machine."""
        asked = Asked(max(cursor, 0), min(max(limit, 1), bodies.BULK_ITEMS), bucket, upto, bare)
        return await _seen(county.reads, county, request, lambda c: page_of(c, asked))

    @service.get("/v1/digest", response_model=Digest)
    async def digest(request: Request, cursor: int = 0) -> Response:
        """The sums of what stands here in the places of this machine."""
        return await _seen(county.reads, county, request, digest_of)

    @service.get("/v1/past/{household}", response_model=Past)
    async def past(request: Request, household: Household) -> Response:
        """What was done to a household, for a machine that began after it."""
        return await _seen(county.reads, county, request, lambda c: past_of(c, str(household)))


def _serve_beginnings(service: FastAPI, county: County) -> None:
    @service.get("/v1/snapshot", response_model=Manifest)
    async def beginning(request: Request) -> Response:
        """What a machine of these places begins with, where that was made ready."""
        asking = await _asking(request)

        def work() -> BaseModel:
            device = _caller(county, asking)
            return county.database.run(NOTHING, lambda c: beginning_of(county, c, device))

        return await _done(county.reads, request, work)

    @service.get("/v1/snapshot/{name}/{nth}", response_class=Response)
    async def chunk(request: Request, name: Named, nth: Annotated[int, Path(ge=0)]) -> Response:
        """One chunk of it, as it lies on the disk."""
        asking = await _asking(request)
        return await _done(
            county.files, request, lambda: chunk_at(county, _caller(county, asking), name, nth)
        )


def _serve_files(service: FastAPI, county: County) -> None:
    @service.get("/v1/blob/{digest}/kept", response_model=Kept)
    async def kept(request: Request, digest: Digits) -> Response:
        """How much of an attachment is here."""
        return await _seen(county.reads, county, request, lambda c: kept_of(c, digest))

    @service.post("/v1/blob/{digest}", openapi_extra=_BYTES, response_model=Kept)
    async def hand_in(request: Request, digest: Digits, offset: int, small: bool = False) -> Response:
        """Hand in the part of an attachment that begins at `offset`, or the photo drawn small."""
        asking = await _asking(request, PART)

        def work() -> BaseModel:
            device = _caller(county, asking)

            def take(connection: Connection) -> Kept:
                scope = scope_of(connection, device)
                set_scope(connection, scope)
                if small:
                    return take_small(connection, county.shelf, scope, digest, asking.body)
                return take_part(connection, county.shelf, scope, digest, offset, asking.body)

            return county.database.run(NOTHING, take)

        return await _done(county.files, request, work)

    @service.get("/v1/blob/{digest}", response_class=Response)
    async def part(request: Request, digest: Digits, offset: int = 0, small: bool = False) -> Response:
        """The part of an attachment that begins at `offset`, or the photo drawn small."""

        def read(connection: Connection) -> bytes:
            shelf = county.shelf
            return (
                small_of(connection, shelf, digest) if small else part_of(connection, shelf, digest, offset)
            )

        return await _seen(county.files, county, request, read)


async def _seen(gate: Turnstile, county: County, request: Request, do: Work) -> Response:
    """Do something within what the calling machine may see."""
    asking = await _asking(request)

    def work() -> BaseModel | bytes:
        return county.database.run(NOTHING, _in_scope(_caller(county, asking), do))

    return await _done(gate, request, work)


def _serve_hubs(service: FastAPI, county: County) -> None:
    @service.post("/v1/hub/begin", openapi_extra=_takes(hubs.Begin), response_model=hubs.Standing)
    async def hub_begins(request: Request) -> Response:
        """A township's hub joins with its whole log: where it goes on."""
        return await _from_hub(county, request, hubs.Begin, begin)

    @service.post("/v1/hub/part", openapi_extra=_takes(hubs.Part), response_model=hubs.Standing)
    async def hub_brings(request: Request) -> Response:
        """The next part of a hub's log, laid aside until all of it is there."""
        return await _from_hub(county, request, hubs.Part, lay_aside)

    @service.post("/v1/hub/end", openapi_extra=_takes(hubs.End), response_model=hubs.Taken)
    async def hub_ends(request: Request) -> Response:
        """That was all of a hub's log: it becomes this county's, or nothing of it does."""
        return await _from_hub(county, request, hubs.End, adopt)


async def _from_hub(
    county: County,
    request: Request,
    shape: type[M],
    do: Callable[[County, Connection, Device, M], BaseModel],
) -> Response:
    asking = await _asking(request, bodies.BULK_BODY)

    def work() -> BaseModel:
        device, said = _caller(county, asking, with_token=False), _read(shape, asking, bodies.BULK_BODY)
        return county.database.run(NOTHING, lambda c: do(county, c, device, said))

    return await _done(county.loads, request, work)


def _in_scope(device: Device, do: Work) -> Work:
    """The same within what the machine may see: the scope comes from the server's own list."""

    def scoped(connection: Connection) -> BaseModel | bytes:
        set_scope(connection, scope_of(connection, device))
        return do(connection)

    return scoped


async def _asking(request: Request, most: int = bodies.BODY) -> Asking:
    """The request with its body, refused as soon as it grows beyond what was agreed."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise Refusal(413, "too_large")
    query = f"?{request.url.query}" if request.url.query else ""
    return Asking(request.method, request.url.path + query, request.headers, bytes(body))


def _caller(county: County, asking: Asking, *, with_token: bool = True) -> Device:
    tokens, now = county.tokens if with_token else None, county.clock()
    return county.database.run(NOTHING, lambda connection: caller_of(connection, asking, now, tokens))


def _read(shape: type[M], asking: Asking, most: int) -> M:
    zipped = asking.headers.get("Content-Encoding", "") == "gzip"
    try:
        return bodies.unpacked(shape, asking.body, zipped=zipped, most=most)
    except bodies.BadBody as error:
        raise Refusal(413, "too_large") if str(error) == "too large" else Refusal(400, "bad_body") from error
    except ValidationError as error:
        raise Refusal(400, "bad_body") from error


async def _done(gate: Turnstile, request: Request, work: Callable[[], BaseModel | bytes]) -> Response:
    """Let the request in or send it away at once; then do the work in its turn, off the loop.

    It is answered only when it is committed.
    """
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")

    def answer() -> Response:
        with gate.turn():
            return _response(work(), zipped=zipped)

    with gate.held():
        return await run_in_threadpool(answer)


def _response(answer: BaseModel | bytes, *, zipped: bool) -> Response:
    body = answer if isinstance(answer, bytes) else answer.model_dump_json(by_alias=True).encode()
    headers = {COUNTY: "1"}
    if zipped and len(body) >= _ZIP_FROM and not body.startswith(_ZIPPED):
        body = gzip.compress(body, 1 if len(body) > _BULK else 6)
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type="application/json", headers=headers)


def _takes(shape: type[BaseModel]) -> dict[str, Any]:
    """What the API's description says of a body that is read by hand, because it is signed as sent."""
    said = shape.model_json_schema()
    named = said.pop("$defs", {})

    def whole(part: Any) -> Any:
        """The same with every shape it names written out: the description knows no other's names."""
        if isinstance(part, list):
            return [whole(one) for one in part]
        if not isinstance(part, dict):
            return part
        if "$ref" in part:
            part = {**named[part["$ref"].rpartition("/")[2]], **part}
        return {key: whole(one) for key, one in part.items() if key != "$ref"}

    return {"requestBody": {"required": True, "content": {"application/json": {"schema": whole(said)}}}}


def _say_refusals(service: FastAPI) -> None:
    @service.exception_handler(Refusal)
    async def refused(request: Request, refusal: Refusal) -> Response:
        headers = {COUNTY: "1"}
        if "retry_after" in refusal.more:
            headers["Retry-After"] = str(refusal.more["retry_after"])
        return JSONResponse(refusal.body, refusal.status, headers)

    @service.exception_handler(RequestValidationError)
    @service.exception_handler(psycopg.DataError)
    async def strange(request: Request, error: Exception) -> Response:
        # A number that no column holds, a letter that no text holds: what the machine said cannot be kept.
        return await refused(request, Refusal(400, "bad_body"))

    @service.exception_handler(Busy)
    async def busy(request: Request, error: Busy) -> Response:
        full = isinstance(error, Full)
        return await refused(request, Refusal(503, "full" if full else "busy", retry_after=60 if full else 5))

    @service.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> Response:
        log.error("a request was not answered", exc_info=error)
        return await refused(request, Refusal(500, "bug"))
