"""What import-linter cannot see: relations by name, file sizes, words that two places must agree on."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
FLOORS = ["villages", "sync", "meetings", "budgets", "backend"]
CODE = [path for app in FLOORS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
CEILING = 400


def test_no_relation_points_to_a_higher_floor():
    upward = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in FLOORS
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model is not None
        and field.related_model._meta.app_label in FLOORS
        and FLOORS.index(field.related_model._meta.app_label) > FLOORS.index(model._meta.app_label)
    ]

    assert upward == []


def test_no_module_outgrows_its_room():
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in CODE}

    assert {name: lines for name, lines in long.items() if lines > CEILING} == {}


def test_no_drawer_has_crept_in():
    drawers = {"utils.py", "helpers.py", "common.py", "services.py", "managers.py"}

    assert [path for path in CODE if path.name in drawers] == []


def test_every_variable_of_the_environment_is_documented():
    named = set()
    for path in (ROOT / "backend" / "settings").glob("*.py"):
        named |= set(
            re.findall(r'env\.(?:text|flag|number|words|secret|database|cache)\(\s*"([A-Z_]+)"', path.read_text())
        )
    page = (ROOT / "docs" / "operations.md").read_text()

    assert sorted(name for name in named if f"`{name}`" not in page) == []


def test_every_command_is_documented():
    commands = [
        path.stem
        for app in FLOORS
        for path in (ROOT / app / "management" / "commands").glob("*.py")
        if path.stem != "__init__"
    ]
    page = (ROOT / "docs" / "operations.md").read_text()

    assert sorted(name for name in commands if f"manage.py {name}" not in page) == []


def test_every_setting_of_the_parts_is_gathered():
    parts = (ROOT / "backend" / "settings").glob("*.py")
    said = {
        name
        for path in parts
        if path.name not in ("__init__.py", "env.py")
        for name in re.findall(r"^([A-Z][A-Z0-9_]*)(?:: [^=\n]+)? = ", path.read_text(), re.MULTILINE)
    }

    assert sorted(name for name in said if not hasattr(settings, name)) == []


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
