"""Everything that is said in Indonesian is said in English too, and what is compiled is what is written."""

from tests.house import catalogue
from tests.house.catalogue import compiled, entries, placeholders, said, translated

WRITTEN = entries(translated())


def as_many(told):
    return told if isinstance(told, tuple) else (told,)


def test_every_sentence_is_in_the_catalogue_and_no_other():
    now = entries(said())

    assert sorted(now.keys() - WRITTEN.keys(), key=str) == [], "new sentences: make messages, then translate"
    assert sorted(WRITTEN.keys() - now.keys(), key=str) == [], "nobody says these any more: make messages"


def test_every_sentence_has_an_english_twin():
    silent = [key for key, one in WRITTEN.items() if one.fuzzy or not all(text.strip() for text in as_many(one.string))]

    assert silent == []
    assert all(len(as_many(one.string)) == 2 for one in WRITTEN.values() if isinstance(one.id, tuple))


def test_a_translation_fills_in_the_same_facts():
    torn = [
        key
        for key, one in WRITTEN.items()
        for told in as_many(one.string)
        if placeholders(told) != placeholders(as_many(one.id)[0])
    ]

    assert torn == []


def test_what_is_compiled_is_what_is_written():
    written = {}
    for (context, told), one in WRITTEN.items():
        name = f"{context}\x04{as_many(told)[0]}" if context else as_many(told)[0]
        if isinstance(told, tuple):
            written |= {(name, number): text for number, text in enumerate(one.string)}
        else:
            written[name] = one.string

    assert compiled() == written, "make messages"


def test_the_catalogue_names_no_machine():
    text = catalogue.PO.read_text()
    places = [place for line in text.splitlines() if line.startswith("#:") for place in line[2:].split()]

    assert all((catalogue.ROOT / place).is_file() for place in places)
    assert str(catalogue.ROOT) not in text
    assert "POT-Creation-Date" not in text


def test_renewing_changes_nothing(monkeypatch, tmp_path):
    before = catalogue.PO.read_bytes(), catalogue.MO.read_bytes()
    for name in ("PO", "MO"):
        old = getattr(catalogue, name)
        (tmp_path / old.name).write_bytes(old.read_bytes())
        monkeypatch.setattr(catalogue, name, tmp_path / old.name)

    assert catalogue.renew() == 0
    assert (catalogue.PO.read_bytes(), catalogue.MO.read_bytes()) == before
