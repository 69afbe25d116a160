// What stands before the first item and after the last one.

function startScreen() {
  const count = PACK.items.length;
  const done = count - openPositions().length;
  const begun = done > 0 || state.unsaved;
  const facts = [
    `${counted(PACK.kind === "prefer" ? "pairs" : "items", count)} ${WORDS.asked[PACK.kind]}`,
    keptInBrowser ? word("pauses") : word("notKept"),
    word("privacy"),
  ];
  const start = button(word(begun ? "goOn" : "start"), itemScreen, { class: "main start-button" }, "Enter");
  const over = button(word("startOver"), askStartOver, { class: "quiet" });
  show(
    element(
      "main",
      { class: "start" },
      element("h1", { tabindex: "-1", dir: "auto" }, PACK.title),
      element("p", { class: "who", dir: "auto" }, word("forReviewer", PACK.reviewer)),
      PACK.instructions.trim() ? instructions("card text instructions") : null,
      element("ul", { class: "facts" }, facts.map((fact) => element("li", {}, fact))),
      begun ? element("p", {}, counted("done", done, count)) : null,
      element("div", { class: "actions" }, start, button(word("keys"), showKeys, { class: "keys" }), begun ? over : null),
    ),
  );
  document.title = PACK.title;
  document.querySelector("h1").focus({ preventScroll: true });
}

function instructions(kind) {
  const text = element("div", { class: kind, dir: "auto" });
  showOutput(text, PACK.instructions);
  return text;
}

function askStartOver() {
  const done = () => {
    forgetAll();
    startScreen();
  };
  ask(word("startOver"), [element("p", {}, word("startOverAsked"))], { confirm: word("remove"), done });
}

function endScreen() {
  stopWatching();
  const open = openPositions();
  const count = PACK.items.length;
  const told = element("p", { role: "status" });
  const box = element("textarea", { class: "copied", readonly: true, hidden: true, "aria-label": word("copyYourself") });
  const save = () => {
    download();
    told.textContent = word("saved", fileName());
  };
  const copy = async () => {
    const copied = await copyInto(box);
    told.textContent = word(copied ? "copied" : "copyYourself");
  };
  const nothing = open.length === count && !Object.values(state.entries).some((own) => own.given);
  show(
    element(
      "main",
      { class: "end" },
      element("h1", { tabindex: "-1" }, word(open.length ? "endSome" : "endAll")),
      element("p", {}, counted("done", count - open.length, count)),
      open.length ? openList(open) : null,
      element("p", {}, `${word("sendBack")} ${open.length ? word("sendAgain") : ""}`),
      keptInBrowser ? null : element("p", { class: "notice" }, word("notKept")),
      element(
        "div",
        { class: "actions" },
        button(word("download"), save, { class: "main download", disabled: nothing }),
        button(word("copy"), copy, { class: "copy", disabled: nothing }),
        button(word("back"), itemScreen, { class: "quiet back" }),
      ),
      nothing ? element("p", { class: "muted" }, word("nothingYet")) : null,
      told,
      box,
    ),
  );
  document.title = PACK.title;
  window.scrollTo(0, 0);
  document.querySelector("h1").focus({ preventScroll: true });
}

function openList(open) {
  const each = (position) => button(String(position + 1), () => openAt(position));
  return element(
    "div",
    {},
    element("p", {}, counted("open", open.length)),
    element("div", { class: "open-items" }, open.slice(0, 200).map(each)),
  );
}
