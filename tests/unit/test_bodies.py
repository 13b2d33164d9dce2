"""What was cut off does not pass for all of it."""

import io

import pytest
from django.test import RequestFactory

from api.bodies import read_file
from api.refusals import Unclear


def test_half_a_spreadsheet_does_not_pass_for_a_whole_one() -> None:
    sent = b"summary\nOne.\nTwo.\n"
    request = RequestFactory().post("/", sent, content_type="text/csv")
    assert read_file(request) == {"data": sent}
    cut = RequestFactory().post("/", sent, content_type="text/csv")
    cut._stream = io.BytesIO(sent[:-6])
    with pytest.raises(Unclear, match="Nothing was changed"):
        read_file(cut)
