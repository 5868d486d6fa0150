import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Statement } from "../../packages/api/src/reconciliation/index.ts";
import type { PaymentProvider } from "../../packages/domain/src/payment/index.ts";
import { StartError } from "../platform/start-error.ts";

/** A file beyond this is not even read; the adapter's own bound is lower. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;

/** The statement in a file, read by the provider's adapter. Throws StartError that names every bad line. */
export async function readStatementFile(provider: PaymentProvider, file: string): Promise<Statement> {
  if (provider.readStatement === undefined) {
    throw new StartError(`${provider.name} has no statements that we can read.`);
  }
  const bytes = await bytesOf(file);
  const reading = provider.readStatement(bytes);
  if (reading.outcome === "refused") {
    const lines = reading.faults.map(({ line, why }) => `  line ${line}: ${why}`);
    throw new StartError([`${file} is not read, none of it:`, ...lines].join("\n"));
  }
  const { rows, charges, span } = reading;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { provider: provider.name, name: path.basename(file), sha256, rows, charges, span };
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    if ((await stat(file)).size > FILE_BYTES_MAX)
      throw new StartError(`${file} is too large for a statement.`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
