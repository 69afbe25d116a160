from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.promptfoo.conftest import FILE, RULES, MemoryFolder
from workbench.domain.datasets import Split
from workbench.domain.errors import FileProblem
from workbench.domain.json_values import thaw
from workbench.domain.prompts import Message, Role
from workbench.formats.promptfoo.reading import read_config


def values_of(suite):
    return [{name: thaw(value) for name, value in case.values} for case in suite.dataset.cases]


def test_prompts_models_cases_and_checks_are_taken(a_suite):
    suite = a_suite(
        "description: Greetings\n"
        "defaultTest: {assert: [{type: icontains, value: hello}]}\n"
        "tests:\n"
        "  - {description: one, vars: {word: hi}, assert: [{type: contains, value: '{{word}}'}]}\n"
    )

    assert (suite.name, suite.whole, suite.remarks) == ("Greetings", True, ())
    assert suite.prompts[0].content.messages == (Message(Role.USER, "Say {{ word }}"),)
    assert [(c.prompt, c.model) for c in suite.columns] == [
        ("support/prompt-1", "openai/gpt-4o-mini")
    ]
    assert [check.kind for check in suite.dataset.checks] == ["icontains"]
    (case,) = suite.dataset.cases
    assert (case.name, [check.kind for check in case.checks]) == ("one", ["contains"])


def test_lists_of_texts_are_combined_and_other_lists_are_one_value(a_suite):
    suite = a_suite("tests: [{vars: {word: [a, b], size: [x, y], many: [{id: 1}], one: 3}}]\n")

    assert [(v["word"], v["size"], v["many"], v["one"]) for v in values_of(suite)] == [
        (word, size, [{"id": 1}], 3) for word in "ab" for size in "xy"
    ]


def test_a_value_speaks_of_another_one(a_suite):
    suite = a_suite(
        "tests: [{vars: {word: 'a {{ thing }}', thing: '{{ kind }} ball', kind: red}}]\n"
    )

    assert values_of(suite)[0]["word"] == "a red ball"


def test_values_that_speak_of_each_other_end(a_suite):
    suite = a_suite("tests: [{vars: {word: 'a {{ b }}', b: 'b {{ word }}'}}]\n")

    assert [remark.lost for remark in suite.remarks] == [True, True]


def test_scenarios_are_each_config_with_each_test(a_suite):
    suite = a_suite(
        "scenarios:\n"
        "  - config: [{vars: {word: a}, assert: [{type: contains, value: x}]}, {vars: {word: b}}]\n"
        "    tests: [{vars: {n: 1}}, {vars: {n: 2}}]\n"
    )

    found = [(v["word"], v["n"]) for v in values_of(suite)]
    assert found == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]
    assert [len(case.checks) for case in suite.dataset.cases] == [1, 1, 0, 0]


def test_tests_and_values_come_from_files_of_the_folder(a_suite):
    suite = a_suite(
        "tests: [file://more.csv, file://lines.jsonl, {vars: {word: file://word.txt}},"
        " {vars: file://vars.yaml}]\n",
        more__csv="word,__expected,__metadata:kind\nhi,contains: h,short\n",
        lines__jsonl='{"vars": {"word": "x"}}\n\n{"vars": {"word": "y"}}\n',
        word__txt="from a file\n",
        vars__yaml="word: from yaml\n",
    )

    assert [v["word"] for v in values_of(suite)] == ["hi", "x", "y", "from a file", "from yaml"]
    assert suite.dataset.cases[0].labels == ("kind=short",)
    assert suite.dataset.cases[0].checks[0].kind == "contains"
    assert suite.whole


def test_prompts_come_from_files_of_the_folder(read):
    chat = json.dumps(
        [{"role": "system", "content": "Be {{ tone }}"}, {"role": "user", "content": "x"}]
    )
    suite = read(
        "prompts: [file://two.txt, 'file://*.json', {label: third, raw: file://y.yaml}]\n"
        "providers: [openai:gpt-4o]\ntests: []\n",
        two__txt="one {{ a }}\n---\ntwo\n",
        chat__json=chat,
        y__yaml="- {role: user, content: three}\n",
    )

    assert [prompt.path for prompt in suite.prompts] == [
        "support/two", "support/two-2", "support/chat", "support/third",
    ]  # fmt: skip
    assert suite.prompts[2].content.messages[0] == Message(Role.SYSTEM, "Be {{ tone }}")
    assert suite.prompts[3].content.messages == (Message(Role.USER, "three"),)


def test_a_chat_that_dumps_its_values_is_a_chat(read):
    suite = read(
        """prompts: ['[{"role": "user", "content": {{ question | dump }}}]']\n"""
        "providers: [openai:x]\n"
    )

    assert suite.prompts[0].content.messages == (Message(Role.USER, "{{ question }}"),)


def test_what_providers_set_goes_where_it_belongs(read):
    suite = read(
        "prompts: [{label: ask, raw: 'Q {{ q }}'}]\n"
        "providers:\n"
        "  - {id: openai:gpt-4o, label: warm, config: {temperature: 1, maxTokens: 9, region: eu,"
        " apiKey: secret}}\n"
        "  - id: anthropic:messages:claude\n"
        "    config:\n"
        "      tools: [{name: look, input_schema: {type: object}}]\n"
        "      tool_choice: {type: any}\n"
        "      instructions: Be brief.\n"
    )

    plain, with_tools = suite.prompts
    assert plain.content.tools == ()
    assert dict(plain.content.model.params) == {"temperature": 1, "max_tokens": 9}
    assert [tool.name for tool in with_tools.content.tools] == ["look"]
    assert with_tools.content.tool_choice == "required"
    assert with_tools.content.messages[0] == Message(Role.SYSTEM, "Be brief.")
    assert [(c.prompt, c.label) for c in suite.columns] == [
        ("support/ask", "warm"), ("support/ask-anthropic-claude", ""),
    ]  # fmt: skip
    assert "secret" not in repr(suite)


def test_each_provider_is_asked_its_own_prompts(read):
    suite = read(
        "prompts: [{label: a, raw: A}, {label: b, raw: B}]\n"
        "providers: [{id: openai:x, prompts: [a]}, openai:y]\n"
    )

    assert [(c.prompt, c.model) for c in suite.columns] == [
        ("support/a", "openai/x"), ("support/a", "openai/y"), ("support/b", "openai/y"),
    ]  # fmt: skip


def test_programs_of_checks_are_read_as_text_and_never_run(a_suite, tmp_path):
    trap = (
        f"open({str(tmp_path / 'ran')!r}, 'w')\ndef get_assert(output, context):\n    return True\n"
    )
    suite = a_suite(
        "tests:\n"
        "  - assert:\n"
        "      - {type: python, value: 'file://check.py:mine'}\n"
        "      - {type: javascript, value: 'output.length'}\n",
        check__py=trap,
    )

    python, javascript = suite.dataset.cases[0].checks
    assert python.value == trap
    assert dict(python.config) == {"file": "check.py", "function": "mine"}
    assert javascript.value == "output.length"
    assert not (tmp_path / "ran").exists()


def test_a_judge_has_its_model_and_its_prompt(a_suite):
    suite = a_suite(
        "defaultTest: {options: {provider: openai:gpt-4o, rubricPrompt: 'Judge {{ output }}'}}\n"
        "tests:\n"
        "  - assert:\n"
        "      - {type: llm-rubric, value: kind}\n"
        "      - {type: llm-rubric, value: short, provider: {id: 'anthropic:claude'}}\n"
        "      - {type: similar, value: x, provider: 'openai:embedding:small'}\n"
    )

    kind, short, similar = suite.dataset.cases[0].checks
    assert (kind.judge, short.judge, similar.judge) == (
        "openai/gpt-4o", "anthropic/claude", "openai/small",
    )  # fmt: skip
    assert kind.judge_prompt == short.judge_prompt == "support/judge"
    assert suite.prompts[-1].judges
    assert suite.prompts[-1].content.messages[0].text == "Judge {{ output }}"


@pytest.mark.parametrize(
    ("rest", "line", "what"),
    [
        ("tests:\n  - assert:\n      - {type: min-length, value: 3}\n", 5, "min-length"),
        ("tests:\n  - assert:\n      - {type: not-empty}\n", 5, "not-empty"),
        ("tests:\n  - assert:\n      - {type: moderation}\n", 5, "moderation"),
        ("tests:\n  - assert:\n      - {type: regex, value: '('}\n", 5, "regex: ("),
        ("tests:\n  - options: {storeOutputAs: x}\n", 4, "storeOutputAs: x"),
        ("tests:\n  - vars: {word: file://a.py}\n", 4, "file://a.py"),
        ("tests: https://example.org/tests.csv\n", 3, "https://example.org/tests.csv"),
        ("nunjucksFilters: {up: ./up.js}\n", 3, "nunjucksFilters"),
        ("derivedMetrics: [{name: x, value: y}]\n", 3, "derivedMetrics"),
        ("redteam: {}\n", 3, "redteam"),
    ],
)
def test_what_is_left_is_told_with_its_line(a_suite, lost, rest, line, what):
    assert lost(a_suite(rest)) == [(line, what)]


def test_a_kind_that_promptfoo_does_not_have_is_named_as_such(a_suite):
    (remark,) = a_suite("tests: [{assert: [{type: not-empty}]}]\n").remarks

    assert remark.why == "promptfoo has no kind of assertion called not-empty"


def test_a_case_without_one_of_its_values_is_switched_off(a_suite):
    (case,) = a_suite("tests: [{vars: {word: file://picture.png}}]\n").dataset.cases

    assert not case.enabled
    assert "word" in case.notes


def test_samples_cache_threshold_split_and_expected_are_taken(a_suite):
    suite = a_suite(
        "evaluateOptions: {repeat: 3, cache: false, maxConcurrency: 9}\n"
        "tests: [{threshold: 0.5, metadata: {split: train, expected: yes, labels: [critical]}}]\n"
    )

    (case,) = suite.dataset.cases
    assert (suite.samples, suite.use_cache, suite.dataset.threshold) == (3, False, 0.5)
    assert (case.split, case.expected, case.labels) == (Split.TRAIN, "yes", ("critical",))
    assert suite.whole


@pytest.mark.parametrize("text", ["", "a: 1\n", "[]\n", "prompts: [x]\n", "just words\n"])
def test_another_file_is_no_configuration(read, text):
    with pytest.raises(FileProblem):
        read(text)


def test_a_file_of_providers_that_names_itself_ends(read, lost):
    suite = read(
        "prompts: [x]\nproviders: [file://more.yaml]\ntests: []\n",
        more__yaml="- openai:x\n- file://more.yaml\n- {id: file://more.yaml}\n",
    )

    assert [column.model for column in suite.columns] == ["openai/x"]
    assert [line for line, _what in lost(suite)] == [2, 2]


ODD = st.sampled_from(
    [None, True, -1, 1.5, "", "x", "file://x.yaml", "file://*", "{{ a", "{% for", [[]], {}]
)
MEMBERS = (
    *("prompts", "providers", "tests", "scenarios", "config", "vars", "assert", "type", "value"),
    *("options", "metadata", "id", "label", "raw", "provider", "threshold", "weight", "tools"),
    *("response_format", "$ref"),
)
ANYTHING = st.recursive(
    ODD,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(MEMBERS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_whatever_stands_in_it_is_taken_or_told(prompts, providers, tests, default, scenarios):
    document = {
        "prompts": prompts, "providers": providers, "tests": tests, "defaultTest": default,
        "scenarios": scenarios,
    }  # fmt: skip
    folder = MemoryFolder({FILE: json.dumps(document), "x.yaml": "- {id: file://x.yaml}\n"})

    with suppress(FileProblem):
        read_config(folder, FILE, RULES)


def test_more_cases_than_fit_are_refused(a_suite):
    many = ", ".join(f"v{number}: [a, b, c, d, e, f, g, h, i, j]" for number in range(6))

    with pytest.raises(FileProblem, match="cases"):
        a_suite(f"tests: [{{vars: {{{many}}}}}]\n")
