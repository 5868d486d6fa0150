import { expect, test } from "vitest";
import { AUDIT_ACTIONS, type AuditEntry, canonicalEntry, CHAIN_BEGINS } from "./index.ts";

const ENTRY: AuditEntry = {
  seq: 7n,
  at: "2026-11-21T18:30:00.000Z",
  actorUserId: null,
  actorName: "Farida",
  role: "COMMAND",
  action: "held.accept",
  subjectType: "case",
  subjectId: "1",
  before: null,
  after: '{"state": "accepted"}',
  reason: "টাকা",
  address: null,
  agent: null,
  requestId: "command",
  prevHash: CHAIN_BEGINS,
};

test("every field is preceded by its length in bytes, and an absent one differs from an empty one", () => {
  expect(canonicalEntry(ENTRY)).toBe(
    `1:7,24:2026-11-21T18:30:00.000Z,-,6:Farida,7:COMMAND,11:held.accept,4:case,1:1,-,21:{"state": "accepted"},` +
      `12:টাকা,-,-,7:command,64:${CHAIN_BEGINS}`,
  );
  expect(canonicalEntry({ ...ENTRY, reason: "" })).not.toBe(canonicalEntry({ ...ENTRY, reason: null }));
});

test("text that is moved from one field to the next is another entry", () => {
  const moved = { ...ENTRY, subjectType: "cas", subjectId: "e1" };
  expect(canonicalEntry(moved)).not.toBe(canonicalEntry(ENTRY));
  expect(canonicalEntry({ ...ENTRY, address: "a,1:b", agent: null })).not.toBe(
    canonicalEntry({ ...ENTRY, address: "a", agent: "b" }),
  );
});

test("an action is named noun.verb and says in words what was done", () => {
  for (const [name, words] of Object.entries(AUDIT_ACTIONS)) {
    expect(name).toMatch(/^[a-z_]+\.[a-z_]+$/);
    expect(words.length).toBeGreaterThan(10);
  }
});
