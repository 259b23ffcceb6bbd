"""A page from a file passes sessions, languages and forms by, and nobody can tell by what it says."""

import pytest
from django.test import Client

from villages.board.site import rendering

HOME = "/desa/32.05.09.2006/"
EARLY = "villages.board.site.early.answer_early"


@pytest.fixture
def written(published, village, render, site):
    render(village)
    rendering.front()


@pytest.fixture
def both(settings):
    """The same question answered early, and through the whole chain."""
    chain = list(settings.MIDDLEWARE)

    def ask(path, method="get", **headers):
        answers = []
        for settings.MIDDLEWARE in (chain, [one for one in chain if one != EARLY]):
            answers.append(getattr(Client(raise_request_exception=False), method)(path, headers=headers))
        return answers

    return ask


def said(answer):
    policy = {part.strip() for part in answer.get("Content-Security-Policy", "").split(";")}
    route = answer.wsgi_request.resolver_match.route if answer.wsgi_request.resolver_match else None
    headers = {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
    return answer.status_code, answer.content, {**headers, "Content-Security-Policy": policy}, route, answer.cookies


def ends_here(get_response):
    """A middleware behind which nothing is."""

    def answer(request):
        raise RuntimeError(request.path_info)

    return answer


@pytest.mark.parametrize(
    "path", ["/", HOME, f"{HOME}kabar.atom", f"{HOME}terbitan/1.json", f"{HOME}terbitan/1/bacaan/"]
)
@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_it_says_what_the_whole_chain_says(written, both, path, method, encoding):
    early, late = both(path, method, **{"Accept-Encoding": encoding})

    assert early.status_code == 200
    assert said(early) == said(late)


def test_who_has_the_page_hears_the_same(written, both):
    tag = both(HOME)[0]["ETag"]

    early, late = both(HOME, **{"If-None-Match": tag})

    assert early.status_code == 304
    assert said(early) == said(late)


def test_a_host_that_is_not_ours_is_refused(written, both):
    early, late = both(HOME, Host="jahat.example")

    assert early.status_code == late.status_code == 400


def test_whoever_comes_over_http_is_led_to_https_first(written, both, settings):
    settings.SECURE_SSL_REDIRECT = True

    early, late = both(HOME)

    assert early.status_code == 301
    assert said(early) == said(late)


def test_nothing_behind_is_asked(written, client, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[: settings.MIDDLEWARE.index(EARLY) + 1], f"{__name__}.ends_here"]

    assert client.get(HOME).status_code == 200
    for path in (f"{HOME}?x=1", f"{HOME}pada/", "/petugas/"):
        with pytest.raises(RuntimeError, match=path.split("?")[0]):
            client.get(path)
    with pytest.raises(RuntimeError, match=HOME):
        client.post(HOME)
