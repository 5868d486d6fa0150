import { randomUUID } from "node:crypto";
import type { Tx } from "@careforall/db/client";
import {
  addToStatistics,
  findDonations,
  type FoundDonation,
  lockDonations,
  makeDonors,
  saveDonations,
} from "@careforall/db/donor";
import { addToTotals } from "@careforall/db/totals";
import { type Donation, donationOf, foldGifts } from "@careforall/domain/donor";
import { paymentRefunded, paymentRefundFailed } from "@careforall/domain/refund";
import { assert } from "@careforall/domain/shared";
import { totalChange } from "@careforall/domain/totals";
import type { DueDelivery } from "@careforall/db/outbox";
import type { Apply } from "../outbox/consume.ts";

/**
 * Keeps who gave, the history of their gifts and their statistics. An event only says which promise to look at: the
 * row is made of the facts of this moment, under a lock, so that events may come in any order and more than once.
 */
export const keepDonations: Apply = async (_ctx, tx, deliveries) => {
  await lockDonations(tx);
  const found = await findDonations(tx, [...new Set(deliveries.map(pledgeOf))]);
  const donations = await donationsOf(tx, found);
  await saveDonations(tx, donations);
  const changes = foldGifts(keptOf(found, donations), donations);
  if (changes.length === 0) return;
  const met = await addToStatistics(tx, changes);
  await addToTotals(
    tx,
    met.map(({ campaignId, donors: count }) => totalChange(campaignId, { donorCount: BigInt(count) })),
  );
};

/** The rows of these promises, in the same order; whoever is new among the donors is made one. */
export async function donationsOf(tx: Tx, found: readonly FoundDonation[]): Promise<readonly Donation[]> {
  const donors = await makeMissingDonors(tx, found);
  return found.map((one) => donationOf({ ...one.facts, donorId: donorIdOf(one, donors) }));
}

/** The promise that an event is about: its subject, or named by an event of its payment. */
function pledgeOf({ type, subjectId, data }: Pick<DueDelivery, "type" | "subjectId" | "data">): string {
  if (type === paymentRefunded.type) return paymentRefunded.parse(data).pledgeId;
  if (type === paymentRefundFailed.type) return paymentRefundFailed.parse(data).pledgeId;
  return subjectId;
}

/** A random id for each address that is new, in the seed as well: it says nothing about the person. By address. */
async function makeMissingDonors(
  tx: Tx,
  found: readonly FoundDonation[],
): Promise<ReadonlyMap<string, string>> {
  const missing = found.filter(({ donorId }) => donorId === null).map(({ email }) => email);
  const made = new Map([...new Set(missing)].toSorted().map((email) => [email, randomUUID()]));
  await makeDonors(
    tx,
    [...made].map(([email, id]) => ({ id, email })),
  );
  return made;
}

function donorIdOf({ donorId, email }: FoundDonation, made: ReadonlyMap<string, string>): string {
  const id = donorId ?? made.get(email);
  assert(id !== undefined, "every address has a donor by now");
  return id;
}

/** What of these rows was standing before. Campaign, donor and currency of a promise never change. */
const keptOf = (found: readonly FoundDonation[], donations: readonly Donation[]): readonly Donation[] =>
  donations.flatMap((donation, i) => {
    const kept = found[i]?.kept ?? null;
    return kept === null ? [] : [{ ...donation, ...kept }];
  });
