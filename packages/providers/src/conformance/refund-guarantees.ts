import { expect, test } from "vitest";
import { leakedSecrets, OUTAGES, thrownBy, UNAVAILABLE } from "./outage.ts";
import type { ProviderRig } from "./provider-rig.ts";

/** For adapters that refund. The scenes are about the rig's own `refund`. */
export function refundGuarantees(rig: () => ProviderRig): void {
  const order = () => rig().provider.refund?.(rig().refund.request);
  const ask = () => rig().provider.askRefund?.({ providerRefundId: rig().refund.providerRefundId });

  test.each(["refund_accepted", "refund_repeated"] as const)("takes an order: %s", async (scene) => {
    rig().play(scene);
    const { providerRefundId } = rig().refund;
    expect(await order()).toEqual({ outcome: "accepted", providerRefundId, evidence: expect.any(String) });
  });

  test("says why an order was refused, without secrets", async () => {
    rig().play("refund_refused");
    const answer = await order();
    expect(answer).toMatchObject({ outcome: "refused", reason: expect.stringMatching(/\S/) });
    expect(leakedSecrets(rig(), answer)).toEqual([]);
  });

  test("refuses what it cannot name to the bank, without asking", async () => {
    rig().play("stays_silent");
    const answer = await rig().provider.refund?.({ ...rig().refund.request, bankReference: null });
    expect(answer).toMatchObject({ outcome: "refused" });
  });

  test.each([
    ["refund_accepted", "processing"],
    ["refund_confirmed", "refunded"],
    ["refund_cancelled", "cancelled"],
    ["refund_unknown", "unknown"],
  ] as const)("tells what became of it: %s", async (scene, state) => {
    rig().play(scene);
    expect(await ask()).toMatchObject({ state });
  });

  test("says which payment it belongs to, and which charge of it", async () => {
    const { bankReference } = rig().refund.request;
    rig().play("refund_confirmed");
    expect(await ask()).toMatchObject({ paymentReference: rig().checkout.reference, bankReference });
  });

  test.each([...OUTAGES, "unknown_status"] as const)(
    "is unavailable when the provider: %s",
    async (scene) => {
      for (const call of [order, ask]) {
        rig().play(scene);
        const error = await thrownBy(Promise.resolve(call()));
        expect(error).toMatchObject(UNAVAILABLE);
        expect(leakedSecrets(rig(), error)).toEqual([]);
      }
    },
  );
}
