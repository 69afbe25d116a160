"""The ways an output is shown: rendered, as a tree against its schema, as sent and answered."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QKeySequence, QTextCursor
from PySide6.QtTest import QAbstractItemModelTester

from tests.builders import a_content, a_run
from workbench.domain.prompts import Message, OutputSchema, Role
from workbench.gui.kit.memory import Memory
from workbench.gui.kit.outputs.code_words import FAMILY, coloured
from workbench.gui.kit.outputs.json_tree import JsonTree, Node, read_output
from workbench.gui.kit.outputs.markdown_blocks import Kind, read_markdown
from workbench.gui.kit.outputs.markdown_view import MarkdownView
from workbench.gui.write.board.cell_state import View
from workbench.gui.write.board.raw import raw_text
from workbench.gui.write.board.rendering import BoardRendering

SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {
            "age": {"type": "integer"},
            "tags": {"type": "array", "items": {"type": "string"}},
        },
    }
)
MARKDOWN = """# Title

Some *soft* and **hard** words, `code`, [a link](https://x.example/a) and ![a cat](http://x.example/cat.png).

1. one
   - deeper
2. two

> said

```python
print("hi")
```

| a | b |
|---|---|
| 1 | **2** |

<b onclick="x()">raw</b>
"""


def said(block):
    return "".join(words.text for words in block.words)


def test_markdown_is_read_as_blocks_and_nothing_in_it_acts():
    blocks = read_markdown(MARKDOWN).blocks

    assert [(b.kind.value, b.level or b.depth, b.sign) for b in blocks] == [
        ("heading", 1, ""),
        ("paragraph", 0, ""),
        ("item", 1, "1."),
        ("item", 2, "•"),
        ("item", 1, "2."),
        ("paragraph", 1, ""),
        ("code", 0, ""),
        ("table", 0, ""),
        ("paragraph", 0, ""),
    ]
    assert said(blocks[1]) == (
        "Some soft and hard words, code, a link (https://x.example/a) and "
        "[image: a cat] (http://x.example/cat.png)."
    )
    assert said(blocks[6]) == 'print("hi")'
    assert said(blocks[8]) == '<b onclick="x()">raw</b>'
    assert ["".join(w.text for w in cell) for row in blocks[7].rows for cell in row] == list("ab12")


@given(st.text(st.sampled_from("#*_`[]()!<>|-\n 1.ab\u202e"), max_size=80))
def test_any_text_is_read_and_shown_safely(text):
    shown = "".join(said(block) for block in read_markdown(text).blocks)

    assert "\u202e" not in shown


def test_a_large_text_and_a_large_table_are_bounded():
    text = "|a|b|\n|-|-|\n" + "|x|y|\n" * 500 + "\n\n" + "word " * 20_000

    read = read_markdown(text)

    assert len(read.blocks[0].rows) == 100
    assert said(read.blocks[0]) == "… + 401"
    assert read.left_out > 0


def test_drawn_markdown_loads_nothing_and_can_be_drawn_again(qtbot, theme):
    view = MarkdownView(theme)
    qtbot.addWidget(view)
    view.show_markdown(read_markdown(MARKDOWN))
    before = view.toPlainText()

    theme.choose("dark")

    assert view.toPlainText() == before
    assert "Title" in before
    assert "(http://x.example/cat.png)" in before
    assert view.loadResource(2, QUrl("http://x.example/cat.png")) is None


def test_a_broken_answer_says_where_it_stops_being_json():
    output = read_output('{"a": 1,\n "b": }', "")

    assert output.problem.startswith("Line 2, column 7")


def test_json_in_one_block_of_code_is_json():
    assert read_output('```json\n{"a": 1}\n```', "").value == {"a": 1}


def test_a_tree_makes_its_nodes_as_they_are_looked_at(qtbot, icons):
    tree = JsonTree(icons)
    value = {"items": list(range(10_000)), "name": "Ada"}
    tree.show_output(read_output(json.dumps(value), ""))
    items = tree.index(0, 0, tree.index(0, 0))
    tree.fetchMore(tree.index(0, 0))
    items = tree.index(0, 0, tree.index(0, 0))

    tree.fetchMore(items)

    assert tree.rowCount(items) == 200
    assert tree.canFetchMore(items)
    assert isinstance(tree.node(items), Node)
    assert tree.data(tree.index(0, 1, tree.index(0, 0))) == "10,000 items"


def test_the_tree_is_a_sound_model(qtbot, icons):
    tree = JsonTree(icons)
    tree.show_output(read_output('{"a": [1, {"b": null}], "c": "x", "d": {}}', SCHEMA))
    waiting = [tree.index(0, 0)]
    while waiting:
        index = waiting.pop()
        tree.fetchMore(index)
        waiting += [tree.index(row, 0, index) for row in range(tree.rowCount(index))]

    tester = QAbstractItemModelTester(tree, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tree.dataChanged.emit(tree.index(0, 0), tree.index(0, 2))

    tester.deleteLater()


def test_what_breaks_the_schema_stands_at_its_node(qtbot, icons):
    tree = JsonTree(icons)
    tree.show_output(read_output('{"age": "3", "tags": ["a", 7]}', SCHEMA))

    index = tree.index_of("$.tags[1]")

    assert tree.data(index) == "[1]"
    assert "string" in tree.data(index.siblingAtColumn(2))
    assert tree.data(tree.index_of("$.age").siblingAtColumn(2))
    assert not tree.data(tree.index_of("$.tags").siblingAtColumn(2))


def test_raw_shows_the_request_with_its_parameters_and_the_response():
    content = a_content("Hi", output=OutputSchema("o", SCHEMA))
    run = a_run(text="Hello", messages=(Message(Role.USER, "Hi Ada"),), finish_reason="stop")

    raw = json.loads(raw_text(run, content))

    assert raw["request"]["messages"] == [{"role": "user", "content": "Hi Ada"}]
    assert raw["request"]["response_schema"]["type"] == "object"
    assert (raw["response"]["text"], raw["response"]["finish_reason"]) == ("Hello", "stop")


@pytest.fixture
def viewed(board, qtbot, tmp_path):
    """Two answers of a prompt with a schema."""
    board.memory = Memory(tmp_path / "memory.ini")
    board.rendering = BoardRendering(
        board.panel, board.prompts.content, board.comparing, board.actions, board.memory
    )
    content = a_content("Hi", output=OutputSchema("o", SCHEMA))
    plan = board.runs.plan(board.opened.prompt.id, content, models=("demo/brief", "demo/json"))
    board.record(plan.jobs[0], "# Head\n\nword")
    board.record(plan.jobs[1], '{"age": "old"}')
    board.session.show_prompt(board.opened)
    qtbot.waitUntil(lambda: len(board.panel.grid.widgets) == 2)
    return board


def test_a_key_shows_all_outputs_rendered(viewed, qtbot):
    viewed.actions.run("board.view_markdown")

    first = viewed.panel.grid.widgets[0].views
    qtbot.waitUntil(lambda: first.markdown is not None and first.markdown.isVisible())
    assert first.markdown.toPlainText().startswith("Head")
    assert viewed.memory.text("board.view") == "markdown"


def test_json_is_a_tree_with_what_is_wrong_and_other_text_stays_text(viewed, qtbot):
    viewed.actions.run("board.view_json")

    text, tree = (cell.views for cell in viewed.panel.grid.widgets)
    qtbot.waitUntil(lambda: tree.json is not None and tree.json.tree.isVisible())
    qtbot.waitUntil(lambda: text.json is not None and text.json.text.isVisible())
    assert "$.age" in tree.json.words.text()
    assert text.json.words.text().startswith("Not JSON. Line 1")
    assert text.json.text.text.toPlainText() == "# Head\n\nword"
    node = tree.json.model.index_of("$.age")
    tree.json.tree.setCurrentIndex(node)
    qtbot.keySequence(tree.json.tree, QKeySequence.StandardKey.Copy)
    assert QGuiApplication.clipboard().text() == "old"


def test_one_cell_can_be_shown_another_way_than_the_board(viewed, qtbot):
    viewed.actions.run("cell.next_view")

    first, second = (cell.views for cell in viewed.panel.grid.widgets)
    qtbot.waitUntil(lambda: first.markdown is not None and first.markdown.isVisible())
    assert second.output.isVisible()
    assert viewed.panel.grid.view is View.TEXT


def test_raw_is_read_as_text(viewed, qtbot):
    viewed.actions.run("board.view_raw")

    first = viewed.panel.grid.widgets[0].views
    qtbot.waitUntil(lambda: first.raw is not None and first.raw.isVisible())
    assert json.loads(first.raw.exact_text)["request"]["model"] == "demo/brief"


def test_the_view_is_chosen_from_the_bar(viewed, qtbot):
    button = viewed.panel.bar.views
    names = [action.objectName() for action in button.menu().actions()]

    assert names == [f"board.view_{view.value}" for view in View]
    assert "text" in button.text()
    assert button.focusPolicy() != Qt.FocusPolicy.NoFocus


def test_the_kinds_of_blocks_are_all_drawn():
    assert {block.kind for block in read_markdown(MARKDOWN + "\n---\n").blocks} == set(Kind)


def test_trees_scroll_in_step_too(viewed, qtbot):
    for widget in viewed.panel.grid.widgets:
        run = widget.state.run
        widget.state.show_run(replace(run, text=json.dumps(list(range(100)))))
    viewed.panel.bar.in_step.setChecked(True)
    viewed.actions.run("board.view_json")
    first, second = (cell.views for cell in viewed.panel.grid.widgets)
    qtbot.waitUntil(lambda: all(v.json is not None and v.json.isVisible() for v in (first, second)))
    qtbot.waitUntil(lambda: first.json.tree.verticalScrollBar().maximum() > 30)

    first.json.tree.verticalScrollBar().setValue(20)

    assert second.json.scroll_value == 20


def test_views_that_are_not_shown_take_no_room_from_what_is_above_them(viewed, qtbot):
    views = viewed.panel.grid.widgets[0].views
    before = views.sizeHint(), views.minimumSizeHint()

    viewed.actions.run("board.view_json")
    qtbot.waitUntil(lambda: views.json is not None)
    viewed.actions.run("board.view_text")

    assert (views.sizeHint(), views.minimumSizeHint()) == before


@given(
    st.text(st.sampled_from("\"'\\/*#-<>!a1 \n{}:"), max_size=200), st.sampled_from(list(FAMILY))
)
def test_code_is_coloured_and_nothing_of_it_is_lost(code, language):
    assert "".join(text for text, _kind in coloured(code, language)) == code


@pytest.mark.parametrize(
    ("language", "code", "kinds"),
    [
        ("python", "def f(): return 'a' # no 1", ["keyword", "keyword", "string", "comment"]),
        ("json", '{"a": [1, true, "b"]}', ["variable", "number", "keyword", "string"]),
        ("SQL", "SELECT a -- all", ["keyword", "comment"]),
        ("html", '<a href="x">b</a>', ["keyword", "string", "keyword", "keyword", "keyword"]),
        ("klingon", "def 1", []),
    ],
)
def test_code_has_the_colours_of_its_language(language, code, kinds):
    assert [kind for _text, kind in coloured(code, language) if kind] == kinds


def test_a_block_of_code_is_drawn_in_colours(qtbot, theme):
    view = MarkdownView(theme)
    qtbot.addWidget(view)
    view.show_markdown(read_markdown("```python\nif x:\n    y = 'z'\n```"))

    assert view.toPlainText() == "if x:\n    y = 'z'"
    view.moveCursor(QTextCursor.MoveOperation.Start)
    view.moveCursor(QTextCursor.MoveOperation.Right)
    assert view.currentCharFormat().foreground().color() == theme["syntax_keyword"]
