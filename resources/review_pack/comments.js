// Comments on a passage that was selected, or on a text as a whole.

let selected = null;

function outputAt(node) {
  const at = node && node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return at && at.closest ? at.closest("[data-output]") : null;
}

// The passage that is selected in an output: which one, from where to where; or null.
function selectedPassage() {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const root = outputAt(range.startContainer) || outputAt(range.endContainer);
  const passage = root ? passageIn(root, range) : null;
  return passage && { ...passage, output: Number(root.dataset.output), box: range.getBoundingClientRect() };
}

function followSelection(bubble) {
  selected = selectedPassage();
  bubble.hidden = !selected;
  if (!selected) return;
  const width = document.documentElement.clientWidth;
  bubble.style.left = `${Math.max(8, Math.min(selected.box.left, width - bubble.offsetWidth - 8))}px`;
  const top = Math.min(selected.box.bottom + 8, window.innerHeight - 120);
  bubble.style.top = `${window.scrollY + Math.max(60, top)}px`;
}

function commentOnSelection() {
  askComment(selected ?? selectedPassage() ?? { output: 0, start: 0, end: 0 });
}

function commentOnWhole(output) {
  askComment({ output, start: 0, end: 0 });
}

function addComment({ output, start, end }, words) {
  const { text } = item().outputs[output];
  const comment = {
    output,
    start: codePoints(text, start),
    end: codePoints(text, end),
    quote: text.slice(start, end),
    text: words,
  };
  change("comment", (own) => own.comments.push(comment));
  document.getSelection().removeAllRanges();
  announce(word("commentAdded"));
  document.dispatchEvent(new Event("answered"));
}

function removeComment(number) {
  change("comment", (own) => own.comments.splice(number, 1));
  announce(word("commentRemoved"));
  document.dispatchEvent(new Event("answered"));
}

function showComments(parent) {
  const own = entry().comments;
  parent.hidden = own.length === 0;
  const heading = element("h2", { id: "comments-heading", tabindex: "-1" }, word("comments"));
  const list = element("ul", { class: "comments" }, own.map((comment, number) => commentLine(comment, number, parent)));
  parent.replaceChildren(heading, list);
}

function commentLine(comment, number, parent) {
  const about = element("q");
  showText(about, comment.quote, 0, comment.quote.length);
  const whole = element("span", { class: "of" }, word("wholeText"));
  const side = item().outputs.length > 1 ? element("p", { class: "of" }, sideName(comment.output)) : null;
  const remove = () => {
    removeComment(number);
    const heading = parent.querySelector("h2");
    (parent.hidden ? document.querySelector("h1") : heading).focus();
  };
  const words = element("p", { class: "words", dir: "auto" });
  showText(words, comment.text, 0, comment.text.length);
  return element(
    "li",
    {},
    element("div", {}, side, comment.quote ? about : whole, words),
    button(word("remove"), remove, { class: "quiet", "aria-label": word("removeComment") }),
  );
}
