"""A template with its sentences said in advance draws what Django's own engine draws in Indonesian."""

import pytest
from django.template import engines
from django.utils import translation

from villages.board.folding import ENGINE, Loader

HERE = "halaman.html"
BASE = '{% load i18n %}<h1>{% block head %}{% translate "Desa" %}{% endblock %}</h1>{% block main %}{% endblock %}'
PAGE = """{% extends "dasar.html" %}{% load i18n %}
{% block head %}{{ block.super }} & {% translate "Cari desa" %}{% endblock %}
{% block main %}{% translate "Jumlah" as word %}{{ word }}{% translate name %}{% translate "<b>tebal</b>" %}
{% if many %}{% translate "Ada." %}{% elif few %}{% translate "Belum ada." %}{% else %}
{% translate "Tidak ada." %}{% endif %}
{% for one in rows %}{% translate "Baris" %} {{ one }}{% empty %}{% translate "Kosong" %}{% endfor %}
{% with x=name %}{% translate "May" context "abbr. month" %}{{ x }}{% translate "Ya"|lower %}{% endwith %}
{% blocktranslate %}Tanpa {{ name }}{% endblocktranslate %}{% translate "Ya" noop %}
{% include "dasar.html" %}{% endblock %}"""


@pytest.fixture
def draw(settings, tmp_path, monkeypatch):
    """The same page of a folder by both engines; first the board's."""
    app = tmp_path / "templates"
    app.mkdir()
    (app / "dasar.html").write_text(BASE)
    (app / HERE).write_text(PAGE)
    monkeypatch.setattr(Loader, "get_dirs", lambda _loader: [app])
    plain = {"BACKEND": "django.template.backends.django.DjangoTemplates", "NAME": "plain", "DIRS": [app]}
    settings.TEMPLATES = [*settings.TEMPLATES, plain]

    def both(**told):
        with translation.override("id"):
            return [engines[name].get_template(HERE).render(told) for name in (ENGINE, "plain")]

    return both


@pytest.mark.parametrize("how", [{"many": True}, {"few": True}, {}])
@pytest.mark.parametrize("rows", [[], [1, 2]])
def test_it_draws_the_same(draw, how, rows):
    folded, plain = draw(name='O"Neil <br>', rows=rows, **how)

    assert folded == plain
    assert "Cari desa" in folded


def test_what_stands_in_the_template_is_said_once_whoever_loads_it_first(draw):
    with translation.override("en"):
        loaded = engines[ENGINE].get_template(HERE)

    with translation.override("id"):
        assert "Cari desa" in loaded.render({})


def test_a_template_that_changed_is_read_again_after_a_reset(draw, tmp_path):
    before, _plain = draw(name="")
    (tmp_path / "templates" / HERE).write_text("baru")
    assert draw(name="")[0] == before

    for loader in engines[ENGINE].engine.template_loaders:
        loader.reset()

    assert draw(name="")[0] == "baru"
