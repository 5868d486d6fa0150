import { money } from "@careforall/domain/money";
import { sendReceipt } from "../message/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import { closeFinding, reconcile } from "../reconciliation/index.ts";
import { giveGift } from "./give.ts";
import { payUnheard } from "./pay-unheard.ts";
import { statementOf } from "./statement-of.ts";
import type { TestContext } from "./test-context.ts";

type Bench = Pick<TestContext, "ctx" | "provider" | "campaign">;

const COMMAND = { trigger: "command", who: "rina", asksPerS: Infinity } as const;

/** Everything that may rightly happen to a comparison with the provider; part of the lawful histories. */
export async function liveReconciliation(bench: Bench) {
  const { ctx, provider } = bench;
  const unheard = await payUnheard(bench);
  await payUnheard(bench, 1n);
  await reconcile(ctx, { ...COMMAND, isDryRun: true });
  await reconcile(ctx, { ...COMMAND, isDryRun: false });

  await payUnheard(bench);
  await reconcile(ctx, { ...COMMAND, isDryRun: false, isMailing: true });

  const asked = await payUnheard(bench);
  await reconcile(ctx, { ...COMMAND, isDryRun: false });
  await settleConsumers(ctx);
  await sendReceipt(ctx, { paymentId: asked.paymentId, by: "rina" });

  // The provider lists one gift no longer, and a file speaks of money that the provider does not confirm.
  const unlisted = await giveGift(bench);
  provider.knows(unlisted.reference, []);
  const { createdAt } = await ctx.db.prisma.payment.findUniqueOrThrow({ where: { id: unlisted.paymentId } });
  const window = { from: createdAt, to: createdAt };
  const { findings } = await reconcile(ctx, { ...COMMAND, isDryRun: false, window });
  await reconcile(ctx, { ...COMMAND, isDryRun: true, window });
  const rumour = {
    reference: "A-RUMOUR",
    providerPaymentId: "rumour",
    captured: money(1n, "BDT"),
    at: new Date(),
  };
  const heard = await reconcile(ctx, { ...COMMAND, isDryRun: false, statement: statementOf([rumour]) });
  for (const { id, reference } of heard.findings) {
    if (reference === "A-RUMOUR") await closeFinding(ctx, { id, who: "rina", reason: "A typing error" });
  }

  provider.isDown = true;
  await reconcile(ctx, { ...COMMAND, isDryRun: false });
  provider.isDown = false;
  if (findings.length !== 1) throw new Error(`one difference was planned, not ${findings.length}`);
  return { unheard, unlisted };
}
