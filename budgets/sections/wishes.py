"""What became of every proposal, and who watches over what. Elements and hamlets, never names."""

from collections import Counter

from django.utils.translation import gettext as _

from budgets.models import BudgetItem, OversightAction, Proposal
from budgets.sections import rows
from budgets.terms import Fate
from meetings.sections.record import filled, label
from meetings.sections.rows import of
from villages.board.sections import Snapshot, Subject


def proposals(subject: Subject) -> Snapshot | None:
    """The fate of every proposal with its reason; ``None`` where none was voiced."""
    found = rows.proposals_of(subject)
    if not found:
        return None
    counted = Counter(one.fate for one in found)
    became = _names_of(subject, {str(key) for one in found for key in one.became})
    return {
        "total": len(found),
        "fates": [
            {"fate": fate.value, "label": str(fate.label), "count": counted[fate]} for fate in Fate if counted[fate]
        ],
        "proposals": [_proposal(one, became) for one in found],
    }


def oversight(subject: Subject) -> Snapshot | None:
    """The oversight strategy: what is watched, by which element, how and when; ``None`` where there is none."""
    actions = list(of(subject, OversightAction).order_by("due_on", "id"))
    if not actions:
        return None
    names = _names_of(subject, {str(one.budget_item) for one in actions if one.budget_item})
    return {
        "actions": [
            filled(
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
                finding=one.finding,
                follow_up=one.follow_up,
            )
            for one in actions
        ]
    }


def _proposal(proposal: Proposal, became: dict[str, str]) -> Snapshot:
    return filled(
        activity=proposal.activity,
        place=proposal.place,
        hamlet=proposal.hamlet,
        proposer=_on_behalf_of(label(proposal, "proposer_element")),
        source=proposal.source,
        source_label=label(proposal, "source"),
        estimate=proposal.estimate,
        fate=proposal.fate,
        fate_label=label(proposal, "fate"),
        deferred_to=proposal.deferred_to,
        reason=proposal.reason,
        became=[became[str(key)] for key in proposal.became if str(key) in became],
    )


def _on_behalf_of(element: str) -> str:
    return _("perwakilan %(element)s") % {"element": element} if element else ""


def _names_of(subject: Subject, items: set[str]) -> dict[str, str]:
    """The names of activities of the village by id. One query."""
    found = BudgetItem.objects.filter(village=subject.village.pk, id__in=items, deleted_at__isnull=True)
    return {str(key): name for key, name in found.values_list("id", "name")}
