import { expect, test } from "vitest";
import { readCursor, writeCursor } from "./cursor.ts";

const id = "01a1fec4-a201-74dc-b381-89bc9dd01061";

test("a cursor leads back to its row", () => {
  const cursor = { createdAt: new Date("2026-11-21T14:05:09.123Z"), id };
  expect(readCursor(writeCursor(cursor))).toEqual(cursor);
  expect(readCursor(undefined)).toBeNull();
});

test.each(["0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "2026-13-01T00:00:00Z", ""])(
  "a cursor with the time %j is none of ours",
  (time) => {
    const forged = Buffer.from(`${time} ${id}`).toString("base64url");
    expect(() => readCursor(forged)).toThrow("not a cursor of ours");
  },
);
