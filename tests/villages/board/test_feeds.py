"""Atom news and documents of a village."""

from datetime import date
from xml.etree import ElementTree as Xml

import pytest

from backend.kernel.ids import uuid7
from villages.board import sections
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish, withdraw
from villages.board.sections import Section, Subject

HOME = "/desa/32.05.09.2006/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def told(bu_camat, village):
    """Publishes a sentence."""
    now = {}
    section = Section(
        name="toy",
        subjects=frozenset({"toy"}),
        snapshot=lambda _: {"summary": now["summary"]},
        template="meetings/sections/decision.html",
    )

    def one(summary, title="Musdes", key=None):
        now["summary"] = summary
        return publish(
            dossier(Subject(village=village, kind="toy", key=key or uuid7())),
            stamp=Stamp(number=1, hash="ab" * 32),
            by=bu_camat.actor,
            title=title,
            fiscal_year=2027,
            held_on=date(2026, 6, 1),
        )

    with sections.registered(section):
        yield one


def feed_of(client):
    answer = client.get(f"{HOME}kabar.atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return Xml.fromstring(answer.content)  # noqa: S314 -- our own answer


def text(element, path):
    return element.findtext(path, namespaces=ATOM)


def test_news_are_atom_newest_first(client, told):
    told("Jalan dahulu.", "Musdes satu")
    second = told("Air & <b>tanah</b>.", "Musdes “dua”")

    feed = feed_of(client)
    entries = feed.findall("a:entry", ATOM)

    assert text(feed, "a:title") == "Papan Desa Cangkuang"
    assert [text(one, "a:title") for one in entries] == ["Musdes “dua”", "Musdes satu"]
    assert text(entries[0], "a:summary") == "Air & <b>tanah</b>."
    assert text(entries[0], "a:id") == f"urn:uuid:{second.pk}"
    assert entries[0].find("a:link", ATOM).get("href").endswith(f"{HOME}terbitan/2/")
    assert text(feed, "a:updated") == text(entries[0], "a:updated")
    assert {text(feed, path) is not None for path in ("a:id", "a:author/a:name")} == {True}


def test_a_withdrawal_is_news_and_its_content_is_not(client, told, bu_camat):
    made = told("Memuat nama warga.")
    withdraw(made, by=bu_camat.actor, reason="Ada nama.")

    (entry,) = feed_of(client).findall("a:entry", ATOM)

    assert text(entry, "a:title") == "Ditarik kembali: Musdes"
    assert text(entry, "a:summary") == "Ada nama."
    assert text(entry, "a:updated") > text(entry, "a:published")


def test_what_xml_cannot_write_is_left_out(client, told):
    told("Satu\x0bdua\x00.".replace("\x00", ""), "Mus\x01des")

    (entry,) = feed_of(client).findall("a:entry", ATOM)

    assert (text(entry, "a:title"), text(entry, "a:summary")) == ("Musdes", "Satudua.")


def test_an_empty_feed_is_valid_and_stays_the_same(client, village):
    first, again = client.get(f"{HOME}kabar.atom"), client.get(f"{HOME}kabar.atom")

    assert feed_of(client).findall("a:entry", ATOM) == []
    assert first["ETag"] == again["ETag"]


def test_documents_list_everything_with_its_data(client, told):
    key = uuid7()
    told("Lama.", "Musdes lama", key)
    told("Baru.", "Musdes baru", key)

    page = client.get(f"{HOME}dokumen/").content.decode()

    assert page.index("Musdes baru") < page.index("Musdes lama")
    assert "Diganti yang lebih baru" in page
    assert f'href="{HOME}terbitan/1.json"' in page
    home = client.get(HOME).content.decode()
    for path in ("kabar.atom", "dokumen/", "rembuk/"):
        assert f'href="{HOME}{path}"' in home
