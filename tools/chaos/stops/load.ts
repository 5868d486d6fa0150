import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { postJson } from "../donors/ask.ts";
import { sessionKeyIn } from "../donors/door.ts";
import type { Gateway } from "../donors/gateway.ts";
import { SLUGS } from "../stack/campaigns.ts";
import type { Balancer } from "./balancer.ts";

const AT_ONCE = 6;
const NOBODY_READY_MS = 50;
const SHOWN_MAX = 10;
const SHOWN_CHARACTERS = 160;

const zCreated = z.object({ data: z.object({ token: z.string() }) });
const zCheckout = z.object({ data: z.object({ redirectUrl: z.string() }) });

/** What a load balancer would have seen. */
export type Seen = {
  requests: number;
  paid: number;
  /** Requests without a whole answer, or with a fault of the server: nobody repeats them. In words, the first ones. */
  failed: number;
  readonly failures: string[];
};

export type Load = { readonly seen: Seen; readonly stop: () => Promise<void> };

/** Donors give, one after the other, several at once, through whichever web is ready. No request is repeated. */
export function startLoad(balancer: Balancer, gateway: Gateway): Load {
  const seen: Seen = { requests: 0, paid: 0, failed: 0, failures: [] };
  let isStopping = false;
  const one = async (): Promise<void> => {
    while (!isStopping) if (await give(balancer, gateway, seen)) seen.paid += 1;
  };
  const running = Array.from({ length: AT_ONCE }, one);
  return {
    seen,
    stop: async () => {
      isStopping = true;
      await Promise.all(running);
    },
  };
}

/** Answers whether the gift was paid; a request that fails ends it. */
async function give(balancer: Balancer, gateway: Gateway, seen: Seen): Promise<boolean> {
  const terms = {
    campaignSlug: SLUGS[0],
    currency: "BDT",
    method: "bkash",
    donorEmail: "stops@example.org",
    giftMinor: "50000",
  };
  const key = { "idempotency-key": randomBytes(18).toString("base64url") };
  const created = await send(balancer, seen, "/api/v1/pledges", terms, key);
  if (created === null) return false;
  const { token } = zCreated.parse(created).data;
  const opened = await send(balancer, seen, `/api/v1/pledges/${token}/checkout`, { method: "bkash" });
  if (opened === null) return false;
  const sessionKey = sessionKeyIn(zCheckout.parse(opened).data.redirectUrl);
  await gateway.pay({ sessionKey, method: "bkash", outcome: "success" });
  return true;
}

async function send(
  balancer: Balancer,
  seen: Seen,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<unknown> {
  let target = balancer.next();
  for (; target === null; target = balancer.next()) await sleep(NOBODY_READY_MS);
  seen.requests += 1;
  const answer = await postJson(`${target.url}${path}`, body, headers);
  if (answer !== null && answer.status < 300) return JSON.parse(answer.text) as unknown;
  seen.failed += 1;
  if (seen.failures.length < SHOWN_MAX) {
    const what = answer === null ? "no answer" : `${answer.status} ${answer.text.slice(0, SHOWN_CHARACTERS)}`;
    seen.failures.push(`${target.process.name} ${path.slice(0, "/api/v1/pledges".length)}: ${what}`);
  }
  return null;
}
