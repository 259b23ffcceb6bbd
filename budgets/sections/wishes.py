"""What became of every proposal, and who watches over what. Elements and hamlets, never names."""

from collections import Counter, defaultdict
from uuid import UUID

from django.utils.translation import gettext as _

from budgets import queries, ranking, rules, watching
from budgets.ancestry import Ancestry
from budgets.models import BudgetItem, OversightAction, OversightVisit, Proposal
from budgets.ranking import Candidate, Place
from budgets.sections import rows
from budgets.sections.plan import EXACT
from budgets.sections.progress import ACCOUNTS_FOR
from budgets.terms import Fate
from meetings.models import Meeting
from meetings.sections.record import filled, label
from meetings.sections.rows import meeting_of, of
from meetings.terms import CLOSED_STATUSES
from villages.board.sections import Passage, Snapshot, Subject


def proposals(subject: Subject) -> Snapshot | None:
    """The fate of every proposal with its reason; ``None`` where none was voiced.

    One that goes on in another is told beside it and counted there: totals and fates count what stands.
    """
    found = rows.proposals_of(subject)
    if not found:
        return None
    kin, names = queries.kinship_of(subject.village.pk)
    standing = [one for one in found if kin.stands(str(one.id))]
    counted = Counter(one.fate for one in standing)
    became = _names_of(subject, {str(key) for one in found for key in one.became})
    fields = rows.field_names_of(subject)
    meeting = meeting_of(subject)
    order = places_of(meeting.ranking_method, standing)
    return {
        "total": len(standing),
        "joined": len(found) - len(standing),
        "estimate": min(sum(one.estimate or 0 for one in standing), EXACT),
        "fates": [
            {"fate": fate.value, "label": str(fate.label), "count": counted[fate]} for fate in Fate if counted[fate]
        ],
        "proposals": [{**_proposal(one, became, fields), **_kin(str(one.id), one, kin, names)} for one in found],
        **({"ranking": _ranking(label(meeting, "ranking_method"), order, standing)} if order else {}),
    }


def places_of(method: str, standing: list[Proposal]) -> list[Place]:
    """The order that the meeting gave them; nothing where no method was recorded or nobody gave points or votes."""
    candidates = [
        Candidate(
            str(one.id),
            ranking.value_of(method, {name: getattr(one, name) for name in ("score", "votes", *ranking.CRITERIA)}),
            one.rank,
            one.rank_reason,
        )
        for one in standing
    ]
    return [one for one in ranking.places(candidates) if one.place is not None]


def _ranking(method: str, order: list[Place], standing: list[Proposal]) -> Snapshot:
    by_id = {str(one.id): one for one in standing}
    return {
        "method": method,
        "places": [
            filled(
                id=one.id,
                rank=one.place,
                value=one.value,
                tied=one.tied or None,
                activity=by_id[one.id].activity,
                hamlet=by_id[one.id].hamlet,
                reason=by_id[one.id].rank_reason if one.decided else "",
            )
            for one in order
        ],
        "tied": any(one.tied for one in order),
    }


def _kin(key: str, proposal: Proposal, kin: Ancestry, names: dict[str, str]) -> Snapshot:
    """Where a proposal went and what went into it, by name and by id."""
    into, gathered, parts = kin.into.get(key), kin.gathered.get(key, ()), kin.parts.get(key, ())
    source = str(proposal.split_from or "")
    came = source if key in kin.parts.get(source, ()) else None
    return filled(
        merged_into=names.get(into or ""),
        merged_into_id=into,
        gathered=[names[one] for one in gathered],
        gathered_ids=list(gathered),
        parts=[names[one] for one in parts],
        parts_ids=list(parts),
        split_from=names.get(came or ""),
        split_from_id=came,
    )


def spoken(proposals: Snapshot) -> list[str]:
    """How many proposals there were, and what became of them."""
    became = ", ".join(
        _("%(count)s %(fate)s") % {"count": one["count"], "fate": one["label"][0].lower() + one["label"][1:]}
        for one in proposals["fates"]
    )
    return [_("Dari %(total)s usulan: %(became)s.") % {"total": proposals["total"], "became": became}]


def passages(snapshot: Snapshot) -> list[Passage]:
    """Each proposal with its place and the reason of its fate."""
    told = ("place", "hamlet", "fate_label", "asked_of_label", "reason")
    return [
        Passage(one.get("activity", ""), "\n".join(one[name] for name in told if one.get(name)))
        for one in snapshot["proposals"]
    ]


def oversight(subject: Subject) -> Snapshot | None:
    """The oversight strategy: what is watched, by which element, how and when; ``None`` where there is none."""
    actions = _actions(subject)
    if not actions:
        return None
    visits: dict[UUID, list[OversightVisit]] = defaultdict(list)
    for visit in watching.visits_of(subject.village.pk, [one.id for one in actions]):
        visits[visit.oversight_action].append(visit)
    names = _names_of(subject, {str(one.budget_item) for one in actions if one.budget_item})
    return {
        "actions": [
            filled(
                id=str(one.id),
                subject=one.subject,
                subject_kind=one.subject_kind,
                subject_kind_label=label(one, "subject_kind"),
                item=names.get(str(one.budget_item)),
                watcher=_on_behalf_of(label(one, "watcher_element")),
                method=one.method,
                indicator=one.indicator,
                due_on=one.due_on and one.due_on.isoformat(),
                every=one.every,
                every_label=label(one, "every"),
                state=one.state,
                state_label=label(one, "state"),
                **_found(one),
                visits=[_visit(visit) for visit in visits[one.id]],
            )
            for one in actions
        ]
    }


def _actions(subject: Subject) -> list[OversightAction]:
    """The meeting's own strategy; a meeting that accounts for the year tells how all of the year's went on."""
    meeting = meeting_of(subject)
    own = of(subject, OversightAction)
    if meeting.type not in ACCOUNTS_FOR:
        return list(own.order_by("due_on", "id"))
    year = Meeting.objects.filter(
        village=subject.village.pk,
        fiscal_year=meeting.fiscal_year,
        status__in=CLOSED_STATUSES,
        deleted_at__isnull=True,
    )
    earlier = OversightAction.objects.filter(
        village=subject.village.pk, meeting__in=list(year.values_list("id", flat=True)), deleted_at__isnull=True
    )
    return sorted({one.id: one for one in (*earlier, *own)}.values(), key=_place)


def _place(action: OversightAction) -> tuple[bool, str, UUID]:
    return (action.due_on is None, str(action.due_on), action.id)


def _found(one: OversightAction | OversightVisit) -> Snapshot:
    """What was found and what is done about it; the law instead, where that keeps it back."""
    if one.withheld:
        return filled(withheld=one.withheld)
    return filled(finding=one.finding, follow_up=one.follow_up)


def _visit(visit: OversightVisit) -> Snapshot:
    on = visit.done_on and visit.done_on.isoformat()
    return filled(done_on=on, state=visit.state, state_label=label(visit, "state"), **_found(visit))


def _proposal(proposal: Proposal, became: dict[str, str], fields: dict[str, str]) -> Snapshot:
    return filled(
        id=str(proposal.id),
        activity=proposal.activity,
        account=proposal.account,
        field_name=fields.get(rules.field_of(proposal.account), ""),
        place=proposal.place,
        hamlet=proposal.hamlet,
        volume=Proposal._meta.get_field("volume").to_wire(proposal.volume),
        unit=proposal.unit,
        beneficiaries=filled(
            male=proposal.beneficiaries_male,
            female=proposal.beneficiaries_female,
            poor_households=proposal.beneficiaries_poor_households,
        ),
        proposer=_on_behalf_of(label(proposal, "proposer_element")),
        source=proposal.source,
        source_label=label(proposal, "source"),
        estimate=proposal.estimate,
        fate=proposal.fate,
        fate_label=label(proposal, "fate"),
        deferred_to=proposal.deferred_to,
        **_asked(proposal),
        reason=proposal.reason,
        became=[became[str(key)] for key in proposal.became if str(key) in became],
        became_ids=[str(key) for key in proposal.became if str(key) in became],
    )


def _asked(proposal: Proposal) -> Snapshot:
    """The budget that is asked, of what goes to the kabupaten; said of anything else it is of no use any more."""
    if proposal.fate != Fate.HIGHER_LIST:
        return {}
    return {"asked_of": proposal.asked_of, "asked_of_label": label(proposal, "asked_of")}


def _on_behalf_of(element: str) -> str:
    return _("perwakilan %(element)s") % {"element": element} if element else ""


def _names_of(subject: Subject, items: set[str]) -> dict[str, str]:
    """The names of activities of the village by id. One query."""
    found = BudgetItem.objects.filter(village=subject.village.pk, id__in=items, deleted_at__isnull=True)
    return {str(key): name for key, name in found.values_list("id", "name")}
