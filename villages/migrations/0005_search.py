"""Passages of publications, with the full-text index that each database has of its own."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


TEXT = "heading || ' ' || body"
TABLE = "villages_searchentry"
FTS = f"{TABLE}_fts"


def index(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute(
            f"CREATE INDEX words_of_passages ON {TABLE} USING gin (to_tsvector('indonesian', {TEXT}))"
        )
        return
    gone = f"INSERT INTO {FTS}({FTS}, rowid, heading, body) VALUES ('delete', OLD.id, OLD.heading, OLD.body);"  # nosec B608 # noqa: S608 -- no input
    new = f"INSERT INTO {FTS}(rowid, heading, body) VALUES (NEW.id, NEW.heading, NEW.body);"  # nosec B608 # noqa: S608 -- no input
    schema_editor.execute(
        f"CREATE VIRTUAL TABLE {FTS} USING fts5(heading, body, content='{TABLE}', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    schema_editor.execute(f"CREATE TRIGGER passage_new AFTER INSERT ON {TABLE} BEGIN {new} END")
    schema_editor.execute(f"CREATE TRIGGER passage_gone AFTER DELETE ON {TABLE} BEGIN {gone} END")
    schema_editor.execute(f"CREATE TRIGGER passage_changed AFTER UPDATE ON {TABLE} BEGIN {gone} {new} END")


def no_index(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for trigger in ("passage_new", "passage_gone", "passage_changed"):
            schema_editor.execute(f"DROP TRIGGER {trigger}")
        schema_editor.execute(f"DROP TABLE {FTS}")


class Migration(migrations.Migration):
    dependencies = [
        ("villages", "0004_reviewing"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("section", models.CharField(max_length=40)),
                ("heading", models.CharField(max_length=300)),
                ("body", models.TextField(blank=True)),
                ("field", models.CharField(blank=True, max_length=1)),
                ("anchor", models.CharField(blank=True, max_length=40)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="villages.publication"
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="villages.village"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["village", "field"], name="passages_of_a_village")],
            },
        ),
        migrations.RunPython(index, no_index),
    ]
