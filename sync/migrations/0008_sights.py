"""What people and phones were shown of a village."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import backend.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("sync", "0007_paper_codes_are_hashed"),
        ("villages", "0008_onboarding"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sight",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=backend.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("on", models.DateField(verbose_name="hari dilihat")),
                ("place", models.CharField(max_length=40, verbose_name="halaman")),
                ("what", models.CharField(blank=True, max_length=64, verbose_name="yang dilihat")),
                ("at", models.DateTimeField(verbose_name="waktu")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                    ),
                ),
            ],
            options={
                "verbose_name": "yang diperlihatkan",
                "verbose_name_plural": "yang diperlihatkan",
                "indexes": [models.Index(fields=["on"], name="sights_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("village", "on", "user", "place", "what"), name="one_sight_a_day")
                ],
            },
        ),
    ]
