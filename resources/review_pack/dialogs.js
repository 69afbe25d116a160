// Small questions in between: a comment, why something is skipped, the keys.

function ask(title, inside, { confirm, done, decline = word("cancel") }) {
  const dialog = element("dialog", { "aria-labelledby": "dialog-title" });
  const finish = () => {
    const result = done ? done() : true;
    if (result !== false) dialog.close();
  };
  const submit = (event) => {
    event.preventDefault();
    finish();
  };
  const onkeydown = (event) => {
    event.stopPropagation();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    finish();
  };
  const cancel = button(decline, () => dialog.close(), confirm ? {} : { class: "main" });
  const accept = confirm ? element("button", { type: "submit", class: "main" }, confirm) : null;
  dialog.append(
    element(
      "form",
      { onsubmit: submit, onkeydown },
      element("h2", { id: "dialog-title" }, title),
      inside,
      element("div", { class: "actions" }, accept, cancel),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function askComment(passage) {
  const { text } = item().outputs[passage.output];
  const quote = element("q");
  showText(quote, text, passage.start, Math.min(passage.end, passage.start + 1000));
  const box = element("textarea", { dir: "auto", required: true, rows: "4" });
  const whole = passage.start === passage.end ? wholeText(passage) : null;
  const done = () => {
    const words = box.value.trim();
    if (words) addComment(whole ? { ...passage, output: whole.output() } : passage, words);
    return Boolean(words);
  };
  const inside = [whole ? whole.shown : quote, element("label", {}, word("yourComment"), box)];
  ask(word("comment"), inside, { confirm: word("add"), done });
  box.focus();
}

// Of two texts, the person says which.
function wholeText({ output }) {
  if (item().outputs.length === 1) {
    return { shown: element("p", { class: "muted" }, word("wholeText")), output: () => 0 };
  }
  const inputs = item().outputs.map((each, n) => element("input", { type: "radio", name: "which", checked: n === output }));
  const labels = inputs.map((input, n) => element("label", { class: "tick" }, input, element("span", {}, sideName(n))));
  const shown = element("div", { class: "which", role: "radiogroup", "aria-label": word("whichText") }, ...labels);
  return { shown, output: () => inputs.findIndex((input) => input.checked) };
}

function askSkip(then) {
  const other = element("textarea", { dir: "auto", rows: "2", "aria-label": word("skipOther") });
  const rows = WORDS.skipReasons.map((reason, number) => {
    const input = element("input", { type: "radio", name: "why", value: reason, checked: number === 0 });
    return element("label", { class: "tick" }, input, reason);
  });
  const own = element("input", { type: "radio", name: "why", value: "" });
  other.addEventListener("input", () => {
    own.checked = true;
  });
  own.addEventListener("change", () => other.focus());
  const last = element("div", {}, element("label", { class: "tick" }, own, word("skipOther")), other);
  const done = () => {
    const chosen = rows.map((row) => row.firstChild).find((input) => input.checked);
    const reason = chosen ? chosen.value : other.value.trim();
    if (!reason) {
      other.focus();
      return false;
    }
    change("skip", (now) => {
      now.skipped = reason;
    });
    then();
    return true;
  };
  const why = element("div", { role: "radiogroup", "aria-label": word("skipWhy") }, ...rows, last);
  ask(word("skipTitle"), [element("p", {}, word("skipWhy")), why], { confirm: word("skip"), done });
}

function showInstructions() {
  ask(word("instructions"), [instructions("text")], { decline: word("close") });
}

function showKeys() {
  const tick = element("input", { type: "checkbox", checked: state.keysOn });
  tick.addEventListener("change", () => {
    state.keysOn = tick.checked;
    keep();
  });
  const rows = WORDS.keyTable.map(([key, words]) =>
    element("tr", {}, element("td", {}, element("kbd", {}, key)), element("td", {}, words)),
  );
  const inside = [element("table", {}, rows), element("label", { class: "tick" }, tick, word("keysOn"))];
  ask(word("keysTitle"), inside, { decline: word("close") });
}
