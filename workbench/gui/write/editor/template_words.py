"""The filters, tests and tags of the template language, each in a line with an example."""

from __future__ import annotations

from typing import NamedTuple

from workbench.gui.kit.translating import QT_TRANSLATE_NOOP


class Explained(NamedTuple):
    note: str
    example: str = ""


FILTERS: dict[str, Explained] = {
    "abs": Explained(QT_TRANSLATE_NOOP("words", "A number without its sign"), "{{ -3|abs }} → 3"),
    "attr": Explained(
        QT_TRANSLATE_NOOP("words", "An attribute by its name"), '{{ user|attr("name") }}'
    ),
    "batch": Explained(
        QT_TRANSLATE_NOOP("words", "A list in rows of so many"),
        "{% for row in items|batch(3) %}",
    ),
    "capitalize": Explained(
        QT_TRANSLATE_NOOP("words", "The first letter large, all others small"),
        '{{ "hELLO"|capitalize }} → Hello',
    ),
    "center": Explained(
        QT_TRANSLATE_NOOP("words", "In the middle of so many characters"), "{{ title|center(40) }}"
    ),
    "count": Explained(QT_TRANSLATE_NOOP("words", "How many there are"), "{{ items|count }}"),
    "d": Explained(
        QT_TRANSLATE_NOOP("words", "Something else where there is no value; short for default"),
        '{{ tone|d("friendly") }}',
    ),
    "default": Explained(
        QT_TRANSLATE_NOOP("words", "Something else where there is no value"),
        '{{ tone|default("friendly") }}',
    ),
    "dictsort": Explained(
        QT_TRANSLATE_NOOP("words", "Pairs of key and value, in order"),
        "{% for key, value in facts|dictsort %}",
    ),
    "e": Explained(QT_TRANSLATE_NOOP("words", "Safe inside HTML and XML; short for escape")),
    "escape": Explained(
        QT_TRANSLATE_NOOP("words", "Safe inside HTML and XML"), '{{ "<b>"|escape }} → &lt;b&gt;'
    ),
    "filesizeformat": Explained(
        QT_TRANSLATE_NOOP("words", "A number of bytes as people say it"),
        "{{ 13000|filesizeformat }} → 13.0 kB",
    ),
    "first": Explained(QT_TRANSLATE_NOOP("words", "The first of a list"), "{{ items|first }}"),
    "float": Explained(
        QT_TRANSLATE_NOOP("words", "As a number with a point"), '{{ "1.5"|float }} → 1.5'
    ),
    "forceescape": Explained(
        QT_TRANSLATE_NOOP("words", "Safe inside HTML, even what is marked as safe")
    ),
    "format": Explained(
        QT_TRANSLATE_NOOP("words", "Values put into a pattern"),
        '{{ "%s: %d"|format(name, count) }}',
    ),
    "groupby": Explained(
        QT_TRANSLATE_NOOP("words", "A list in groups that share an attribute"),
        '{% for city, people in users|groupby("city") %}',
    ),
    "indent": Explained(
        QT_TRANSLATE_NOOP("words", "Every line but the first moved in"), "{{ text|indent(4) }}"
    ),
    "int": Explained(QT_TRANSLATE_NOOP("words", "As a whole number"), '{{ "42"|int }} → 42'),
    "items": Explained(
        QT_TRANSLATE_NOOP("words", "Pairs of key and value"),
        "{% for key, value in facts|items %}",
    ),
    "join": Explained(
        QT_TRANSLATE_NOOP("words", "A list as one text, with something between"),
        '{{ items|join(", ") }}',
    ),
    "last": Explained(QT_TRANSLATE_NOOP("words", "The last of a list"), "{{ items|last }}"),
    "length": Explained(
        QT_TRANSLATE_NOOP("words", "How many items or characters"), "{{ items|length }}"
    ),
    "list": Explained(QT_TRANSLATE_NOOP("words", "As a list"), '{{ "abc"|list }}'),
    "lower": Explained(
        QT_TRANSLATE_NOOP("words", "In small letters"), '{{ "Hello"|lower }} → hello'
    ),
    "map": Explained(
        QT_TRANSLATE_NOOP("words", "An attribute or a filter of each item"),
        '{{ users|map(attribute="name")|join(", ") }}',
    ),
    "max": Explained(QT_TRANSLATE_NOOP("words", "The largest of a list"), "{{ scores|max }}"),
    "min": Explained(QT_TRANSLATE_NOOP("words", "The smallest of a list"), "{{ scores|min }}"),
    "pprint": Explained(QT_TRANSLATE_NOOP("words", "A value spread over lines to be read")),
    "reject": Explained(
        QT_TRANSLATE_NOOP("words", "Items for which a test does not hold"),
        '{{ numbers|reject("odd")|list }}',
    ),
    "rejectattr": Explained(
        QT_TRANSLATE_NOOP("words", "Items whose attribute is not so"),
        '{{ users|rejectattr("active") }}',
    ),
    "replace": Explained(
        QT_TRANSLATE_NOOP("words", "One text put in the place of another"),
        '{{ text|replace("a", "b") }}',
    ),
    "reverse": Explained(QT_TRANSLATE_NOOP("words", "From the end"), "{{ items|reverse|list }}"),
    "round": Explained(
        QT_TRANSLATE_NOOP("words", "Rounded to so many digits"), "{{ 1.256|round(1) }} → 1.3"
    ),
    "safe": Explained(QT_TRANSLATE_NOOP("words", "Marked as not to be escaped")),
    "select": Explained(
        QT_TRANSLATE_NOOP("words", "Items for which a test holds"),
        '{{ numbers|select("odd")|list }}',
    ),
    "selectattr": Explained(
        QT_TRANSLATE_NOOP("words", "Items whose attribute is so"),
        '{{ users|selectattr("active") }}',
    ),
    "slice": Explained(
        QT_TRANSLATE_NOOP("words", "A list in so many columns"),
        "{% for column in items|slice(3) %}",
    ),
    "sort": Explained(QT_TRANSLATE_NOOP("words", "In order"), '{{ users|sort(attribute="name") }}'),
    "string": Explained(QT_TRANSLATE_NOOP("words", "As a text"), "{{ 42|string }}"),
    "striptags": Explained(
        QT_TRANSLATE_NOOP("words", "Without HTML tags"), '{{ "<b>hi</b>"|striptags }} → hi'
    ),
    "sum": Explained(QT_TRANSLATE_NOOP("words", "All numbers added"), "{{ prices|sum }}"),
    "title": Explained(
        QT_TRANSLATE_NOOP("words", "Each Word With A Large Letter"),
        '{{ "hello you"|title }} → Hello You',
    ),
    "tojson": Explained(QT_TRANSLATE_NOOP("words", "As JSON"), "{{ facts|tojson }}"),
    "trim": Explained(
        QT_TRANSLATE_NOOP("words", "Without blanks at both ends"), '{{ "  hi "|trim }} → hi'
    ),
    "truncate": Explained(
        QT_TRANSLATE_NOOP("words", "Cut off after so many characters"), "{{ text|truncate(200) }}"
    ),
    "unique": Explained(QT_TRANSLATE_NOOP("words", "Each item once"), "{{ items|unique|list }}"),
    "upper": Explained(QT_TRANSLATE_NOOP("words", "In capitals"), '{{ "hello"|upper }} → HELLO'),
    "urlencode": Explained(
        QT_TRANSLATE_NOOP("words", "As it can stand in a web address"),
        '{{ "a b"|urlencode }} → a%20b',
    ),
    "urlize": Explained(QT_TRANSLATE_NOOP("words", "Web addresses made HTML links")),
    "wordcount": Explained(
        QT_TRANSLATE_NOOP("words", "How many words"), '{{ "two words"|wordcount }} → 2'
    ),
    "wordwrap": Explained(
        QT_TRANSLATE_NOOP("words", "Lines of at most so many characters"),
        "{{ text|wordwrap(80) }}",
    ),
    "xmlattr": Explained(QT_TRANSLATE_NOOP("words", "Pairs as attributes of an XML element")),
}

TESTS: dict[str, Explained] = {
    "boolean": Explained(QT_TRANSLATE_NOOP("words", "Is yes or no")),
    "callable": Explained(QT_TRANSLATE_NOOP("words", "Can be called, as a macro can")),
    "defined": Explained(QT_TRANSLATE_NOOP("words", "Has been given"), "{% if tone is defined %}"),
    "divisibleby": Explained(
        QT_TRANSLATE_NOOP("words", "Can be divided by a number"),
        "{% if loop.index is divisibleby(3) %}",
    ),
    "eq": Explained(QT_TRANSLATE_NOOP("words", "Is equal to"), '{{ tags|select("eq", "new") }}'),
    "equalto": Explained(QT_TRANSLATE_NOOP("words", "Is equal to; long for eq")),
    "escaped": Explained(QT_TRANSLATE_NOOP("words", "Is marked as safe for HTML")),
    "even": Explained(QT_TRANSLATE_NOOP("words", "Is an even number"), "{% if n is even %}"),
    "false": Explained(QT_TRANSLATE_NOOP("words", "Is false itself")),
    "filter": Explained(QT_TRANSLATE_NOOP("words", "Is the name of a filter")),
    "float": Explained(QT_TRANSLATE_NOOP("words", "Is a number with a point")),
    "ge": Explained(QT_TRANSLATE_NOOP("words", "Is at least")),
    "greaterthan": Explained(QT_TRANSLATE_NOOP("words", "Is more than; long for gt")),
    "gt": Explained(QT_TRANSLATE_NOOP("words", "Is more than")),
    "in": Explained(QT_TRANSLATE_NOOP("words", "Is among"), '{% if tone is in ["a", "b"] %}'),
    "integer": Explained(QT_TRANSLATE_NOOP("words", "Is a whole number")),
    "iterable": Explained(QT_TRANSLATE_NOOP("words", "Can be gone through in a for")),
    "le": Explained(QT_TRANSLATE_NOOP("words", "Is at most")),
    "lessthan": Explained(QT_TRANSLATE_NOOP("words", "Is less than; long for lt")),
    "lower": Explained(QT_TRANSLATE_NOOP("words", "Is in small letters")),
    "lt": Explained(QT_TRANSLATE_NOOP("words", "Is less than")),
    "mapping": Explained(QT_TRANSLATE_NOOP("words", "Has keys and values")),
    "ne": Explained(QT_TRANSLATE_NOOP("words", "Is not equal to")),
    "none": Explained(
        QT_TRANSLATE_NOOP("words", "Is none: nothing at all"), "{% if tone is not none %}"
    ),
    "number": Explained(QT_TRANSLATE_NOOP("words", "Is a number"), "{% if score is number %}"),
    "odd": Explained(QT_TRANSLATE_NOOP("words", "Is an odd number"), "{% if n is odd %}"),
    "sameas": Explained(QT_TRANSLATE_NOOP("words", "Is the very same thing")),
    "sequence": Explained(QT_TRANSLATE_NOOP("words", "Is a list or a text")),
    "string": Explained(QT_TRANSLATE_NOOP("words", "Is a text"), "{% if facts is string %}"),
    "test": Explained(QT_TRANSLATE_NOOP("words", "Is the name of a test")),
    "true": Explained(QT_TRANSLATE_NOOP("words", "Is true itself")),
    "undefined": Explained(QT_TRANSLATE_NOOP("words", "Has not been given")),
    "upper": Explained(QT_TRANSLATE_NOOP("words", "Is in capitals")),
}

TAGS: dict[str, Explained] = {
    "if": Explained(
        QT_TRANSLATE_NOOP("words", "Only where something holds"), "{% if tone %} … {% endif %}"
    ),
    "for": Explained(
        QT_TRANSLATE_NOOP("words", "Once for each of a list"),
        "{% for item in items %} … {% endfor %}",
    ),
    "include": Explained(
        QT_TRANSLATE_NOOP("words", "A component, put in here"), '{% include "tone/friendly" %}'
    ),
    "set": Explained(QT_TRANSLATE_NOOP("words", "A name for a value"), "{% set x = 1 %}"),
    "elif": Explained(QT_TRANSLATE_NOOP("words", "Otherwise, where something else holds")),
    "else": Explained(QT_TRANSLATE_NOOP("words", "Otherwise")),
    "with": Explained(
        QT_TRANSLATE_NOOP("words", "Names that hold inside only"),
        "{% with x = 1 %} … {% endwith %}",
    ),
    "macro": Explained(
        QT_TRANSLATE_NOOP("words", "A piece with arguments, to be used again"),
        "{% macro quote(text) %} … {% endmacro %}",
    ),
    "call": Explained(QT_TRANSLATE_NOOP("words", "A macro, given a piece of text")),
    "filter": Explained(
        QT_TRANSLATE_NOOP("words", "A filter for all that stands inside"),
        "{% filter upper %} … {% endfilter %}",
    ),
    "raw": Explained(
        QT_TRANSLATE_NOOP("words", "Braces as they are, nothing filled in"),
        "{% raw %} … {% endraw %}",
    ),
    "import": Explained(
        QT_TRANSLATE_NOOP("words", "The macros of a component"), '{% import "forms" as forms %}'
    ),
    "from": Explained(
        QT_TRANSLATE_NOOP("words", "One macro of a component"),
        '{% from "forms" import quote %}',
    ),
    "extends": Explained(QT_TRANSLATE_NOOP("words", "A component, with its blocks filled anew")),
    "block": Explained(QT_TRANSLATE_NOOP("words", "A part that can be filled anew")),
    **{
        f"end{name}": Explained(QT_TRANSLATE_NOOP("words", "The end of this tag"))
        for name in ("if", "for", "set", "with", "macro", "call", "filter", "raw", "block")
    },
}
