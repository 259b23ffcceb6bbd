"""What the commands have in common: the ledgers that an operator names."""

from uuid import UUID

from django.core.management.base import CommandError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sync.models import Feed


def feeds_named(key: str | None) -> QuerySet[Feed]:
    """The ledger of the village with this UUID or present code; all of them for ``None``. In the order of their ids.

    Raises ``CommandError`` where that village has none.
    """
    feeds = Feed.objects.order_by("pk")
    if key is None:
        return feeds
    try:
        found = feeds.filter(village__region_id=key) if "." in key else feeds.filter(pk=UUID(key))
    except ValueError:
        found = feeds.none()
    if not found:
        raise CommandError(_("Desa ini belum punya catatan: %(key)s") % {"key": key})
    return found
