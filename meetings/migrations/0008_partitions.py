"""Tables that are split by village on PostgreSQL (``sync.partitions``)."""

from django.db import migrations

from sync import partitions


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_ranking"), ("sync", "0005_partitions")]

    operations = [
        partitions.by_village(
            "meetings_meeting",
            "meetings_session",
            "meetings_attendance",
            "meetings_attendancetally",
            "meetings_agendaitem",
            "meetings_photo",
            "meetings_signature",
            "meetings_publicity",
            "meetings_remark",
        )
    ]
