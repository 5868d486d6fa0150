import { expect, test } from "vitest";
import { parseInvariant, readInvariants } from "./index.ts";

const GOOD = `-- I-07 Refunds stay below captures
-- kind: safety
-- needs: refund
-- Why: money cannot come back twice; it was captured once.
-- Guard: CHECK refund_bounded.
select id from refund where amount_minor > 0
`;

test("a file says its id, its kind, what must hold and what it needs", () => {
  expect(parseInvariant("I-07-refunds.sql", GOOD)).toEqual({
    id: "I-07",
    kind: "safety",
    title: "Refunds stay below captures",
    needs: "refund",
    text: GOOD,
  });
});

test.each([
  ["another id than its name", "I-08-refunds.sql", GOOD],
  ["a name without an id", "refunds.sql", GOOD],
  ["an unknown kind", "I-07-refunds.sql", GOOD.replace("safety", "hope")],
  ["no reason", "I-07-refunds.sql", GOOD.replace("-- Why:", "-- Because:")],
  ["no guard", "I-07-refunds.sql", GOOD.replace("-- Guard:", "-- Hope:")],
  ["a second statement", "I-07-refunds.sql", `${GOOD}; select 1`],
  ["no query", "I-07-refunds.sql", GOOD.replace("select id from", "update")],
])("a file with %s is refused by its name", (_what, name, source) => {
  expect(() => parseInvariant(name, source)).toThrow(name);
});

test("the invariants of this repository have the form, in the order of their ids", () => {
  const ids = readInvariants().map(({ id }) => id);
  const numbers = ids.map((id) => Number(id.slice(2)));
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
  expect(ids.length).toBeGreaterThan(30);
});
