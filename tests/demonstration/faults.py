"""Thirty-two kinds of faults, with the code that tells of each."""

from datetime import timedelta

from django.db.models import F
from PIL import Image, ImageEnhance, ImageOps

from budgets.models import BudgetItem
from meetings.models import AgendaItem, Attendance, Meeting, Photo, Signature
from tests.demonstration import touch
from tests.demonstration.villages import WIDE, Act, other
from tests.demonstration.world import HOME, World, picture
from tests.meetings.taken import of_a_screen, signed_sheet


def too_few_came(world: World, number: int) -> Meeting:
    touch.stay_away(meeting := world.at(number, 1), count=8)
    return meeting


def no_farmers(world: World, number: int) -> Meeting:
    touch.stay_away(meeting := world.at(number, 1), element="tani")
    return meeting


def hardly_a_woman(world: World, number: int) -> Meeting:
    meeting = world.at(number, 1)
    women = [row.id for row in touch.present(meeting) if row.gender == "P"]
    touch.rows_of(Attendance, meeting).filter(id__in=women[7:]).update(gender="L")
    return meeting


def a_hamlet_stayed_away(world: World, number: int) -> Meeting:
    meeting = world.at(number, 1)
    touch.stay_away(meeting, hamlet=meeting.village.hamlets[3])
    return meeting


def invited_on_the_day_before(world: World, number: int) -> Meeting:
    meeting = world.at(number, 1)
    touch.change(meeting, invited_on=meeting.invited_on + timedelta(days=6))
    return meeting


def budget_before_the_plan(world: World, number: int) -> Meeting:
    meeting = world.at(number, 2)
    touch.hold_on(meeting, touch.begin_of(world.at(number, 1)) - touch.begin_of(meeting) - timedelta(days=14))
    return meeting


def nobody_signed_the_record(world: World, number: int) -> Meeting:
    touch.rows_of(Signature, meeting := world.at(number, 1)).filter(role="village_head").delete()
    return meeting


def no_photograph(world: World, number: int) -> Meeting:
    touch.rows_of(Photo, meeting := world.at(number, 1)).delete()
    return meeting


def handed_in_after_a_month(world: World, number: int) -> Meeting:
    meeting = world.at(number, 1)
    touch.change(meeting, submitted_at=meeting.submitted_at + timedelta(days=27))
    return meeting


def beyond_the_ceiling(world: World, number: int) -> Meeting:
    touch.more_of(meeting := world.at(number, 1), "2.3.10", 2)
    return meeting


def sources_that_do_not_pay(world: World, number: int) -> Meeting:
    touch.more_of(meeting := world.at(number, 1), "2.3.10", 1.02, funded=False)
    return meeting


def sums_that_do_not_agree(world: World, number: int) -> Meeting:
    touch.rows_of(BudgetItem, meeting := world.at(number, 1)).filter(account="2.3.11").update(volume=F("volume") - 1000)
    return meeting


def too_much_for_the_office(world: World, number: int) -> Meeting:
    touch.share_of(world, number, "1.1.04", 3.6)
    return world.at(number, 1)


def more_votes_than_people(world: World, number: int) -> Meeting:
    touch.rows_of(AgendaItem, meeting := world.at(number, 1)).filter(order=2).update(votes_for=25, votes_against=4)
    return meeting


def the_same_file(world: World, number: int) -> Meeting:
    touch.photograph(meeting := world.at(number, 1), picture(f"{other(number)}/0"))
    return meeting


def saved_again(world: World, number: int) -> Meeting:
    small = picture(f"{other(number)}/0").resize((240, 180))
    touch.photograph(meeting := world.at(number, 1), ImageEnhance.Brightness(small).enhance(1.1), quality=40)
    return meeting


def mirrored(world: World, number: int) -> Meeting:
    touch.photograph(meeting := world.at(number, 1), ImageOps.mirror(picture(f"{other(number)}/0")), quality=60)
    return meeting


def photographed_last_week(world: World, number: int) -> Meeting:
    touch.rows_of(Photo, meeting := world.at(number, 1)).update(taken_at=F("taken_at") - timedelta(days=7))
    return meeting


def photographed_in_town(world: World, number: int) -> Meeting:
    touch.know_places(world.at(number, 0))
    touch.rows_of(Photo, meeting := world.at(number, 1)).update(latitude=HOME[0] + 0.09)
    return meeting


def nothing_but_paper(world: World, number: int) -> Meeting:
    touch.photograph(meeting := world.at(number, 1), _paper(number))
    return meeting


def photographed_from_a_screen(world: World, number: int) -> Meeting:
    image = of_a_screen(picture(f"{number}/layar", WIDE), pitch=1.3 + number % 2, degrees=3)
    touch.photograph(meeting := world.at(number, 1), image, quality=78, measured="screen_percent")
    return meeting


def signed_and_not_stamped(world: World, number: int) -> Meeting:
    touch.add_sheet(meeting := world.at(number, 1), signed_sheet(number))
    return meeting


def last_years_list(world: World, number: int) -> Meeting:
    touch.copy_people(world.at(number, 0), meeting := world.at(number, 1), but=0)
    return meeting


def last_years_order(world: World, number: int) -> Meeting:
    touch.copy_people(world.at(number, 0), meeting := world.at(number, 1), but=5, in_order=True)
    return meeting


def ticked_off_at_once(world: World, number: int) -> Meeting:
    begin = touch.begin_of(meeting := world.at(number, 1))
    touch.arrive(meeting, lambda place: begin + timedelta(seconds=0.5 * place))
    return meeting


def ticked_off_at_night(world: World, number: int) -> Meeting:
    begin = touch.begin_of(meeting := world.at(number, 1))
    touch.arrive(meeting, lambda place: begin + timedelta(hours=11, seconds=31 * place))
    return meeting


def one_hand_signs_for_four(world: World, number: int) -> Meeting:
    touch.draw_alike(meeting := world.at(number, 1), 4, trembling=5)
    return meeting


def one_man_in_two_villages(world: World, number: int) -> Meeting:
    touch.also_there(meeting := world.at(number, 1), world.at(other(number), 1))
    return meeting


def a_road_of_gold(world: World, number: int) -> Meeting:
    touch.price(meeting := world.at(number, 1), 2.3)
    touch.more_of(meeting, "2.3.10", 0.4)
    return meeting


def a_road_for_nothing(world: World, number: int) -> Meeting:
    touch.price(meeting := world.at(number, 1), 0.4)
    return meeting


def the_words_of_another_village(world: World, number: int) -> Meeting:
    touch.copy_minutes(world.at(other(number), 0), meeting := world.at(number, 1))
    return meeting


def the_words_of_last_year(world: World, number: int) -> Meeting:
    touch.copy_minutes(world.at(number, 0), meeting := world.at(number, 1))
    return meeting


def _paper(number: int) -> Image.Image:
    sheet = Image.new("RGB", (320, 240), (232, 230, 224))
    for row in range(14 + number % 3):
        sheet.paste((70, 70, 80), (20, 20 + 14 * row, 300, 22 + 14 * row))
    return sheet


FAULTS: tuple[tuple[str, Act], ...] = (
    ("quorum_not_met", too_few_came),
    ("elements_missing", no_farmers),
    ("women_below_minimum", hardly_a_woman),
    ("hamlets_missing", a_hamlet_stayed_away),
    ("invitation_late", invited_on_the_day_before),
    ("out_of_order", budget_before_the_plan),
    ("file_record_missing", nobody_signed_the_record),
    ("file_photographs_missing", no_photograph),
    ("report_late", handed_in_after_a_month),
    ("ceiling_exceeded", beyond_the_ceiling),
    ("funding_differs", sources_that_do_not_pay),
    ("price_differs", sums_that_do_not_agree),
    ("share_broken", too_much_for_the_office),
    ("votes_exceed_present", more_votes_than_people),
    ("photo_same", the_same_file),
    ("photo_alike", saved_again),
    ("photo_alike", mirrored),
    ("photo_other_day", photographed_last_week),
    ("photo_far", photographed_in_town),
    ("photo_paper_only", nothing_but_paper),
    ("photo_of_screen", photographed_from_a_screen),
    ("stamp_not_seen", signed_and_not_stamped),
    ("attendance_same", last_years_list),
    ("attendance_same_order", last_years_order),
    ("arrivals_at_once", ticked_off_at_once),
    ("arrivals_outside", ticked_off_at_night),
    ("signatures_alike", one_hand_signs_for_four),
    ("two_places", one_man_in_two_villages),
    ("price_outlier", a_road_of_gold),
    ("price_outlier", a_road_for_nothing),
    ("minutes_copied", the_words_of_another_village),
    ("minutes_copied", the_words_of_last_year),
)
