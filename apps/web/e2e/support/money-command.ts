import { execFile } from "node:child_process";
import { ROOT } from "../stack/addresses.ts";
import { stackEnvironment } from "../stack/environment.ts";

const COMMAND_TIMEOUT_MS = 30_000;

export type Refund = {
  /** Of the gift, or of one attempt to pay it. */
  readonly reference: string;
  /** As staff type it: `200.00`. */
  readonly amount: string;
  readonly reason: string;
};

/** `pnpm money refund`, as staff give money back. */
export const refundByCommand = ({
  reference,
  amount,
  reason,
}: Refund): Promise<{ readonly code: number; readonly output: string }> =>
  new Promise((resolve) => {
    const order = ["refund", "--payment", reference, "--amount", amount];
    const why = ["--kind", "donor_request", "--reason", reason];
    const child = execFile(
      process.execPath,
      ["scripts/run.mjs", "scripts/money.ts", ...order, ...why],
      { cwd: ROOT, env: stackEnvironment(), timeout: COMMAND_TIMEOUT_MS },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : (child.exitCode ?? 1), output: `${stdout}${stderr}` });
      },
    );
  });
