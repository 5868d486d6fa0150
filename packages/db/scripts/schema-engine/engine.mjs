import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { createAdapterFactory } from "./adapter.mjs";

async function loadWasm() {
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const bytes = readFileSync(entry.replace(/schema_engine\.js$/, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

/**
 * One engine per process: a second instantiation would break the string views of the first.
 * @param {import("./options.mjs").Options} options
 */
export async function createEngine(options) {
  await loadWasm();
  const files = options.schemaFiles.map((file) => [file, readFileSync(file, "utf8")]);
  return bindings.SchemaEngine.new(
    { datamodels: files.length > 0 ? files : undefined },
    () => {}, // its debug log
    bindMigrationAwareSqlAdapterFactory(createAdapterFactory(options.url)),
  );
}
