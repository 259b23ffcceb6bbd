"""The peer: an ordinary Django REST framework bulk endpoint with knox tokens. It validates; no merge, no ledger.

``python -m bench.peers.drf_bulk`` makes its tables and prints a token; gunicorn serves ``bench.peers.drf_bulk``. It has
what makes such an endpoint quick: one INSERT a kind, no query a row for the uniqueness of keys, kept connections.
"""

import os

import django
import environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application

if not settings.configured:
    settings.configure(
        SECRET_KEY="bench",  # noqa: S106 -- a machine of one's own
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="bench.peers.drf_bulk",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework", "knox"],
        MIDDLEWARE=[
            "django.middleware.gzip.GZipMiddleware",
            "django.middleware.security.SecurityMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        DATABASES={"default": {**environ.Env.db_url_config(os.environ["BENCH_DATABASE"]), "CONN_MAX_AGE": 60}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        REST_FRAMEWORK={
            "DEFAULT_AUTHENTICATION_CLASSES": ["knox.auth.TokenAuthentication"],
            "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
            "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        },
    )
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        settings.DATABASES["default"]["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    django.setup()

from django.db import connection, models, transaction
from django.urls import path
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView


class Row(models.Model):
    id = models.UUIDField(primary_key=True)
    village = models.UUIDField(db_index=True)
    meeting = models.UUIDField(null=True, db_index=True)

    objects = models.Manager["Row"]()

    class Meta:
        abstract = True


class Meeting(Row):
    type = models.CharField(max_length=24)
    title = models.CharField(max_length=200)
    fiscal_year = models.IntegerField()
    number = models.CharField(max_length=80)
    level = models.CharField(max_length=24)
    convener = models.CharField(max_length=24)
    chair = models.JSONField()
    minute_taker = models.JSONField()
    speakers = models.JSONField()
    planned_start = models.DateTimeField()
    place = models.CharField(max_length=200)
    invitation_number = models.CharField(max_length=80)
    invited_on = models.DateField()
    invited_count = models.IntegerField()
    legal_basis = models.CharField(max_length=500)
    opening_note = models.TextField()
    summary = models.TextField()
    decision_method = models.CharField(max_length=24)
    status = models.CharField(max_length=24)
    attendance_mode = models.CharField(max_length=24)

    class Meta:
        app_label = "bench"


class AgendaItem(Row):
    order = models.IntegerField()
    topic = models.CharField(max_length=200)
    discussion = models.TextField()
    presenter = models.CharField(max_length=120)
    outcome = models.CharField(max_length=24)
    reason = models.CharField(max_length=1000)
    decision_method = models.CharField(max_length=24)

    class Meta:
        app_label = "bench"


class Attendance(Row):
    name = models.CharField(max_length=120)
    gender = models.CharField(max_length=8)
    element = models.CharField(max_length=24)
    capacity = models.CharField(max_length=24)
    position = models.CharField(max_length=120)
    hamlet = models.CharField(max_length=80)
    rt = models.CharField(max_length=5)
    rw = models.CharField(max_length=5)
    status = models.CharField(max_length=24)
    arrived_at = models.DateTimeField()
    invited_on = models.DateField()

    class Meta:
        app_label = "bench"


class BudgetItem(Row):
    fiscal_year = models.IntegerField()
    account = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    hamlet = models.CharField(max_length=80)
    volume = models.IntegerField()
    unit = models.CharField(max_length=20)
    unit_price = models.BigIntegerField()
    amount = models.BigIntegerField()
    beneficiaries_male = models.IntegerField()
    beneficiaries_female = models.IntegerField()
    delivery = models.CharField(max_length=24)
    state = models.CharField(max_length=24)
    order = models.IntegerField()

    class Meta:
        app_label = "bench"


TABLES = {"meeting": Meeting, "agenda_item": AgendaItem, "attendance": Attendance, "budget_item": BudgetItem}


class Many(serializers.ListSerializer):
    def create(self, validated_data):
        model = self.child.Meta.model
        return model.objects.bulk_create([model(**row) for row in validated_data])


def _serializer(kind):
    meta = type(
        "Meta",
        (),
        {
            "model": TABLES[kind],
            "fields": "__all__",
            "list_serializer_class": Many,
            "extra_kwargs": {"id": {"validators": []}},
        },
    )
    return type(f"{kind}Serializer", (serializers.ModelSerializer,), {"Meta": meta})


SERIALIZERS = {kind: _serializer(kind) for kind in TABLES}


class Bulk(APIView):
    @transaction.atomic
    def post(self, request):
        saved = {}
        for kind, rows in request.data.items():
            serializer = SERIALIZERS[kind](data=rows, many=True)
            serializer.is_valid(raise_exception=True)
            serializer.save()
            saved[kind] = serializer.data
        return Response(saved, status=201)

    def get(self, request):
        village = request.query_params["village"]
        return Response(
            {
                kind: SERIALIZERS[kind](model.objects.filter(village=village), many=True).data
                for kind, model in TABLES.items()
            }
        )


class Empty(APIView):
    def get(self, request):
        return Response({})


urlpatterns = [path("bulk/", Bulk.as_view()), path("empty/", Empty.as_view())]
application = get_wsgi_application()


def prepare() -> str:
    """Makes the tables and a user; answers a token."""
    from django.contrib.auth.models import User  # noqa: PLC0415 -- after the settings
    from django.core.management import call_command  # noqa: PLC0415
    from knox.models import AuthToken  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in TABLES.values():
            editor.create_model(model)
    return str(AuthToken.objects.create(User.objects.create_user("bench"))[1])


if __name__ == "__main__":
    print(prepare())  # noqa: T201 -- the answer
