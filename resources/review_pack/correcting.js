// The text as it should have been, written over the text as it is.

const LONG_TO_COMPARE = 20000;

function correctionField(question) {
  const { key } = item();
  const original = item().outputs[0].text;
  const shown = original.replace(/\r\n?/g, "\n");
  const right = element("button", { type: "button", class: "right", "aria-pressed": "false" }, word("unchanged"));
  const again = button(word("startAgainFromText"), () => put(undefined), { class: "quiet" });
  const box = element("textarea", { dir: "auto", "aria-label": word("edited"), spellcheck: "true" });
  const changes = element("div", { class: "changes", dir: "auto", role: "group", "aria-label": word("changes") });
  const root = frame(question, "correction", box, element("div", { class: "choices" }, right, again), changes);

  // Of a long text not with every key.
  let waiting = 0;
  function changed() {
    clearTimeout(waiting);
    const tell = () => showChangesOf(changes, original, entryOf(key).answers[question.id]);
    if (original.length < LONG_TO_COMPARE) tell();
    else waiting = setTimeout(tell, 500);
  }

  function put(value) {
    answer(question, value);
    box.value = shownAs(value);
  }

  // A browser's box has one kind of line end; the text keeps its own.
  function stored(text) {
    if (text === shown) return undefined;
    return /\r\n/.test(original) && !/[^\r]\n/.test(original) ? text.replace(/\n/g, "\r\n") : text;
  }

  function shownAs(value) {
    return (value ?? original).replace(/\r\n?/g, "\n");
  }

  right.addEventListener("click", () => put(original));
  box.addEventListener("input", () => answer(question, stored(box.value), { typing: true }));
  return {
    root,
    update: () => {
      const kept = entry().answers[question.id];
      if (document.activeElement !== box) box.value = shownAs(kept);
      right.setAttribute("aria-pressed", String(kept === original));
      again.hidden = kept === undefined;
      changed();
      cleared(root, question);
    },
    digit: () => put(original),
    step: () => box.focus(),
  };
}

function showChangesOf(parent, original, kept) {
  if (kept === undefined || kept === original) {
    parent.replaceChildren(element("span", { class: "muted" }, word("noChanges")));
    return;
  }
  showChanges(parent, original, kept);
}
