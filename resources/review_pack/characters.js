// Characters as they are stored and as they are shown.
//
// Every text node that shows a piece of an output knows which piece: a passage that somebody
// selects is found again in the stored text, however the text was laid out.

const UNSEEN = new RegExp(
  "\\r\\n?|[\\u2028\\u2029]|[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e" +
    "\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff\\ufff9-\\ufffb\\ud800-\\udfff]|" +
    "[\\u{e0000}-\\u{e007f}]",
  "gu",
);

const PLACES = new WeakMap();

function placed(node, start, end, exact) {
  PLACES.set(node, { start, end, exact });
  return node;
}

// Controls, marks that turn the text around them, and halves of characters are shown as numbers.
function showText(parent, source, start, end) {
  const text = source.slice(start, end);
  let shown = 0;
  for (const found of text.matchAll(UNSEEN)) {
    showExactly(parent, text, shown, found.index, start);
    showUnseen(parent, found[0], start + found.index);
    shown = found.index + found[0].length;
  }
  showExactly(parent, text, shown, text.length, start);
}

function showExactly(parent, text, from, to, start) {
  if (from === to) return;
  const node = document.createTextNode(text.slice(from, to));
  parent.append(placed(node, start + from, start + to, true));
}

function showUnseen(parent, character, start) {
  const end = start + character.length;
  if (/[\r\u2028\u2029]/.test(character)) {
    parent.append(placed(document.createTextNode("\n"), start, end, false));
    return;
  }
  const number = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  const node = placed(document.createTextNode(`⟨U+${number}⟩`), start, end, false);
  parent.append(element("span", { class: "hidden-sign", dir: "ltr" }, node));
}

// What the selection covers of the stored text, in code units; null where it covers nothing.
function passageIn(root, range) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let start = Infinity;
  let end = -1;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const place = PLACES.get(node);
    if (!place || !range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    if (from >= to) continue;
    start = Math.min(start, place.exact ? place.start + from : place.start);
    end = Math.max(end, place.exact ? place.start + to : place.end);
  }
  return start < end ? { start, end } : null;
}

function startsPair(text, index) {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(index, index + 2));
}

// Offsets are kept in code points: other programs count so.
function codePoints(text, end) {
  let count = 0;
  for (let index = 0; index < end; index += startsPair(text, index) ? 2 : 1) count += 1;
  return count;
}

// A place where the text can be cut: never inside a character.
function cuttable(text, index) {
  return index > 0 && startsPair(text, index - 1) ? index - 1 : index;
}

// Results are signed as UTF-8, which has no halves of characters.
function wellFormed(text) {
  return text.replace(/[\ud800-\udfff]/gu, "\ufffd");
}
