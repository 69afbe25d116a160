// What promptfoo says of the cases in a file, added to each: its verdict and its score.
//   node ask_promptfoo.mjs FOLDER_OF_NODE_MODULES CASES.json VERDICTS.json
// promptfoo, and node-sql-parser for SQL, have to be installed in that folder.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, from, to] = process.argv.slice(2);
const require = createRequire(`${folder}/package.json`);
const promptfoo = await import(pathToFileURL(require.resolve("promptfoo")));
const { assertions, loadApiProvider } = promptfoo.default ?? promptfoo;

function asCalls(calls) {
  return calls.map(([name, text]) => ({ id: "1", type: "function", function: { name, arguments: text } }));
}

function outputOf(one) {
  if (!one.tool_calls) return one.output;
  const [first] = one.tool_calls;
  if (one.check.type.endsWith("function-call")) return { function_call: { name: first[0], arguments: first[1] } };
  return { tool_calls: asCalls(one.tool_calls) };
}

async function providerOf(one) {
  if (!one.tools) return { id: () => "echo", config: {} };
  const functions = one.tools.map((tool) => tool.function);
  const options = { config: { apiKey: "none", tools: one.tools, functions } };
  return loadApiProvider("openai:chat:gpt-4o", { options });
}

async function saidTogether(one) {
  const result = await assertions.runAssertions({
    prompt: "",
    provider: { id: () => "echo", config: {} },
    test: { vars: one.vars ?? {}, assert: one.checks, threshold: one.threshold },
    providerResponse: { output: one.output },
  });
  return { verdict: result.pass ? "passed" : "failed", score: result.score, named: result.namedScores ?? {} };
}

async function said(one) {
  if (one.checks) return saidTogether(one);
  try {
    const result = await assertions.runAssertion({
      prompt: "",
      provider: await providerOf(one),
      assertion: one.check,
      test: { vars: one.vars ?? {} },
      latencyMs: one.latency === undefined ? undefined : one.latency * 1000,
      providerResponse: {
        output: outputOf(one),
        cost: one.cost,
        logProbs: one.logprobs,
        finishReason: one.finish_reason,
      },
    });
    return { verdict: result.pass ? "passed" : "failed", score: result.score };
  } catch (error) {
    return { verdict: "error", score: 0, why: String(error.message).slice(0, 80) };
  }
}

const cases = JSON.parse(readFileSync(from, "utf-8"));
const told = [];
for (const one of cases) told.push({ ...one, ...(await said(one)) });
writeFileSync(to, `[\n${told.map((one) => JSON.stringify(one)).join(",\n")}\n]\n`);
process.exit(0);
