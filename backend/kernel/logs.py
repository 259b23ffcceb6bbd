"""Log lines as JSON that say what happened and where, and nobody's name, number or words (UU 27/2022, art. 35-39).

What a person typed reaches a log by three ways, and each is closed: the arguments of a message are masked, an exception
is told by its type and place and never by its text, and of what else is attached only listed facts are kept.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import structlog
from structlog.contextvars import bind_contextvars
from structlog.typing import EventDict, WrappedLogger

FACTS = {"method", "route", "status", "ms", "bytes", "code"}
"""What may stand beside a message; everything else that somebody attaches is left out."""

UNSAID = frozenset({"exc", "traceback", "args", "kwargs", "return_value"})
"""What Celery's own messages carry besides a task's name and id."""

MOST_FRAMES = 40
_HOME = f"{Path(__file__).resolve().parents[2]}/"
LONGEST = 500

_MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?i)\b(authorization|cookie|set-cookie)\b\s*[:=]\s*[^\r\n]*"), r"\1=[…]"),
    (re.compile(r"(?i)\b(token|bearer|basic)\s+[\w.+/=~-]{6,}"), r"\1 […]"),
    (re.compile(r"(?i)([\w.-]*(?:pass(?:word|wd)?|sandi|secret|token|key)[\w.-]*[\"']?\s*[=:]\s*)(\S+)"), r"\1[…]"),
    (re.compile(r"(\w+://)[^\s/@]+@"), r"\1[…]@"),
    (re.compile(r"\?[^\s\"'<>]+"), "?[…]"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[email]"),
    (re.compile(r"(?<![0-9a-fA-F-])(?:\d[ .-]?){15}\d(?![0-9a-fA-F])"), "[nik]"),
    (re.compile(r"(?<![\w-])(?:\+?62|0)[ .-]?8\d(?:[ .-]?\d){6,11}(?!\w)"), "[hp]"),
    (re.compile(r"(?<![\w-])[A-Za-z0-9_+/=]{40,}(?![\w-])"), "[…]"),
)


ACCOUNT = "log_account"


def of_account(request: object, number: UUID) -> None:
    """Every line of this request from here on says whose account it is: by its number, which names nobody by itself."""
    setattr(request, ACCOUNT, str(number))
    bind_contextvars(account=str(number))


def masked(text: str) -> str:
    """The text without tokens, passwords, query strings, e-mail addresses, NIK and phone numbers; cut at 500."""
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


class Discreet(structlog.stdlib.ProcessorFormatter):
    """Formats any record, of ours or of a library, so that it may lie about."""

    def format(self, record: logging.LogRecord) -> str:
        safe = logging.makeLogRecord(record.__dict__)
        safe.msg, safe.args = _said(record), ()
        return super().format(safe)


def _said(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if request is not None:  # Django's own lines name the address as it was asked for
        match = getattr(request, "resolver_match", None)
        route = match.route if match else "no route"
        return f"{getattr(record, 'status_code', '')} {getattr(request, 'method', '')} {route}".strip()
    if record.name.startswith("django.security"):
        return "refused"
    message, args = str(record.msg), record.args
    if not args and record.name.startswith("rembuk."):  # a literal of ours: ruff's G forbids anything else
        return message
    if isinstance(args, Mapping):
        args = {name: "…" if name in UNSAID else _argument(value) for name, value in args.items()}
    elif args:
        args = tuple(_argument(value) for value in args)
    try:
        return masked(message % args if args else message)
    except (TypeError, ValueError, KeyError):
        return masked(message)


def _argument(value: Any) -> Any:
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, str):
        return masked(value)
    return f"<{type(value).__name__}>"


def faults(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A processor: exceptions by type, number and place, the cause first; what they say may be somebody's words."""
    found = event.pop("exc_info", None) or getattr(event.get("_record"), "exc_info", None)
    event.pop("exception", None)
    event.pop("stack_info", None)
    for fact, kept in (("request", "log_name"), ("account", ACCOUNT)):
        # Django tells of a refusal when the request's own context is closed already
        told = getattr(getattr(event.get("_record"), "request", None), kept, None) or event.get(fact)
        event.pop(fact, None)
        if told:
            event[fact] = told
    wrong = found[1] if isinstance(found, tuple) else found
    if isinstance(wrong, BaseException):
        event["fault"] = [_told(one) for one in _chain(wrong)]
    return event


def _chain(wrong: BaseException | None) -> Iterator[BaseException]:
    met: list[BaseException] = []
    while wrong is not None and wrong not in met:
        met.append(wrong)
        wrong = wrong.__cause__ or (None if wrong.__suppress_context__ else wrong.__context__)
    yield from reversed(met)


def _told(wrong: BaseException) -> dict[str, Any]:
    kind = type(wrong)
    told: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}"}
    for name in ("sqlstate", "errno", "sqlite_errorname"):
        number = getattr(wrong, name, None)
        if isinstance(number, int | str):
            told[name] = number
    told["at"] = list(_places(wrong))[-MOST_FRAMES:]
    return told


def _places(wrong: BaseException) -> Iterator[str]:
    trace = wrong.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        file = re.sub(r"^.*/(?:site-packages|lib/python[\d.]+)/", "", code.co_filename.removeprefix(_HOME))
        yield f"{file}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next


def _as_json(event: EventDict, **_: Any) -> str:
    return orjson.dumps(event, default=lambda value: f"<{type(value).__name__}>").decode()


def discreet(renderer: str) -> dict[str, Any]:
    """The formatter for ``logging``'s settings: ``json`` for machines, ``line`` for a person at a terminal."""
    render = (
        structlog.processors.JSONRenderer(_as_json)
        if renderer == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "()": Discreet,
        "foreign_pre_chain": [
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.ExtraAdder(allow=FACTS),
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        "processors": [faults, structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
    }
