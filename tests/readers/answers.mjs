// Answers questions about prompts, given as JSON on standard input, as asking.py does.
import { readFileSync } from "node:fs";

import {
  Registry,
  RegistryError,
  contentDigest,
  parseJson,
  parseYaml,
  point,
} from "../../resources/readers/prompt_registry.mjs";

function answer(question) {
  if ("digest" in question) return contentDigest(parseJson(question.digest));
  if ("yaml" in question) return parseYaml(question.yaml, "file.yaml");
  if ("point" in question) return point(...question.point);
  const source = "bundle" in question ? new TextEncoder().encode(question.bundle) : question.source;
  const { prompt, interface: number, key, env, values } = question;
  return new Registry(source, { env }).get(prompt, { interface: number, key }).render(values);
}

const answers = JSON.parse(readFileSync(0, "utf8")).map((question) => {
  try {
    return answer(question);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { error: error.code, place: error.place ?? "", message: error.message };
  }
});
console.log(JSON.stringify(answers));
