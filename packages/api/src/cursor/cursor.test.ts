import { expect, test } from "vitest";
import { openCursor, readCursor, sealCursor, writeCursor } from "./index.ts";
import { CURSOR_CHARACTERS_MAX } from "./row-cursor.ts";

const ctx = { config: { formSecret: "a secret that only tests use" } };
const place = { createdAt: new Date("2026-11-21T14:05:09.123Z"), id: "01a1fec4-a201-74dc-b381-89bc9dd01061" };
const campaigns = { name: "campaigns" } as const;
const cursor = writeCursor(ctx, campaigns, place);

const NOT_OURS = expect.objectContaining({ kind: "invalid", code: "input.invalid_cursor" });
const opening = (list: Parameters<typeof readCursor>[1], text: string, signer = ctx) => {
  try {
    return readCursor(signer, list, text);
  } catch (error) {
    return error;
  }
};

test("a cursor leads back to its row, and no cursor to the beginning", () => {
  expect(opening(campaigns, cursor)).toEqual(place);
  expect(readCursor(ctx, campaigns, undefined)).toBeNull();
  expect(cursor.length).toBeLessThanOrEqual(CURSOR_CHARACTERS_MAX);
});

test("S-97: a cursor with any bit changed is none of ours, nor is one without our signature", () => {
  const bytes = Buffer.from(cursor, "base64url");
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    expect([at, opening(campaigns, changed.toString("base64url"))]).toEqual([at, NOT_OURS]);
  }
  const unsigned = Buffer.from(`${place.createdAt.toISOString()} ${place.id}`).toString("base64url");
  for (const text of [unsigned, "", "A", cursor.slice(0, 20), cursor.slice(0, -2), `${cursor}AAAA`])
    expect([text, opening(campaigns, text)]).toEqual([text, NOT_OURS]);
});

test("S-97: a cursor is good for the list that it was written for, and for nobody else's", () => {
  const mine = { name: "own_gifts", of: "a" } as const;
  const own = writeCursor(ctx, mine, place);
  expect(opening(mine, own)).toEqual(place);
  for (const other of [{ ...mine, of: "b" }, { name: "own_gifts" }, { ...mine, name: "donations" }] as const)
    expect([other, opening(other, own)]).toEqual([other, NOT_OURS]);
  expect(opening(mine, cursor)).toEqual(NOT_OURS);
});

test("S-97: after the secret was changed, cursors of before are refused", () => {
  expect(opening(campaigns, cursor, { config: { formSecret: "another secret" } })).toEqual(NOT_OURS);
});

test("a place may be any text", () => {
  for (const words of ["7", 'দান "x"\n', ""])
    expect(openCursor(ctx, { name: "staff" }, sealCursor(ctx, { name: "staff" }, words))).toBe(words);
});
