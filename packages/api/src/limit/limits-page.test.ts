import path from "node:path";
import { expect, test } from "vitest";
import { limitsPage } from "./index.ts";

const WORDS = `
# Limits

How often something may be asked for. Who asks more often gets 429 with \`Retry-After\`, the code \`limit.reached\`, the id of
the request, and the words that nothing was changed and nothing was charged; the form comes back with everything kept.
\`LIMITS_FACTOR\` multiplies all of them; deployed mode takes at most 10.

An **address** is the connection's own, or behind \`TRUSTED_PROXY_HOPS\` proxies of yours what they wrote into
\`X-Forwarded-For\`: what a client writes there itself is never believed. All of an IPv6 /64 is one address. A **browser** is
known by a cookie with random bits and our signature, which the form's page sets; a thousand people of one carrier may
stand behind one address, so people are counted by browser, strictly, and addresses by what a crowd may need. Stored are
keyed digests, never an address or e-mail.

Counts are shared by all web processes, in Redis when \`REDIS_URL\` is set, else in PostgreSQL on connections of their own.
What must hold (the last column says so) is counted in PostgreSQL in any case: a Redis that is lost in the middle of a window
gives nobody a try more, and giving goes on with a quarter of its points in each process. A process counts by itself and
tells the others in portions of a tenth, so an honest caller costs no round trip, and the limit may be passed by a tenth for
each process. Who was refused is refused from memory until the window ends. Each call in a batch takes its own point. Limits
of calls are taken before anything else is done, those of signing in before a password is hashed.

What looks like the testing of stolen cards is another thing: [ADR 25](adr/0025-suspicion-costs-work-not-the-gift.md).
Staff read what was noticed at \`/admin/incidents\`, newest first, by whom it is about (a browser, an e-mail, a network or a
whole campaign), why, what was done and campaign; \`pnpm incidents\` prints the same. Both show digests, counts and times,
nobody's address. There is nothing to tick off: the shield did at once what was to be done, and rows go after 120 days.
`;

test("docs/limits.md is what the table says (after a change: vitest -u)", async () => {
  await expect(limitsPage(WORDS)).toMatchFileSnapshot(
    path.join(import.meta.dirname, "../../../../docs/limits.md"),
  );
});
