"""What was decided, and the official record of it."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from meetings import queries
from meetings.models import Meeting, Session, Signature
from meetings.rules import signing
from meetings.sections.rows import meeting_of, of
from meetings.terms import DecisionMethod, SignerRole
from villages.board.sections import Passage, Snapshot, Subject

OFFICES = (
    SignerRole.CHAIR,
    SignerRole.VILLAGE_HEAD,
    SignerRole.MINUTE_TAKER,
    SignerRole.PARTICIPANT,
    SignerRole.WITNESS,
)


def decision(subject: Subject) -> Snapshot:
    """The decision in plain words, and how it was taken."""
    meeting = meeting_of(subject)
    return filled(
        type=meeting.type,
        type_label=label(meeting, "type"),
        summary=meeting.summary,
        **how_decided(meeting),
        objections=meeting.objections,
    )


def spoken(decision: Snapshot) -> list[str]:
    """What was decided in the village's own words, and how."""
    said = [decision["summary"]] if decision.get("summary") else []
    if decision.get("method_label"):
        said.append(_("Cara memutuskan: %(method)s.") % {"method": decision["method_label"].lower()})
    return said


def passages(snapshot: Snapshot) -> list[Passage]:
    """The decision under the kind of meeting."""
    told = ("summary", "objections")
    return [Passage(snapshot.get("type_label", ""), "\n".join(snapshot[name] for name in told if snapshot.get(name)))]


def record(subject: Subject) -> Snapshot:
    """Kind, number, when, where, and who presided, by name and office.

    A speaker without an office may be any villager, and stays out.
    """
    meeting = meeting_of(subject)
    sittings = _sittings(subject, meeting)
    return filled(
        type=meeting.type,
        type_label=label(meeting, "type"),
        title=meeting.title,
        fiscal_year=meeting.fiscal_year,
        number=meeting.number,
        level=meeting.level,
        level_label=label(meeting, "level"),
        hamlet=meeting.hamlet,
        convener_label=label(meeting, "convener"),
        place=meeting.place,
        zone=subject.village.zone,
        sittings=sittings,
        chair=_person(meeting.chair),
        minute_taker=_person(meeting.minute_taker),
        speakers=[_person(one) for one in meeting.speakers or [] if one.get("position")],
        signers=_signers(subject),
        signing=_signing(meeting, subject, sittings),
        legal_basis=meeting.legal_basis,
    )


def how_decided(row: Any) -> dict[str, Any]:
    """Method and votes of a meeting or of an agenda item; votes only where votes were cast."""
    if not row.decision_method:
        return {}
    votes = (row.votes_for, row.votes_against, row.votes_abstained)
    counted = row.decision_method != DecisionMethod.CONSENSUS and any(votes)
    return {
        "method": row.decision_method,
        "method_label": label(row, "decision_method"),
        "votes": dict(zip(("for", "against", "abstained"), (count or 0 for count in votes), strict=True))
        if counted
        else None,
    }


def label(row: Any, field: str) -> str:
    """The Indonesian word for a coded field of a row."""
    return str(dict(row._meta.get_field(field).flatchoices).get(getattr(row, field), ""))


def filled(**fields: Any) -> Snapshot:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _sittings(subject: Subject, meeting: Meeting) -> list[Snapshot]:
    zone = subject.village.timezone
    held = [
        filled(
            started_at=one.started_at and one.started_at.astimezone(zone).isoformat(timespec="minutes"),
            ended_at=one.ended_at and one.ended_at.astimezone(zone).isoformat(timespec="minutes"),
            place=one.place,
            outcome=one.outcome,
            outcome_label=label(one, "outcome"),
        )
        for one in of(subject, Session)
    ]
    if held or meeting.planned_start is None:
        return sorted(held, key=lambda one: str(one.get("started_at", "")))
    planned = meeting.planned_start.astimezone(zone).isoformat(timespec="minutes")
    return [{"started_at": planned, "outcome": "held"}]


def _person(person: dict[str, str] | None) -> Snapshot:
    """Somebody in office by name and office."""
    if not person or not person.get("name"):
        return {}
    return filled(name=person["name"], position=person.get("position"))


def _signers(subject: Subject) -> list[Snapshot]:
    """In which capacity people signed, and how many; their names and strokes stay in the village."""
    counted = Counter(of(subject, Signature).values_list("role", flat=True))
    return [
        {"role": role.value, "label": str(role.label), "count": counted[role]} for role in SignerRole if counted[role]
    ]


def _signing(meeting: Meeting, subject: Subject, sittings: list[Snapshot]) -> list[Snapshot]:
    """How the kabupaten wants the signatures on paper; nothing where it only counts them. At most one query."""
    began = next((str(one["started_at"]) for one in reversed(sittings) if one.get("started_at")), "")
    ours = queries.rule_set_of(subject.village, int(began[:4])) if began else None
    found = signing.asked_of(meeting.type, ours.signers) if ours and isinstance(ours.signers, dict) else []
    if not any(one.title or not one.named for one in found):
        return []
    return [
        {"role": one.role.value, "count": one.count, "title": one.title or str(one.role.label), "named": one.named}
        for one in found
    ]
