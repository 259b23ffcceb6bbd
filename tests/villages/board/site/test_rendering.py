"""The site as files: the bytes of the views, packed twice, only what changed, nothing half, nothing private."""

import gzip
from datetime import timedelta

import brotli
import pytest

from backend.kernel import clock
from tests.factories.meetings import make_meeting, make_whole_meeting
from villages.board import digests, drawing
from villages.board.publish import withdraw
from villages.board.site import due, rendering, store
from villages.models import BoardFiles, LocalTerms, Publication, Region, Village, VillageCode

HOME = "/desa/32.05.09.2006/"
PAGES = {"", "kabar.atom", "dokumen/", "tanya-jawab/", "usulan/2027/", "anggaran/2027/"}
OF_ONE = {"", "bacaan/"}


def pages_of(files):
    return {name for name in files if not name.endswith((".gz", ".br"))}


def unpacked(files, address):
    """What the three forms of a page say."""
    return {
        files[address],
        gzip.decompress(files[f"{address}index.html.gz" if address.endswith("/") else f"{address}.gz"]),
        brotli.decompress(files[f"{address}index.html.br" if address.endswith("/") else f"{address}.br"]),
    }


def test_every_page_of_a_publication_is_a_file(published, meeting, village, shown, render, files):
    done = render(village)

    addresses = {name.removeprefix(HOME) for name in pages_of(files())}
    documents = {name for name in addresses if "/dokumen/" in name}
    assert addresses - documents == {
        *PAGES,
        "terbitan/1/",
        "terbitan/1.json",
        "terbitan/1/bacaan/",
        f"musyawarah/{meeting.id}/",
        f"foto/{shown}.jpg",
    }
    assert len(documents) >= 8
    assert done == {"written": len(addresses), "absent": 1}, "one photograph never came"


def test_a_file_has_the_bytes_of_the_view_packed_or_not(published, village, render, files, client, settings):
    render(village)
    rendering.front()
    there = files()
    settings.STATIC_BOARDS = False

    for address in pages_of(there):
        answer = client.get(address)
        assert (answer.status_code, answer.content) == (200, there[address]), address
        if store.packs_well(store.name_of(address)):
            assert unpacked(there, address) == {answer.content}, address
        else:
            assert f"{address}.gz" not in there
    assert "/" in there


def test_no_language_and_nobody_signed_in_changes_a_byte(published, village, render, files, client, siti):
    render(village)
    there = files()
    client.force_login(siti.user)
    client.cookies["django_language"] = "en"

    for address in pages_of(there):
        assert client.get(address, {"x": ""}, headers={"accept-language": "en"}).content == there[address], address


def test_again_and_again_nothing_is_written(published, village, render, site):
    first = render(village)
    before = {one: one.stat().st_mtime_ns for one in site.rglob("*")}

    assert render(village) == {"same": first["written"], "absent": 1}
    assert {one: one.stat().st_mtime_ns for one in site.rglob("*")} == before


def test_only_what_another_publication_changes_is_written(published, village, render, files, put_up):
    render(village)
    before = files()
    put_up(make_meeting(village, title="Musdes RKP Desa 2028", fiscal_year=2028))

    render(village)

    after = files()
    changed = {name.removeprefix(HOME) for name in pages_of(after) if before.get(name) != after[name]}
    assert {name for name in changed if "musyawarah" not in name} == {
        "",
        "kabar.atom",
        "dokumen/",
        "anggaran/2028/",
        "usulan/2028/",
        "terbitan/2/",
        "terbitan/2.json",
        "terbitan/2/bacaan/",
    }


def stale(files):
    """Addresses whose file is not what the view answers now."""
    there = files()
    return [address for address in pages_of(there) if there[address] != rendering.answer_of(address)]


def test_after_any_change_every_file_is_what_its_view_says(
    published, meeting, village, put_up, render, files, bu_camat
):
    """The newest of three, an older one withdrawn, the newest withdrawn, other words and names, two digests."""
    today = clock.today(village.timezone)
    changes = [
        lambda: put_up(meeting),
        lambda: put_up(meeting),
        lambda: withdraw(published, by=bu_camat.actor, reason="Lama dan keliru."),
        lambda: put_up(make_meeting(village, title="Musdes RKP Desa 2028", fiscal_year=2028)),
        lambda: withdraw(Publication.objects.get(number=3), by=bu_camat.actor, reason="Keliru."),
        lambda: Village.objects.filter(pk=village.pk).update(complaint_contact="Kantor desa, 0812-0000"),
        lambda: LocalTerms.objects.create(kabupaten_id="32.05", village="Nagari"),
        lambda: Region.objects.filter(pk="32.05.09").update(name="Leles Baru"),
        lambda: digests.make("32.05", today, {}),
        lambda: digests.make("32.05", today + timedelta(days=1), {}),
    ]
    render(village)

    for change in changes:
        change()
        render(village)
        assert stale(files) == []


def test_a_page_that_nobody_needs_anew_is_not_even_drawn(published, village, render, monkeypatch, put_up):
    render(village)
    drawn = []
    answer_of = rendering.answer_of
    monkeypatch.setattr(
        rendering, "answer_of", lambda address, *more: drawn.append(address) or answer_of(address, *more)
    )
    put_up(make_meeting(village, title="Musdes RKP Desa 2028", fiscal_year=2028))

    render(village)

    assert f"{HOME}terbitan/2/" in drawn
    assert not {f"{HOME}terbitan/1/", f"{HOME}usulan/2027/", f"{HOME}tanya-jawab/"} & set(drawn)


def test_what_was_withdrawn_leaves_the_site(published, village, render, files, bu_camat, shown):
    render(village)
    assert any(b"Pengerasan jalan" in content for content in files().values())

    withdraw(published, by=bu_camat.actor, reason="Jumlah suara keliru.")
    done = render(village)

    there = files()
    assert done["removed"] >= 10
    assert not [name for name in there if "/dokumen/" in name.removeprefix(f"{HOME}dokumen") or shown in name]
    assert f"{HOME}terbitan/1/bacaan/" not in there
    assert "Jumlah suara keliru." in there[f"{HOME}terbitan/1/"].decode()
    assert not [name for name, content in there.items() if b"Pengerasan jalan" in content]
    assert not [name for name in there if name.endswith((".gz", ".br")) and b"Pengerasan" in _unpack(name, there[name])]


def _unpack(name, content):
    return gzip.decompress(content) if name.endswith(".gz") else brotli.decompress(content)


def test_a_crash_amid_rendering_leaves_whole_pages_and_the_village_due(published, village, render, files, monkeypatch):
    written = []

    def dies(address, content):
        written.append(address)
        if len(written) == 4:
            raise OSError("disk full")
        real(address, content)

    real = store.write
    monkeypatch.setattr(store, "write", dies)
    with pytest.raises(OSError, match="disk full"):
        render(village)
    monkeypatch.undo()

    there = files()
    assert len(pages_of(there)) == 3
    for address in pages_of(there):
        assert there[address] == rendering.answer_of(address)
    assert due.behind(most=9) == [village.pk]
    render(village)
    assert len(files()) > 30


def test_a_file_that_a_crash_left_behind_is_known_and_goes_with_the_withdrawal(
    published, village, render, files, bu_camat, monkeypatch
):
    def dies(*_args, **_more):
        raise RuntimeError("killed")

    monkeypatch.setattr(BoardFiles, "save", _only_first(BoardFiles.save, dies))
    with pytest.raises(RuntimeError):
        render(village)
    monkeypatch.undo()
    assert any("/terbitan/1/dokumen/" in name for name in files())

    withdraw(published, by=bu_camat.actor, reason="Keliru.")
    render(village)

    assert not any("/terbitan/1/dokumen/" in name for name in files())


def _only_first(real, then):
    times = []

    def save(self, **how):
        times.append(how)
        return (real if len(times) == 1 else then)(self, **how)

    return save


def test_a_change_that_was_undone_amid_a_crash_is_seen(published, village, render, files, monkeypatch):
    render(village)
    before = files()[HOME]
    Village.objects.filter(pk=village.pk).update(complaint_contact="Kantor desa, 0812")
    monkeypatch.setattr(BoardFiles, "save", _only_first(BoardFiles.save, lambda *_, **__: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        render(village)
    monkeypatch.undo()
    assert files()[HOME] != before

    Village.objects.filter(pk=village.pk).update(complaint_contact="")
    render(village)

    assert files()[HOME] == before


def test_two_never_write_one_village_and_a_dead_one_is_not_waited_for_for_ever(published, village, time_machine_at):
    assert due.take(village.pk)
    assert rendering.bring_up_to_date(village.pk) is None

    with time_machine_at(due.LEASE + timedelta(seconds=1)):
        assert rendering.bring_up_to_date(village.pk)["written"]
    assert BoardFiles.objects.get().taken_until is None


def test_a_village_with_another_code_has_its_files_there_and_none_here(published, village, render, files):
    render(village)
    Region.objects.create(code="32.05.09.2099", name="Cangkuang", level="desa", dataset="uji", parent_id="32.05.09")
    Village.objects.filter(pk=village.pk).update(region_id="32.05.09.2099")
    VillageCode.objects.filter(village=village).update(code="32.05.09.2099")

    render(village)

    assert {name.split("/")[2] for name in files()} == {"32.05.09.2099"}


def test_after_an_upgrade_every_page_is_drawn_and_none_written_that_looks_the_same(
    published, village, render, monkeypatch
):
    first = render(village)
    assert due.behind(most=9) == []
    monkeypatch.setattr(drawing, "of_pages", lambda: "newer")

    assert due.behind(most=9) == [village.pk]
    assert render(village) == {"same": first["written"], "absent": 1}
    assert due.behind(most=9) == []


def test_anew_mends_a_store_that_lost_a_page(published, village, render, site, files):
    render(village)
    whole = files()
    (site / "desa/32.05.09.2006/index.html").unlink()

    render(village)
    assert files() != whole
    render(village, anew=True)
    assert files() == whole


def test_the_front_page_is_written_when_it_changes(published, files, put_up, village):
    assert (rendering.front(), rendering.front()) == (True, False)
    put_up(make_whole_meeting(village))

    assert rendering.front()
    assert unpacked(files(), "/") == {rendering.answer_of("/")}


def test_a_village_without_a_publication_has_no_files(site, village, render, files):
    BoardFiles.objects.create(village=village)

    assert render(village) == {}
    assert files() == {}


def test_a_new_day_calls_for_a_look_and_for_no_page(published, village, render, time_machine_at):
    first = render(village)

    with time_machine_at(timedelta(days=1)):
        assert due.behind(most=9) == [village.pk]
        assert render(village) == {"same": first["written"], "absent": 1}
        assert due.behind(most=9) == []
    assert BoardFiles.objects.get().looked_on == clock.today(village.timezone) + timedelta(days=1)
