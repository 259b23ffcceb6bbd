"""Alive, and ready to serve."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse


def alive(_request: HttpRequest) -> JsonResponse:
    """The process answers. No query."""
    return JsonResponse({"alive": True})


def ready(_request: HttpRequest) -> JsonResponse:
    """The database answers and is migrated; 503 otherwise."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return JsonResponse({"ready": not pending, "migrations_missing": len(pending)}, status=503 if pending else 200)
