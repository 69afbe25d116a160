// What the person has said so far: kept in the browser with every change, and taken back by undo.

const CONTENT = JSON.parse(document.getElementById("content").textContent);
const PACK = CONTENT.pack;
const PLACE_IN_BROWSER = `review:${CONTENT.digest}`;
const MOST_STEPS = 500;

const steps = [];
let keptInBrowser = true;
let state = { position: 0, started: false, keysOn: true, unsaved: false, entries: {} };

function restore() {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE_IN_BROWSER));
    if (kept && typeof kept.entries === "object") state = { ...state, ...kept };
    localStorage.setItem(PLACE_IN_BROWSER, JSON.stringify(state));
  } catch {
    keptInBrowser = false;
  }
  state.position = Math.min(Math.max(0, state.position), PACK.items.length - 1);
}

function keep() {
  try {
    localStorage.setItem(PLACE_IN_BROWSER, JSON.stringify(state));
    keptInBrowser = true;
  } catch {
    keptInBrowser = false;
  }
  document.dispatchEvent(new Event("answerskept"));
}

function forgetAll() {
  steps.length = 0;
  state = { ...state, position: 0, started: false, unsaved: false, entries: {} };
  keep();
}

function item() {
  return PACK.items[state.position];
}

// `said` is what the results say of the item; `given` the id of what a saved file last said.
function entryOf(key) {
  const empty = { answers: {}, comments: [], skipped: "", milliseconds: 0, said: null, given: "" };
  state.entries[key] ??= empty;
  return state.entries[key];
}

function entry() {
  return entryOf(item().key);
}

// One step that undo takes back; typing on in the same box is one step.
function change(what, make, { typing = false } = {}) {
  const last = steps[steps.length - 1];
  const on = typing && last && last.typing && last.what === what && last.position === state.position;
  const { answers, comments, skipped } = entry();
  if (!on) {
    const before = JSON.stringify({ answers, comments, skipped });
    steps.push({ position: state.position, what, typing, before });
    if (steps.length > MOST_STEPS) steps.shift();
  }
  make(entry());
  state.unsaved = true;
  keep();
}

function setAnswer(question, value, options) {
  if (entry().answers[question.id] === value && !entry().skipped) return;
  change(question.id, (own) => {
    own.skipped = "";
    if (value === undefined || value === "") delete own.answers[question.id];
    else own.answers[question.id] = value;
  }, options);
}

// Where the step was made; null where there is none.
function undoStep() {
  const step = steps.pop();
  if (!step) return null;
  state.position = step.position;
  Object.assign(entry(), JSON.parse(step.before));
  state.unsaved = true;
  keep();
  return step;
}

function answered(own, question) {
  return own.answers[question.id] !== undefined;
}

function missing(own) {
  return PACK.questions.filter((question) => question.required && !answered(own, question));
}

function isDone(own) {
  if (own.skipped) return true;
  const something = Object.keys(own.answers).length > 0 || own.comments.length > 0;
  return something && missing(own).length === 0;
}

function openPositions() {
  const positions = PACK.items.map((each, position) => position);
  return positions.filter((position) => !isDone(entryOf(PACK.items[position].key)));
}

// Time goes on while an item is in sight.

let watched = null;

function watch(key) {
  stopWatching();
  if (!document.hidden) watched = { key, since: performance.now() };
}

function stopWatching() {
  if (!watched) return;
  entryOf(watched.key).milliseconds += Math.round(performance.now() - watched.since);
  watched = null;
  keep();
}
