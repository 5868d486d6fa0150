import { createHmac } from "node:crypto";
import { pledgeCreated } from "@careforall/domain/pledge";
import type { Envelope } from "../dispatch/index.ts";

/** Fixed, so that the page is the same each time; the secret signs nothing but this page. */
const SECRET = "whsec_Q2FyZUZvckFsbCBkb2NzIGV4YW1wbGUgb25seQ==";
const TIMESTAMP = "1772366400";
const ENVELOPE: Envelope = {
  eventId: "0198c0de-0000-7000-8000-000000000001",
  eventType: pledgeCreated.type,
  version: pledgeCreated.version,
  timestamp: "2026-03-01T12:00:00.000Z",
  subjectId: "0198c0de-0000-7000-8000-000000000002",
  data: pledgeCreated.parse({
    campaignId: "0198c0de-0000-7000-8000-000000000003",
    currency: "BDT",
    giftMinor: "50000",
    tipMinor: "0",
    feeCoverMinor: "0",
    totalMinor: "50000",
  }),
  requestId: "req-1",
};

/** How events reach an address of others; the shell example is run by a test. */
export function forwardingSection(): string {
  const body = JSON.stringify(ENVELOPE);
  const id = ENVELOPE.eventId;
  return `## Forwarding to an address of yours

With \`EVENT_DISPATCH_URL\` and \`EVENT_DISPATCH_SECRET\` set, the worker posts every event there as JSON:

| field | meaning |
| --- | --- |
| \`eventId\` | the same for every try and every replay; act on it once |
| \`eventType\`, \`version\` | what \`data\` looks like: the sections below |
| \`timestamp\` | when the fact was written, ISO 8601 in UTC |
| \`subjectId\` | the campaign, pledge or payment that it is about |
| \`data\` | the fields of the event |
| \`requestId\` | the request that caused it, or null |

Each request is signed as [Standard Webhooks](https://www.standardwebhooks.com) say: \`webhook-id\` is the event's id,
\`webhook-timestamp\` the second of this try, and \`webhook-signature\` holds \`v1,\` and the base64 of the HMAC-SHA256 over
\`id.timestamp.body\`. Libraries for many languages verify it; so does a shell. This prints \`${signatureOf(`${id}.${TIMESTAMP}.${body}`)}\`:

\`\`\`sh
secret='${SECRET}'
id='${id}'
timestamp='${TIMESTAMP}'
body='${body}'
key=$(printf %s "\${secret#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
printf 'v1,'
printf %s "$id.$timestamp.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A
\`\`\`

Verify the body as it came, before parsing it, and refuse a timestamp that is more than five minutes away. Two secrets
with a space between them sign both, and the header has two signatures: set the old and the new one, change the receiver,
then drop the old one.

**Answers.** 2xx: done. 410: never again; a dead letter at once. 429 and 503 may say \`Retry-After\`, which is kept up to
an hour. Everything else, redirects too (none is followed), and no answer within 15 seconds: tried again after about 1 s,
2 s, 5 s, 10 s, 20 s, 1 min, 3 min, 10 min, 30 min, 2 h and then every 6 h, less a random part; after the fifteenth try (about a
day) it is a dead letter. \`pnpm dead list\` and \`pnpm dead replay delivery dispatch/<event id> --reason "…"\` work as for
every delivery. The answer's body is never read.

**What to expect.** Every event at least once, in any order: a lost answer or a worker that dies makes a repeat with the
same id and body. A new version is sent as soon as a worker knows it; refuse what you do not know, and it is tried
again. A slow receiver holds up nobody here: forwarding has a loop, a lease (no transaction is open meanwhile) and a lag
of its own (\`careforall_dispatch_lag_seconds\`, \`careforall_dispatches_total\`).

**On and off.** Events that are relayed while forwarding is off are not forwarded later. What was waiting when it was
switched off waits until it is on again. All workers must have the same settings: each relays for all.

**Where it may go.** The address is an operator's setting and never a visitor's word, so it may name a host inside your
network on purpose. Deployed mode wants https and not this machine; embedded mode wants this machine.
`;
}

const signatureOf = (content: string): string =>
  `v1,${createHmac("sha256", Buffer.from(SECRET.slice("whsec_".length), "base64"))
    .update(content)
    .digest("base64")}`;
