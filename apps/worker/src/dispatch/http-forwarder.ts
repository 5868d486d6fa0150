import type { Envelope, Forwarded, Forwarder } from "@careforall/api/dispatch";
import { Webhook } from "standardwebhooks";
import { readRetryAfter } from "./retry-after.ts";

/** What the specification advises; a receiver stores the event and answers, it does not work on it meanwhile. */
export const FORWARD_TIMEOUT_MS = 15_000;

export type ForwarderSettings = {
  readonly url: string;
  /** One, or two while the receiver changes from one to the other: each signs. */
  readonly secrets: readonly string[];
  /** Shorter in tests. */
  readonly timeoutMs?: number;
};

/**
 * Posts events to one address, signed as Standard Webhooks (https://www.standardwebhooks.com, version 1). The answer's
 * status decides; its body is never read, so its size does not matter. Redirects are not followed: the address is an
 * operator's word, and a signed event goes nowhere else.
 */
export function createForwarder({ url, secrets, timeoutMs }: ForwarderSettings): Forwarder {
  const signers = secrets.map((secret) => new Webhook(secret));
  return {
    forward: async (envelope, stopping) => {
      const deadline = AbortSignal.timeout(timeoutMs ?? FORWARD_TIMEOUT_MS);
      try {
        const response = await fetch(url, {
          ...signed(envelope, signers, new Date()),
          method: "POST",
          redirect: "manual",
          signal: AbortSignal.any([deadline, stopping]),
        });
        // An end of the body that fails changes nothing: the status was the answer.
        await response.body?.cancel().catch(() => undefined);
        return judged(response);
      } catch (error) {
        if (stopping.aborted) return { kind: "stopped" };
        return { kind: "failed", why: reasonOf(error, deadline), waitMs: null };
      }
    },
  };
}

function signed(envelope: Envelope, signers: readonly Webhook[], at: Date) {
  const body = JSON.stringify(envelope);
  return {
    body,
    headers: {
      "content-type": "application/json",
      "user-agent": "CareForAll",
      "webhook-id": envelope.eventId,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": signers.map((signer) => signer.sign(envelope.eventId, at, body)).join(" "),
    },
  };
}

function judged({ status, ok, headers }: Response): Forwarded {
  if (ok) return { kind: "taken" };
  if (status === 410) return { kind: "gone", why: "answered 410: it wants no more of this" };
  const isBusy = status === 429 || status === 503;
  return {
    kind: "failed",
    why:
      status >= 300 && status < 400 ? `answered ${status}: redirects are not followed` : `answered ${status}`,
    waitMs: isBusy ? readRetryAfter(headers.get("retry-after"), new Date()) : null,
  };
}

/** Without the address: it may carry a key in its path. */
function reasonOf(error: unknown, deadline: AbortSignal): string {
  if (deadline.aborted) return "no answer in time";
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
  return `not reached: ${code}`;
}
