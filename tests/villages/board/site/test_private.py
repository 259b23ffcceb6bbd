"""Nothing restricted lies in the public site: a canary in every restricted field, and every file read."""

import brotli
import pytest

from tests.villages.board.printed import Printed
from tests.villages.board.test_privacy import ID, RESTRICTED, canary, whole
from villages.board import papers

__all__ = ["whole"]


@pytest.fixture
def told(site, whole, put_up, village, render, files):
    """All that the site tells of a meeting whose restricted fields hold canaries."""
    planted = []
    for kind, name in RESTRICTED:
        value, seen = canary(kind, name)
        assert kind.model._default_manager.filter(village=village).update(**{name: value})
        planted += [(f"{kind.name}.{name}", text) for text in seen]
    papers.make_all(put_up(whole))
    render(village)
    return planted, "\n".join(f"{name}\n{_said(name, content)}" for name, content in files().items())


def _said(name, content):
    if name.endswith(".pdf"):
        return Printed(content).text
    if name.endswith(".br"):
        return brotli.decompress(content).decode()
    return "" if name.endswith((".gz", ".xlsx", ".docx", ".jpg")) else content.decode()


def test_no_canary_and_no_page_of_the_office_lies_in_the_site(told):
    planted, text = told
    text = ID.sub("", text).lower()

    assert [(field, seen) for field, seen in planted if seen.lower() in text] == []
    for word in ("/petugas", "/admin", "/usulan/2", "sessionid", "csrf"):
        assert f"{word}/" not in text.replace("/desa/32.05.09.2006/usulan/2", "")
    assert "pengerasan jalan usaha tani" in text, "the site is not empty"
    assert "peserta tani" not in text, "names of who came"
