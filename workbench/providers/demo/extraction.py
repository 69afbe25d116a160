"""Finds the value of a field in a text: by its label, its kind, or a list of choices."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from workbench.providers.demo.choosing import choose
from workbench.providers.demo.fields import Field
from workbench.providers.demo.summaries import OPENING, key_sentences, sentences_of

LABEL = re.compile(
    r"^[ \t>*-]*(\w[\w .,#/()'&%-]{0,40}?)(?:[ \t]*(?::|#|=|\bno\.)[ \t]*|[ \t]{2,})(\S.*)$",
    re.M,
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
URL = re.compile(r"https?://\S+")
PHONE = re.compile(r"\+?\d[\d ()/-]{6,}\d")
UNIT = r"(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?|[€$£])"
AMOUNT = re.compile(rf"{UNIT}\s?(\d[\d.,' ]*\d|\d)|(\d[\d.,']*\d|\d)\s?{UNIT}")
CURRENCY = re.compile(
    r"\b(?:EUR|USD|GBP|CHF|JPY|SEK|NOK|DKK|PLN)\b|[€$£]|\b(?:euro|dollar|pound)(?=s?\b)"
)
SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "euro": "EUR", "dollar": "USD", "pound": "GBP"}
MONTHS = "january february march april may june july august september october november december"
MONTH = "|".join(f"{month[:3]}[a-z]*" for month in MONTHS.split())
DATE = re.compile(
    rf"\b(?:(\d{{4}})-(\d\d)-(\d\d)|(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}})|"
    rf"(\d{{1,2}})(?:st|nd|rd|th)? ({MONTH})\.?,? (\d{{4}})|"
    rf"({MONTH})\.? (\d{{1,2}}),? (\d{{4}}))\b",
    re.IGNORECASE,
)
CODE = re.compile(r"\b(?=[\w/-]*\d)[A-Z]{1,6}[-/#]?[\w/-]{2,20}\b")
NUMBERED = re.compile(
    r"\b(?:invoice|rechnung|order|reference)\s(?:no\.?\s*)?([\w/-]*\d[\w/-]*)", re.I
)
TOTAL = {"total", "amount", "sum", "due", "payable", "gesamt", "rechnungsbetrag", "gesamtbetrag"}
TAX = {"tax", "vat", "mwst", "ust", "tva"}
NET = {"net", "netto", "subtotal", "zwischensumme"}
LARGEST = TOTAL | {"price", "cost", "gross"}
ISSUER = {"vendor", "supplier", "seller", "issuer"}
REPLY = {"reply", "response", "answer"}
REPLY_TEXT = (
    "Thank you for writing to us. We have read your message and are looking into it. "
    "You will hear from us again as soon as we know more."
)
SAME = {
    "vendor": {"vendor", "supplier", "seller", "from", "company", "issuer"},
    "supplier": {"vendor", "supplier", "seller", "from", "company", "issuer"},
    "customer": {"customer", "client", "buyer", "to", "billed", "bill"},
    "number": {"number", "no", "nr", "id", "code"},
    "total": TOTAL,
    "amount": TOTAL,
    "tax": TAX,
    "vat": TAX,
    "net": NET,
    "subtotal": NET,
    "name": {"name"},
    "date": {"date", "dated", "issued"},
    "due": {"due", "payable", "until", "deadline"},
    "subject": {"subject", "re", "title"},
}
KINDS_OF_WORDS = {
    "date": "date due deadline day issued",
    "amount": "amount total sum price cost tax vat net gross subtotal fee",
    "email": "email mail",
    "url": "url link website",
    "phone": "phone telephone tel mobile",
    "currency": "currency",
    "code": "number no id reference code order",
    "summary": "summary subject title description issue problem reason topic text",
    "list": "items actions decisions points tasks steps risks",
}


def value_of(field: Field, text: str, order: str = "") -> Any:
    """What the text says for the field; None if it says nothing."""
    if field.choices:
        return choose(field.choices, text, order)[0]
    if field.type == "array" or (not field.type and "list" in _kinds(field.name)):
        return _items(field, text)
    if field.type == "object" and field.fields:
        return {inner.name: value_of(inner, text) for inner in field.fields}
    if field.type == "boolean":
        return bool(choose((field.name.replace("_", " "),), text)[1])
    said = labelled(field.name, text)
    words = _words(field.name)
    if words & NET and not said:
        return _as_type(_net(text), field.type)
    if words & ISSUER and not said:
        return _first_line(text)
    if words & REPLY and not said:
        return REPLY_TEXT
    for kind in _kinds(field.name):
        if kind == "amount" and not said and not words & LARGEST:
            return None
        if kind in FINDERS and (value := FINDERS[kind](said, text)) is not None:
            return _as_type(value, field.type)
    return _as_type(said, field.type) if said else None


def labelled(name: str, text: str) -> str:
    """The rest of the line whose label shares most words with the name."""
    wanted = _words(name)
    best, value = 0.0, ""
    for match in LABEL.finditer(text):
        label = _words(match[1])
        shared = sum(bool(SAME.get(word, {word}) & label) for word in wanted)
        score = shared / len(wanted) - 0.01 * len(label - wanted) if wanted else 0
        if shared and score > best:
            best, value = score, match[2].strip()
    return value if best >= 0.4 else ""


def _kinds(name: str) -> list[str]:
    words = _words(name)
    return [kind for kind, signs in KINDS_OF_WORDS.items() if words & set(signs.split())]


def _words(name: str) -> set[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("e-mail", "email")
    return {word.lower() for word in re.findall(r"[^\W_]+", spaced)}


def _date(said: str, text: str) -> str | None:
    match = DATE.search(said) or DATE.search(text)
    if not match:
        return None
    year, month, day = _date_parts(match)
    return f"{int(year):04}-{month:02}-{int(day):02}"


def _date_parts(match: re.Match[str]) -> tuple[str, int, str]:
    g = match.groups()
    if g[0]:
        return g[0], int(g[1]), g[2]
    if g[3]:
        return g[5], int(g[4]), g[3]
    day, name, year = (g[6], g[7], g[8]) if g[6] else (g[10], g[9], g[11])
    months = [month[:3] for month in MONTHS.split()]
    return year, months.index(name[:3].lower()) + 1, day


def _amount(said: str, text: str) -> float | int | None:
    match = AMOUNT.search(said) or re.search(r"(\d[\d.,']*\d|\d)()", said)
    if not match:
        found = [_number(m[1] or m[2]) for m in AMOUNT.finditer(text)]
        return max(found) if found else None
    return _number(match[1] or match[2])


def _net(text: str) -> float | int | None:
    """The total without the tax, where both are said."""
    said = [labelled(name, text) for name in ("total", "tax")]
    total, tax = (_amount(value, "") if value else None for value in said)
    return None if total is None or tax is None else round(total - tax, 2)


def _first_line(text: str) -> str | None:
    """Letters and invoices begin with who sends them."""
    lines = [line.strip() for line in text.splitlines() if line.strip()] or [""]
    line = lines[-1] if OPENING.match(lines[0]) else lines[0]
    return re.split(r",|[ \t]{2,}|\.? (?:invoice|rechnung)\b", line, flags=re.I)[0].strip() or None


def _number(written: str) -> float | int:
    digits = re.sub(r"[' ]", "", written)
    decimals = re.search(r"[.,](\d{1,2})$", digits)
    whole = re.sub(r"[.,]", "", digits[: decimals.start()] if decimals else digits)
    return float(f"{whole}.{decimals[1]}") if decimals else int(whole)


def _currency(said: str, text: str) -> str | None:
    match = CURRENCY.search(said) or CURRENCY.search(text)
    return SYMBOLS.get(match[0], match[0]) if match else None


def _code(said: str, text: str) -> str | None:
    if said and re.search(r"\d", said):
        return said.split()[0].strip(".,;")
    match = NUMBERED.search(text) or CODE.search(text)
    return match[match.lastindex or 0] if match and not said else said or None


def _first(pattern: re.Pattern[str]) -> Callable[[str, str], str | None]:
    def find(said: str, text: str) -> str | None:
        match = pattern.search(said) or pattern.search(text)
        return match[0] if match else None

    return find


def _summary(said: str, text: str) -> str | None:
    return said or next(iter(key_sentences(text, 1)), None)


FINDERS: dict[str, Callable[[str, str], Any]] = {
    "date": _date,
    "amount": _amount,
    "email": _first(EMAIL),
    "url": _first(URL),
    "phone": _first(PHONE),
    "currency": _currency,
    "code": _code,
    "summary": _summary,
}


def _items(field: Field, text: str) -> list[Any]:
    listed = re.findall(r"^[ \t]*(?:[-*•]|\d+[.)])[ \t]+(.+)$", text, re.M)
    lines = listed or [s for s in sentences_of(text) if re.search(r"\b(?:will|must|should)\b", s)]
    if not field.fields:
        return [line.strip() for line in lines[:10]]
    return [{inner.name: value_of(inner, line) for inner in field.fields} for line in lines[:10]]


def _as_type(value: Any, kind: str) -> Any:
    if kind in ("number", "integer") and isinstance(value, str):
        match = re.search(r"\d[\d.,']*", value)
        value = _number(match[0].rstrip(".,'")) if match else None
    if kind == "integer" and isinstance(value, float):
        return round(value)
    return str(value) if kind == "string" and value is not None else value
