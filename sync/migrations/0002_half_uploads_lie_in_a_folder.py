"""Half uploads moved from a table into the folder that held their bytes already; phones begin unfinished ones anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sync", "0001_initial")]

    operations = [migrations.DeleteModel(name="Upload")]
