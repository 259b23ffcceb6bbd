"""Twenty-two kinds of near misses, with the code that must not tell of them."""

from datetime import timedelta

from PIL import Image

from meetings.models import AgendaItem, Attendance, Meeting, Photo
from tests.demonstration import touch
from tests.demonstration.villages import WIDE, Act, other
from tests.demonstration.world import HOME, World, picture
from tests.factories.meetings import put
from tests.meetings.taken import VIOLET, signed_sheet, woven


def just_a_quorum(world: World, number: int) -> Meeting:
    touch.stay_away(meeting := world.at(number, 1), count=5)
    return meeting


def one_farmer(world: World, number: int) -> Meeting:
    meeting = world.at(number, 1)
    farmers = [row.id for row in touch.present(meeting) if row.element == "tani"]
    touch.stay_away(meeting, id__in=farmers[1:])
    return meeting


def one_from_the_hamlet_spelled_otherwise(world: World, number: int) -> Meeting:
    meeting = world.at(number, 1)
    hamlet = meeting.village.hamlets[3]
    there = [row.id for row in touch.present(meeting) if row.hamlet == hamlet]
    touch.stay_away(meeting, id__in=there[3:])
    rows = touch.rows_of(Attendance, meeting)
    rows.filter(id__in=there).update(hamlet=hamlet.replace("Dusun", "DSN.").upper())
    return meeting


def invited_on_the_last_day(world: World, number: int) -> Meeting:
    meeting = world.at(number, 1)
    touch.change(meeting, invited_on=meeting.invited_on + timedelta(days=2))
    return meeting


def handed_in_on_the_last_day(world: World, number: int) -> Meeting:
    meeting = world.at(number, 1)
    touch.change(meeting, submitted_at=touch.begin_of(meeting) + timedelta(days=9, hours=8))
    return meeting


def just_below_the_ceiling(world: World, number: int) -> Meeting:
    touch.more_of(meeting := world.at(number, 1), "2.3.10", 1.6)
    return meeting


def just_the_share_of_the_office(world: World, number: int) -> Meeting:
    touch.share_of(world, number, "1.1.04", 2.9)
    return world.at(number, 1)


def all_voted(world: World, number: int) -> Meeting:
    touch.rows_of(AgendaItem, meeting := world.at(number, 1)).filter(order=2).update(votes_for=25, votes_against=3)
    return meeting


def the_same_hall(world: World, number: int) -> Meeting:
    """The same wall and window, other people before it."""
    meeting = world.at(number, 1)
    image = picture(f"{number}/0")
    people = picture(f"{number}/orang").crop((0, 0, 320, 170))
    image.paste(people, (0, 70))
    touch.photograph(meeting, image)
    return meeting


def sent_twice(world: World, number: int) -> Meeting:
    meeting = world.at(number, 1)
    own = touch.rows_of(Photo, meeting).get()
    fields = {"sha256": own.sha256, "size": own.size, "media_type": own.media_type, "taken_at": own.taken_at}
    put(Photo, meeting.village, meeting=meeting.id, **fields)
    return meeting


def photographed_at_the_end(world: World, number: int) -> Meeting:
    touch.rows_of(Photo, meeting := world.at(number, 1)).update(taken_at=touch.begin_of(meeting) + timedelta(hours=9))
    return meeting


def photographed_at_the_border(world: World, number: int) -> Meeting:
    touch.know_places(world.at(number, 0))
    touch.rows_of(Photo, meeting := world.at(number, 1)).update(latitude=HOME[0] + 0.04)
    return meeting


def a_white_wall_behind(world: World, number: int) -> Meeting:
    wall = Image.new("RGB", (320, 240), (236, 236, 230))
    wall.paste(picture(f"{number}/orang").crop((0, 0, 320, 110)), (0, 130))
    touch.photograph(meeting := world.at(number, 1), wall)
    return meeting


def a_checked_curtain_behind(world: World, number: int) -> Meeting:
    image = woven(picture(f"{number}/tirai", WIDE), (0, 0, 640, 700), period=8 + number % 2)
    touch.photograph(meeting := world.at(number, 1), image, quality=78, measured="screen_percent")
    return meeting


def stamped_in_poor_light(world: World, number: int) -> Meeting:
    touch.add_sheet(meeting := world.at(number, 1), signed_sheet(number, stamp=VIOLET, light=(0.6, 0.55, 0.5)))
    return meeting


def nearly_last_years_list(world: World, number: int) -> Meeting:
    touch.copy_people(world.at(number, 0), meeting := world.at(number, 1), but=2)
    return meeting


def a_quick_hand(world: World, number: int) -> Meeting:
    begin = touch.begin_of(meeting := world.at(number, 1))
    touch.arrive(meeting, lambda place: begin + timedelta(seconds=0.9 * place))
    return meeting


def early_birds(world: World, number: int) -> Meeting:
    begin = touch.begin_of(meeting := world.at(number, 1))
    touch.arrive(meeting, lambda place: begin - timedelta(hours=2, minutes=45) + timedelta(seconds=31 * place))
    return meeting


def crosses(world: World, number: int) -> Meeting:
    meeting = world.at(number, 1)
    rows = [row.id for row in touch.present(meeting)[:5]]
    cross = [[100, 100, 400, 400], [400, 100, 100, 400]]
    touch.rows_of(Attendance, meeting).filter(id__in=rows).update(signature=cross)
    return meeting


def one_man_in_two_villages_one_after_the_other(world: World, number: int) -> Meeting:
    touch.also_there(meeting := world.at(number, 1), world.at(other(number), 1), overlapping=False)
    return meeting


def a_dear_road(world: World, number: int) -> Meeting:
    touch.price(meeting := world.at(number, 1), 1.12)
    return meeting


def half_the_words(world: World, number: int) -> Meeting:
    touch.copy_minutes(world.at(other(number), 0), meeting := world.at(number, 1), but=2)
    return meeting


MISSES: tuple[tuple[str, Act], ...] = (
    ("quorum_not_met", just_a_quorum),
    ("elements_missing", one_farmer),
    ("hamlets_missing", one_from_the_hamlet_spelled_otherwise),
    ("invitation_late", invited_on_the_last_day),
    ("report_late", handed_in_on_the_last_day),
    ("ceiling_exceeded", just_below_the_ceiling),
    ("share_broken", just_the_share_of_the_office),
    ("votes_exceed_present", all_voted),
    ("photo_alike", the_same_hall),
    ("photo_same", sent_twice),
    ("photo_other_day", photographed_at_the_end),
    ("photo_far", photographed_at_the_border),
    ("photo_paper_only", a_white_wall_behind),
    ("photo_of_screen", a_checked_curtain_behind),
    ("stamp_not_seen", stamped_in_poor_light),
    ("attendance_same", nearly_last_years_list),
    ("arrivals_at_once", a_quick_hand),
    ("arrivals_outside", early_birds),
    ("signatures_alike", crosses),
    ("two_places", one_man_in_two_villages_one_after_the_other),
    ("price_outlier", a_dear_road),
    ("minutes_copied", half_the_words),
)
