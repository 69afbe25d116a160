// The part of Markdown that lines make: headings, lists, tables, quotes, code and paragraphs.
//
// A line is a pair of places in the source; what stands inside a quote or a list is the same lines
// with later beginnings. HTML stays text.

const DEEPEST_BLOCK = 8;
const HEADING = /^ {0,3}(#{1,6})[ \t]+/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const QUOTE = /^ {0,3}> ?/;
const BULLET = /^( {0,3})([-*+]|(\d{1,9})[.)])( {1,4}|$)/;
const TABLE_RULE = /^ *\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$/;

function linesOf(source, start, end) {
  const lines = [];
  const breaks = /\r\n|\n|\r/g;
  breaks.lastIndex = start;
  let begin = start;
  for (let found = breaks.exec(source); found && found.index < end; found = breaks.exec(source)) {
    lines.push([begin, found.index]);
    begin = found.index + found[0].length;
  }
  lines.push([begin, end]);
  return lines;
}

function showBlocks(parent, source, lines, depth = 0) {
  for (let n = 0; n < lines.length; ) n += blockAt(parent, source, lines, n, depth);
}

// How many lines the block took.
function blockAt(parent, source, lines, n, depth) {
  const line = textOf(source, lines[n]);
  if (!line.trim()) return 1;
  if (FENCE.test(line)) return codeBlock(parent, source, lines, n);
  if (HEADING.test(line)) return heading(parent, source, lines[n]);
  if (RULE.test(line)) {
    parent.append(element("hr"));
    return 1;
  }
  if (isTable(source, lines, n)) return table(parent, source, lines, n);
  if (depth < DEEPEST_BLOCK && QUOTE.test(line)) return quote(parent, source, lines, n, depth);
  if (depth < DEEPEST_BLOCK && BULLET.test(line)) return list(parent, source, lines, n, depth);
  return paragraph(parent, source, lines, n, depth);
}

function textOf(source, [start, end]) {
  return source.slice(start, end);
}

function heading(parent, source, [start, end]) {
  const [whole, marks] = HEADING.exec(textOf(source, [start, end]));
  const made = element(`h${Math.min(marks.length + 2, 5)}`, { dir: "auto" });
  const closed = /[ \t]+#+[ \t]*$/.exec(source.slice(start + whole.length, end));
  showInline(made, source, start + whole.length, end - (closed ? closed[0].length : 0));
  parent.append(made);
  return 1;
}

function codeBlock(parent, source, lines, n) {
  const fence = FENCE.exec(textOf(source, lines[n]))[1];
  let last = n + 1;
  while (last < lines.length && !closesFence(textOf(source, lines[last]), fence)) last += 1;
  const code = element("code");
  showLines(code, source, lines.slice(n + 1, last));
  parent.append(element("pre", { dir: "auto", tabindex: "0" }, code));
  return last - n + 1;
}

function closesFence(line, fence) {
  const found = FENCE.exec(line);
  return Boolean(found) && found[1].startsWith(fence) && line.trim() === found[1];
}

function showLines(parent, source, lines) {
  lines.forEach(([start, end], n) => {
    showText(parent, source, start, end);
    if (n + 1 === lines.length) return;
    parent.append(placed(document.createTextNode("\n"), end, lines[n + 1][0], false));
  });
}

function quote(parent, source, lines, n, depth) {
  const inside = [];
  let last = n;
  for (; last < lines.length; last += 1) {
    const found = QUOTE.exec(textOf(source, lines[last]));
    if (!found) break;
    inside.push([lines[last][0] + found[0].length, lines[last][1]]);
  }
  const made = element("blockquote", { dir: "auto" });
  showBlocks(made, source, inside, depth + 1);
  parent.append(made);
  return last - n;
}

function list(parent, source, lines, n, depth) {
  const [, , , number] = BULLET.exec(textOf(source, lines[n]));
  const made = element(number ? "ol" : "ul", { dir: "auto" });
  if (number) made.setAttribute("start", String(Number(number)));
  let next = n;
  while (next < lines.length) {
    const found = BULLET.exec(textOf(source, lines[next]));
    if (!found || Boolean(found[3]) !== Boolean(number) || RULE.test(textOf(source, lines[next]))) break;
    const own = ownLines(source, lines, next, found[0].length);
    const entry = element("li", { dir: "auto" });
    showBlocks(entry, source, own.lines, depth + 1);
    made.append(entry);
    next = own.next;
  }
  parent.append(made);
  return next - n;
}

// The lines of one entry: its first, those that are indented, and blank ones between them.
function ownLines(source, lines, n, indent) {
  const own = [[lines[n][0] + indent, lines[n][1]]];
  let next = n + 1;
  let blank = 0;
  for (let at = next; at < lines.length; at += 1) {
    const line = textOf(source, lines[at]);
    const spaces = /^ */.exec(line)[0].length;
    if (!line.trim()) {
      blank += 1;
      continue;
    }
    const nested = spaces >= Math.min(indent, 2);
    if (!nested && (blank || beginsBlock(line))) break;
    own.push(...Array(blank).fill([lines[at][0], lines[at][0]]));
    own.push([lines[at][0] + Math.min(spaces, indent), lines[at][1]]);
    [blank, next] = [0, at + 1];
  }
  while (next < lines.length && !textOf(source, lines[next]).trim()) next += 1;
  return { lines: own, next };
}

function beginsBlock(line) {
  return [HEADING, FENCE, RULE, QUOTE, BULLET].some((pattern) => pattern.test(line));
}

function isTable(source, lines, n) {
  if (n + 1 >= lines.length) return false;
  const rule = textOf(source, lines[n + 1]);
  return textOf(source, lines[n]).includes("|") && rule.includes("|") && TABLE_RULE.test(rule);
}

function table(parent, source, lines, n) {
  const made = element("table", { dir: "auto" });
  let last = n;
  for (; last < lines.length && textOf(source, lines[last]).includes("|"); last += 1) {
    if (last !== n + 1) made.append(tableRow(source, lines[last], last === n ? "th" : "td"));
  }
  parent.append(element("div", { class: "sideways", tabindex: "0" }, made));
  return last - n;
}

function tableRow(source, [start, end], tag) {
  const row = element("tr");
  const line = textOf(source, [start, end]).replace(/\\\||`[^`]*`/g, (part) => "x".repeat(part.length));
  const from = start + /^\s*\|?/.exec(line)[0].length;
  const to = end - /\|?\s*$/.exec(line)[0].length;
  let cell = from;
  for (let at = from; at <= to; at += 1) {
    if (at < to && line[at - start] !== "|") continue;
    const made = element(tag, { dir: "auto" });
    showTrimmed(made, source, cell, at);
    row.append(made);
    cell = at + 1;
  }
  return row;
}

function showTrimmed(parent, source, start, end) {
  const text = source.slice(start, end);
  const from = start + (text.length - text.trimStart().length);
  showInline(parent, source, from, Math.max(from, start + text.trimEnd().length));
}

function paragraph(parent, source, lines, n, depth) {
  let last = n + 1;
  while (last < lines.length && textOf(source, lines[last]).trim()) {
    if (beginsBlock(textOf(source, lines[last])) || isTable(source, lines, last)) break;
    last += 1;
  }
  const made = element("p", { dir: "auto" });
  if (depth) lines.slice(n, last).forEach((line, at) => showLine(made, source, line, at));
  else showInline(made, source, lines[n][0], lines[last - 1][1]);
  parent.append(made);
  return last - n;
}

function showLine(parent, source, [start, end], at) {
  if (at) parent.append("\n");
  showInline(parent, source, start, end);
}
