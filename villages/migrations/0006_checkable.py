"""Short codes that can be looked up, the reason of a correction, the daily digests, and the files given out."""

from importlib import import_module

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from backend.kernel.ids import spoken_code

guarded = import_module("villages.migrations.0002_publications_never_change")
"""The trigger of old stays as it is: SQLite drops it where a column is added, PostgreSQL keeps it."""

PUBLICATION = ("publication_code_never_changes", "villages_publication")
DIGEST = ("digest_never_changes", "villages_dailydigest")


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Writes the code of what was published before."""
    publications = apps.get_model("villages", "Publication").objects.using(schema_editor.connection.alias)
    for key, digest in publications.values_list("pk", "digest").iterator():
        publications.filter(pk=key).update(short_code=spoken_code(bytes.fromhex(digest)))


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    differs = "IS NOT" if schema_editor.connection.vendor == "sqlite" else "IS DISTINCT FROM"
    if schema_editor.connection.vendor == "sqlite":
        guarded.guard(apps, schema_editor)
    changed = f"NEW.short_code {differs} OLD.short_code OR NEW.reason {differs} OLD.reason"
    _forbid(schema_editor, *PUBLICATION, "UPDATE", changed)
    for event in ("UPDATE", "DELETE"):
        _forbid(schema_editor, *DIGEST, event)


def unguard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Before the columns go; SQLite loses the old trigger with them, so it is made again by ``guard_old``."""
    names = [(*PUBLICATION, "UPDATE"), (*DIGEST, "UPDATE"), (*DIGEST, "DELETE")]
    for name, table, event in names:
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        schema_editor.execute(f"DROP TRIGGER {name}_{event.lower()}{on}")
    if schema_editor.connection.vendor != "sqlite":
        for name in {name for name, _table, _event in names}:
            schema_editor.execute(f"DROP FUNCTION {name}()")


def guard_old(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        guarded.guard(apps, schema_editor)


def _forbid(editor: BaseDatabaseSchemaEditor, name: str, table: str, event: str, when: str = "") -> None:
    """Refuses an event on rows of a table, under the name that the error tells."""
    trigger = f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} FOR EACH ROW"
    condition = f" WHEN ({when})" if when else ""
    if editor.connection.vendor == "sqlite":
        editor.execute(f"{trigger}{condition} BEGIN SELECT RAISE(ABORT, '{name}'); END")
        return
    editor.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    editor.execute(f"{trigger}{condition} EXECUTE FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("villages", "0005_search")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, guard_old),
        migrations.AddField(
            "publication",
            "reason",
            models.CharField(blank=True, default="", max_length=2000),
            preserve_default=False,
        ),
        migrations.AddField(
            "publication",
            "short_code",
            models.CharField(db_index=True, default="", max_length=8),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="DailyDigest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="hari")),
                ("size", models.PositiveIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("value", models.CharField(max_length=64)),
                ("leaves", models.JSONField(null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "kabupaten",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.region"
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.dailydigest",
                    ),
                ),
            ],
            options={
                "verbose_name": "sidik harian",
                "verbose_name_plural": "sidik harian",
                "constraints": [
                    models.UniqueConstraint(fields=("kabupaten", "day"), name="one_digest_a_day"),
                    models.UniqueConstraint(fields=("kabupaten", "previous"), name="digests_never_fork"),
                    models.CheckConstraint(
                        condition=models.Q(("leaves__isnull", True), ("same_as__isnull", True), _connector="XOR"),
                        name="digest_has_its_leaves",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GivenOut",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=60)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="given_out",
                        to="villages.publication",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("sha256", "publication", "name"), name="a_file_is_given_out_once")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
    ]
