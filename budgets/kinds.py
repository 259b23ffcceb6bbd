"""What phones carry of money and oversight (``docs/records.md``)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from budgets import rules
from budgets.models import BudgetItem, Ceiling, Funding, OversightAction, ProgressReport, Proposal
from sync.kinds import Breach, Kind, Values, register
from sync.terms import Policy


def item_breaches(before: Values | None, after: Values) -> Iterable[Breach]:
    """Work within a year ends after it began."""
    months = (after.get("start_month"), after.get("end_month"))
    unchanged = before is not None and months == (before.get("start_month"), before.get("end_month"))
    if not unchanged and rules.ends_before_start(*months):
        yield Breach(
            "end_month", "ends_before_start", _("Bulan selesai lebih awal dari bulan mulai. Periksa bulannya.")
        )


register(
    Kind(
        name="proposal",
        model=Proposal,
        fields=(
            *("meeting", "source", "problem", "activity", "account", "place", "hamlet", "volume", "unit", "estimate"),
            *("beneficiaries_male", "beneficiaries_female", "beneficiaries_poor_households"),
            *("proposer", "proposer_element", "score", "rank", "fate", "deferred_to", "reason", "became"),
        ),
        policies={"became": Policy.UNION},  # one wish may become several activities
        parents=("meeting",),
        required=frozenset({"meeting", "activity"}),
        restricted=frozenset({"proposer"}),
    )
)

register(
    Kind(
        name="budget_item",
        model=BudgetItem,
        fields=(
            *("meeting", "agenda_item", "proposal", "fiscal_year", "account", "name", "place", "hamlet"),
            *("volume", "unit", "unit_price", "amount"),
            *("beneficiaries_male", "beneficiaries_female", "beneficiaries_poor_households", "benefit"),
            *("start_month", "end_month", "delivery", "cash_for_work", "implementer", "nature", "sdgs", "sector"),
            *("state", "reason", "order"),
        ),
        policies={
            "sdgs": Policy.UNION,  # tags
            "order": Policy.LATEST,  # a place in a list, nothing is lost
        },
        parents=("meeting",),
        required=frozenset({"meeting", "name"}),
        breaches=item_breaches,
    )
)

register(
    Kind(
        name="funding",
        model=Funding,
        fields=("budget_item", "source", "carried_over", "amount"),
        parents=("budget_item",),
        required=frozenset({"budget_item", "source", "amount"}),
    )
)

register(
    Kind(
        name="ceiling",
        model=Ceiling,
        fields=("fiscal_year", "source", "amount", "indicative", "legal_reference"),
        required=frozenset({"fiscal_year", "source", "amount"}),
        desk_only=True,
    )
)

register(
    Kind(
        name="progress_report",
        model=ProgressReport,
        fields=("budget_item", "reported_on", "physical_percent", "spent", "note"),
        policies={"note": Policy.TEXT},  # prose: each adds a paragraph
        parents=("budget_item",),
        outlives=True,  # work and spending go on all year after the decision was published
        required=frozenset({"budget_item", "physical_percent"}),
    )
)

register(
    Kind(
        name="oversight_action",
        model=OversightAction,
        fields=(
            *("meeting", "subject_kind", "budget_item", "subject", "watcher", "watcher_element", "method"),
            *("indicator", "due_on", "every", "finding", "follow_up", "state"),
        ),
        policies={
            "finding": Policy.TEXT,  # prose: each adds a paragraph
            "follow_up": Policy.TEXT,
        },
        parents=("meeting",),
        outlives=True,  # what the watchers find comes after the meeting
        required=frozenset({"meeting", "subject"}),
        restricted=frozenset({"watcher"}),
    )
)
