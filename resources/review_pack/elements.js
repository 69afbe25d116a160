// Making elements. Text only ever becomes text: nothing here or elsewhere reads markup.

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

function button(words, onclick, attributes = {}, key = "") {
  const hint = key ? element("kbd", { "aria-hidden": "true" }, key) : null;
  return element("button", { type: "button", onclick, ...attributes }, words, hint);
}

// For screen readers: what changed where the person is not looking.
function announce(words) {
  document.getElementById("announcer").textContent = words;
}

function show(...parts) {
  document.getElementById("page").replaceChildren(...parts.filter((part) => part !== null));
}
