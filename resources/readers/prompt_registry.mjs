/**
 * Reads a team's approved prompts, from a bundle in production or a checkout in development.
 *
 *     import { Registry } from "./prompt_registry.mjs";
 *
 *     const prompt = new Registry("prod.json").get("support/triage", { interface: 1, key: userId });
 *     const { metadata, ...call } = prompt.render({ ticket: text });
 *     const answer = await openai.chat.completions.create(call);
 *
 * Copy this file into your application: Node 18 or later, nothing else is needed. In a browser,
 * hand over the bytes of a bundle. Templates that do more than `{{ name }}` and
 * `{% include "path" %}` need Nunjucks: new Registry(file, { nunjucks }). Nunjucks is no sandbox:
 * hand it over only if whoever may release prompts may also run code in your application.
 * Every prompt is checked against its digest before it is used.
 */

const inNode = typeof process !== "undefined" && Boolean(process.versions?.node);
const fs = inNode ? await import("node:fs") : null;
const url = inNode ? await import("node:url") : null;

const BUNDLE = "prompt-bundle/1";
const FORMAT = [1, 0];
const PATH = /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)*$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const STATEMENT = /^[0-9a-f]{12}(?:\.([1-9][0-9]{0,8}))?\.json$/;
const LARGEST_YAML = 4 * 1024 * 1024;
const DEEPEST = 64;

/** What went wrong and what to do. `code` is for programs, and never changes its meaning. */
export class RegistryError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.name = "RegistryError";
    this.code = code;
  }
}

/** A bundle (a file, or its bytes), or a checkout of the registry and an environment. */
export class Registry {
  #source;
  #nunjucks;
  #checked = new Set();
  #warned = new Set();

  constructor(source, { env = "", nunjucks = null } = {}) {
    this.#nunjucks = nunjucks;
    if (source instanceof Uint8Array) {
      this.#source = new Bundle(source, "the bundle", env);
    } else if (!fs) {
      throw new RegistryError("unreadable", "Here is no file system: hand over a bundle's bytes.");
    } else if (fs.statSync(source, { throwIfNoEntry: false })?.isDirectory()) {
      this.#source = new Checkout(source instanceof URL ? url.fileURLToPath(source) : source, env);
    } else {
      this.#source = new Bundle(readFile(source), String(source), env);
    }
    this.environment = this.#source.environment;
  }

  /**
   * The version that is pinned, or for some of the keys the one that is tried out.
   *
   * `interface`: the number your call was written for. `key`: what stays the same for one user,
   * so that they always get the same version; without it they get the pinned one.
   */
  get(path, { interface: asked, key = null } = {}) {
    if (!PATH.test(path)) {
      throw new RegistryError("unknown-prompt", `${quoted(String(path))} is not the path of a prompt.`);
    }
    const entry = this.#source.entry(path);
    const offered = [entry, ...(entry.rollout ?? [])];
    for (const each of offered) checkInterface(path, each, asked);
    this.#checkWithdrawn(path, offered, entry.withdrawn ?? []);
    const chosen = key === null ? entry : chosenBy(path, key, entry);
    const content = this.#content(chosen.digest, "prompts", path);
    const components = new Map();
    for (const [name, digest] of Object.entries(content.components ?? {})) {
      components.set(name, this.#content(digest, "components", name));
    }
    return new Prompt(path, chosen, content, components, this.#source, this.#nunjucks);
  }

  #content(digest, folder, path) {
    const content = this.#source.content(digest, folder, path);
    if (!this.#checked.has(content)) {
      const found = contentDigest(content);
      if (found !== digest) {
        throw changed(`${path} is ${found.slice(0, 19)} by its content, and not ${digest.slice(0, 19)}`);
      }
      this.#checked.add(content);
    }
    return content;
  }

  #checkWithdrawn(path, offered, withdrawn) {
    for (const each of withdrawn) {
      const version = offered.find((one) => one.digest === each.digest)?.version;
      if (version === undefined) continue;
      const told = `${path} v${version} was withdrawn: ${each.reason}`;
      if (each.severity === "block") {
        const hint = "Roll back or promote another version, and use the new bundle.";
        throw new RegistryError("withdrawn", `${told}. ${hint}`);
      }
      if (!this.#warned.has(told)) console.warn(told);
      this.#warned.add(told);
    }
  }
}

/** One version of a prompt, checked. */
export class Prompt {
  #content;
  #components;
  #source;
  #nunjucks;

  constructor(path, pinned, content, components, source, nunjucks) {
    this.path = path;
    this.digest = pinned.digest;
    this.version = pinned.version;
    this.interface = pinned.interface;
    this.#content = content;
    this.#components = components;
    this.#source = source;
    this.#nunjucks = nunjucks;
  }

  /** What to log with every call, so that it can be told what runs where. */
  get metadata() {
    return { prompt: this.path, version: String(this.version), digest: this.digest };
  }

  /** The declared inputs by name. */
  get inputs() {
    return copied(this.#content.inputs ?? {});
  }

  /**
   * The arguments of a call: model, messages, parameters, tools, schema, metadata.
   *
   * Values that the prompt does not ask for are ignored: another version may.
   */
  render(values = {}) {
    const { model = {}, tools = [], tool_choice: choice, output } = this.#content;
    const call = copied(model.params ?? {});
    for (const name of Object.keys(call)) {
      if (!SENDABLE.has(name)) {
        throw new RegistryError("broken", `${name} is not a parameter that a prompt may set.`);
      }
    }
    call.model = model.name ?? "";
    call.messages = this.messages(values);
    if (tools?.length) call.tools = tools.map(toolDocument);
    if (choice !== undefined && choice !== null) call.tool_choice = copied(choice);
    if (output && Object.keys(output).length) {
      const schema = { name: output.name, schema: copied(output.schema ?? {}) };
      if (output.strict !== undefined && output.strict !== null) schema.strict = output.strict;
      call.response_format = { type: "json_schema", json_schema: schema };
    }
    call.metadata = this.metadata;
    return call;
  }

  /** Only the messages. Roles stand before values go in: a value never makes a message. */
  messages(values = {}) {
    const inputs = this.#content.inputs ?? {};
    const checked = checkedValues(inputs, values);
    const filling = new Filling(this.#content, this.#components, checked, inputs, this.#nunjucks);
    return (this.#content.messages ?? []).flatMap((message, index) =>
      message.role === "placeholder"
        ? copied(checked.get(message.name ?? "") ?? [])
        : [this.#message(message, filling.text(message, index))],
    );
  }

  #message(message, text) {
    const files = (message.attachments ?? []).map((each) => [each, this.#source.attachment(each.digest)]);
    let content = text;
    if (files.some(([each]) => each.media_type.startsWith("image/"))) {
      content = text ? [{ type: "text", text }] : [];
      content.push(...files.map(([each, data]) => part(each, data)));
    } else if (files.length) {
      content = [text, ...files.map(([each, data]) => fenced(each, data))].filter(Boolean).join("\n\n");
    }
    const document = { role: message.role, content };
    if (message.name) document.name = message.name;
    if (message.tool_calls?.length) {
      document.tool_calls = message.tool_calls.map((call) => ({
        id: call.id,
        type: "function",
        function: { name: call.name, arguments: call.arguments },
      }));
      document.content = content.length ? content : null;
    }
    if (message.role === "tool") document.tool_call_id = message.tool_call_id ?? "";
    return document;
  }
}

/** Parameters that a prompt may set. What names servers and keys is the application's. */
const SENDABLE = new Set(
  `temperature top_p top_k min_p max_tokens max_completion_tokens stop seed
  presence_penalty frequency_penalty repetition_penalty logit_bias logprobs
  top_logprobs user reasoning_effort thinking verbosity parallel_tool_calls
  service_tier safety_settings response_format web_search_options prediction
  modalities audio store num_ctx extra_body`.split(/\s+/),
);

function checkInterface(path, offered, asked) {
  if (offered.interface !== asked) {
    throw new RegistryError(
      "interface",
      `${path} v${offered.version} has interface ${offered.interface}, and you ask for ${asked}. ` +
        "Look at its inputs and output, adapt your call, and ask for " +
        `{ interface: ${offered.interface} }; or have a version of interface ${asked} pinned.`,
    );
  }
}

function chosenBy(path, key, entry) {
  let position = point(path, key);
  for (const each of entry.rollout ?? []) {
    position -= each.weight;
    if (position < 0) return each;
  }
  return entry;
}

/** Where a key stands in a rollout of the prompt, 0 to 99: the first per cents try it out. */
export function point(path, key) {
  if (typeof key !== "string" || LONE_SURROGATE.test(key)) {
    throw new RegistryError("wrong-value", "The key is text, such as the id of a user.");
  }
  return parseInt(sha256(encoded(`${path}\n${key}`)).slice(0, 12), 16) % 100;
}

function changed(what) {
  const hint = "It was changed after it was approved. Restore it, or make the bundle again.";
  return new RegistryError("changed", `${what}. ${hint}`);
}

function toolDocument(tool) {
  const fields = ["name", "description", "parameters", "strict"];
  const given = fields.filter((name) => tool[name] !== undefined && tool[name] !== null && tool[name] !== "");
  return { type: "function", function: copied(Object.fromEntries(given.map((name) => [name, tool[name]]))) };
}

function part(attachment, data) {
  if (!attachment.media_type.startsWith("image/")) return { type: "text", text: fenced(attachment, data) };
  const url = `data:${attachment.media_type};base64,${base64(data)}`;
  return { type: "image_url", image_url: { url } };
}

function fenced(attachment, data) {
  const text = new TextDecoder().decode(data);
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `File “${attachment.name}”:\n${fence}\n${text.trimEnd()}\n${fence}`;
}

/** An ordinary value that the application may change. */
function copied(value) {
  return JSON.parse(JSON.stringify(value));
}

// Values

const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const TYPES = {
  string: ["text", (value) => ["string", "boolean"].includes(typeof value) || isNumber(value)],
  integer: ["a whole number", (value) => Number.isInteger(value)],
  number: ["a number", isNumber],
  boolean: ["true or false", (value) => typeof value === "boolean"],
  array: ["a list", Array.isArray],
  object: ["an object", isObject],
  messages: ["a list of messages", Array.isArray],
};
const ROLES = ["system", "developer", "user", "assistant", "tool"];

/** Values and defaults as their inputs declare them, by name. */
function checkedValues(inputs, values) {
  const given = Object.entries(inputs).map(([name, declared]) => {
    const value = Object.hasOwn(values, name) ? values[name] : null;
    return [name, declared, value ?? declared.default ?? null];
  });
  const missing = given.filter(([, declared, value]) => value === null && isNeeded(declared));
  if (missing.length) {
    const names = missing.map(([name]) => name).join(", ");
    throw new RegistryError("missing-value", `No value for ${names}. Pass them all.`);
  }
  const found = given.filter(([, , value]) => value !== null);
  return new Map(found.map(([name, declared, value]) => [name, checkedValue(name, declared, value)]));
}

function isNeeded(declared) {
  return declared.type !== "messages" && declared.required !== false;
}

function checkedValue(name, declared, given) {
  const [wanted, fits] = TYPES[declared.type];
  if (!fits(given)) throw new RegistryError("wrong-value", `${name} is to be ${wanted}; ${shown(given)} is not.`);
  if (declared.type === "messages") {
    given.forEach((message, index) => checkMessage(`${name}[${index}]`, message));
    return given;
  }
  const value = declared.type !== "string" || typeof given === "string" ? given : plainText(given, true);
  const choices = declared.enum ?? [];
  if (choices.length && !choices.some((choice) => canonical(choice) === canonical(value))) {
    const known = choices.map(String).join(", ");
    throw new RegistryError("wrong-value", `${name} is one of ${known}; ${shown(value)} is not.`);
  }
  const most = declared.max_length ?? Infinity;
  const length = typeof value === "object" ? Object.keys(value).length : typeof value === "string" ? [...value].length : 0;
  if (length > most) throw new RegistryError("wrong-value", `${name} is ${length} long; ${most} are allowed.`);
  return value;
}

function checkMessage(place, message) {
  if (!isObject(message) || !ROLES.includes(message.role)) {
    throw new RegistryError("wrong-value", `${place} has no role among ${ROLES.join(", ")}.`);
  }
  const { content = null, tool_calls: calls } = message;
  if (content === null && !calls?.length) throw new RegistryError("wrong-value", `${place} has no content.`);
  if (content !== null && typeof content !== "string" && !Array.isArray(content)) {
    throw new RegistryError("wrong-value", `${place}.content is to be text or a list of parts.`);
  }
}

/** As Python writes it, since prompts are written and evaluated with it; 2.0 is 2 here. */
function plainText(value, lower = false) {
  if (typeof value === "boolean") return lower ? String(value) : value ? "True" : "False";
  if (typeof value !== "number") return value;
  const [digits, exponent] = value.toExponential().split("e");
  if (value === 0 || (exponent >= -4 && exponent < 16)) return String(value);
  return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

function shown(value) {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}

// Templates

const TAG = /\{[{%#]/g;
const NAME = /\{\{[ \t\n]*([A-Za-z_][A-Za-z0-9_]*)[ \t\n]*\}\}/y;
const INCLUDE = /\{%[ \t\n]*include[ \t\n]+(?:"([^"\\\n]+)"|'([^'\\\n]+)')[ \t\n]*%\}/y;
const TAKEN = new Set(
  `and block call caller cycler dict else elif extends False false filter for from if import in
  include is joiner kwargs lipsum loop namespace None none not or pluralize print range raw
  recursive scoped self set super trans True true varargs with without`.split(/\s+/),
);
const MOST_INCLUDES = 50;

/** Fills in the texts of one prompt: by itself where that is enough, or by Nunjucks. */
class Filling {
  #values;
  #literal;
  #leftOut;
  #components;
  #nunjucks;

  constructor(content, components, values, inputs, nunjucks) {
    this.#values = values;
    this.#literal = content.template.engine === "none";
    this.#leftOut = Object.keys(inputs).filter((name) => !values.has(name) && !isNeeded(inputs[name]));
    this.#components = components;
    this.#nunjucks = nunjucks;
  }

  text(message, index) {
    const text = normalisedText(message.text ?? "");
    if (this.#literal) return text;
    return this.#plain(text, 0) ?? this.#byNunjucks(text, index);
  }

  /** Null if there is more to it than names of scalar inputs and includes. */
  #plain(text, depth) {
    let found = "";
    let position = 0;
    for (const tag of text.matchAll(TAG)) {
      if (tag.index < position) continue;
      const [filled, end] = this.#one(text, tag.index, depth);
      if (filled === null) return null;
      found += text.slice(position, tag.index) + filled;
      position = end;
    }
    return found + text.slice(position);
  }

  #one(text, start, depth) {
    const name = matchAt(NAME, text, start);
    if (name && !TAKEN.has(name[1])) {
      const value = this.#values.get(name[1]);
      if (value === undefined && !this.#leftOut.includes(name[1])) {
        throw new RegistryError("missing-value", `No value for ${name[1]}. Pass it.`);
      }
      return [typeof value === "object" ? null : plainText(value ?? ""), start + name[0].length];
    }
    const include = matchAt(INCLUDE, text, start);
    if (!include) return [null, start];
    const [inner, literal] = this.#component(include[1] ?? include[2]);
    if (depth >= MOST_INCLUDES) {
      throw new RegistryError("broken", "Components include each other without end.");
    }
    return [literal ? inner : this.#plain(inner, depth + 1), start + include[0].length];
  }

  #component(path) {
    const content = this.#components.get(path);
    if (!content) {
      throw new RegistryError("broken", `It includes ${path}, which is not among its components.`);
    }
    const texts = (content.messages ?? []).map((message) => normalisedText(message.text ?? ""));
    return [texts.filter(Boolean).join("\n\n"), content.template.engine === "none"];
  }

  #byNunjucks(text, index) {
    if (!this.#nunjucks) {
      throw new RegistryError(
        "needs-engine",
        `Message ${index + 1} is more than names and includes, or is given a list: that takes ` +
          "Nunjucks. Install it (npm install nunjucks) and hand it over: " +
          "new Registry(source, { nunjucks })",
      );
    }
    const loader = {
      getSource: (path) => {
        const [inner, literal] = this.#component(path);
        const src = literal ? inner.replace(TAG, (tag) => `{{ '${tag}' }}`) : inner;
        return { src, path, noCache: true };
      },
    };
    const values = Object.fromEntries([...this.#leftOut.map((name) => [name, ""]), ...this.#values]);
    try {
      const options = { autoescape: false, throwOnUndefined: true };
      return new this.#nunjucks.Environment(loader, options).renderString(text, values);
    } catch (error) {
      const reason = `Message ${index + 1} cannot be filled in: ${error.message}`;
      throw new RegistryError("broken", reason, { cause: error });
    }
  }
}

function matchAt(pattern, text, start) {
  pattern.lastIndex = start;
  return pattern.exec(text);
}

// Digests: "sha256:" + hex(SHA-256(RFC 8785(N(content))))

const HASHED = new Set(
  ["schema", "template", "messages", "inputs", "components", "output", "tools", "tool_choice", "model"],
);
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const INTEGER_KEY = /^(?:0|[1-9][0-9]*)$/;

/** Of a whole content, as `parseJson` reads it. Throws a `RegistryError` with its `place`. */
export function contentDigest(document) {
  const form = empty();
  for (const [key, value] of Object.entries(document)) {
    if (!HASHED.has(key)) throw unhashable("is not a field of a content", key);
    form[key] = normal(value, key);
  }
  schemaAsText(form.output, document.output, "schema", "output");
  (form.tools ?? []).forEach((tool, index) =>
    schemaAsText(tool, document.tools[index], "parameters", `tools[${index}]`),
  );
  for (const message of form.messages ?? []) {
    if (typeof message?.text === "string") message.text = withoutLastBreaks(message.text);
  }
  return documentDigest(withoutEmpty(form));
}

export function documentDigest(document) {
  return `sha256:${sha256(encoded(canonical(document)))}`;
}

function normalisedText(text) {
  return withoutLastBreaks(lines(text));
}

/** By hand: a pattern would look at every run of breaks again from each of its places. */
function withoutLastBreaks(text) {
  let end = text.length;
  while (text[end - 1] === "\n") end--;
  return text.slice(0, end);
}

function lines(text) {
  return text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n").replaceAll("\r", "\n");
}

function normal(value, place) {
  if (Array.isArray(value)) return value.map((item, index) => normal(item, `${place}[${index}]`));
  if (!isObject(value)) return scalar(value, place);
  const found = empty();
  for (const [key, item] of Object.entries(value)) {
    found[scalar(key, place)] = normal(item, `${place}.${key}`);
  }
  return found;
}

function scalar(value, place) {
  if (typeof value === "string") {
    if (LONE_SURROGATE.test(value)) throw unhashable("holds half of a character", place);
    return lines(value);
  }
  if (typeof value === "bigint") throw unhashable("is an integer beyond 2^53 - 1", place);
  if (typeof value === "number" && !Number.isFinite(value)) throw unhashable("is not a finite number", place);
  return value;
}

function unhashable(what, place) {
  return Object.assign(new RegistryError("unhashable", `${place} ${what}.`), { place });
}

function schemaAsText(form, document, field, place) {
  if (isObject(form) && isObject(document) && form[field] !== undefined && form[field] !== null) {
    form[field] = compact(document[field], `${place}.${field}`);
  }
}

/** With keys as written: models write fields in the order of the schema. */
function compact(value, place) {
  if (Array.isArray(value)) return `[${value.map((item, i) => compact(item, `${place}[${i}]`)).join()}]`;
  if (!isObject(value)) return canonical(scalar(value, place));
  const pairs = Object.entries(value).map(([key, item]) => {
    if (INTEGER_KEY.test(key)) throw unhashable(`has the key ${key}, which looks like an integer`, place);
    return `${quoted(scalar(key, place))}:${compact(item, `${place}.${key}`)}`;
  });
  return `{${pairs.join()}}`;
}

function withoutEmpty(value) {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isObject(value)) return value;
  const found = empty();
  for (const [key, item] of Object.entries(value)) {
    const kept = withoutEmpty(item);
    const nothing = kept === null || (typeof kept === "object" && Object.keys(kept).length === 0);
    if (!nothing) found[key] = kept;
  }
  return found;
}

/** RFC 8785. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (isObject(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${quoted(key)}:${canonical(value[key])}`).join()}}`;
  }
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("not a finite number");
  return value === null || typeof value === "boolean" ? String(value) : `${value === 0 ? 0 : value}`;
}

function quoted(text) {
  if (LONE_SURROGATE.test(text)) throw new TypeError("half of a character");
  return JSON.stringify(text);
}

/** Without inherited names such as `constructor`. */
function empty() {
  return Object.create(null);
}

function encoded(text) {
  return new TextEncoder().encode(text);
}

const ROUND = [];
const START = [];
for (let number = 2; ROUND.length < 64; number++) {
  let prime = true;
  for (let divisor = 2; divisor * divisor <= number; divisor++) prime &&= number % divisor !== 0;
  if (!prime) continue;
  const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
  if (START.length < 8) START.push(fraction(Math.sqrt(number)));
  ROUND.push(fraction(Math.cbrt(number)));
}

/** In hexadecimal digits. Here, since browsers offer it only as a promise. */
function sha256(bytes) {
  const padded = new Uint8Array(((bytes.length + 8) >> 6 << 6) + 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = Int32Array.from(START);
  const words = new Int32Array(64);
  for (let offset = 0; offset < padded.length; offset += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(offset + 4 * i);
    mix(state, words);
  }
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

function mix(state, words) {
  const turn = (word, by) => (word >>> by) | (word << (32 - by));
  for (let i = 16; i < 64; i++) {
    const [early, late] = [words[i - 15], words[i - 2]];
    const one = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const other = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    words[i] = (words[i - 16] + one + words[i - 7] + other) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const high = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const first = (h + high + ((e & f) ^ (~e & g)) + ROUND[i] + words[i]) | 0;
    const low = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = (state[i] + word) | 0));
}

function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

// Where prompts come from

class Bundle {
  #document;

  constructor(data, name, env) {
    const document = jsonOf(data, name);
    if (document?.spec !== BUNDLE) {
      throw new RegistryError(
        "unreadable",
        `${name} is no bundle that this reader knows (${BUNDLE}). ` +
          "Make one with: workbench registry bundle ENV -o FILE",
      );
    }
    const stated = document.digest;
    delete document.digest;
    let found;
    try {
      checkBundle(document);
      found = documentDigest(document);
    } catch (error) {
      throw new RegistryError("unreadable", `${name} is damaged. Make it again.`, { cause: error });
    }
    if (stated !== found) throw changed(`${name} is not as it was made`);
    this.environment = document.environment;
    if (env && env !== this.environment) {
      throw new RegistryError(
        "unknown-environment",
        `${name} is the bundle of ${this.environment}. ` +
          `Make that of ${env}: workbench registry bundle ${env} -o ${env}.json`,
      );
    }
    this.#document = document;
  }

  entry(path) {
    const { prompts } = this.#document;
    return prompts[path] ?? unknown(path, this.environment, Object.keys(prompts));
  }

  content(digest, _folder, path) {
    const content = this.#document.contents[digest];
    if (!content) throw changed(`The bundle lacks ${path} ${digest.slice(0, 19)}`);
    return content;
  }

  attachment(digest) {
    let text = "";
    try {
      text = atob(this.#document.attachments[digest] ?? "");
    } catch {
      // What is no base64 has other bytes
    }
    return checkedBytes(Uint8Array.from(text, (letter) => letter.charCodeAt(0)), digest);
  }
}

/** Throws for a wrong shape. */
function checkBundle(document) {
  const shaped = typeof document.environment === "string" && isObject(document.contents);
  if (!shaped || !isObject(document.attachments) || !isObject(document.prompts)) throw new TypeError("shape");
  for (const entry of Object.values(document.prompts)) {
    checkVersion(entry);
    for (const each of entry.rollout ?? []) {
      checkVersion(each);
      if (!(each.weight >= 1)) throw new TypeError("weight");
    }
    for (const each of entry.withdrawn ?? []) {
      if (![each.digest, each.severity, each.reason].every((text) => typeof text === "string")) {
        throw new TypeError("withdrawn");
      }
    }
  }
}

function checkVersion({ digest, version, interface: number, weight = 1 }) {
  if (!DIGEST.test(digest) || ![version, number, weight].every(Number.isInteger)) throw new TypeError("version");
}

/** The registry's own files. Only what is asked for is read. */
class Checkout {
  #folder;
  #contents = new Map();

  constructor(folder, env) {
    const registry = yamlFile(`${folder}/registry.yaml`);
    const known = registry.environments ?? [];
    if (!known.includes(env)) {
      throw new RegistryError(
        "unknown-environment",
        `Say which environment, for example { env: ${JSON.stringify(known[0] ?? "dev")} }; ` +
          `the registry has: ${known.join(", ")}.`,
      );
    }
    const asked = String(registry.min_reader ?? "1.0");
    const [major, minor = 0] = asked.split(".").map(Number);
    if (major > FORMAT[0] || (major === FORMAT[0] && minor > FORMAT[1])) {
      throw new RegistryError(
        "unreadable",
        `The registry asks for a reader of format ${asked}. ` +
          "Copy the newer one: workbench registry readers -o FOLDER",
      );
    }
    this.environment = env;
    this.#folder = folder;
  }

  entry(path) {
    const pins = `${this.#folder}/pins/${this.environment}`;
    const file = `${pins}/${path}.yaml`;
    if (!fs.existsSync(file)) unknown(path, this.environment, filesBelow(pins, ".yaml"));
    const pin = yamlFile(file);
    if (!DIGEST.test(pin.digest)) throw unreadable(file, "lacks what a pin has");
    const entry = this.#version(pin.digest, path);
    const agreed =
      pin.prompt === path &&
      pin.environment === this.environment &&
      pin.version === entry.version &&
      pin.interface === entry.interface;
    if (!agreed) throw changed(`${file} does not agree with the version it pins`);
    entry.rollout = (pin.rollout ?? []).map(({ digest, weight }) => {
      if (!Number.isInteger(weight) || weight < 1) throw unreadable(file, "lacks what a pin has");
      return { ...this.#version(digest, path), weight };
    });
    entry.withdrawn = [entry, ...entry.rollout].flatMap((each) => this.#withdrawal(path, each.digest));
    return entry;
  }

  content(digest, folder, path) {
    const key = `${folder} ${path} ${digest}`;
    if (!this.#contents.has(key)) this.#contents.set(key, this.#document(digest, folder, path).content);
    return this.#contents.get(key);
  }

  attachment(digest) {
    return checkedBytes(readFile(`${this.#folder}/attachments/${digest.replace("sha256:", "")}`), digest);
  }

  #version(digest, path) {
    const { version, interface: number } = this.#document(digest, "prompts", path).record;
    return { digest, version, interface: number };
  }

  #document(digest, folder, path) {
    if (!DIGEST.test(digest) || !PATH.test(path)) {
      throw changed(`${path} names ${shown(digest)}, which is no version`);
    }
    const versions = `${this.#folder}/${folder}/${path}/versions`;
    const names = fs.existsSync(versions) ? fs.readdirSync(versions).sort() : [];
    for (const name of names.filter((each) => each.endsWith(`-${digest.slice(7, 19)}.yaml`))) {
      const document = yamlFile(`${versions}/${name}`);
      if (document.record?.digest === digest) return document;
    }
    throw new RegistryError("changed", `${versions} lacks ${digest.slice(0, 19)}. Get the whole registry.`);
  }

  #withdrawal(path, digest) {
    const stated = `${this.#folder}/prompts/${path}/withdrawn`;
    const names = fs.existsSync(stated) ? fs.readdirSync(stated) : [];
    const known = names
      .filter((name) => STATEMENT.test(name) && name.startsWith(digest.slice(7, 19)))
      .map((name) => [Number(STATEMENT.exec(name)[1] ?? 1), name])
      .sort(([one], [other]) => other - one);
    if (!known.length) return [];
    const file = `${stated}/${known[0][1]}`;
    const { severity, reason } = jsonOf(readFile(file), file);
    if (!severity || !reason) throw unreadable(file, "does not say why, or how severe it is");
    return severity === "none" ? [] : [{ digest, severity, reason }];
  }
}

function filesBelow(folder, ending, prefix = "") {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    if (each.isDirectory()) return filesBelow(`${folder}/${each.name}`, ending, `${prefix}${each.name}/`);
    return each.name.endsWith(ending) ? [prefix + each.name.slice(0, -ending.length)] : [];
  });
}

function unknown(path, environment, found) {
  const known = found.sort();
  const more = known.length > 5 ? ` and ${known.length - 5} more` : "";
  const listed = known.slice(0, 5).join(", ") + more || "nothing";
  throw new RegistryError(
    "unknown-prompt",
    `${path} is not pinned in ${environment}; ${listed} is. ` +
      "Correct the path, or have the prompt promoted there.",
  );
}

function checkedBytes(data, digest) {
  if (`sha256:${sha256(data)}` !== digest) {
    throw changed(`The attached file ${digest.slice(0, 19)} is missing or has other bytes`);
  }
  return data;
}

function readFile(path) {
  try {
    return new Uint8Array(fs.readFileSync(path));
  } catch (error) {
    throw unreadable(path, error.message);
  }
}

function unreadable(path, reason, line = 0) {
  return new RegistryError("unreadable", `${path}${line ? `:${line}` : ""}: ${reason}.`);
}

function decoded(data) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
}

function jsonOf(data, name) {
  try {
    return parseJson(decoded(data));
  } catch (error) {
    throw unreadable(name, `not the JSON of a registry (${error.message})`);
  }
}

/** Stricter than JSON.parse: no key twice, and an integer that is not exact is a bigint. */
export function parseJson(text) {
  const token = /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\.)*")|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)|(true|false|null))[ \t\n\r]*/y;
  const next = () => token.exec(text) ?? fail();
  const fail = () => {
    throw new SyntaxError("not JSON");
  };
  const value = ([, sign, string, number, word], depth) => {
    if (string !== undefined) return JSON.parse(string);
    if (word !== undefined) return JSON.parse(word);
    if (number !== undefined) return numberOf(number);
    if (depth > 1000) fail();
    return sign === "{" ? object(depth) : sign === "[" ? list(depth) : fail();
  };
  const list = (depth) => {
    const found = [];
    let item = next();
    if (item[1] === "]") return found;
    for (;;) {
      found.push(value(item, depth + 1));
      const [, sign] = next();
      if (sign === "]") return found;
      if (sign !== ",") fail();
      item = next();
    }
  };
  const object = (depth) => {
    const found = empty();
    let item = next();
    if (item[1] === "}") return found;
    for (;;) {
      if (item[2] === undefined || next()[1] !== ":") fail();
      const key = JSON.parse(item[2]);
      if (key in found) throw new SyntaxError("a key twice");
      found[key] = value(next(), depth + 1);
      const [, sign] = next();
      if (sign === "}") return found;
      if (sign !== ",") fail();
      item = next();
    }
  };
  const found = value(next(), 0);
  return token.lastIndex === text.length ? found : fail();
}

function numberOf(text) {
  const number = Number(text);
  return /[.eE]/.test(text) || Number.isSafeInteger(number) ? number : BigInt(text);
}

// The part of YAML that registries are written in, as far as readers need it

const PLAIN = /^(?:[A-Za-z_](?:[A-Za-z0-9_./@+,'()-]| (?! ))*(?<! )|sha256:[0-9a-f]{64})$/;
const RESERVED = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "null"]);
const KEY = /^([A-Za-z_][A-Za-z0-9_./-]*|"(?:[^"\\]|\\.)*"):(?: (.*))?$/s;
const INTEGER = /^-?(?:0|[1-9][0-9]{0,18})$/;
const DECIMAL = /^-?(?:0|[1-9][0-9]*)\.[0-9]+$/;
const LITERAL = /^\|(2?)([-+]?)$/;
const CONSTANTS = { null: () => null, true: () => true, false: () => false, "{}": empty, "[]": () => [] };

function yamlFile(path) {
  const data = readFile(path);
  let text = "\r";
  try {
    text = decoded(data);
  } catch {
    throw unreadable(path, "not UTF-8");
  }
  if (data.length > LARGEST_YAML || text.includes("\r") || text.startsWith("\ufeff")) {
    throw unreadable(path, "too large, or has a carriage return or a byte-order mark");
  }
  return parseYaml(text, path);
}

export function parseYaml(text, name) {
  return new Yaml(text, name).document();
}

/** Blocks of two blanks, literal texts, JSON's quotes; whatever else there is is refused. */
class Yaml {
  #lines;
  #name;
  #at = 0;

  constructor(text, name) {
    this.#lines = text.split("\n");
    this.#name = name;
  }

  document() {
    const value = this.#next() ? this.#block(0) : null;
    if (this.#next() || !isObject(value)) this.#refuse();
    return value;
  }

  /** Goes on to the next line that says something. */
  #next() {
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at];
      if (line && !line.startsWith("#")) return true;
    }
    return false;
  }

  #block(indent) {
    if (indent > 2 * DEEPEST) this.#refuse();
    return `${this.#rest(indent)} `.startsWith("- ") ? this.#items(indent) : this.#mapping(indent);
  }

  #mapping(indent) {
    const found = empty();
    while (this.#next() && this.#indent() === indent) {
      const entry = KEY.exec(this.#rest(indent));
      if (!entry || RESERVED.has(entry[1].toLowerCase())) this.#refuse();
      const key = entry[1].startsWith('"') ? this.#quoted(entry[1]) : entry[1];
      if (key in found) this.#refuse(`has the key ${key} twice`);
      found[key] = this.#value(entry[2], indent);
    }
    return found;
  }

  #items(indent) {
    const found = [];
    while (this.#next() && this.#indent() === indent) {
      const rest = this.#rest(indent);
      if (rest !== "-" && !rest.startsWith("- ")) this.#refuse();
      if (`${rest} `.startsWith("- - ") || KEY.test(rest.slice(2))) {
        this.#lines[this.#at] = " ".repeat(indent + 2) + rest.slice(2);
        found.push(this.#block(indent + 2));
      } else {
        found.push(this.#value(rest.slice(2) || undefined, indent));
      }
    }
    return found;
  }

  #value(text, indent) {
    if (text === undefined) {
      this.#at++;
      if (!this.#next() || this.#indent() !== indent + 2) this.#refuse("has no value");
      return this.#block(indent + 2);
    }
    const literal = LITERAL.exec(text);
    if (literal) return this.#literal(indent + 2, literal[1], literal[2]);
    const value = this.#scalar(text);
    this.#at++;
    return value;
  }

  #scalar(text) {
    if (Object.hasOwn(CONSTANTS, text)) return CONSTANTS[text]();
    if (INTEGER.test(text) || DECIMAL.test(text)) return numberOf(text);
    if (text.startsWith('"')) return this.#quoted(text);
    if (!PLAIN.test(text) || RESERVED.has(text.toLowerCase())) this.#refuse();
    return text;
  }

  #literal(indent, indicator, chomping) {
    const body = [];
    const blanks = " ".repeat(indent);
    const start = ++this.#at;
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at];
      if (line && !line.startsWith(blanks)) break;
      body.push(line.slice(indent));
    }
    if (this.#at === this.#lines.length) body.pop();
    const first = body.find(Boolean);
    if (first === undefined || (" \t".includes(first[0]) && !indicator)) {
      this.#at = start;
      this.#refuse();
    }
    const text = body.map((line) => `${line}\n`).join("");
    if (chomping === "+") return text;
    return `${withoutLastBreaks(text)}${chomping ? "" : "\n"}`;
  }

  #quoted(text) {
    let value = null;
    try {
      value = JSON.parse(text);
    } catch {
      // Refused below
    }
    return typeof value === "string" ? value : this.#refuse();
  }

  #indent() {
    return this.#lines[this.#at].search(/[^ ]|$/);
  }

  #rest(indent) {
    const rest = this.#lines[this.#at].slice(indent);
    return rest.startsWith(" ") ? this.#refuse() : rest;
  }

  #refuse(reason = "is written in a way that this reader does not read") {
    throw unreadable(this.#name, `${reason}. Look with: workbench registry verify`, this.#at + 1);
  }
}
