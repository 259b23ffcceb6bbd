"""The OpenAPI document beyond what django-ninja reads off the code: examples, refusals, headers, and the two faces
that speak other people's protocols (tus, RxDB). ``tests/house/test_openapi.py`` holds it against the code.
"""
