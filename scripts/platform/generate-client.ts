import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./paths.ts";
import { runToEnd, type StepOutput } from "./run-to-end.ts";

const PACKAGE = path.join(ROOT, "packages/db");
/** Lies inside the generated folder, so that it disappears with it. */
const STAMP = path.join(PACKAGE, "src/generated/.made-from");

/** Whatever decides how the client looks: the schema and the versions of the generator. */
function fingerprint(): string {
  const schema = path.join(PACKAGE, "prisma/schema");
  const files = [
    ...readdirSync(schema)
      .toSorted()
      .map((name) => path.join(schema, name)),
    path.join(PACKAGE, "prisma.config.ts"),
    path.join(PACKAGE, "package.json"),
    path.join(PACKAGE, "node_modules/prisma/package.json"),
  ];
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** Generates the Prisma client unless it was made from just these files. */
export async function generateClient(output: StepOutput): Promise<void> {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  await runToEnd(
    {
      name: "generate",
      command: path.join(PACKAGE, "node_modules/.bin/prisma"),
      arguments: ["generate"],
      folder: PACKAGE,
      environment: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: path.join(PACKAGE, "scripts/schema-engine.mjs"),
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
        PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env["PATH"] ?? ""}`,
      },
    },
    output,
  );
  writeFileSync(STAMP, wanted);
}
