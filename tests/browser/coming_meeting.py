"""Fills an empty database with a village whose next meeting is near and whose last one is published."""

from datetime import timedelta

from backend.kernel import clock
from backend.kernel.actor import Actor
from tests.browser.seed import seed
from tests.factories.meetings import make_meeting, make_whole_meeting, subject_of
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish
from villages.models import User, Village


def fill() -> None:
    """Cangkuang with a meeting that is planned and one that was published."""
    seed()
    village = Village.objects.get(region="32.05.09.2006")
    camat = User.objects.get(username="camat")
    done = make_whole_meeting(village)
    publish(
        dossier(subject_of(done)),
        stamp=Stamp(number=1, hash="ab" * 32),
        by=Actor(user=camat.pk, name=camat.name),
        title="Musdes RKP Desa 2027",
        fiscal_year=2027,
        held_on=clock.today(),
    )
    make_meeting(
        village,
        title="Musdes RKP Desa 2028",
        status="planned",
        fiscal_year=2028,
        submitted_at=None,
        planned_start=clock.now() + timedelta(days=6),
    )
