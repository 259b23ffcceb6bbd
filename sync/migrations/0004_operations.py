from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sync", "0003_phones_that_are_lost")]

    operations = [
        migrations.AddField("device", "refused_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "device", "refused_code", models.CharField(blank=True, max_length=40, default="", db_default="")
        ),
        migrations.CreateModel(
            "SweepRun",
            [
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("ran_at", models.DateTimeField()),
                ("ended_well_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=80)),
            ],
        ),
    ]
