"""What phones carry of money and oversight (``docs/records.md``)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from budgets import moves, ranking, rules
from budgets.models import BudgetItem, Ceiling, Funding, OversightAction, OversightVisit, ProgressReport, Proposal
from budgets.terms import ItemState
from sync.kinds import Breach, Kind, Values, register
from sync.terms import Policy


def item_breaches(before: Values | None, after: Values) -> Iterable[Breach]:
    """Work within a year ends after it began, and is taken back step by step or with a reason."""
    months = (after.get("start_month"), after.get("end_month"))
    unchanged = before is not None and months == (before.get("start_month"), before.get("end_month"))
    if not unchanged and rules.ends_before_start(*months):
        yield Breach(
            "end_month", "ends_before_start", _("Bulan selesai lebih awal dari bulan mulai. Periksa bulannya.")
        )

    was, state = (before or {}).get("state"), after.get("state")
    if was and state and not moves.may_become(was, state, reason=after.get("reason") or ""):
        yield Breach(
            "state",
            "move_not_allowed",
            _("Kegiatan yang %(was)s tidak bisa kembali menjadi %(state)s begitu saja. Tulis alasannya dahulu.")
            % {"was": _label(was), "state": _label(state)},
        )


def goes_on(before: Values, changed: Values) -> bool:
    """Whether a change only tells that the work went on since the meeting was accepted."""
    return changed.keys() <= {"state", "reason"} and moves.goes_on(before.get("state", ""), changed.get("state", ""))


def _label(state: str) -> str:
    text = str(ItemState(state).label)
    return text[0].lower() + text[1:]


DECIDED_LATER = (
    *("score", "votes", "rank", "rank_reason"),
    *("fate", "deferred_to", "asked_of", "reason", "became", "merged_into"),
)
"""What a later meeting says of a wish that it did not hear itself."""

register(
    Kind(
        name="proposal",
        model=Proposal,
        fields=(
            *("meeting", "source", "problem", "activity", "account", "place", "hamlet", "volume", "unit", "estimate"),
            *("beneficiaries_male", "beneficiaries_female", "beneficiaries_poor_households"),
            *("proposer", "proposer_element"),
            *("score", *ranking.CRITERIA, "votes", "rank", "rank_reason"),
            *("fate", "deferred_to", "asked_of", "reason", "became", "merged_into", "split_from"),
        ),
        policies={"became": Policy.UNION},  # one wish may become several activities
        parents=("meeting",),
        # A hamlet's wishes are decided by the village's meetings after it, often years later.
        afterwards=frozenset({*DECIDED_LATER, *ranking.CRITERIA}),
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
            *("volume", "unit", "unit_price", "amount", "price_note"),
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
        onward=goes_on,
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
            *("indicator", "due_on", "every", "finding", "follow_up", "state", "withheld"),
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

register(
    Kind(
        name="oversight_visit",
        model=OversightVisit,
        fields=("oversight_action", "done_on", "finding", "follow_up", "state", "withheld"),
        policies={
            "finding": Policy.TEXT,  # prose: each adds a paragraph
            "follow_up": Policy.TEXT,
        },
        parents=("oversight_action",),
        outlives=True,  # the watchers look all year
        required=frozenset({"oversight_action", "done_on"}),
    )
)
