import { expect, test } from "vitest";
import { clientAddress } from "./client-address.ts";

const CONNECTION = "10.0.0.9";

test("S-70: without trusted proxies no header is believed", () => {
  expect(clientAddress(CONNECTION, "1.1.1.1", 0)).toBe(CONNECTION);
});

test.each([
  ["198.51.100.7", 1, "198.51.100.7"],
  ["1.1.1.1, 198.51.100.7", 1, "198.51.100.7"],
  ["1.1.1.1, 198.51.100.7, 10.0.0.2", 2, "198.51.100.7"],
])("S-70: %s through %i trusted proxies is %s, whatever the client wrote before", (header, hops, address) => {
  expect(clientAddress(CONNECTION, header, hops)).toBe(address);
});

test("a header that is shorter than the chain of proxies is not theirs", () => {
  expect(clientAddress(CONNECTION, "1.1.1.1", 2)).toBe(CONNECTION);
  expect(clientAddress(CONNECTION, null, 1)).toBe(CONNECTION);
});
