// What was changed in a text, word by word.

const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}_]+|\s+|./gsu;
const LARGEST_TABLE = 4000000;

// Pairs of "same", "removed" or "added" and a text.
function changesBetween(before, after) {
  const one = before.match(WORD) || [];
  const two = after.match(WORD) || [];
  let start = 0;
  while (start < one.length && start < two.length && one[start] === two[start]) start += 1;
  let end = 0;
  while (
    end < Math.min(one.length, two.length) - start &&
    one[one.length - 1 - end] === two[two.length - 1 - end]
  ) {
    end += 1;
  }
  return merged([
    ...one.slice(0, start).map((text) => ["same", text]),
    ...middle(one.slice(start, one.length - end), two.slice(start, two.length - end)),
    ...one.slice(one.length - end).map((text) => ["same", text]),
  ]);
}

// By the longest common sequence; of what is too large for that: all out, all in.
function middle(one, two) {
  if (one.length * two.length > LARGEST_TABLE) {
    return [["removed", one.join("")], ["added", two.join("")]];
  }
  const width = two.length + 1;
  const common = new Uint16Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = two.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        one[i] === two[j]
          ? common[(i + 1) * width + j + 1] + 1
          : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  return path(one, two, common, width);
}

function path(one, two, common, width) {
  const steps = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < two.length) {
    if (i < one.length && j < two.length && one[i] === two[j]) {
      steps.push(["same", one[i]]);
      [i, j] = [i + 1, j + 1];
    } else if (j >= two.length || (i < one.length && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      steps.push(["removed", one[i]]);
      i += 1;
    } else {
      steps.push(["added", two[j]]);
      j += 1;
    }
  }
  return steps;
}

function merged(steps) {
  const whole = [];
  for (const [kind, text] of steps) {
    if (!text) continue;
    const last = whole[whole.length - 1];
    if (last && last[0] === kind) last[1] += text;
    else whole.push([kind, text]);
  }
  return whole;
}

// Long stretches that stay the same are left out but for their edges.
function showChanges(parent, before, after) {
  const tags = { same: "span", removed: "del", added: "ins" };
  parent.replaceChildren();
  for (const [kind, text] of changesBetween(before, after)) {
    const made = element(tags[kind]);
    const shown = kind === "same" && text.length > 240 ? `${text.slice(0, 100)} … ${text.slice(-100)}` : text;
    showText(made, shown, 0, shown.length);
    parent.append(made);
  }
}
