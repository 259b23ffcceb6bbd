"""Every address of the house, read off the URL resolver, and what is declared of it: whom it shows Cangkuang to.

An address that is not declared here makes ``test_every_address_is_declared`` fail by its name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.security.cast import DESK, OF_THE_VILLAGE, RECORDERS

REVIEWERS = ("bu_camat", "dpmd")
MANAGERS = (*REVIEWERS, "administrator")


@dataclass(frozen=True, slots=True)
class Case:
    """What an address shows of the village, and to whom.

    ``sees``: a look is answered 200, with the canary where ``canary``; everybody else is refused and told nothing.
    ``lists``: it shows everybody what is theirs, so a stranger's look may be answered 200, without the canary.
    ``acts``: for whom what is sent is at least heard. ``names``: the address's names, where they differ from the
    world's. ``sends``: what is posted.
    """

    sees: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    canary: bool = True
    lists: bool = False
    names: dict[str, Any] = field(default_factory=dict)
    sends: dict[str, str] = field(default_factory=dict)
    query: str = ""


OPEN = Case(canary=False)
"""For anybody; nothing that is not public may stand there."""
_MEETING = Case(acts=REVIEWERS)
_PUBLISHED = Case(sees=DESK, canary=False, names={"meeting": "published", "form": ":docx"})
_MEMBER = {"person": "member"}
_GARUT = {"kabupaten": ":32.05"}
_EXCUSED = {"code": "x", "key": "x", "reason": "Sudah diperiksa."}
DESK_CASES: dict[str, Case] = {
    "desk:queue": Case(sees=DESK, canary=False, lists=True),
    "desk:coverage": Case(sees=DESK, canary=False, lists=True),
    "desk:unreported": Case(sees=DESK, canary=False, lists=True),
    "desk:village": Case(sees=DESK),
    "desk:reviews": Case(sees=DESK, canary=False, lists=True),
    "desk:notices": Case(sees=DESK, canary=False, lists=True, acts=DESK),
    "desk:several": Case(acts=REVIEWERS, sends={"pick": "{village}.{meeting}." + "0" * 64}),
    "desk:take": _MEETING,
    "desk:twin": Case(acts=REVIEWERS, sends={"act": "beda", "other": "{published}"}),
    "desk:hand_over": _MEETING,
    "desk:withdraw": _MEETING,
    "desk:lines": Case(acts=REVIEWERS),
    "desk:checklist": _MEETING,
    "desk:say": Case(acts=REVIEWERS, sends={"text": "Periksa lagi."}),
    "desk:beside": Case(sees=DESK),
    "desk:history": Case(sees=DESK),
    "desk:record": _PUBLISHED,
    "desk:book": Case(sees=DESK, canary=False, names={"form": ":docx"}),
    "desk:meeting": Case(sees=DESK),
    "desk:return": _MEETING,
    "desk:approve": Case(acts=REVIEWERS, sends={"seen": "0" * 64, "number": "1"}),
    "desk:reopen": _MEETING,
    "desk:double": Case(acts=REVIEWERS, sends={"act": "beda", "keep": "{person}", "drop": "{other_person}"}),
    "desk:dismiss": Case(acts=REVIEWERS, sends={"key": "x", "reason": "Sudah diperiksa."}),
    "desk:take_up": Case(acts=REVIEWERS, sends={"key": "x", "app": "x", "code": "x"}),
    "desk:photo": Case(sees=DESK, canary=False),
    "waiting:conflicts": Case(sees=DESK, lists=True),
    "waiting:conflict": Case(sees=DESK, acts=REVIEWERS),
    "waiting:held": Case(sees=DESK, lists=True),
    "waiting:held_one": Case(sees=DESK, acts=REVIEWERS, sends={"decision": "dismiss", "reason": "Sudah dicatat."}),
    "waiting:phones": Case(sees=DESK, lists=True),
    "waiting:phone": Case(sees=DESK, acts=("bu_camat", "dpmd", "administrator")),
    "waiting:silent": Case(sees=DESK, canary=False, lists=True),
    "waiting:bundle": Case(sees=(*RECORDERS, *DESK), canary=False, lists=True),
    "voices:queue": Case(sees=OF_THE_VILLAGE, canary=False, lists=True),
    "voices:one": Case(sees=OF_THE_VILLAGE, acts=RECORDERS, sends={"decision": "decline", "reason": "Sudah ada."}),
    "apb:years": Case(sees=OF_THE_VILLAGE, canary=False, lists=True),
    "apb:one": Case(sees=OF_THE_VILLAGE, acts=RECORDERS, sends={"decision": "revise", "seen": "1"}),
    "apb:history": Case(sees=OF_THE_VILLAGE),
    "apb:excuse": Case(acts=REVIEWERS, sends=_EXCUSED),
    "apb:add_work": Case(sees=RECORDERS, acts=RECORDERS, canary=False, sends={"decision": "save", "code": "1.1.01"}),
    "apb:work": Case(sees=RECORDERS, acts=RECORDERS, names={"thread": "work"}, sends={"decision": "delete"}),
    "apb:add_line": Case(sees=RECORDERS, acts=RECORDERS, canary=False, sends={"decision": "save", "account": "4.1.1"}),
    "apb:line": Case(sees=RECORDERS, acts=RECORDERS, names={"thread": "line"}, sends={"decision": "delete"}),
    "tables:ceilings": Case(sees=DESK, canary=False, lists=True),
    "tables:ceiling": Case(sees=DESK, acts=("dpmd",), sends={"pagu-DDS": "1", "dasar-DDS": "Perbup"}),
    "tables:codes": Case(sees=OF_THE_VILLAGE, canary=False, lists=True),
    "tables:end_code": Case(acts=("dpmd",), names={"code": "local_code"}, sends={"sampai": "2027"}),
    "tables:plans": Case(sees=RECORDERS, canary=False, lists=True),
    "tables:plan": Case(sees=OF_THE_VILLAGE, acts=RECORDERS),
    "tables:treasury": Case(sees=OF_THE_VILLAGE),
    "tables:preview": Case(sees=("siti",), acts=("siti",), sends={"putusan": "batal"}),
    "people:index": Case(sees=MANAGERS, canary=False, lists=True),
    "people:bring": Case(sees=("administrator",), canary=False, lists=True),
    "people:template": Case(sees=("administrator",), canary=False, lists=True),
    "people:preview": Case(
        sees=("administrator",), acts=("administrator",), names={"table": "roster"}, sends={"putusan": "batal"}
    ),
    "people:slips": Case(lists=True, sends={"orang": "{member}"}),
    "people:person": Case(sees=MANAGERS, canary=False, names=_MEMBER),
    "people:reset": Case(acts=MANAGERS, names=_MEMBER),
    "people:second_factor": Case(sees=MANAGERS, acts=MANAGERS, canary=False, names=_MEMBER),
    "people:end": Case(acts=("administrator",), names=_MEMBER, sends={"sampai": "2040-01-01"}),
    "people:hand_over": Case(sees=("administrator",), acts=("administrator",), canary=False, names=_MEMBER),
    "people:setup": Case(sees=("dpmd", "administrator"), canary=False, lists=True),
    "people:terms": Case(sees=("dpmd", "administrator"), acts=("dpmd", "administrator"), canary=False, names=_GARUT),
    "people:rules": Case(sees=("dpmd", "administrator"), acts=("dpmd", "administrator"), canary=False, names=_GARUT),
    "money_desk:area": Case(sees=DESK, canary=False, lists=True),
    "money_desk:village": Case(sees=OF_THE_VILLAGE, canary=False),
    "money_desk:excuse": Case(acts=REVIEWERS, sends=_EXCUSED),
    "money_desk:reckon": Case(lists=True),
}
ANYBODY: dict[str, Case] = {
    "api:api-root": OPEN,
    "api:openapi-json": OPEN,
    "app": OPEN,
    "phone": OPEN,
    "app/<path:path>": Case(canary=False, names={"path": ":sw.js"}),
    "healthz": OPEN,
    "readyz": OPEN,
    "metrics": OPEN,
    "entrance:sign_in": OPEN,
    "entrance:first": OPEN,
    "entrance:code": OPEN,
    "entrance:second_factor": OPEN,
    "entrance:password": OPEN,
    "entrance:places": OPEN,
    "entrance:sign_out": OPEN,
    "entrance:signed_out": OPEN,
    "entrance:language": OPEN,
    "taking_part:coming": OPEN,
    "taking_part:propose": Case(canary=False, names={"meeting": "planned"}),
    "taking_part:ask": OPEN,
    "taking_part:talk": OPEN,
    "taking_part:find": OPEN,
    "taking_part:status": Case(canary=False, names={"code": ":TIDAKADA"}),
    "board:front": Case(canary=False, query="?q=kanari"),
    "board:search": Case(canary=False, query="?q=kanari"),
    "board:regions": OPEN,
    "board:region": OPEN,
    "board:verification": OPEN,
    "board:verifier": OPEN,
    "board:digests": OPEN,
    "board:days": Case(canary=False, names={"code": ":32.05"}),
    "board:days_data": Case(canary=False, names={"code": ":32.05"}),
    "board:day_data": Case(canary=False, names={"code": ":32.05", "day": ":2026-06-15"}),
    "board:village": OPEN,
    "board:news": OPEN,
    "board:documents": OPEN,
    "board:on_day": Case(canary=False, query="?tanggal=2036-01-01"),
    "board:subject": Case(canary=False, names={"key": "meeting"}),
    "board:publication": OPEN,
    "board:snapshot": OPEN,
    "board:document": Case(canary=False, names={"name": ":ringkasan.pdf"}),
    "board:script": OPEN,
    "board:data": OPEN,
    "board:data_dictionary": OPEN,
    "board:data_schema": Case(canary=False, names={"name": ":musyawarah.json"}),
    "board:data_area": OPEN,
    "board:data_file": Case(canary=False, names={"name": ":musyawarah.csv"}),
    "board:data_file_of_all": Case(canary=False, names={"name": ":musyawarah.csv"}),
    "board:photo": OPEN,
    "agenda:calendar": OPEN,
    "money:proposals": OPEN,
    "money:budget": OPEN,
    "money:comparison": OPEN,
    "money:table": Case(canary=False, names={"name": ":kegiatan"}),
    "money:watch": OPEN,
}

ADMIN = "admin/"


@dataclass(frozen=True, slots=True)
class Route:
    """An address of the resolver: its name (or its pattern, where nobody named it), and what it names itself."""

    name: str
    pattern: str
    asks: tuple[str, ...]


def routes() -> list[Route]:
    """Every address that the house answers."""
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(entries: Any, before: str, spaces: tuple[str, ...]) -> Iterator[Route]:
    for entry in entries:
        where = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, where, (*spaces, *filter(None, [entry.namespace])))
        elif isinstance(entry, URLPattern):
            name = ":".join((*spaces, entry.name)) if entry.name else where
            yield Route(name, where, tuple(entry.pattern.regex.groupindex))


def address(route: Route, case: Case, names: dict[str, Any]) -> str:
    """The address, aimed at what the village has."""
    given = {one: _name(case.names.get(one, one), names) for one in route.asks}
    if "<" in route.pattern and ":" not in route.name.split("<", maxsplit=1)[0] and route.name == route.pattern:
        return "/" + route.pattern.replace("<path:path>", str(given["path"]))
    return ("/" + route.pattern if route.name == route.pattern else reverse(route.name, kwargs=given)) + case.query


def _name(said: str, names: dict[str, Any]) -> Any:
    return said[1:] if said.startswith(":") else names[said]


def sent(case: Case, names: dict[str, Any]) -> dict[str, str]:
    """What is posted, aimed at what the village has."""
    return {name: value.format(**names) for name, value in case.sends.items()}
