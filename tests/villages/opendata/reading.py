"""Reading open data as a program of a stranger would."""

import csv
import json
import zipfile
from io import BytesIO, StringIO

from openpyxl import load_workbook


def got(client, path, **headers):
    """What a program gets of an address under ``/data/``: the answer, read to its end, with its ``bytes``."""
    answer = client.get(f"/data/{path}", headers=headers)
    answer.bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def csv_rows(content):
    """The rows of a CSV file by the names of its head."""
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def cells(content):
    """Every cell of a spreadsheet."""
    sheet = load_workbook(BytesIO(content)).active
    return [cell for row in sheet.iter_rows() for cell in row]


def said(content, name):
    """All that a file says, as text, whatever it is packed in."""
    if name.endswith(".zip"):
        archive = zipfile.ZipFile(BytesIO(content))
        return "\n".join(archive.read(one).decode() for one in archive.namelist())
    if name.endswith(".xlsx"):
        return "\n".join(str(cell.value) for cell in cells(content))
    return content.decode()


def names_of(client, area=""):
    """The names of all files that the page of an area links to."""
    page = client.get(f"/data/{area}").content.decode()
    found = {part.split('"')[0] for part in page.split(f'href="/data/{area}')[1:]}
    return sorted(name for name in found if "." in name and "/" not in name)


def unpacked(content, folder):
    """A ZIP file in ``folder``; answers its descriptor."""
    zipfile.ZipFile(BytesIO(content)).extractall(folder)
    return json.loads((folder / "datapackage.json").read_text())
