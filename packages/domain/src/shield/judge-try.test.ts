import { expect, test } from "vitest";
import { judgeTry, SHIELD, type Tries, type TryScope } from "./judge-try.ts";

const NOTHING: Tries = { inMinute: 0, inDay: 0, declined: 0, paid: 0, declinedJustNow: 0 };
const judge = (scope: TryScope, tries: Partial<Tries>) =>
  judgeTry({
    device: NOTHING,
    email: NOTHING,
    address: NOTHING,
    campaign: NOTHING,
    [scope]: { ...NOTHING, ...tries },
  });
const outcome = (scope: TryScope, tries: Partial<Tries>) => judge(scope, tries).outcome;

test("S-66: a person who tries a few times passes; more within a minute or a day costs work", () => {
  for (const scope of ["device", "email"] as const) {
    expect(outcome(scope, { inMinute: 3, inDay: 10 })).toBe("pass");
    expect(outcome(scope, { inMinute: 4 })).toBe("challenge");
    expect(outcome(scope, { inDay: 11 })).toBe("challenge");
    expect(outcome(scope, { inMinute: 10 })).toBe("challenge");
    expect(outcome(scope, { inMinute: 11 })).toBe("refuse");
  }
});

test("S-66: five declined payments of one person within three minutes end it for three minutes", () => {
  for (const scope of ["device", "email"] as const) {
    expect(outcome(scope, { declinedJustNow: 4, declined: 4 })).toBe("pass");
    expect(judge(scope, { declinedJustNow: 5, declined: 5 })).toMatchObject({
      outcome: "refuse",
      because: { scope, kind: "declines" },
      retryAfterS: 180,
    });
  }
});

test("S-66: an address is never refused, whatever comes from it: it only costs work", () => {
  expect(outcome("address", { inMinute: 30 })).toBe("pass");
  expect(outcome("address", { inMinute: 31 })).toBe("challenge");
  expect(outcome("address", { inMinute: 100_000, inDay: 100_000 })).toBe("challenge");
  expect(outcome("address", { declined: 5_000, declinedJustNow: 5_000 })).toBe("challenge");
});

test("S-68: more than 30 % of declined payments flip an address and a campaign to work, a few declines do not", () => {
  for (const [scope, min] of [
    ["address", SHIELD.addressDeclinesMin],
    ["campaign", SHIELD.campaignDeclinesMin],
  ] as const) {
    expect(outcome(scope, { declined: min - 1 })).toBe("pass");
    expect(outcome(scope, { declined: min })).toBe("challenge");
    expect(outcome(scope, { declined: 30, paid: 70 })).toBe("pass");
    expect(outcome(scope, { declined: 31, paid: 69 })).toBe("challenge");
  }
});

test("S-66: a campaign that many give to at once is told to staff, and nobody is held up", () => {
  expect(judge("campaign", { inMinute: 30 })).toEqual({ outcome: "pass", noted: [] });
  const famous = { ...NOTHING, inMinute: 31 };
  expect(judge("campaign", famous)).toEqual({
    outcome: "pass",
    noted: [{ scope: "campaign", kind: "tries", tries: famous }],
  });
});

test("work doubles with every doubling of declines, up to what a phone can still do", () => {
  const bits = (declined: number) => {
    const judged = judge("address", { inMinute: 31, declined, paid: declined * 9 });
    return judged.outcome === "challenge" ? judged.bits : null;
  };
  expect([0, 1, 3, 7, 15, 31, 63, 127, 255, 100_000].map(bits)).toEqual([
    12, 13, 14, 15, 16, 17, 18, 19, 20, 20,
  ]);
});

test("a factor multiplies every number that is allowed", () => {
  const crowd = { ...NOTHING, inMinute: 300 };
  const by = { device: null, email: null, address: crowd, campaign: crowd };
  expect(judgeTry(by, 10)).toEqual({ outcome: "pass", noted: [] });
  expect(judgeTry(by, 9).outcome).toBe("challenge");
});

test("a refusal is judged before work, and a script without a browser is judged by the rest", () => {
  const tries = { ...NOTHING, inMinute: 40, inDay: 40 };
  expect(judgeTry({ device: null, email: null, address: tries, campaign: null }).outcome).toBe("challenge");
  expect(judgeTry({ device: tries, email: null, address: tries, campaign: null })).toMatchObject({
    outcome: "refuse",
    because: { scope: "device", kind: "tries" },
  });
  expect(judgeTry({ device: null, email: null, address: null, campaign: null })).toEqual({
    outcome: "pass",
    noted: [],
  });
});
