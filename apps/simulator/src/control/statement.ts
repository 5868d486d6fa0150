import * as z from "zod";
import type { Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { statementCsv } from "../sslcommerz/statement.ts";
import type { World } from "../world.ts";
import { readQuery, zInstant } from "./input.ts";

const zTime = z.strictObject({ from: zInstant.optional(), to: zInstant.optional() });

/** The merchant panel's CSV of a time (ISO, both inside), or of everything. */
export function readStatement(world: World, call: Call): Answer {
  const { from, to } = readQuery(call, zTime);
  return statementCsv(world, { from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER });
}
