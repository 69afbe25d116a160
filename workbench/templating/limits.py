"""Early refusals: products, powers and paddings whose result would be gigantic.

They give a message with a line where the process limit could only say that the worker was
stopped. They are a courtesy, not the bound: that is the worker's memory and time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from workbench.domain.errors import TemplateTooCostly

LARGEST_BITS = 16_384
"""Of an integer; well within what can be printed."""
LARGEST_WIDTH = 100_000
PADDING_METHODS = ("center", "ljust", "rjust", "zfill", "expandtabs")
WIDE_FORMAT = re.compile(r"%[^a-zA-Z%]*\*|[%:.][^a-zA-Z%{}]*\d{6,}")


class OutOfTime(BaseException):
    """Raised into a rendering whose time is over. Not an `Exception`: nothing may swallow it."""


def check_operation(operator: str, left: Any, right: Any, largest: int) -> None:
    """Raises `TemplateTooCostly` before a product, power or format that would be too large."""
    match operator:
        case "*":
            _check_product(left, right, largest)
        case "**" if isinstance(left, int) and isinstance(right, int):
            _check_bits(left.bit_length() * max(right, 0))
        case "%" if isinstance(left, str):
            check_format(left)


def check_call(function: Any, arguments: Sequence[Any], largest: int) -> None:
    """The same before a method of a text."""
    owner, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
    if not isinstance(owner, str):
        return
    if name in PADDING_METHODS:
        for argument in arguments[:1]:
            check_width(argument)
    elif name == "replace":
        check_replacement(owner, arguments, largest)


def check_width(width: Any) -> None:
    if isinstance(width, int) and width > LARGEST_WIDTH:
        raise TemplateTooCostly(f"A width of {_short(width)} is too large.")


def check_format(text: str) -> None:
    if WIDE_FORMAT.search(text):
        raise TemplateTooCostly("A format may not take its width from a value or be that wide.")


def check_replacement(text: str, arguments: Sequence[Any], largest: int) -> None:
    if len(arguments) >= 2 and all(isinstance(argument, str) for argument in arguments[:2]):
        old, new = arguments[:2]
        if text.count(old) * len(new) > largest:
            raise TemplateTooCostly("The text would grow too large by this replacement.")


def checked_filters(filters: dict[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Filters that are asked for a width or a format, each with its check in front."""

    def with_width(name: str) -> Callable[..., Any]:
        whole = filters[name]

        def checked(value: Any, *arguments: Any, **named: Any) -> Any:
            for argument in (*arguments, *named.values()):
                check_width(argument)
            return whole(value, *arguments, **named)

        return checked

    def format_checked(value: Any, *arguments: Any, **named: Any) -> Any:
        check_format(str(value))
        return filters["format"](value, *arguments, **named)

    widths = {name: with_width(name) for name in ("center", "batch", "indent")}
    return {**widths, "format": format_checked}


def _check_product(left: Any, right: Any, largest: int) -> None:
    if isinstance(left, int) and isinstance(right, int):
        _check_bits(left.bit_length() + right.bit_length())
        return
    for text, times in ((left, right), (right, left)):
        if (
            isinstance(text, str | list | tuple)
            and isinstance(times, int)
            and len(text) * times > largest
        ):
            raise TemplateTooCostly(f"Something is repeated {_short(times)} times.")


def _check_bits(bits: int) -> None:
    if bits > LARGEST_BITS:
        raise TemplateTooCostly("A number grows too large.")


def _short(number: int) -> str:
    return f"{number:,}" if number.bit_length() < 64 else "astronomically many"
