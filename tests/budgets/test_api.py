from budgets import codes
from budgets.models import AccountCode

ADDRESS = "/api/reference/v1/account-codes"


def test_a_phone_fetches_the_codes_once(siti):
    codes.load()

    first = siti.phone.client.get(ADDRESS, headers=siti.phone.headers)
    again = siti.phone.client.get(ADDRESS, headers={**siti.phone.headers, "If-None-Match": first["ETag"]})

    assert (first.status_code, len(first.json())) == (200, 208)
    assert first.json()[0] == {
        "code": "1",
        "name": "Bidang Penyelenggaraan Pemerintahan Desa",
        "level": "bidang",
        "parent": "",
        "sector": "",
        "said": "",
        "year_from": 2018,
        "year_until": None,
    }
    (road,) = [one for one in first.json() if one["code"] == "2.3.11"]
    assert road["said"].startswith("jalan gang rabat beton")
    assert (again.status_code, again.content) == (304, b"")


def test_a_phone_fetches_them_again_when_they_changed(siti):
    codes.load()
    first = siti.phone.client.get(ADDRESS, headers=siti.phone.headers)
    AccountCode.objects.filter(code="1.1.05").update(name="Tunjangan BPD")

    again = siti.phone.client.get(ADDRESS, headers={**siti.phone.headers, "If-None-Match": first["ETag"]})

    assert again.status_code == 200


def test_the_codes_are_for_those_who_signed_in(client, db):
    assert client.get(ADDRESS).status_code == 401
