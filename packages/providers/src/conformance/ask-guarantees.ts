import type { ProviderSignal } from "@careforall/domain/payment";
import { AppError } from "@careforall/domain/shared";
import { expect, test } from "vitest";
import { leakedSecrets, OUTAGES, thrownBy, UNAVAILABLE } from "./outage.ts";
import type { ProviderRig } from "./provider-rig.ts";

const EVIDENCE_BYTES_MAX = 16 * 1024;

export function askGuarantees(rig: () => ProviderRig): void {
  const ask = (proofId?: string) =>
    rig().provider.askPayment({ reference: rig().checkout.reference, proofId });
  const captured = (isRisky: boolean): ProviderSignal => ({
    kind: "captured",
    providerPaymentId: rig().success.proofId,
    bankReference: expect.anything(),
    captured: rig().success.captured,
    asked: null,
    isRisky,
    fee: rig().success.fee,
  });

  test.each([
    ["knows_nothing", []],
    ["pending", [{ kind: "pending" }]],
    ["failed", [expect.objectContaining({ kind: "ended", reason: "failed" })]],
    ["cancelled", [expect.objectContaining({ kind: "ended", reason: "cancelled" })]],
    ["expired", [expect.objectContaining({ kind: "ended", reason: "expired" })]],
  ] as const)("translates: %s", async (scene, signals) => {
    rig().play(scene);
    expect((await ask()).signals).toEqual(signals);
  });

  test("finds a success without knowing its id, and with it", async () => {
    rig().play("captured");
    expect((await ask()).signals).toEqual([captured(false)]);
    expect((await ask(rig().success.proofId)).signals).toEqual([captured(false)]);
  });

  test("says when a success is risky", async () => {
    rig().play("captured_risky");
    expect((await ask()).signals).toEqual([captured(true)]);
  });

  test("tells a failure and a later success, oldest first", async () => {
    rig().play("failed_then_captured");
    expect((await ask()).signals).toEqual([expect.objectContaining({ kind: "ended" }), captured(false)]);
  });

  test.each([
    ["a status that nobody knows", "unknown_status"],
    ["a lone success that it does not confirm", "captured_unconfirmed"],
  ] as const)("tells %s as a word for a person, not as money and not as an end", async (_what, scene) => {
    rig().play(scene);
    expect((await ask()).signals).toEqual([
      { kind: "needs_review", word: expect.stringMatching(/^.{1,60}$/) },
    ]);
  });

  test("does not take a success for the attempt of somebody else", async () => {
    rig().play("captured");
    const other = rig().checkout.reference.replaceAll("0", "Z");
    const outcome = await rig()
      .provider.askPayment({ reference: other, proofId: rig().success.proofId })
      .then(({ signals }) => signals.map(({ kind }) => kind))
      .catch((error: unknown) => (error instanceof AppError ? error.kind : error));
    expect(["unavailable", []]).toContainEqual(outcome);
  });

  test("keeps bounded evidence in JSON, without secrets", async () => {
    for (const scene of ["knows_nothing", "captured", "failed_then_captured"] as const) {
      rig().play(scene);
      const { evidence } = await ask();
      expect(Buffer.byteLength(evidence)).toBeLessThanOrEqual(EVIDENCE_BYTES_MAX);
      expect(() => JSON.parse(evidence) as unknown).not.toThrow();
      expect(leakedSecrets(rig(), evidence)).toEqual([]);
    }
  });
}

export function askOutageGuarantees(rig: () => ProviderRig): void {
  const ask = (proofId?: string) =>
    rig().provider.askPayment({ reference: rig().checkout.reference, proofId });

  test.each(OUTAGES)("is unavailable when the provider answers: %s", async (scene) => {
    rig().play(scene);
    const error = await thrownBy(ask());
    expect(error).toMatchObject(UNAVAILABLE);
    expect(leakedSecrets(rig(), error)).toEqual([]);
  });

  test.each(OUTAGES)(
    "is unavailable when a proof is asked about and the provider answers: %s",
    async (scene) => {
      rig().play(scene);
      const error = await thrownBy(ask(rig().success.proofId));
      expect(error).toMatchObject(UNAVAILABLE);
      expect(leakedSecrets(rig(), error)).toEqual([]);
    },
  );
}
