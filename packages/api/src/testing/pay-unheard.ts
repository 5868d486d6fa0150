import { money } from "@careforall/domain/money";
import { type Opened, openPage, promiseGift } from "./give.ts";
import { captured } from "./scripted-provider.ts";
import type { TestContext } from "./test-context.ts";

/** A donor has paid on the provider's page, perhaps less than was asked for, and no notification came. */
export async function payUnheard(
  bench: Pick<TestContext, "ctx" | "provider" | "campaign">,
  lessMinor = 0n,
): Promise<Opened> {
  const opened = await openPage(bench, await promiseGift(bench));
  const charge = money(opened.totalMinor - lessMinor, "BDT");
  bench.provider.knows(opened.reference, [captured(charge, `charge-${opened.reference}`)]);
  return opened;
}
