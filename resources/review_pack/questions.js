// The questions below an item. A field knows its question, shows the answer that is kept, and takes
// keys: a digit, or a step to less or more.

const MOST_STEPS_OF_A_SCALE = 21;
const FIELDS = {
  scale: scaleField,
  "yes or no": (question) => choiceField(question, yesOrNo(), "short"),
  choice: (question) => choiceField(question, ofChoices(question), "listed"),
  preference: (question) => choiceField(question, preferences(), "preference"),
  text: textField,
  correction: correctionField,
};

let fields = [];
let current = 0;

function showQuestions(parent) {
  fields = PACK.questions.map((question, number) => {
    const field = FIELDS[question.kind](question);
    field.question = question;
    field.root.addEventListener("focusin", () => markCurrent(number));
    return field;
  });
  parent.replaceChildren(...fields.map((field) => field.root));
  fields.forEach((field) => field.update());
  markCurrent(Math.max(0, firstOpen()));
}

function firstOpen(from = 0) {
  return fields.findIndex((field, number) => number >= from && !answered(entry(), field.question));
}

function markCurrent(number) {
  current = number;
  fields.forEach((field, at) => field.root.classList.toggle("current", at === number));
}

function answer(question, value, options) {
  setAnswer(question, value, options);
  fields.forEach((field) => field.update());
  document.dispatchEvent(new Event("answered"));
}

// By key: what was answered is read out, and the next question that is open is marked.
function answerByKey(number, value, words) {
  answer(fields[number].question, value);
  announce(`${fields[number].question.text} ${words}`);
  const next = firstOpen(number + 1);
  if (next > number) goToQuestion(next);
  fields[current].root.scrollIntoView({ block: "nearest" });
}

// The focus goes along where it is among the questions already.
function goToQuestion(number) {
  const choice = fields[number].root.querySelector("input[type=radio]");
  if (choice && document.activeElement.closest(".questions")) choice.focus({ preventScroll: true });
  markCurrent(number);
}

function showMissing() {
  const number = fields.findIndex((field) => missing(entry()).includes(field.question));
  if (number < 0) return false;
  const { root } = fields[number];
  markCurrent(number);
  root.classList.add("missing");
  root.querySelector(".missing-note").hidden = false;
  root.scrollIntoView({ block: "center" });
  announce(`${fields[number].question.text} ${word("missing")}`);
  return true;
}

function frame(question, kind, ...inside) {
  const optional = question.required ? null : element("span", { class: "optional" }, ` ${word("optional")}`);
  return element(
    "fieldset",
    { class: `question ${kind}`, "data-question": question.id },
    element("legend", { dir: "auto" }, question.text, optional),
    question.help ? element("p", { class: "note", dir: "auto" }, question.help) : null,
    ...inside,
    element("p", { class: "missing-note", hidden: true }, word("missing")),
  );
}

function cleared(root, question) {
  if (!answered(entry(), question)) return;
  root.classList.remove("missing");
  root.querySelector(".missing-note").hidden = true;
}

function yesOrNo() {
  return [{ value: true, words: word("yes"), shown: [word("yes")] }, { value: false, words: word("no"), shown: [word("no")] }];
}

function ofChoices(question) {
  return question.choices.map((text) => ({ value: text, words: text, shown: [text] }));
}

function preferences() {
  const better = (beside, stacked) => [
    element("span", { class: "when-beside" }, word("better", word(beside))),
    element("span", { class: "when-stacked" }, word("better", word(stacked))),
  ];
  return [
    { value: "first", words: word("better", word("left")), shown: better("left", "upper") },
    { value: "tie", words: word("tie"), shown: [word("tie")] },
    { value: "second", words: word("better", word("right")), shown: better("right", "lower") },
  ];
}

function choiceField(question, options, kind) {
  const rows = options.map((option, n) => radio(question, option, n < 9 ? String(n + 1) : ""));
  const root = frame(question, kind, element("div", { class: "choices" }, rows.map((row) => row.label)));
  const pick = (option) =>
    option && answerByKey(fields.findIndex((field) => field.root === root), option.value, option.words);
  return {
    root,
    update: () => {
      rows.forEach((row) => row.update());
      cleared(root, question);
    },
    digit: (number) => pick(options[number - 1]),
    step: (by) => {
      if (kind === "preference") return pick(by < 0 ? options[0] : options[2]);
      const now = options.findIndex((option) => option.value === entry().answers[question.id]);
      return pick(options[now < 0 ? 0 : Math.min(Math.max(0, now + by), options.length - 1)]);
    },
  };
}

function radio(question, option, key) {
  const input = element("input", { type: "radio", name: `question ${question.id}` });
  const hint = key ? element("kbd", { "aria-hidden": "true" }, key) : null;
  const label = element("label", { class: "choice" }, input, element("span", { dir: "auto" }, option.shown), hint);
  if (option.name) input.setAttribute("aria-label", option.name);
  input.addEventListener("change", () => answer(question, option.value));
  const update = () => {
    input.checked = entry().answers[question.id] === option.value;
    label.classList.toggle("chosen", input.checked);
  };
  return { label, update };
}

function scaleField(question) {
  const count = question.most - question.least + 1;
  if (count > MOST_STEPS_OF_A_SCALE) return numberField(question);
  const values = Array.from({ length: count }, (none, n) => question.least + n);
  const options = values.map((value) => ({
    value,
    words: String(value),
    shown: [String(value)],
    name: [value, value === question.least && question.least_means, value === question.most && question.most_means]
      .filter((part) => part !== false && part !== "")
      .join(", "),
  }));
  const field = choiceField(question, options, "scale");
  field.root.querySelectorAll("kbd").forEach((hint) => hint.remove());
  field.root.querySelector(".choices").after(ends(question));
  const byPlace = field.digit;
  field.digit = (number) => {
    const value = number === 0 && question.least > 0 ? 10 : number;
    const known = values.indexOf(value);
    byPlace(known >= 0 ? known + 1 : number);
  };
  return field;
}

function ends(question) {
  const end = (value, words) => element("span", { dir: "auto" }, words ? `${value}: ${words}` : "");
  return element(
    "div",
    { class: "ends", "aria-hidden": "true" },
    end(question.least, question.least_means),
    end(question.most, question.most_means),
  );
}

function numberField(question) {
  const { least, most } = question;
  const input = element("input", { type: "number", min: least, max: most, step: 1, inputmode: "numeric", "aria-label": question.text });
  const root = frame(question, "number", element("div", { class: "choices" }, input), ends(question));
  input.addEventListener("input", () => {
    const value = Number(input.value);
    const valid = input.value !== "" && Number.isInteger(value) && value >= least && value <= most;
    answer(question, valid ? value : undefined, { typing: true });
  });
  return {
    root,
    update: () => {
      const kept = entry().answers[question.id];
      if (document.activeElement !== input) input.value = kept ?? "";
      cleared(root, question);
    },
    digit: () => input.focus(),
    step: () => input.focus(),
  };
}

function textField(question) {
  const box = element("textarea", { dir: "auto", "aria-label": question.text });
  const root = frame(question, "written", box);
  box.addEventListener("input", () => answer(question, box.value.trim(), { typing: true }));
  return {
    root,
    update: () => {
      if (document.activeElement !== box) box.value = entry().answers[question.id] ?? "";
      cleared(root, question);
    },
    digit: () => box.focus(),
    step: () => box.focus(),
  };
}
