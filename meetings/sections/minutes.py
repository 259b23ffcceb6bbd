"""What was talked about, point by point; who proposed it only by element."""

from django.utils.translation import gettext as _

from meetings.models import AgendaItem
from meetings.sections.record import filled, how_decided, label
from meetings.sections.rows import of
from villages.board.sections import Passage, Snapshot, Subject


def minutes(subject: Subject) -> Snapshot | None:
    """The points of the agenda in their order; ``None`` where there is none."""
    items = [_item(one) for one in of(subject, AgendaItem).order_by("order", "id")]
    return {"items": items} if items else None


def passages(snapshot: Snapshot) -> list[Passage]:
    """Each point with what was said and decided about it."""
    told = ("discussion", "response", "decision", "reason")
    return [
        Passage(one.get("topic", ""), "\n".join(one[name] for name in told if one.get(name)))
        for one in snapshot["items"]
    ]


def _item(item: AgendaItem) -> Snapshot:
    element = label(item, "proposer_element")
    return filled(
        topic=item.topic,
        proposer=_("perwakilan %(element)s") % {"element": element} if element else "",
        discussion=item.discussion,
        response=item.response,
        outcome=item.outcome,
        outcome_label=label(item, "outcome"),
        reason=item.reason,
        decision=item.decision,
        **how_decided(item),
    )
