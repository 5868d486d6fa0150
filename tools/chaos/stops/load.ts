import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { type Answer, postJson } from "../donors/ask.ts";
import { sessionKeyIn } from "../donors/door.ts";
import type { Gateway } from "../donors/gateway.ts";
import { SLUGS } from "../stack/campaigns.ts";
import type { Balancer, Target } from "./balancer.ts";
import type { Absence } from "./stop-one.ts";

const AT_ONCE = 6;
const NOBODY_READY_MS = 50;
/** Sooner than donors are told to come back, so that more of them meet the gap; later than 20 attempts of one gift. */
const PROVIDER_AWAY_MS = 500;
const SHOWN_MAX = 10;
const UNAVAILABLE = 503;

const zCreated = z.object({ data: z.object({ token: z.string() }) });
const zCheckout = z.object({ data: z.object({ redirectUrl: z.string() }) });
const zRefused = z.object({
  error: z.object({ code: z.string() }),
  meta: z.object({ requestId: z.string() }),
});

export type Failure = {
  readonly web: string;
  /** As in the documentation, so that it names no gift. */
  readonly route: string;
  /** Null when there was no whole answer. */
  readonly status: number | null;
  readonly code: string | null;
  readonly requestId: string | null;
  /** Which processes were between their stop and their return, and for how long, when the answer came. */
  readonly meanwhile: string;
};

/** What a load balancer would have seen. */
export type Seen = {
  requests: number;
  paid: number;
  /** Requests without a whole answer, or with a fault of the server: nobody repeats them. */
  failed: number;
  /** The first of them. */
  readonly failures: Failure[];
  /** Payment pages that could not be opened because the provider was away: a clear answer, and the donor asks again. */
  toldAway: number;
};

export type Load = { readonly seen: Seen; readonly stop: () => Promise<void> };
type World = {
  readonly balancer: Balancer;
  readonly gateway: Gateway;
  /** Which processes are away now. */
  readonly away: ReadonlySet<Absence>;
};

/**
 * Donors give, one after the other, several at once, through whichever web is ready. No request is repeated, but for
 * one: a payment page is asked for again by whoever was told in so many words that the provider was away, while it was.
 */
export function startLoad(world: World): Load {
  const seen: Seen = { requests: 0, paid: 0, failed: 0, failures: [], toldAway: 0 };
  let isStopping = false;
  const one = async (): Promise<void> => {
    while (!isStopping) if (await give(world, seen)) seen.paid += 1;
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
async function give(world: World, seen: Seen): Promise<boolean> {
  const terms = {
    campaignSlug: SLUGS[0],
    currency: "BDT",
    method: "bkash",
    donorEmail: "stops@example.org",
    giftMinor: "50000",
  };
  const key = { "idempotency-key": randomBytes(18).toString("base64url") };
  const created = await send(world, seen, { route: "/api/v1/pledges", body: terms, headers: key });
  if (created === null) return false;
  const { token } = zCreated.parse(created).data;
  const page = { route: "/api/v1/pledges/{token}/checkout", token, body: { method: "bkash" } };
  const opened = await send(world, seen, page);
  if (opened === null) return false;
  const sessionKey = sessionKeyIn(zCheckout.parse(opened).data.redirectUrl);
  await world.gateway.pay({ sessionKey, method: "bkash", outcome: "success" });
  return true;
}

type Request = {
  readonly route: string;
  readonly token?: string;
  readonly body: object;
  readonly headers?: Record<string, string>;
};

async function send(world: World, seen: Seen, request: Request): Promise<unknown> {
  for (;;) {
    let target = world.balancer.next();
    for (; target === null; target = world.balancer.next()) await sleep(NOBODY_READY_MS);
    seen.requests += 1;
    const { route, token = "", body, headers = {} } = request;
    const before = [...world.away];
    const answer = await postJson(`${target.url}${route.replace("{token}", token)}`, body, headers);
    if (answer !== null && answer.status < 300) return JSON.parse(answer.text) as unknown;
    const after = [...world.away];
    // It was away for a part of the request at least.
    const isProviderAway = [...before, ...after].some((absence) => absence.isProvider);
    if (answer !== null && isProviderAway && isClearlyAway(answer)) {
      seen.toldAway += 1;
      await sleep(PROVIDER_AWAY_MS);
      continue;
    }
    seen.failed += 1;
    if (seen.failures.length < SHOWN_MAX) seen.failures.push(failureOf(target, route, answer, after));
    return null;
  }
}

/** 503 with the code of an unknown outcome at the provider, and when to come back. */
const isClearlyAway = (answer: Answer): boolean =>
  answer.status === UNAVAILABLE &&
  answer.headers.get("retry-after") !== null &&
  refusalIn(answer)?.error.code.startsWith("provider.") === true;

function refusalIn({ text }: Answer): z.output<typeof zRefused> | null {
  try {
    return zRefused.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null; // not ours
  }
}

function failureOf(target: Target, route: string, answer: Answer | null, away: readonly Absence[]): Failure {
  const refusal = answer === null ? null : refusalIn(answer);
  return {
    web: target.process.name,
    route,
    status: answer?.status ?? null,
    code: refusal?.error.code ?? null,
    requestId: refusal?.meta.requestId ?? null,
    meanwhile: away.map(({ name, ms }) => `${name} away for ${ms()} ms`).join(", ") || "nobody away",
  };
}
