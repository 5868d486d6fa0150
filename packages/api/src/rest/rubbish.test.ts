import { afterAll, expect, test } from "vitest";
import { createTestContext, giftInput, newKey, noLimits } from "../testing/index.ts";
import { handleRest } from "./handle-rest.ts";

const bench = await createTestContext();
afterAll(bench.drop);

const ask = async (
  method: string,
  path: string,
  body: object | null = null,
  query: Record<string, string> = {},
) => {
  const key = newKey();
  const header = (name: string) => (name === "idempotency-key" ? key : null);
  const answer = await handleRest(
    {
      ...bench.ctx,
      header,
      clientAddress: null,
      device: null,
      limits: noLimits,
      readCaller: () => Promise.resolve(null),
    },
    { method, path, query: new URLSearchParams(query), body: body && JSON.stringify(body) },
  );
  return {
    status: answer.status,
    code: (JSON.parse(answer.text) as { error?: { code: string } }).error?.code,
  };
};

const UNSTORABLE = ["\u0000", "a\u0000b", "\ud800"];
const INVALID = { status: 400, code: "input.invalid" };

test.each(UNSTORABLE)("words that no row can hold are refused, not broken by: %j", async (text) => {
  for (const field of ["message", "donorName", "campaignSlug"]) {
    const gift = { ...giftInput(bench.campaign), [field]: text };
    expect([field, await ask("POST", "/pledges", gift)]).toEqual([field, INVALID]);
  }
});

test("so are a search for them and a cursor of somebody's own making", async () => {
  expect(await ask("GET", "/campaigns", null, { q: "x\u0000" })).toEqual(INVALID);
  const after = Buffer.from(`0000-01-01T00:00:00.000Z ${bench.ctx.newId()}`).toString("base64url");
  expect(await ask("GET", "/campaigns", null, { after })).toEqual({
    status: 400,
    code: "input.invalid_cursor",
  });
});

test("addresses that no row can have are refused as well", async () => {
  const token = `%00${"a".repeat(21)}`;
  for (const path of [
    "/campaigns/%00",
    "/campaigns/a%00/totals",
    "/campaigns/%00/donations",
    `/pledges/${token}`,
  ]) {
    expect([path, await ask("GET", path)]).toEqual([path, INVALID]);
  }
  expect(await ask("POST", `/pledges/${token}/checkout`, { method: "card" })).toEqual(INVALID);
});
