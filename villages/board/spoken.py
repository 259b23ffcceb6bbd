"""What the village reads over the loudspeaker: one publication in short sentences, numbers in words."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from lokal.terbilang import terbilang

from backend.kernel import money
from villages.board import imprint
from villages.board.queries import contents
from villages.models import Publication

MOST_WORDS = 350
"""About three minutes: what people listen to before the call to prayer, or while they work."""
LONGEST_NUMBER = 15
_MONEY = re.compile(r"\bRp\.?\s?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?:[0-9]{2}|-))?(?![\w])", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])|[0-9]+")
_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")


def script(publication: Publication) -> list[str]:
    """The sentences in the order of reading, at most ``MOST_WORDS`` words; what is left out stays on the page."""
    marks = imprint.of(publication)
    opening = [_("Pengumuman dari %(village)s.") % {"village": marks.village}, _sentence(publication.title)]
    closing = [
        _("Semuanya tertulis di poster balai desa dan di papan warga."),
        _("Tulis kode periksa: %(code)s.") % {"code": ", ".join(marks.code)},
    ]
    said = [one for section, content in contents(publication) for one in section.spoken(content)]
    room = MOST_WORDS - _words(aloud(" ".join(opening + closing)))
    return [aloud(one) for one in opening] + list(_fitting(map(aloud, said), room)) + [aloud(one) for one in closing]


def counted(number: int) -> str:
    """``25`` as ``dua puluh lima``."""
    return str(terbilang(number))


def aloud(text: str) -> str:
    """The text with every figure in words, since nobody should have to reckon while reading aloud."""
    said = _MONEY.sub(_amount, text)
    said = _COMMA.sub(" koma ", said)
    said = _NUMBER.sub(lambda found: f" {_spelled(found.group())} ", said).replace("%", " persen")
    return re.sub(r" +([.,;:!?)])", r"\1", re.sub(r"\( +", "(", " ".join(said.split())))


def _amount(found: re.Match[str]) -> str:
    sen = money.parse(found.group())
    return found.group() if sen is None else money.spelled(sen)


def _spelled(figures: str) -> str:
    digits = figures.replace(".", "")
    if (digits.startswith("0") and digits != "0") or len(digits) > LONGEST_NUMBER:
        return " ".join(terbilang(int(digit)) for digit in digits)
    return counted(int(digits))


def _fitting(sentences: Iterable[str], room: int) -> Iterable[str]:
    """Whole sentences while there is room; none after the first that does not fit, or it would make no sense."""
    for sentence in sentences:
        room -= _words(sentence)
        if room < 0:
            return
        yield sentence


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _words(text: str) -> int:
    return len(text.split())
