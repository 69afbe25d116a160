// SHA-256 and HMAC (FIPS 180-4, RFC 2104), and canonical JSON (RFC 8785) to sign.
// Own code: browsers offer theirs only to pages that come from a server.

const ROUNDS = [];
const START = [];

function fractionOfRoot(number, power) {
  return Math.floor((number ** power % 1) * 2 ** 32) | 0;
}

for (let number = 2; ROUNDS.length < 64; number += 1) {
  let prime = true;
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) {
    prime = prime && number % divisor !== 0;
  }
  if (prime) {
    if (START.length < 8) START.push(fractionOfRoot(number, 1 / 2));
    ROUNDS.push(fractionOfRoot(number, 1 / 3));
  }
}

function rotated(word, by) {
  return (word >>> by) | (word << (32 - by));
}

function padded(bytes) {
  const length = Math.ceil((bytes.length + 9) / 64) * 64;
  const whole = new Uint8Array(length);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(length - 4, bytes.length << 3);
  return view;
}

function schedule(view, place) {
  const words = new Int32Array(64);
  for (let n = 0; n < 16; n += 1) words[n] = view.getInt32(place + n * 4);
  for (let n = 16; n < 64; n += 1) {
    const before = words[n - 15];
    const near = words[n - 2];
    const one = rotated(before, 7) ^ rotated(before, 18) ^ (before >>> 3);
    const two = rotated(near, 17) ^ rotated(near, 19) ^ (near >>> 10);
    words[n] = words[n - 16] + one + words[n - 7] + two;
  }
  return words;
}

function compressed(state, words) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let n = 0; n < 64; n += 1) {
    const mixed = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const chosen = (e & f) ^ (~e & g);
    const one = (h + mixed + chosen + ROUNDS[n] + words[n]) | 0;
    const major = (a & b) ^ (a & c) ^ (b & c);
    const two = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + major) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, n) => (word + state[n]) | 0);
}

function sha256(bytes) {
  const view = padded(bytes);
  let state = START;
  for (let place = 0; place < view.byteLength; place += 64) {
    state = compressed(state, schedule(view, place));
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, n) => digest.setInt32(n * 4, word));
  return new Uint8Array(digest.buffer);
}

function joined(one, other) {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function hmac(key, bytes) {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  const inner = sha256(joined(block.map((byte) => byte ^ 0x36), bytes));
  return sha256(joined(block.map((byte) => byte ^ 0x5c), inner));
}

function hexOf(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g) || [], (pair) => Number.parseInt(pair, 16));
}

// Texts, whole numbers, truth values, lists and objects: all that results hold.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const pairs = Object.keys(value).sort();
  return `{${pairs.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

function signatureOf(results, keyHex) {
  const bytes = new TextEncoder().encode(canonical(results));
  return `hmac-sha256:${hexOf(hmac(bytesOf(keyHex), bytes))}`;
}
