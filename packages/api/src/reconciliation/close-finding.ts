import { closeByHand } from "@careforall/db/reconciliation";
import { AppError } from "@careforall/domain/shared";
import { withTransaction } from "@careforall/db/client";
import { type AuditContext, appendAudit } from "../audit/index.ts";
import type { Context } from "../context/index.ts";

/**
 * A person closes a finding that no machine may repair, saying why. It changes nothing in the books; if they still differ,
 * the next comparison finds the difference anew. Throws AppError `not_found` when it is not open.
 */
export async function closeFinding(
  ctx: Pick<Context, "db"> & AuditContext,
  { id, who, reason }: { readonly id: string; readonly who: string; readonly reason: string },
): Promise<void> {
  if (reason.trim() === "")
    throw new AppError("invalid", "reconciliation.no_reason", "Say why it is closed.");
  await withTransaction(ctx.db, async (tx) => {
    if (!(await closeByHand(tx, id, `Closed by ${who}: ${reason.trim()}`))) {
      throw new AppError(
        "not_found",
        "reconciliation.no_open_finding",
        "There is no open finding of this id.",
      );
    }
    await appendAudit(tx, ctx, {
      action: "reconciliation.close",
      subject: { type: "finding", id },
      before: { state: "open" },
      after: { state: "closed" },
      reason: reason.trim(),
      by: who,
    });
  });
}
