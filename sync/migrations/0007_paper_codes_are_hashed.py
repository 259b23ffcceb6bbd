"""Codes on paper lay in clear; those that officers hold go on working, and what is kept of them tells nobody a code."""

from typing import Any

from django.contrib.auth.hashers import get_hasher, make_password
from django.db import migrations


def hash_codes(apps: Any, _schema_editor: Any) -> None:
    clear, kept = apps.get_model("otp_static", "StaticToken"), apps.get_model("sync", "PaperCode")
    for device in clear.objects.values_list("device", flat=True).order_by("device").distinct():
        codes = clear.objects.filter(device=device)
        salt = get_hasher().salt()  # one a sheet, as ``backend.paper`` does
        kept.objects.bulk_create(kept(device_id=device, kept=make_password(one.token, salt)) for one in codes)
        codes.delete()


class Migration(migrations.Migration):
    dependencies = [("sync", "0006_desk")]

    operations = [migrations.RunPython(hash_codes, migrations.RunPython.noop)]
