import { connect } from "node:net";
import type { Checkout, CreatedPledge, Gift } from "@careforall/api/pledge";
import { LIMITS } from "@careforall/api/limit";
import { createRedisServer } from "@careforall/api/testing";
import { type MoreWebs, startMoreWebs } from "../stack/more-webs.ts";
import { WEB_URL } from "../stack/addresses.ts";
import { tranIdOf } from "../support/books.ts";
import { newKey } from "../support/rest.ts";
import { termsOf } from "../support/scenario.ts";
import { simulator } from "../support/simulator.ts";
import { expect, newEmail, test } from "../support/test.ts";
import { PATIENT } from "./crowd.ts";

// Redis is killed while people give and others try passwords, at two webs of the production build with ordinary limits.
// Gifts go on; of sign-in tries not one more is let through than without the kill, at both webs together.

test.describe.configure({ timeout: 120_000 });

const redis = await createRedisServer();
let webs: MoreWebs;
test.beforeAll(async () => {
  await redis.start();
  webs = await startMoreWebs(2, { REDIS_URL: redis.url, LIMITS_FACTOR: "1" });
});
test.afterAll(async () => {
  await webs?.stop();
  await redis.remove();
});

const from = (address: string) => ({ "x-forwarded-for": address });

/** A sign-in with a wrong password, by the form: whether it was looked at, or refused with a time to come again. */
async function trySignIn(web: string, address: string, email: string): Promise<"looked at" | "refused"> {
  const answer = await fetch(`${web}/account/sign-in`, {
    method: "POST",
    headers: { ...from(address), origin: WEB_URL },
    body: new URLSearchParams({ email, password: "not the right one, surely", locale: "en" }),
    redirect: "manual",
  });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, expect.stringContaining("sign-in")]);
  return answer.headers.has("retry-after") ? "refused" : "looked at";
}

async function trySeveral(web: string, tries: readonly { address: string; email: string }[]) {
  const told: string[] = [];
  for (const { address, email } of tries) told.push(await trySignIn(web, address, email));
  return told.filter((how) => how === "looked at").length;
}

async function post<Data>(web: string, path: string, body: object): Promise<Data> {
  const headers = { "content-type": "application/json", "idempotency-key": newKey(), ...from("192.0.2.9") };
  const answer = await fetch(`${web}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const { data, error } = (await answer.json()) as { data?: Data; error?: object };
  expect([path, error]).toEqual([path, undefined]);
  return data as Data;
}

/** A promise, and its open payment page. */
async function promise(web: string): Promise<string> {
  const { token } = await post<CreatedPledge>(web, "/pledges", termsOf(newEmail()));
  await post<Checkout>(web, `/pledges/${token}/checkout`, { method: "bkash" });
  return token;
}

async function truthOf(web: string, token: string): Promise<string> {
  const answer = await fetch(`${web}/api/v1/pledges/${token}`, { headers: from("192.0.2.9") });
  const { data } = (await answer.json()) as { data: Gift };
  return data.truth;
}

/** How many connections Redis has besides this one. */
const clientsOfRedis = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(redis.url).port), "127.0.0.1", () =>
      socket.write("INFO clients\r\n"),
    );
    socket.once("error", reject);
    socket.once("data", (said) => {
      socket.destroy();
      resolve(Number(/connected_clients:(\d+)/.exec(said.toString())?.[1] ?? 0) - 1);
    });
  });

test("S-71: Redis killed in mid-run: gifts go on at every web, and sign-in limits hold as if nothing had happened", async ({
  db,
}) => {
  const [first = "", second = ""] = webs.urls;
  await expect.poll(clientsOfRedis, PATIENT).toBeGreaterThanOrEqual(webs.urls.length);
  const { points } = LIMITS.sign_in_address;
  const [limited, straddling] = ["203.0.113.51", "203.0.113.52"].map((address) => ({ address }));
  const tries = (count: number, of: { address: string } | undefined) =>
    Array.from({ length: count }, () => ({ address: of?.address ?? "", email: newEmail() }));
  const account = newEmail();
  const atAccount = (count: number, network: number) =>
    Array.from({ length: count }, (_, nth) => ({ address: `198.51.${network}.${nth}`, email: account }));

  const failures = LIMITS.sign_in_failures.points;
  const [before, ...lookedAt] = await Promise.all([
    promise(first),
    trySeveral(first, tries(points + 1, limited)),
    trySeveral(first, tries(points - 2, straddling)),
    trySeveral(first, atAccount(failures - 1, 100)),
  ]);
  expect(lookedAt).toEqual([points, points - 2, failures - 1]);

  await redis.stop();

  // Whoever was limited stays so, at the web that has heard of it and at the other.
  for (const web of [first, second]) expect(await trySignIn(web, "203.0.113.51", newEmail())).toBe("refused");
  // Whose tries straddle the kill gets those that were left; so does an account, wherever it is tried from.
  const left = await Promise.all([
    trySeveral(second, tries(points, straddling)),
    trySeveral(second, atAccount(3, 101)),
  ]);
  expect(left).toEqual([2, 1]);
  expect(await trySeveral(first, [...tries(1, straddling), ...atAccount(1, 102)])).toBe(0);

  const after = await Promise.all([first, second].map(promise));
  for (const token of [before, ...after]) {
    await simulator.pay({ tranId: await tranIdOf(db, token), outcome: "success" });
    await expect.poll(() => truthOf(second, token), PATIENT).toBe("received");
  }
  for (const web of webs.urls) expect((await fetch(`${web}/api/health/ready`)).status).toBe(200);
});
