"""The same section is drawn once for the pages of one village that are written in one go, and never for another."""

from dataclasses import dataclass

import pytest
from django.template import engines

from villages.templatetags.sections import drawn_once

PAGE = "{% load sections %}{% section part content %}"


@dataclass
class Part:
    template: str = "meetings/sections/decision.html"


@pytest.fixture
def draw(monkeypatch):
    """Draws a page with one section; ``draw.drawn`` counts what was really drawn."""
    engine = engines["django"]
    real, page = engine.engine.get_template, engine.from_string(PAGE)

    def counted(name):
        one.drawn.append(name)
        return real(name)

    def one(summary, publication=1):
        return page.render({"part": Part(), "content": {"summary": summary}, "publication": publication})

    one.drawn = []
    monkeypatch.setattr(engine.engine, "get_template", counted)
    return one


def test_once_for_the_same_content_of_the_same_publication(draw):
    with drawn_once():
        first, again = draw("Sepakat."), draw("Sepakat.")
        assert (first == again, "Sepakat." in first, len(draw.drawn)) == (True, True, 1)
        assert "Tidak sepakat." in draw("Tidak sepakat.")
        draw("Sepakat.", publication=2)
        assert len(draw.drawn) == 3


def test_each_time_where_a_reader_asks_and_in_the_next_village(draw):
    draw("Sepakat.")
    draw("Sepakat.")
    for _village in range(2):
        with drawn_once():
            draw("Sepakat.")

    assert len(draw.drawn) == 4
