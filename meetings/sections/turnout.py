"""Who came, in numbers: how many, women, elements, hamlets, and whether that was a quorum."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backend.kernel.words import told
from meetings import rules
from meetings.models import Attendance, AttendanceTally, Meeting
from meetings.rules import Composition, Heads, Turnout
from meetings.rules.quorum import QUORUM
from meetings.sections.rows import meeting_of, of
from meetings.sections.shielding import by_hamlet, rows_of_elements
from meetings.terms import THERE, Capacity, Element, Gender
from villages.board.sections import Finding, Snapshot, Subject


@dataclass(frozen=True, slots=True)
class People:
    """Everybody of a meeting, counted, and the quorum by the rules that it was held under."""

    turnout: Turnout
    composition: Composition
    needed: int
    met: bool


def turnout(subject: Subject) -> Snapshot:
    """How many came of whom; groups of one or two people are folded."""
    meeting = meeting_of(subject)
    people = people_of(subject, meeting)
    counted = people.turnout
    elements, folded = rows_of_elements(people.composition.cells)
    return {
        "present": counted.present,
        "women": counted.women,
        "men": counted.men,
        "unknown": counted.present - counted.women - counted.men,
        "women_percent": rules.women_percent(women=counted.women, present=counted.present),
        "quorum": _quorum(meeting, people),
        "elements": [
            {
                "element": row.element,
                "label": str(Element(row.element).label),
                "present": row.present,
                "men": row.split and row.split[Gender.MALE],
                "women": row.split and row.split[Gender.FEMALE],
                "unknown": row.split and row.split[Gender.UNKNOWN],
            }
            for row in elements
        ],
        "folded": folded,
        "hamlets": [
            {"name": name or str(_("Dusun lain atau tidak dicatat")), "present": count}
            for name, count in by_hamlet(people.composition.by_hamlet).items()
        ],
        "missing_elements": [str(label) for label in _missing(meeting, people)],
    }


def spoken(turnout: Snapshot) -> list[str]:
    """How many came, and how many of them women."""
    facts = {"present": turnout["present"], "women": turnout["women"]}
    return [gettext("Musyawarah dihadiri %(present)s orang, %(women)s di antaranya perempuan.") % facts]


def findings(subject: Subject) -> list[Finding]:
    """Quorum not met, too few women, required elements that did not come."""
    meeting = meeting_of(subject)
    people = people_of(subject, meeting)
    found = _quorum_findings(people)
    counted, minimum = people.turnout, (meeting.rules or {}).get("minimum_women_percent")
    if rules.too_few_women(women=counted.women, present=counted.present, minimum_percent=minimum):
        share = rules.women_percent(women=counted.women, present=counted.present)
        found.append(
            Finding(
                "women_below_minimum",
                told(
                    _("Perempuan yang hadir %(share)s%%, di bawah %(minimum)s%% menurut aturan kabupaten."),
                    share=share,
                    minimum=minimum,
                ),
                _("Permendesa 16/2019 menyebut peran perempuan; angkanya dari aturan kabupaten."),
            )
        )
    missing = _missing(meeting, people)
    if missing and counted.present:
        found.append(
            Finding(
                "elements_missing",
                told(_("Unsur yang diwajibkan tetapi tidak hadir: %(elements)s."), elements=missing),
                _("PP 43/2014 Pasal 80 jo. PP 47/2015: unsur masyarakat dalam musyawarah."),
            )
        )
    return found


def people_of(subject: Subject, meeting: Meeting) -> People:
    """Counts the list by name and the sheet of tallies together. Two queries."""
    there: list[Heads] = []
    listed = 0
    attendance = of(subject, Attendance).values_list("element", "gender", "hamlet", "capacity", "status")
    for element, gender, hamlet, capacity, status in attendance:
        listed += capacity == Capacity.INVITED
        if status in THERE:
            there.append(Heads(element, gender, hamlet, capacity))
    for element, gender, present in of(subject, AttendanceTally).values_list("element", "gender", "present"):
        there.append(Heads(element, gender, count=present or 0))
    counted = rules.turnout(there, listed=listed, invited_count=meeting.invited_count)
    numerator, denominator = _fraction(meeting)
    return People(
        turnout=counted,
        composition=rules.composition(there),
        needed=rules.needed_for_quorum(counted.invited, numerator, denominator),
        met=rules.has_quorum(
            present=counted.deciding, invited=counted.invited, numerator=numerator, denominator=denominator
        ),
    )


def _fraction(meeting: Meeting) -> tuple[int, int]:
    """The quorum by the meeting's own rules, else by the rule that most villages follow."""
    said = meeting.rules or {}
    numerator, denominator = said.get("quorum_numerator"), said.get("quorum_denominator")
    return (numerator, denominator) if numerator and denominator else QUORUM


def _quorum(meeting: Meeting, people: People) -> dict[str, Any]:
    numerator, denominator = _fraction(meeting)
    return {
        "numerator": numerator,
        "denominator": denominator,
        "invited": people.turnout.invited,
        "needed": people.needed,
        "deciding": people.turnout.deciding,
        "met": people.met,
        "legal_basis": (meeting.rules or {}).get("legal_basis") or "",
    }


def _quorum_findings(people: People) -> list[Finding]:
    if people.met:
        return []
    reason = _("Tata tertib ditetapkan dengan Perdes: Permendesa 16/2019 Pasal 31 ayat (2).")
    if not people.turnout.invited:
        message = _("Jumlah undangan belum dicatat, jadi kuorum tidak dapat dihitung.")
        return [Finding("invited_unknown", message, reason)]
    message = _("Kuorum belum terpenuhi: hadir %(present)s, perlu %(needed)s dari %(invited)s undangan.")
    counted = people.turnout
    facts = {"present": counted.deciding, "needed": people.needed, "invited": counted.invited}
    return [Finding("quorum_not_met", told(message, **facts), reason)]


def _missing(meeting: Meeting, people: People) -> list[str | Promise]:
    required = (meeting.rules or {}).get("required_elements") or []
    there = people.composition.by_element
    return [Element(one).label for one in rules.missing_elements(required, there.keys())]
