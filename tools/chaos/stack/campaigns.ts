import { storeCampaign } from "@careforall/api/campaign";
import { newId } from "@careforall/api/context";
import type { Db } from "@careforall/db/client";

/** The first takes half of all gifts: a campaign that everybody talks about. */
export const SLUGS = ["hot", "warm", "cool", "quiet"] as const;

export async function plantCampaigns(db: Db): Promise<void> {
  for (const slug of SLUGS) {
    await storeCampaign(
      { db, newId, origin: { requestId: "chaos", traceparent: null } },
      {
        id: newId(),
        slug,
        kind: "emergency",
        status: "active",
        currency: "BDT",
        goalMinor: 100_000_000_000n,
        suggestedMinor: [50_000n],
        organiserName: "Karim Uddin",
        beneficiaryName: "Rina Begum",
        place: "Rangpur",
        locale: "en",
        startsAt: new Date("2026-01-01T00:00:00Z"),
        endsAt: null,
        createdAt: new Date("2026-01-01T00:00:00Z"),
        texts: [{ locale: "en", title: slug, summary: "Under fire", story: "Everything fails.", costs: [] }],
      },
    );
  }
}
