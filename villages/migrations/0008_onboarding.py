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
        migrations.AlterField(
            model_name="localterms",
            name="council",
            field=models.CharField(default="BPD", max_length=60, verbose_name="BPD disebut"),
        ),
        migrations.AlterField(
            model_name="localterms",
            name="hamlet",
            field=models.CharField(default="Dusun", max_length=40, verbose_name="dusun disebut"),
        ),
        migrations.AlterField(
            model_name="localterms",
            name="kecamatan",
            field=models.CharField(default="Kecamatan", max_length=40, verbose_name="kecamatan disebut"),
        ),
        migrations.AlterField(
            model_name="localterms",
            name="kecamatan_head",
            field=models.CharField(default="Camat", max_length=40, verbose_name="camat disebut"),
        ),
        migrations.AlterField(
            model_name="localterms",
            name="village",
            field=models.CharField(default="Desa", max_length=40, verbose_name="desa disebut"),
        ),
        migrations.AlterField(
            model_name="localterms",
            name="village_head",
            field=models.CharField(default="Kepala Desa", max_length=40, verbose_name="kepala desa disebut"),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="adjourn_hours",
            field=models.PositiveSmallIntegerField(default=3, verbose_name="ditunda paling lama (jam)"),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="fund_shares",
            field=models.JSONField(blank=True, default=dict, verbose_name="porsi dan batas dana"),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="holidays",
            field=models.JSONField(blank=True, default=list, verbose_name="hari libur daerah"),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="invitation_days",
            field=models.PositiveSmallIntegerField(default=5, verbose_name="undangan paling lambat (hari sebelumnya)"),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="legal_basis",
            field=models.CharField(blank=True, max_length=300, verbose_name="dasar hukum"),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="minimum_women_percent",
            field=models.PositiveSmallIntegerField(default=30, verbose_name="perempuan paling sedikit (persen)"),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="quorum_denominator",
            field=models.PositiveSmallIntegerField(default=3, verbose_name="dari berapa bagian undangan"),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="quorum_numerator",
            field=models.PositiveSmallIntegerField(default=2, verbose_name="kuorum: berapa"),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="report_working_days",
            field=models.PositiveSmallIntegerField(default=7, verbose_name="laporan paling lambat (hari kerja)"),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="required_elements",
            field=models.JSONField(blank=True, default=list, verbose_name="unsur yang wajib hadir"),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="resume_days",
            field=models.PositiveSmallIntegerField(default=3, verbose_name="diulang paling lambat (hari)"),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="reviewers",
            field=models.CharField(
                choices=[
                    ("nobody", "tanpa pemeriksaan"),
                    ("kecamatan", "kecamatan"),
                    ("parallel", "kecamatan dan kabupaten, bersamaan"),
                    ("sequence", "kecamatan, lalu kabupaten"),
                ],
                default="kecamatan",
                max_length=10,
                verbose_name="diperiksa oleh",
            ),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="signers",
            field=models.JSONField(blank=True, default=dict, verbose_name="penanda tangan per jenis musyawarah"),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="year",
            field=models.PositiveSmallIntegerField(verbose_name="tahun"),
        ),
    ]
