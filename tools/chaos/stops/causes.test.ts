import { expect, test } from "vitest";
import { causeIn } from "./causes.ts";

const LOG = [
  "a line that is no JSON about request-1",
  JSON.stringify({ requestId: "request-1", route: "api/v1/pledges", msg: "request" }),
  JSON.stringify({ requestId: "request-1", err: { message: "no books: connection timeout" } }),
  JSON.stringify({ requestId: "request-2", err: { message: "another" } }),
].join("\n");

test("the cause of a failed request is what the log says under its id", () => {
  expect(causeIn(LOG, "request-1")).toBe("no books: connection timeout");
});

test("a request that the log does not know, or that got no answer, has no cause in it", () => {
  expect(causeIn(LOG, "request-3")).toBe("nothing");
  expect(causeIn(LOG, null)).toBe("nothing");
});
