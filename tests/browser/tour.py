"""Every screen of the phone, on the demonstration's records: name and address."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.steps import Api

PASSWORD = "musyawarah-demo"
VILLAGE = "32.05.09.2006"
VILLAGE_NAME = "Cangkuang"
Records = dict[str, dict[str, Any]]


def phone_screens(api: Api) -> dict[str, str]:
    """The screens behind the sign-in, each on a record that has something to show."""
    meetings = api.records("meeting")
    items = api.records("budget_item")
    reports = api.records("progress_report")
    held = under_way(api)
    back = next(iter(_in(meetings, status="returned")))
    report, said = next(iter(reports.items()))
    done = said["budget_item"]
    watched = _richest(api.records("oversight_action"), meetings)
    closed = f"/m/{items[done]['meeting']}"
    now = f"/m/{held}"
    return {
        "beranda": "/",
        "jenis": "/baru",
        "musyawarah": now,
        "perbaikan": f"/m/{back}",
        "terbit": closed,
        "data": f"{now}/data",
        "undangan": f"{now}/undangan",
        "undangan-surat": f"{now}/undangan/surat",
        "hadir": f"{now}/hadir",
        "orang-baru": f"{now}/hadir/baru",
        "orang": f"{now}/hadir/{_of(api.records('attendance'), held)}",
        "teken-hadir": f"{now}/hadir/{_of(api.records('attendance'), held)}/ttd",
        "ganda": f"{now}/hadir/ganda",
        "sidang": f"{now}/sidang",
        "sidang-isi": f"{now}/sidang/{_of(api.records('session'), held)}",
        "hitung": f"{now}/hadir/hitung",
        "bahas": f"{now}/bahas",
        "butir": f"{now}/bahas/{_of(api.records('agenda_item'), held)}",
        "kegiatan": f"{now}/kegiatan",
        "kegiatan-baru": f"{now}/kegiatan/baru",
        "kegiatan-isi": f"{now}/kegiatan/{_of(items, held)}",
        "kegiatan-terbit": f"{closed}/kegiatan/{done}",
        "peringkat": f"{now}/peringkat",
        "usul": f"{now}/usul/baru",
        "usul-lama": f"{now}/usul-lama/{_voiced(api.records('proposal'), meetings)}",
        "foto": f"{now}/foto",
        "awasi": f"/m/{watched}/awasi",
        "awasi-isi": f"/m/{watched}/awasi/{_of(api.records('oversight_action'), watched)}",
        "tanda-tangan": f"{now}/ttd",
        "ringkasan": f"{now}/ringkasan",
        "berjalan": "/berjalan",
        "kemajuan": f"/kemajuan/{done}",
        "kemajuan-baru": f"/kemajuan/{done}/baru",
        "laporan": f"/laporan/{report}",
        "kiriman": "/kiriman",
        "berkas": "/kiriman/berkas",
        "titipan": "/kiriman/titipan",
        "akun": "/akun",
        "latihan": "/latihan",
        "kunci": "/akun/kunci",
    }


def visit(page: Page, path: str) -> None:
    """Opens a screen and waits until its records are on it."""
    page.goto(f"/app/#{path}")
    expect(page.locator(".boot")).to_have_count(0)
    expect(page.locator("main.page > *").first).to_be_attached()
    page.wait_for_timeout(150)


def visited(page: Page, screens: dict[str, str]) -> Iterator[str]:
    """The names of the screens, each when it is on the glass."""
    for name, path in screens.items():
        visit(page, path)
        yield name


def under_way(api: Api) -> str:
    """The meeting that is being held: it decides what others asked for."""
    return _richest(api.records("attendance"), _in(api.records("meeting"), status="held"))


def _voiced(proposals: Records, meetings: Records) -> str:
    return next(key for key, doc in proposals.items() if meetings[doc["meeting"]]["type"] == "musperempuan")


def _in(records: Records, **wanted: str) -> Records:
    return {key: doc for key, doc in records.items() if wanted.items() <= doc.items()}


def _of(records: Records, meeting: str) -> str:
    return next(key for key, doc in records.items() if doc["meeting"] == meeting)


def _richest(children: Records, meetings: Records) -> str:
    return max(meetings, key=lambda key: sum(doc["meeting"] == key for doc in children.values()))
