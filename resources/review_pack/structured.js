// JSON, laid out line by line. The characters stay those of the text; only the spaces are new.

const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const DEEPEST_STRUCTURE = 60;

function isStructured(text) {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
  } catch {
    return false;
  }
  return depthOf(text) <= DEEPEST_STRUCTURE;
}

function depthOf(text) {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(JSON_TOKEN)) {
    if (token === "{" || token === "[") depth += 1;
    if (token === "}" || token === "]") depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function showStructured(parent, source) {
  const code = element("code");
  const tokens = [...source.matchAll(JSON_TOKEN)];
  let depth = 0;
  tokens.forEach((found, n) => {
    const [token, next] = [found[0], tokens[n + 1]?.[0]];
    if (token === "{" || token === "[") depth += 1;
    showText(code, source, found.index, found.index + token.length);
    if (next === "}" || next === "]") depth -= 1;
    code.append(between(token, next, depth));
  });
  const shown = element("pre", { dir: "ltr", tabindex: "0" }, code);
  const fold = element("details", { class: "fold", open: true });
  fold.append(element("summary", {}, word("structured")), shown);
  parent.append(fold);
}

function between(token, next, depth) {
  if (next === undefined || next === "," || next === ":") return "";
  if (token === ":") return " ";
  const empty = (token === "{" && next === "}") || (token === "[" && next === "]");
  return empty ? "" : `\n${"  ".repeat(depth)}`;
}
