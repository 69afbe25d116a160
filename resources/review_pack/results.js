// What comes back: one small signed document.

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// A judgment keeps its id and time until something else is said. One that was handed out and then
// undone is followed by one that says nothing: it takes back what was said.
function settle(key) {
  const own = entryOf(key);
  const done = isDone(own);
  if (!done && !own.given) {
    own.said = null;
    return;
  }
  const content = {
    answers: done && !own.skipped ? own.answers : {},
    comments: done ? own.comments : [],
    skipped: done ? own.skipped : "",
  };
  const text = canonical(content);
  if (own.said && own.said.text === text) return;
  const seconds = Math.round(own.milliseconds / 1000);
  own.said = { id: newId(), at: new Date().toISOString(), seconds, text };
}

function judgmentOf(key) {
  settle(key);
  const { said } = entryOf(key);
  if (!said) return null;
  const { answers, comments, skipped } = JSON.parse(said.text);
  const words = Object.entries(answers).map(([id, value]) => [
    id,
    typeof value === "string" ? wellFormed(value) : value,
  ]);
  return {
    id: said.id,
    item: key,
    at: said.at,
    answers: Object.fromEntries(words),
    comments: comments.map((each) => ({
      ...each,
      quote: wellFormed(each.quote),
      text: wellFormed(each.text),
    })),
    skipped: wellFormed(skipped),
    seconds: said.seconds,
  };
}

function results() {
  stopWatching();
  const judgments = PACK.items.map(({ key }) => judgmentOf(key)).filter((each) => each !== null);
  const made = {
    spec: "review-results/1",
    review: PACK.review,
    pack: CONTENT.digest,
    reviewer: PACK.reviewer,
    made_at: new Date().toISOString(),
    judgments,
  };
  return { ...made, signature: signatureOf(made, CONTENT.key) };
}

// In ASCII: mail and chat programs leave it alone.
function resultsText() {
  const text = JSON.stringify(results(), null, 1);
  return text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function handedOut() {
  for (const own of Object.values(state.entries)) own.given = own.said ? own.said.id : own.given;
  state.unsaved = false;
  keep();
}

function fileName() {
  const parts = [PACK.title, PACK.reviewer, WORDS.fileEnding];
  const plain = parts.map((part) => part.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, ""));
  return `${plain.map((part) => part.slice(0, 60)).filter(Boolean).join("_")}.json`;
}

function download() {
  const file = new Blob([`${resultsText()}\n`], { type: "application/json" });
  const address = URL.createObjectURL(file);
  const link = element("a", { href: address, download: fileName(), hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  handedOut();
}

// Whether the browser let the page copy; if not, the person copies from the box.
async function copyInto(box) {
  box.value = resultsText();
  box.hidden = false;
  box.focus();
  box.select();
  let copied = false;
  try {
    await navigator.clipboard.writeText(box.value);
    copied = true;
  } catch {
    copied = document.execCommand("copy");
  }
  handedOut();
  return copied;
}
