from __future__ import annotations

import hashlib
import hmac
import random

import rfc8785

from tests.browser.packs import a_pack

STRANGE = 'é\u2028😀\x7f\x00\x1f"\\/</script>ﬀ\U0001f600\ue000'


def test_digests_and_signatures_are_those_of_python(reviewer):
    reviewer.open(a_pack("One."))
    draw = random.Random(5)
    cases = [(draw.randbytes(n % 97), draw.randbytes(n)) for n in (*range(130), 1000, 70_000)]

    made = reviewer.run(
        "return arguments[0].map(([key, text]) => [hexOf(sha256(bytesOf(text))),"
        " hexOf(hmac(bytesOf(key), bytesOf(text)))])",
        [(key.hex(), text.hex()) for key, text in cases],
    )

    assert made == [
        [hashlib.sha256(text).hexdigest(), hmac.digest(key, text, "sha256").hex()]
        for key, text in cases
    ]


def test_canonical_json_is_that_of_python(reviewer):
    reviewer.open(a_pack("One."))
    draw = random.Random(6)
    texts = ["".join(draw.sample(STRANGE, 6)) for _ in range(40)]
    value = {text: [text, n, n % 2 == 0, {"": [], text: -n}] for n, text in enumerate(texts)}

    assert reviewer.run("return canonical(arguments[0])", value) == rfc8785.dumps(value).decode()


def test_changes_lead_from_one_text_to_the_other(reviewer):
    reviewer.open(a_pack("One."))
    draw = random.Random(7)
    words = ["a", "word ", " ", "日本", "\n", "x_1", "."]
    pairs = [
        ["".join(draw.choices(words, k=draw.randrange(12))) for _ in range(2)] for _ in range(200)
    ]

    made = reviewer.run("return arguments[0].map((pair) => changesBetween(...pair))", pairs)

    for (before, after), changes in zip(pairs, made, strict=True):
        assert "".join(text for kind, text in changes if kind != "added") == before
        assert "".join(text for kind, text in changes if kind != "removed") == after
