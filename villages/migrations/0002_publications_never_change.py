"""Who withdrew a publication, and a trigger that keeps the rest of it as it was published."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FROZEN = (
    "id",
    "village_id",
    "number",
    "subject_kind",
    "subject_key",
    "title",
    "fiscal_year",
    "held_on",
    "snapshot",
    "digest",
    "ledger_number",
    "ledger_hash",
    "published_at",
    "published_by_id",
    "supersedes_id",
)
WITHDRAWAL = ("withdrawn_at", "withdrawn_by_id", "withdrawn_reason")


def _differs(columns: tuple[str, ...], operator: str) -> str:
    return " OR ".join(f"NEW.{column} {operator} OLD.{column}" for column in columns)


def _forbidden(operator: str) -> str:
    return (
        f"{_differs(FROZEN, operator)} OR (NEW.current AND NOT OLD.current)"
        f" OR (OLD.withdrawn_at IS NOT NULL AND ({_differs(WITHDRAWAL, operator)}))"
    )


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE TRIGGER publication_never_changes BEFORE UPDATE ON villages_publication FOR EACH ROW WHEN "
            f"{_forbidden('IS NOT')} BEGIN SELECT RAISE(ABORT, 'publication_never_changes'); END"
        )
        return
    schema_editor.execute(
        "CREATE FUNCTION publication_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'publication_never_changes' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
    schema_editor.execute(
        "CREATE TRIGGER publication_never_changes BEFORE UPDATE ON villages_publication FOR EACH ROW WHEN "
        f"({_forbidden('IS DISTINCT FROM')}) EXECUTE FUNCTION publication_never_changes()"
    )


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER publication_never_changes")
        return
    schema_editor.execute("DROP TRIGGER publication_never_changes ON villages_publication")
    schema_editor.execute("DROP FUNCTION publication_never_changes()")


class Migration(migrations.Migration):
    dependencies = [("villages", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True),
                    models.Q(("withdrawn_by__isnull", False), models.Q(("withdrawn_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="who_withdraws_says_why",
            ),
        ),
        migrations.RunPython(guard, unguard),
    ]
