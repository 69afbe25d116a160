// The part of Markdown that stands inside a line: emphasis, code, links and pictures.
//
// Links and pictures become text with their address. Whatever is not understood stays as written.

const LONGEST_FORMATTED = 10000;
const DEEPEST_INLINE = 6;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const EMPHASIS = [
  ["**", "strong"],
  ["__", "strong"],
  ["~~", "del"],
  ["*", "em"],
  ["_", "em"],
];

function showInline(parent, source, start, end, depth = 0) {
  if (end - start > LONGEST_FORMATTED || depth > DEEPEST_INLINE) {
    showText(parent, source, start, end);
    return;
  }
  const line = { source, end, depth, vain: new Set() };
  let shown = start;
  for (let index = start; index < end; ) {
    const part = partAt(line, index);
    if (!part) {
      index += 1;
      continue;
    }
    showText(parent, source, shown, index);
    if (part.node) parent.append(part.node);
    index = part.after;
    shown = part.shownFrom ?? part.after;
  }
  showText(parent, source, shown, end);
}

function partAt(line, index) {
  switch (line.source[index]) {
    case "\\":
      return escapeAt(line, index);
    case "`":
      return codeAt(line, index);
    case "!":
      return line.source[index + 1] === "[" ? linkAt(line, index + 1, index) : null;
    case "[":
      return linkAt(line, index, index);
    case "*":
    case "_":
    case "~":
      return emphasisAt(line, index);
    default:
      return null;
  }
}

function escapeAt({ source, end }, index) {
  if (index + 1 >= end || !PUNCTUATION.test(source[index + 1])) return null;
  return { after: index + 2, shownFrom: index + 1 };
}

function codeAt({ source, end, vain }, index) {
  let inside = index;
  while (source[inside] === "`") inside += 1;
  const marker = source.slice(index, inside);
  if (vain.has(marker)) return { after: inside, shownFrom: index };
  let close = source.indexOf(marker, inside);
  while (close >= 0 && close < end && source[close + marker.length] === "`") {
    while (source[close] === "`") close += 1;
    close = source.indexOf(marker, close);
  }
  if (close < 0 || close + marker.length > end) {
    vain.add(marker);
    return { after: inside, shownFrom: index };
  }
  const node = element("code");
  showText(node, source, inside, close);
  return { node, after: close + marker.length };
}

function linkAt({ source, end, depth, vain }, open, index) {
  if (vain.has("](")) return null;
  const middle = source.indexOf("](", open);
  if (middle < 0 || middle >= end) {
    vain.add("](");
    return null;
  }
  const close = source.indexOf(")", middle);
  if (close < 0 || close >= end || /[[\]\n]/.test(source.slice(open + 1, middle))) return null;
  const node = element("span");
  if (index < open) node.append(`${word("picture")} `);
  showInline(node, source, open + 1, middle, depth + 1);
  const address = element("span", { class: "address", dir: "ltr" });
  showText(address, source, middle + 2, close);
  node.append(" (", address, ")");
  return { node, after: close + 1 };
}

function emphasisAt({ source, end, depth, vain }, index) {
  for (const [marker, tag] of EMPHASIS) {
    if (!source.startsWith(marker, index) || vain.has(marker)) continue;
    const inside = index + marker.length;
    if (!opens(source, index, inside, end)) continue;
    const close = closing(source, marker, inside, end);
    if (close < 0) {
      vain.add(marker);
      continue;
    }
    const node = element(tag);
    showInline(node, source, inside, close, depth + 1);
    return { node, after: close + marker.length };
  }
  return null;
}

function opens(source, index, inside, end) {
  const inWord = source[index] === "_" && index > 0 && /[\p{L}\p{N}]/u.test(source[index - 1]);
  return inside < end && !/\s/.test(source[inside]) && source[inside] !== source[index] && !inWord;
}

function closing(source, marker, from, end) {
  for (let at = source.indexOf(marker, from + 1); at >= 0; at = source.indexOf(marker, at + 1)) {
    const after = at + marker.length;
    if (after > end) return -1;
    const spaced = /\s/.test(source[at - 1]);
    const longer = source[after] === marker[0] && after < end;
    const inWord = marker[0] === "_" && after < end && /[\p{L}\p{N}]/u.test(source[after]);
    const ofLonger = marker.length === 1 && source[at - 1] === marker;
    if (!spaced && !longer && !inWord && !ofLonger) return at;
  }
  return -1;
}
