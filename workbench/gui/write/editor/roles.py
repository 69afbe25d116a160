"""Roles of messages as people read them."""

from __future__ import annotations

from workbench.domain.prompts import Role
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

ROLE_NAMES = {
    Role.SYSTEM: QT_TRANSLATE_NOOP("roles", "system"),
    Role.DEVELOPER: QT_TRANSLATE_NOOP("roles", "developer"),
    Role.USER: QT_TRANSLATE_NOOP("roles", "user"),
    Role.ASSISTANT: QT_TRANSLATE_NOOP("roles", "assistant"),
    Role.TOOL: QT_TRANSLATE_NOOP("roles", "tool"),
    Role.PLACEHOLDER: QT_TRANSLATE_NOOP("roles", "placeholder"),
}
ROLE_COLOURS = {
    Role.SYSTEM: "role_system",
    Role.DEVELOPER: "role_system",
    Role.USER: "role_user",
    Role.ASSISTANT: "role_assistant",
    Role.TOOL: "role_tool",
    Role.PLACEHOLDER: "role_placeholder",
}
CHOICES = (Role.SYSTEM, Role.DEVELOPER, Role.USER, Role.ASSISTANT, Role.TOOL)
"""A placeholder is made from an input of type messages, not chosen."""
