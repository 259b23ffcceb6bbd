"""The browsers that people are signed in with, and a table for codes on paper that are kept as passwords are."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import backend.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("otp_static", "0003_add_timestamps"),
        ("sessions", "0001_initial"),
        ("sync", "0005_partitions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Browser",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=backend.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="masuk")),
                ("seen_at", models.DateTimeField(verbose_name="terakhir dipakai")),
                ("agent", models.CharField(blank=True, max_length=300, verbose_name="peramban")),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="sessions.session"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="orang",
                    ),
                ),
            ],
            options={"verbose_name": "peramban", "verbose_name_plural": "peramban"},
        ),
        migrations.CreateModel(
            name="PaperCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kept", models.CharField(max_length=200)),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paper_codes",
                        to="otp_static.staticdevice",
                    ),
                ),
            ],
            options={"verbose_name": "kode kertas", "verbose_name_plural": "kode kertas"},
        ),
    ]
