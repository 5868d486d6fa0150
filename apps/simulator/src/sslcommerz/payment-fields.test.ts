import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestSimulator, type TestSimulator } from "../testing/test-simulator.ts";
import fieldNames from "./fixtures/notice-field-names.json" with { type: "json" };

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.stop());

test.each([
  ["success", fieldNames.ipn_valid],
  ["insufficient_funds", fieldNames.ipn_failed],
  ["cancel", fieldNames.ipn_cancelled],
  ["unattempted", fieldNames.ipn_unattempted],
  ["expire", fieldNames.ipn_expired],
])(
  "a notification of %s has exactly the documented fields, and the SHA-2 of our own",
  async (outcome, names) => {
    const tranId = `FIELDS-${outcome}`;
    await simulator.init(tranId);
    await simulator.control("/sslcommerz/pay", { tranId, outcome });
    const { body } = await simulator.control("/sslcommerz/return", { tranId });
    expect(Object.keys(Object(body["fields"])).toSorted()).toEqual([...names, "verify_sign_sha2"].toSorted());
  },
);
