import { money } from "@careforall/domain/money";
import { confirmPayment, processNotices, receiveNotice } from "../payment/index.ts";
import {
  captured,
  ended,
  giveGift,
  noticeAbout,
  openPage,
  promiseGift,
  type TestContext,
  withFees,
} from "../testing/index.ts";
import type { Stories } from "./story.ts";

/** What a provider captures, and where it goes. */
export function storiesOfGifts(bench: TestContext): Stories {
  const { ctx, provider } = bench;
  return {
    "plain-gift": async () => void (await giveGift(bench)),
    "tip-and-fee-cover": async () =>
      void (await giveGift(bench, { tipMinor: "1500", feeCoverMinor: "1000" })),
    "platform-fee": async () => void (await giveGift(withFees(bench, { platformBasisPoints: 250 }))),
    "wrong-amount": async () => {
      const opened = await openPage(bench, await promiseGift(bench));
      provider.knows(opened.reference, [captured(money(49_999n, "BDT"), `charge-${opened.reference}`)]);
      await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
    },
    "paid-twice": async () => {
      const first = await openPage(bench, await promiseGift(bench));
      provider.knows(first.reference, [ended("failed")]);
      await confirmPayment(ctx, { paymentId: first.paymentId, cause: "test" });
      const second = await openPage(bench, first);
      for (const { reference, paymentId } of [second, first]) {
        provider.knows(reference, [captured(money(50_000n, "BDT"), `charge-${reference}`)]);
        await confirmPayment(ctx, { paymentId, cause: "test" });
      }
    },
    "unknown-charge": async () => {
      provider.knows("7ZZZZZZZZZZZZZZZZZZZZZZZZZ", [captured(money(77_700n, "BDT"), "stranger")]);
      await receiveNotice(ctx, "sslcommerz", noticeAbout("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"));
      await processNotices(ctx);
    },
    failed: async () => {
      const opened = await openPage(bench, await promiseGift(bench));
      provider.knows(opened.reference, [ended("failed")]);
      await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
    },
  };
}
