import { createInterface } from "node:readline";
import { createDatabase, databaseName } from "./maintenance.mjs";

// JSON-RPC 2.0 over stdin and stdout, one message per line, answered one after the other.

/** JSON-RPC error number under which Prisma expects the engine's own errors. */
const ENGINE_ERROR = 4466;
/** These plan from the history that the engine cached while diagnosing; after an apply that cache is stale. */
const NEEDS_DIAGNOSIS = new Set(["createMigration", "evaluateDataLoss"]);
/** The binary and the WebAssembly build call the same thing differently. */
const RENAMED = new Map([["getDatabaseVersion", "version"]]);

/** @param {object} message */
function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

/**
 * @param {object} engine
 * @param {{ method: string, params: object }} request
 * @param {string} url
 */
async function call(engine, { method, params }, url) {
  if (method === "createDatabase") {
    await createDatabase(url, databaseName(url));
    return { databaseName: databaseName(url) };
  }
  if (NEEDS_DIAGNOSIS.has(method)) {
    await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
  }
  const name = RENAMED.get(method) ?? method;
  if (typeof engine[name] !== "function") throw new Error(`The WebAssembly engine has no method ${method}`);
  return engine[name](params);
}

/** @param {unknown} error */
function errorData(error) {
  return {
    is_panic: false,
    message: error?.message ?? String(error),
    meta: error?.meta ?? {},
    error_code: error?.code ?? error?.error_code,
  };
}

/**
 * @param {() => Promise<object>} createEngine called at the first request
 * @param {string} url
 */
export function serve(createEngine, url) {
  let engine = null;
  let printed = 0;
  let turn = Promise.resolve();

  async function answer(request) {
    try {
      engine ??= createEngine();
      const result = await call(await engine, request, url);
      // The binary prints a diff through a request of its own instead of returning it.
      if (request.method === "diff" && typeof result?.stdout === "string") {
        send({ id: `print-${printed++}`, method: "print", params: { content: result.stdout } });
      }
      send({ id: request.id, result: result ?? {} });
    } catch (error) {
      const data = errorData(error);
      send({ id: request.id, error: { code: ENGINE_ERROR, message: data.message, data } });
    }
  }

  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    const request = JSON.parse(line);
    if (request.method !== undefined) turn = turn.then(() => answer(request)); // else an answer to our print
  });
  lines.on("close", () => void turn.then(() => process.exit(0)));
}
