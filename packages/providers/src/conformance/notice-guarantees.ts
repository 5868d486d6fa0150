import { expect, test } from "vitest";
import type { ProviderRig } from "./provider-rig.ts";

const HOSTILE_BODIES: readonly string[] = [
  "",
  "\0",
  "%",
  "%ff%fe",
  "{}",
  "[]",
  "null",
  '{"__proto__":{"verdict":"accepted"}}',
  "__proto__=1&constructor=2&verify_sign=%00&verify_key=__proto__",
  "a=1&a=2",
  "status[]=VALID&status[x]=1",
  "&".repeat(10_000),
  "x=1&".repeat(5_000),
  "\ud800",
  "a".repeat(1_000_000),
];

export function noticeGuarantees(rig: () => ProviderRig): void {
  test("accepts a signed success and says what to ask about", () => {
    expect(rig().provider.readNotice(rig().notice("success"))).toEqual({
      verdict: "accepted",
      why: null,
      dedupeKey: expect.stringMatching(/^\S{1,120}$/),
      reference: rig().checkout.reference,
      proofId: rig().success.proofId,
    });
  });

  test("accepts a signed failure, which proves nothing", () => {
    const notice = rig().provider.readNotice(rig().notice("failure"));
    expect(notice).toMatchObject({ verdict: "accepted", reference: rig().checkout.reference, proofId: null });
  });

  test("gives equal deliveries equal keys and different news different ones", () => {
    const key = (kind: "success" | "failure" | "forged") =>
      rig().provider.readNotice(rig().notice(kind)).dedupeKey;
    expect(key("success")).toBe(key("success"));
    expect(new Set([key("success"), key("failure"), key("forged")]).size).toBe(3);
  });

  test("rejects a forged one and believes none of its content", () => {
    expect(rig().provider.readNotice(rig().notice("forged"))).toEqual({
      verdict: "rejected",
      why: expect.stringMatching(/^[a-z_]+$/),
      dedupeKey: expect.stringMatching(/^rejected:\S{1,120}$/),
      reference: null,
      proofId: null,
    });
  });

  test("rejects everything while its secret is empty", () => {
    for (const kind of ["success", "failure", "forged"] as const) {
      expect(rig().unarmed.readNotice(rig().notice(kind)).verdict).toBe("rejected");
    }
  });

  test("rejects hostile bodies without throwing", () => {
    for (const body of HOSTILE_BODIES) {
      for (const contentType of [null, "application/json", rig().notice("success").contentType, "\0"]) {
        expect(rig().provider.readNotice({ body, contentType })).toMatchObject({
          verdict: "rejected",
          reference: null,
          proofId: null,
        });
      }
    }
  });
}
