import { afterEach, beforeEach, describe } from "vitest";
import { askGuarantees, askOutageGuarantees } from "./ask-guarantees.ts";
import { checkoutGuarantees } from "./checkout-guarantees.ts";
import { noticeGuarantees } from "./notice-guarantees.ts";
import { refundGuarantees } from "./refund-guarantees.ts";
import type { ProviderRig } from "./provider-rig.ts";

/** The guarantees of the port. Every adapter passes all of them, each against its own scripted provider. */
export function describeProvider(name: string, make: () => Promise<ProviderRig>): void {
  describe(`${name} as a payment provider`, () => {
    let rig: ProviderRig;
    beforeEach(async () => {
      rig = await make();
    });
    afterEach(() => rig.close());

    describe("opening a payment page", () => {
      checkoutGuarantees(() => rig);
    });
    describe("asking about an attempt", () => {
      askGuarantees(() => rig);
      askOutageGuarantees(() => rig);
    });
    describe("refunding", () => {
      refundGuarantees(() => rig);
    });
    describe("judging a notice", () => {
      noticeGuarantees(() => rig);
    });
  });
}
