"""What every printed sheet says of itself: whose it is, which publication, and how to check it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _

from villages.board.sections import RESERVED
from villages.models import Publication
from villages.terms import ZONE_NAMES, Zone


@dataclass(frozen=True, slots=True)
class Imprint:
    """As the publication has it, whatever the village is called today."""

    village: str
    within: str
    address: str
    code: str
    line: str
    zone: ZoneInfo


def of(publication: Publication) -> Imprint:
    """The imprint of a publication, in the language of the board. No query."""
    place = publication.snapshot[RESERVED]
    code = publication.short_code
    zone = ZoneInfo(ZONE_NAMES[Zone(place["zone"])])
    day = dateformat.format(publication.published_at.astimezone(zone), "j F Y")
    facts = {"number": publication.number, "day": day, "code": code, "entry": publication.ledger_number}
    return Imprint(
        village=place["called"],
        within=", ".join(part for part in (place["kecamatan"], place["kabupaten"], place["provinsi"]) if part),
        address=address_of(publication),
        code=code,
        line=_("Terbitan nomor %(number)s, %(day)s. Buku catatan nomor %(entry)s. Kode periksa %(code)s.") % facts,
        zone=zone,
    )


def address_of(publication: Publication) -> str:
    """Where it stands on the board, under the code that its village had then. No query."""
    code = publication.snapshot[RESERVED]["code"]
    return settings.PUBLIC_URL + reverse("board:publication", args=[code, publication.number])
