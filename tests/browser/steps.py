"""What people do with the phone, and what the server knows, seen through its public API."""

import json
import re
import time
import urllib.request
from io import BytesIO
from typing import Any
from uuid import uuid4

from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

PASSWORD = "musyawarah-uji"
SOON = 30_000


AFTER_KEPT = """(async () =>
  (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys())))
    .flat().some(({ url }) => url.includes('/later-')))()"""
"""The screens that no first visit opens are fetched once the app itself is on the phone."""


def sign_in(page: Page, who: str = "fasilitator", password: str = PASSWORD) -> None:
    page.goto("/app/")
    fill_sign_in(page, who, password)
    expect(page.get_by_role("link", name="Musyawarah baru")).to_be_visible(timeout=SOON)
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, AFTER_KEPT)
    expect(page.get_by_text("semua terkirim")).to_be_visible(timeout=SOON)


def until(page: Page, come: str) -> None:
    """Waits for an expression; Playwright's own way to wait would need ``eval``, which our policy forbids."""
    deadline = time.monotonic() + SOON / 1000
    while not page.evaluate(come):
        assert time.monotonic() < deadline, come
        page.wait_for_timeout(20)


def fill_sign_in(page: Page, who: str, password: str = PASSWORD) -> None:
    page.get_by_label("Nama pengguna").fill(who)
    page.get_by_label("Kata sandi", exact=True).fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()


def section(page: Page, hub: str, name: str) -> None:
    page.goto(hub)
    page.get_by_role("list", name="Bagian catatan").get_by_role("link", name=name).click()


def new_meeting(page: Page, kind: str = "Musdes RKP Desa", **facts: str) -> str:
    """Makes a meeting and answers with the address of its hub."""
    page.goto("/app/#/")
    page.get_by_role("link", name="Musyawarah baru").click()
    page.get_by_role("button", name=re.compile(kind)).first.click()
    for label, value in facts.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(value)
    page.get_by_role("button", name="Buat musyawarah").click()
    expect(page.get_by_role("list", name="Bagian catatan")).to_be_visible()
    return page.url


def add_person(page: Page, name: str, gender: str = "Perempuan") -> None:
    """On the screen for somebody new."""
    page.get_by_label("Nama", exact=True).fill(name)
    page.get_by_role("radio", name=gender, exact=True).check(force=True)
    page.get_by_role("button", name="Simpan, tambah lagi").click()
    expect(page.get_by_label("Nama", exact=True)).to_have_value("")


def send_now(page: Page) -> None:
    """Asks for sending now, and waits until everything has arrived."""
    page.goto("/app/#/kiriman")
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.get_by_text("Semua catatan sudah terkirim.")).to_be_visible(timeout=SOON)


def photograph() -> bytes:
    """A camera's picture: large, with a place in its EXIF."""
    image = Image.new("RGB", (2400, 1800), "#8a7a5c")
    draw = ImageDraw.Draw(image)
    for step in range(0, 2400, 60):
        draw.rectangle((step, 600 + step % 700, step + 40, 1700), fill=(40 + step % 200, 90, 60))
    exif = Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    found = BytesIO()
    image.save(found, "JPEG", quality=92, exif=exif)
    return found.getvalue()


def choose_photo(page: Page, picture: bytes) -> None:
    """Out of the phone's gallery, and waits until it is kept."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Pilih dari galeri").click()
    chooser.value.set_files({"name": "balai.jpg", "mimeType": "image/jpeg", "buffer": picture})
    expect(page.get_by_role("img").first).to_be_visible()


class Api:
    """Somebody with a device of their own, who looks at what the server has."""

    def __init__(self, address: str, who: str, password: str = PASSWORD) -> None:
        self.address = address
        self.device = str(uuid4())
        phone = {"id": self.device, "name": "uji", "platform": "uji", "app_version": "0"}
        said = {"username": who, "password": password, "device": phone}
        self.token = self.ask("POST", "/api/auth/login", said)["token"]

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON of the answer; ``None`` where there is none."""
        headers = {"Content-Type": "application/json"}
        if getattr(self, "token", None):
            headers["Authorization"] = f"Token {self.token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def records(self, kind: str) -> dict[str, dict[str, Any]]:
        """The records of a kind in every village of this person, by id."""
        found: dict[str, dict[str, Any]] = {}
        cursors: dict[str, str] = {}
        while True:
            said = {"device": self.device, "schema": 1, "cursors": cursors, "changes": [], "limit": 500}
            answer = self.ask("POST", "/api/sync/v1/exchange", said)
            for change in answer["changes"]:
                if change["kind"] == kind and "doc" in change:
                    found[change["record"]] = change["doc"]
                elif change["kind"] == kind:
                    found.pop(change["record"], None)
            cursors = answer["cursors"]
            if not answer["more"]:
                return found

    def village(self) -> str:
        """The first village of this person."""
        said = {"device": self.device, "schema": 1, "cursors": {}, "changes": [], "limit": 1}
        return self.ask("POST", "/api/sync/v1/exchange", said)["access"]["villages"][0]["village"]

    def named(self, kind: str, **wanted: Any) -> list[dict[str, Any]]:
        """The records of a kind whose fields are as wanted."""
        return [doc for doc in self.records(kind).values() if wanted.items() <= doc.items()]
