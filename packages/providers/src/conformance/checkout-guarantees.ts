import { PAYMENT_METHODS } from "@careforall/domain/payment";
import { expect, test } from "vitest";
import { leakedSecrets, OUTAGES, thrownBy, UNAVAILABLE } from "./outage.ts";
import type { ProviderRig } from "./provider-rig.ts";

export function checkoutGuarantees(rig: () => ProviderRig): void {
  test("opens one for each of its methods", async () => {
    rig().play("opens");
    expect(rig().provider.methods.length).toBeGreaterThan(0);
    for (const method of rig().provider.methods) {
      expect(PAYMENT_METHODS).toContain(method);
      const answer = await rig().provider.startCheckout({ ...rig().checkout, method });
      expect(answer).toEqual({
        outcome: "opened",
        redirectUrl: expect.stringMatching(/^https?:\/\//),
        sessionId: expect.any(String),
      });
    }
  });

  test("says why the provider refused, without secrets", async () => {
    rig().play("refuses");
    const answer = await rig().provider.startCheckout(rig().checkout);
    expect(answer).toEqual({ outcome: "refused", reason: expect.stringMatching(/\S/) });
    expect(leakedSecrets(rig(), answer)).toEqual([]);
  });

  test("takes texts of any length and alphabet", async () => {
    rig().play("opens");
    for (const text of ["", "\0\r\n", "😀".repeat(10_000), "\ud800", "ক্ষ".repeat(500), "<b>&amp;=%"]) {
      const payer = { name: text, email: `${text}@example.org` };
      const answer = await rig().provider.startCheckout({ ...rig().checkout, payer, description: text });
      expect(answer.outcome).toBe("opened");
    }
  });

  test.each([...OUTAGES, "opens_no_web_page"] as const)(
    "is unavailable when the provider %s",
    async (scene) => {
      rig().play(scene);
      const error = await thrownBy(rig().provider.startCheckout(rig().checkout));
      expect(error).toMatchObject(UNAVAILABLE);
      expect(leakedSecrets(rig(), error)).toEqual([]);
    },
  );
}
