import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { anyNasty } from "./rubbish.ts";

/** The simulator's store; everybody may know it, because its money is play money. */
const STORE = { id: "testbox", password: "qwerty" } as const;

const md5 = (text: string): string => createHash("md5").update(text, "utf8").digest("hex");

/** A notification in the provider's own form, signed over all its fields as the provider signs. */
function signed(fields: Readonly<Record<string, string>>): string {
  const names = Object.keys(fields);
  const hashed = new Map([...Object.entries(fields), ["store_passwd", md5(STORE.password)] as const]);
  const line = [...hashed.keys()].toSorted().map((name) => `${name}=${hashed.get(name) ?? ""}`);
  const signature = { verify_key: names.join(","), verify_sign: md5(line.join("&")) };
  return new URLSearchParams({ ...fields, ...signature }).toString();
}

/** Half a pair of surrogates would be another character by the time it is signed there. */
const anyValue: fc.Arbitrary<string> = anyNasty.map((text) => text.toWellFormed());

/** Notifications with a right signature whose fields are rubbish; some are about an attempt that exists. */
export const anySignedRubbish = (tranId: string): fc.Arbitrary<string> =>
  fc
    .record({
      tran_id: fc.oneof(fc.constant(tranId), fc.stringMatching(/^[A-Z0-9]{1,30}$/), anyValue),
      val_id: anyValue,
      status: fc.oneof(
        fc.constantFrom("VALID", "VALIDATED", "FAILED", "CANCELLED", "EXPIRED", "UNATTEMPTED"),
        anyValue,
      ),
      amount: fc.oneof(fc.constantFrom("500.00", "-1", "1e9", "0", "NaN", "9".repeat(40)), anyValue),
      currency: fc.oneof(fc.constantFrom("BDT", "USD", "bdt"), anyValue),
      risk_level: fc.oneof(fc.constantFrom("0", "1"), anyValue),
    })
    .map((fields) => signed({ ...fields, store_id: STORE.id }));
