"""One-time codes on sign-in slips, telephone numbers, and what was done about each person, which never changes."""

import backend.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE TRIGGER person_event_never_changes BEFORE UPDATE ON villages_personevent FOR EACH ROW "
            "BEGIN SELECT RAISE(ABORT, 'person_event_never_changes'); END"
        )
        return
    schema_editor.execute(
        "CREATE FUNCTION person_event_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'person_event_never_changes' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
    schema_editor.execute(
        "CREATE TRIGGER person_event_never_changes BEFORE UPDATE ON villages_personevent FOR EACH ROW "
        "EXECUTE FUNCTION person_event_never_changes()"
    )


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER person_event_never_changes")
        return
    schema_editor.execute("DROP TRIGGER person_event_never_changes ON villages_personevent")
    schema_editor.execute("DROP FUNCTION person_event_never_changes")


class Migration(migrations.Migration):
    dependencies = [
        ("villages", "0007_board_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignInCode",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sign_in_code",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(verbose_name="dibuat")),
                ("expires_at", models.DateTimeField(verbose_name="berlaku sampai")),
            ],
            options={
                "verbose_name": "kode sekali pakai",
                "verbose_name_plural": "kode sekali pakai",
            },
        ),
        migrations.AddField(
            model_name="user",
            name="phone",
            field=models.CharField(blank=True, max_length=20, verbose_name="nomor telepon"),
        ),
        migrations.CreateModel(
            name="PersonEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=backend.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("registered", "didaftarkan"),
                            ("corrected", "data diperbaiki"),
                            ("appointed", "diberi tugas"),
                            ("ended", "tugas diakhiri"),
                            ("extended", "tugas diperpanjang"),
                            ("handed_over", "tugas diserahterimakan"),
                            ("code_given", "kode sekali pakai dicetak"),
                            ("password_reset", "kata sandi disetel ulang"),
                            ("password_chosen", "kata sandi sendiri dibuat"),
                        ],
                        max_length=20,
                        verbose_name="kejadian",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="waktu")),
                ("facts", models.JSONField(default=dict, verbose_name="rincian")),
                (
                    "assignment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="villages.assignment",
                        verbose_name="penugasan",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="orang",
                    ),
                ),
            ],
            options={
                "verbose_name": "riwayat orang",
                "verbose_name_plural": "riwayat orang",
                "indexes": [models.Index(fields=["person", "at"], name="events_of_a_person")],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
