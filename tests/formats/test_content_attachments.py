from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.attachments import MEDIA_TYPES, shown_name
from workbench.domain.digests import bytes_digest
from workbench.domain.errors import InvalidContent
from workbench.domain.prompts import Attachment, Message, PromptContent, Role
from workbench.formats.content import content_document, digest_of, draft_document, read_content

attachments = st.builds(
    Attachment,
    st.text(min_size=1).map(shown_name),
    st.sampled_from(MEDIA_TYPES),
    st.binary(max_size=8).map(bytes_digest),
)
messages = st.builds(
    Message,
    st.just(Role.USER),
    st.text(st.characters(codec="utf-8"), max_size=20),
    attachments=st.lists(attachments, max_size=3).map(tuple),
)
contents = st.lists(messages, max_size=4).map(lambda found: PromptContent(tuple(found)))
PLAN = Attachment("plan.png", "image/png", bytes_digest(b"plan"))


def a_content(*attached):
    return PromptContent((Message(Role.USER, "What is this?", attachments=attached),))


@given(contents)
def test_what_is_attached_comes_back_from_either_document(content):
    assert read_content(content_document(content)) == content
    assert read_content(draft_document(content)) == content


def test_a_message_without_attachments_has_the_document_it_always_had():
    [message] = content_document(a_content())["messages"]

    assert message == {"role": "user", "text": "What is this?"}
    assert digest_of(a_content()) == (
        "sha256:6eb60944ed1e0dbf9efb4df3d64b7a843ffab49239920b74bf919d088c31f172"
    )


@given(attachments, attachments)
def test_another_file_name_or_type_is_another_content(first, second):
    same = first == second

    assert (digest_of(a_content(first)) == digest_of(a_content(second))) is same
    assert digest_of(a_content(first)) != digest_of(a_content())


def test_the_order_of_attachments_counts():
    other = replace(PLAN, name="other.png")

    assert digest_of(a_content(PLAN, other)) != digest_of(a_content(other, PLAN))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"digest": "sha256:0"}, "attachments[0].digest"),
        ({"media_type": "text/html"}, "attachments[0].media_type"),
        ({"name": "a/b.png"}, "attachments[0].name"),
        ({"url": "https://example.com"}, "attachments[0]"),
    ],
)
def test_an_attachment_that_cannot_be_is_refused_by_its_field(change, place):
    document = content_document(a_content(PLAN))
    document["messages"][0]["attachments"][0] |= change

    with pytest.raises(InvalidContent) as refused:
        read_content(document)

    assert place in f"{refused.value.place}"
