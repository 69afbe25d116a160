from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.attachments import (
    MOST_BYTES,
    MOST_TEXT_BYTES,
    attachment_of,
    checked_attachment,
    image_type,
    shown_name,
)
from workbench.domain.digests import bytes_digest
from workbench.domain.errors import InvalidContent, InvalidInput
from workbench.domain.prompts import Attachment

PNG = b"\x89PNG\r\n\x1a\n" + b"rest"
A_DIGEST = bytes_digest(b"a")


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"GIF89arest", "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        ("Zürich".encode(), "text/plain"),
        (b"\xef\xbb\xbfwith a byte-order mark", "text/plain"),
    ],
)
def test_what_a_file_is_its_bytes_say(data, media_type):
    assert attachment_of("a.bin", data).media_type == media_type


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00\x01", "neither an image nor text"),
        (b"%PDF-1.7\0\x93", "neither an image nor text"),
        (b"text with \0 in it", "not text"),
        (b"RIFF\x10\0\0\0WAVEfmt \xff", "neither an image nor text"),
        (b"a" * (MOST_TEXT_BYTES + 1), "more than 1 MB"),
        (PNG + bytes(MOST_BYTES), "larger than 20 MB"),
    ],
)
def test_what_no_model_could_be_sent_is_refused_by_name(data, reason):
    with pytest.raises(InvalidInput, match=reason) as refused:
        attachment_of("folder/report.dat", data)

    assert "report.dat" in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("/home/ada/plan.png", "plan.png"),
        ("C:\\Users\\ada\\plan.png", "plan.png"),
        ("../../etc/passwd", "passwd"),
        ("evil\u202egnp.exe\n", "evilgnp.exe"),
        ("", "attachment"),
        ("..", "attachment"),
        ("a" * 200 + ".png", "a" * 115 + "….png"),
    ],
)
def test_a_name_is_the_last_part_of_a_path_in_one_line(name, shown):
    assert shown_name(name) == shown


@given(st.text())
def test_a_shown_name_stays_as_it_is_and_can_be_stored(name):
    shown = shown_name(name)

    assert shown_name(shown) == shown
    assert 0 < len(shown) <= 120
    shown.encode("utf-8")


@given(st.binary(max_size=64))
def test_any_bytes_are_refused_or_can_be_stored(data):
    try:
        taken = attachment_of("file", data)
    except InvalidInput:
        return

    assert checked_attachment(taken, "here") == taken
    assert taken.is_image == bool(image_type(data))


@pytest.mark.parametrize(
    ("attachment", "field"),
    [
        (Attachment("a.png", "image/png", "sha256:12"), "here.digest"),
        (Attachment("a.svg", "image/svg+xml", A_DIGEST), "here.media_type"),
        (Attachment("../a.png", "image/png", A_DIGEST), "here.name"),
    ],
)
def test_what_a_file_says_of_an_attachment_is_checked(attachment, field):
    with pytest.raises(InvalidContent) as refused:
        checked_attachment(attachment, "here")

    assert refused.value.place == field
