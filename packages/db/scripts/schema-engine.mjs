#!/usr/bin/env node
// Stands in for Prisma's schema-engine binary, which is not on npm and would be downloaded from elsewhere. Speaks
// its protocol on top of Prisma's own WebAssembly build of the same engine, so `prisma migrate` works offline.
// Prisma finds it through PRISMA_SCHEMA_ENGINE_BINARY (see package.json).
import { runCommand } from "./schema-engine/commands.mjs";
import { createEngine } from "./schema-engine/engine.mjs";
import { parseOptions } from "./schema-engine/options.mjs";
import { serve } from "./schema-engine/protocol.mjs";

const options = parseOptions(process.argv.slice(2));
if (options.version) console.log("schema-engine-cli wasm");
else if (options.command !== null) await runCommand(options.command, options.url);
else serve(() => createEngine(options), options.url);
