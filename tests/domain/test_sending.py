from __future__ import annotations

from workbench.domain.attachments import attachment_of
from workbench.domain.models import Model
from workbench.domain.parameters import Support
from workbench.domain.prompts import Message, Role
from workbench.domain.sending import Concern, SendingConcern, sending_concerns

IMAGE = attachment_of("plan.png", b"\x89PNG\r\n\x1a\n")
NOTES = attachment_of("notes.txt", b"hello")
SEEING = Model("a/seeing", "a", support=Support(images=True, prefill=True))
BLIND = Model("a/blind", "a", support=Support(images=False, prefill=False))
UNKNOWN = Model("a/unknown", "a", support=Support())
UNASKED = Model("a/unasked", "a")
ALL = (SEEING, BLIND, UNKNOWN, UNASKED)


def test_models_known_to_take_no_images_are_named():
    messages = (Message(Role.USER, "Hello"), Message(Role.USER, "Look.", attachments=(IMAGE,)))

    assert sending_concerns(messages, ALL) == (SendingConcern(1, Concern.NO_IMAGES, ("a/blind",)),)


def test_text_files_concern_nobody():
    assert sending_concerns((Message(Role.USER, attachments=(NOTES,)),), ALL) == ()


def test_an_image_outside_a_users_message_concerns_all():
    [found] = sending_concerns((Message(Role.SYSTEM, attachments=(IMAGE,)),), (SEEING,))

    assert (found.concern, found.models) == (Concern.IMAGE_ROLE, ())


def test_models_that_answer_anew_are_named_where_the_answer_is_begun():
    begun = (Message(Role.USER, "Hello?"), Message(Role.ASSISTANT, "Well,"))

    assert sending_concerns(begun, ALL) == (SendingConcern(1, Concern.NO_PREFILL, ("a/blind",)),)
    assert sending_concerns(begun[:1], ALL) == ()
