// An output as it reads best: structured, formatted or plain, and no more of it at first than a
// browser lays out in no time.

const SHOWN_AT_FIRST = 20000;
const LONGEST_READABLE = 200000;
const LONGEST_LINE = 20000;
const PIECE = 4000;

function showOutput(parent, text, { plain = false, whole = false } = {}) {
  parent.replaceChildren();
  const end = whole ? text.length : firstPart(text);
  if (!plain && end === text.length && text.length <= LONGEST_READABLE && isStructured(text)) {
    showStructured(parent, text);
  } else if (plain || !readable(text, end)) {
    showPlain(parent, text, end, plain ? "plain" : "");
  } else {
    showBlocks(parent, text, linesOf(text, 0, end));
  }
  if (end < text.length) parent.append(more(parent, text, plain));
}

function firstPart(text) {
  if (text.length <= SHOWN_AT_FIRST) return text.length;
  const line = text.lastIndexOf("\n", SHOWN_AT_FIRST);
  return line > SHOWN_AT_FIRST / 2 ? line : cuttable(text, SHOWN_AT_FIRST);
}

function readable(text, end) {
  if (end > LONGEST_READABLE) return false;
  return linesOf(text, 0, end).every(([from, to]) => to - from < LONGEST_LINE);
}

function more(parent, text, plain) {
  const showAll = () => {
    showOutput(parent, text, { plain, whole: true });
    parent.focus();
  };
  return element(
    "p",
    { class: "more" },
    element("span", { class: "muted" }, `${word("onlyBeginning")} `),
    button(counted("showAll", text.length), showAll, { class: "show-all" }),
  );
}

// In pieces: a browser lays out only those that are in sight.
function showPlain(parent, text, end, kind) {
  for (let start = 0; start < end; ) {
    const to = pieceEnd(text, start, end);
    const piece = element("div", { class: `piece ${kind}`, dir: "auto" });
    const atBreak = to < end && text[to - 1] === "\n";
    showText(piece, text, start, atBreak ? to - 1 : to);
    if (!piece.firstChild) piece.append(element("br"));
    parent.append(piece);
    start = to;
  }
}

function pieceEnd(text, start, end) {
  if (end - start <= PIECE) return end;
  const line = text.lastIndexOf("\n", start + PIECE);
  return line > start ? line + 1 : cuttable(text, start + PIECE);
}
