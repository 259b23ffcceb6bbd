"""Open data over HTTP: a page for each area, its files, the dictionary, the schemas; for programs of any origin."""

import json
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from villages.board import areas, places
from villages.board.answers import HOUR, MINUTE, missing, page, public
from villages.board.areas import Area
from villages.board.dossier import LANGUAGE
from villages.board.opendata import core, making, schemas
from villages.board.opendata.making import Made, Stored
from villages.board.opendata.tables import Listing

METHODS = ("GET", "HEAD", "OPTIONS")
FORMS = (".csv", ".json", ".xlsx")
ALLOWED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Expose-Headers": "ETag, Content-Length, Content-Disposition",
    "Access-Control-Max-Age": "86400",
}

Answer = Callable[..., HttpResponseBase]


def open_to_all(view: Answer) -> Answer:
    """Lets programs of any origin ask, with a preflight too, and caches keep the answer for an hour."""

    @require_http_methods(METHODS)
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={**ALLOWED, "Allow": ", ".join(METHODS)})
        response = view(request, *args, **kwargs)
        whole = response.status_code in (200, 304)
        patch_cache_control(response, public=True, max_age=HOUR if whole else MINUTE)
        for name, value in ALLOWED.items():
            response[name] = value
        return response

    return answer


@public()
def overview(request: HttpRequest, code: str = "") -> HttpResponse:
    """What data an area offers: its files with their sizes, the areas below it, licence and dictionary."""
    area = areas.area_of(code)
    if area is None:
        return _elsewhere(code, "board:data_area") or missing(_("Tidak ada wilayah dengan kode ini."))
    with override(LANGUAGE):
        made = making.files_of(area)
    return page(
        "board/data.html",
        {
            "area": area,
            "made": made,
            "tables": [_shown(made, table) for table in core.tables()] if made else [],
            "exports": [(one, made.files.get(one.name)) for one in core.exports()] if made else [],
            "descriptor": made.files[making.DESCRIPTOR] if made else None,
            "below": [(region, areas.title_of(region)) for region in areas.within(area)],
            "licence": schemas.LICENCE,
        },
    )


@open_to_all
def file(request: HttpRequest, name: str, code: str = "") -> HttpResponseBase:
    """One file of an area; 304 to whoever has the same bytes."""
    area = areas.area_of(code)
    if area is None:
        return _elsewhere(code, "board:data_file", name) or missing(_("Tidak ada wilayah dengan kode ini."))
    made = making.files_of(area)
    stored = made.files.get(name) if made else None
    if made is None or stored is None:
        return missing(_("Berkas data ini tidak ada, atau belum dibuat."))
    return _answer(request, area, made, stored)


@open_to_all
def schema(request: HttpRequest, name: str) -> HttpResponseBase:
    """The JSON Schema of a table, or of a form that has none elsewhere."""
    told = _schemas().get(name)
    if told is None:
        return missing(_("Skema ini tidak ada."))
    return HttpResponse(json.dumps(told(), ensure_ascii=False, indent=1), content_type="application/schema+json")


@public(seconds=HOUR)
def dictionary(request: HttpRequest) -> HttpResponse:
    """Every column of every table: its name, its kind, what it means."""
    told = [
        {
            "table": table,
            "columns": table.columns,
            "schema": schemas.file_of(table.name, table.version),
        }
        for table in core.tables()
    ]
    return page("board/dictionary.html", {"first": core.COLUMNS, "tables": told, "licence": schemas.LICENCE})


def _answer(request: HttpRequest, area: Area, made: Made, stored: Stored) -> HttpResponseBase:
    called = f"rembuk-desa-{area.key}-{stored.name}"
    headers = {
        "ETag": f'"{stored.sha256[:32]}"',
        "Content-Length": str(stored.size),
        "Content-Disposition": f'attachment; filename="{called}"',
    }
    bare = HttpResponse(content_type=stored.media_type, headers=headers)
    same = get_conditional_response(request, etag=headers["ETag"], response=bare)
    if same is not None and same.status_code != bare.status_code:
        return same
    if request.method == "HEAD":
        return bare
    content = default_storage.open(f"{made.folder}/{stored.name}")
    return FileResponse(
        content, as_attachment=True, filename=called, content_type=stored.media_type, headers={"ETag": headers["ETag"]}
    )


def _schemas() -> dict[str, Callable[[], Any]]:
    """How each schema is told, by its file name."""
    known: dict[str, Callable[[], Any]] = {
        schemas.file_of(one.name, one.version): partial(schemas.json_schema, one) for one in core.tables()
    }
    for one in core.exports():
        if isinstance(one, Listing) and one.schema:
            known[schemas.file_of(one.stem, one.version)] = partial(schemas.listing_schema, one)
    return known


def _shown(made: Made, table: Any) -> dict[str, Any]:
    files = [made.files[f"{table.name}{form}"] for form in FORMS if f"{table.name}{form}" in made.files]
    return {
        "table": table,
        "rows": files[0].rows,
        "files": [(one.name.rpartition(".")[2].upper(), one) for one in files],
    }


def _elsewhere(code: str, view: str, *rest: str) -> HttpResponse | None:
    """The same page of the village that once bore this code."""
    now = places.successor_of(code)
    return HttpResponseRedirect(reverse(view, args=[now.code, *rest])) if now else None
