// One item: the inputs, the output or the two, the questions, and what to do next.

const shownPlain = new Set();
let inputsOpen = true;

function itemScreen() {
  state.started = true;
  const pair = item().outputs.length > 1;
  const outputs = element("div", { class: "outputs" }, item().outputs.map(outputCard));
  const comments = element("section", { "aria-labelledby": "comments-heading" });
  const questions = element("section", { class: "questions", "aria-label": word("questions") });
  const skipped = element("div", {});
  const main = element("main", { class: pair ? "item pair" : "item" }, inputs(), outputs, comments, skipped, questions);
  show(bar(), main, stepsBar());
  showQuestions(questions);
  const refresh = () => {
    showComments(comments);
    showSkipped(skipped);
  };
  refresh();
  refreshItem = refresh;
  document.title = `${word("position", state.position + 1, PACK.items.length)} · ${PACK.title}`;
  window.scrollTo(0, 0);
  document.querySelector("h1").focus({ preventScroll: true });
  watch(item().key);
}

let refreshItem = () => {};

function bar() {
  const [position, count] = [state.position + 1, PACK.items.length];
  const done = count - openPositions().length;
  return element(
    "header",
    { class: "bar" },
    element("h1", { tabindex: "-1" }, word("position", position, count)),
    element("span", { class: "title", dir: "auto" }, PACK.title),
    element("span", { class: "saved" }, keptInBrowser ? word("kept") : word("notKeptShort")),
    PACK.instructions.trim() ? button(word("instructions"), showInstructions, { class: "quiet" }) : null,
    button("?", showKeys, { class: "quiet keys", "aria-label": word("keys"), title: word("keys") }),
    button(word("finish"), endScreen, { class: "quiet finish" }),
    element("progress", { max: count, value: done, "aria-label": word("progress") }),
  );
}

function inputs() {
  const own = item().inputs;
  if (own.length === 0) return null;
  const list = element("dl");
  for (const [name, text] of own) {
    const value = element("div", { class: "text scroll", dir: "auto", tabindex: text.length > 600 ? "0" : null });
    showPlainInput(value, text);
    list.append(element("dt", { dir: "auto" }, name.replace(/_/g, " ")), element("dd", {}, value));
  }
  const fold = element("details", { class: "inputs", open: inputsOpen }, element("summary", {}, word("inputs")), list);
  fold.addEventListener("toggle", () => {
    inputsOpen = fold.open;
  });
  return fold;
}

function showPlainInput(parent, text) {
  const end = firstPart(text);
  showPlain(parent, text, end, "");
  if (end === text.length) return;
  const showAll = () => {
    parent.replaceChildren();
    showPlain(parent, text, text.length, "");
    parent.focus();
  };
  parent.append(button(counted("showAll", text.length), showAll, { class: "show-all" }));
}

function sideName(output) {
  return [
    element("span", { class: "when-beside" }, word(output ? "right" : "left")),
    element("span", { class: "when-stacked" }, word(output ? "lower" : "upper")),
  ];
}

function outputCard(output, number) {
  const pair = item().outputs.length > 1;
  const text = element("div", { class: "text", "data-output": number, dir: "auto", tabindex: "-1" });
  const draw = () => showOutput(text, output.text, { plain: shownPlain.has(number) });
  const plain = button(word("plain"), () => {
    if (!shownPlain.delete(number)) shownPlain.add(number);
    plain.setAttribute("aria-pressed", String(shownPlain.has(number)));
    draw();
  });
  plain.classList.add("quiet", "plain-switch");
  plain.setAttribute("aria-pressed", String(shownPlain.has(number)));
  const name = pair ? sideName(number) : [word("text")];
  const heading = output.heading ? element("span", { class: "heading" }, ` ${output.heading}`) : null;
  const onWhole = { class: "quiet on-whole", "aria-label": pair ? word("commentOnSide", number + 1) : word("commentOn") };
  draw();
  return element(
    "article",
    { class: "card", "aria-labelledby": `output-${number}` },
    element(
      "header",
      {},
      element("h2", { id: `output-${number}` }, name, heading),
      button(word("comment"), () => commentOnWhole(number), onWhole),
      plain,
    ),
    text,
  );
}

function showSkipped(parent) {
  const { skipped } = entry();
  parent.replaceChildren();
  if (!skipped) return;
  const answerIt = () => {
    change("skip", (own) => {
      own.skipped = "";
    });
    itemScreen();
  };
  parent.append(
    element("p", { class: "notice" }, word("skipped", skipped), " ", button(word("answerAfterAll"), answerIt)),
  );
}

function stepsBar() {
  const back = button(word("back"), goBack, { class: "quiet back", disabled: state.position === 0 });
  const undo = button(word("undo"), undoLast, { class: "quiet undo" });
  const skip = button(word("skip"), () => askSkip(goOn), { class: "quiet skip" });
  const next = button(word("next"), goNext, { class: "main next" }, "Enter");
  const row = element("div", {}, back, undo, element("span", { class: "space" }), skip, next);
  return element("nav", { class: "steps", "aria-label": word("steps") }, row);
}

function goBack() {
  if (state.position > 0) openAt(state.position - 1);
}

// Only an item that is done, or skipped, is left by "next".
function goNext() {
  if (entry().skipped || !showMissing()) goOn();
}

function goOn() {
  settle(item().key);
  if (state.position + 1 < PACK.items.length) openAt(state.position + 1);
  else endScreen();
}

function openAt(position) {
  settle(item().key);
  state.position = position;
  keep();
  itemScreen();
}

function undoLast() {
  const { position } = state;
  const step = undoStep();
  if (!step) {
    announce(word("nothingToUndo"));
    return;
  }
  if (step.position === position) showUndone(step);
  else itemScreen();
  announce(word("undone"));
}

// Where the person is looking: the page does not jump.
function showUndone(step) {
  fields.forEach((field) => field.update());
  const number = fields.findIndex((field) => field.question.id === step.what);
  if (number >= 0) {
    markCurrent(number);
    fields[number].root.scrollIntoView({ block: "nearest" });
  }
  refreshItem();
}
