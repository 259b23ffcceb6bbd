"""The WSGI entry."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
application = get_wsgi_application()

# What was loaded stays for good: left to the collector, it would be walked through again in the middle of requests.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
