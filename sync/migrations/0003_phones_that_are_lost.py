from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sync", "0002_half_uploads_lie_in_a_folder")]

    operations = [migrations.AddField("device", "lost_at", models.DateTimeField(null=True))]
