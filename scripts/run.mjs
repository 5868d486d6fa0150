// Runs one of our TypeScript programs: node scripts/run.mjs scripts/dev.ts [arguments]
// Checks the version of Node first, because an old one would only show a syntax error.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { nodeProblem } from "./node-version.mjs";

const [node, , script, ...rest] = process.argv;
const problem =
  script === undefined
    ? "Type: node scripts/run.mjs scripts/dev.ts"
    : nodeProblem(process.versions.node, process.features.typescript);
if (problem !== null) {
  console.error(problem);
  process.exitCode = 1;
} else {
  const file = resolve(script);
  process.argv = [node, file, ...rest];
  await import(pathToFileURL(file).href);
}
