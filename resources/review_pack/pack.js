// Where the page begins, and what the keys do.

const KEYS = {
  u: undoLast,
  s: () => askSkip(goOn),
  c: commentOnSelection,
  "?": showKeys,
};

function writing(target) {
  return target.matches("textarea, input:not([type=radio]):not([type=checkbox])");
}

function pressable(target) {
  return Boolean(target.closest("button, summary, a"));
}

// The letter on the key also where the keyboard writes another script.
function letterOf(event) {
  if (event.key.length > 1 || /[!-~]/.test(event.key)) return event.key.toLowerCase();
  return event.code.replace(/^Key/, "").toLowerCase();
}

function onKey(event) {
  const { target } = event;
  const command = event.ctrlKey || event.metaKey;
  const onItem = document.querySelector("main.item");
  if (document.querySelector("dialog[open]") || event.isComposing || event.altKey) return;
  if (writing(target)) {
    if (event.key === "Escape") document.querySelector("h1").focus({ preventScroll: true });
    else if (!(command && event.key === "Enter" && onItem)) return;
  }
  if (command && event.key !== "Enter") return;
  const done = onItem ? itemKey(event) : startKey(event);
  if (done) event.preventDefault();
}

function startKey(event) {
  if (event.key === "Enter" && document.querySelector("main.start") && !pressable(event.target)) {
    itemScreen();
    return true;
  }
  return false;
}

function itemKey(event) {
  if (event.key === "Enter") {
    if (pressable(event.target) && !event.ctrlKey && !event.metaKey) return false;
    (event.shiftKey ? goBack : goNext)();
    return true;
  }
  if (!state.keysOn || event.key === "Escape") return false;
  if (event.key === "Backspace") {
    undoLast();
    return true;
  }
  if (/^[0-9]$/.test(event.key)) {
    fields[current]?.digit(Number(event.key));
    return true;
  }
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") return stepKey(event);
  const action = KEYS[letterOf(event)];
  if (action) action();
  return Boolean(action);
}

// A choice that has the focus moves by itself, as everywhere.
function stepKey(event) {
  if (event.shiftKey || event.target.matches("input, pre, .sideways")) return false;
  fields[current]?.step(event.key === "ArrowRight" ? 1 : -1);
  return true;
}

function followKeeping() {
  const told = document.querySelector(".bar .saved");
  if (told) told.textContent = keptInBrowser ? word("kept") : word("notKeptShort");
  const progress = document.querySelector(".bar progress");
  if (progress) progress.value = PACK.items.length - openPositions().length;
}

function warnBeforeLeaving(event) {
  stopWatching();
  if (!state.unsaved) return;
  event.preventDefault();
  event.returnValue = "";
}

function followSight() {
  if (document.hidden) stopWatching();
  else if (document.querySelector("main.item")) watch(item().key);
}

function warnOfOtherWindow(event) {
  if (event.key !== PLACE_IN_BROWSER || document.querySelector(".elsewhere")) return;
  document.body.prepend(element("p", { class: "notice elsewhere", role: "alert" }, word("elsewhere")));
}

function begin() {
  restore();
  document.documentElement.lang = WORDS.language;
  const attributes = { class: "main bubble", hidden: true, onpointerdown: (event) => event.preventDefault() };
  const bubble = button(word("comment"), commentOnSelection, attributes);
  bubble.setAttribute("aria-label", word("commentPassage"));
  document.body.append(bubble);
  document.addEventListener("selectionchange", () => requestAnimationFrame(() => followSelection(bubble)));
  document.addEventListener("keydown", onKey);
  document.addEventListener("answered", () => refreshItem());
  document.addEventListener("answerskept", followKeeping);
  document.addEventListener("visibilitychange", followSight);
  window.addEventListener("pagehide", stopWatching);
  window.addEventListener("beforeunload", warnBeforeLeaving);
  window.addEventListener("storage", warnOfOtherWindow);
  startScreen();
}

begin();
