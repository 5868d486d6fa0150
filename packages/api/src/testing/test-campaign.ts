import type { Db } from "@careforall/db/client";
import type { CampaignStatus } from "@careforall/domain/campaign";
import type { Currency } from "@careforall/domain/money";
import { storeCampaign } from "../campaign/store-campaign.ts";
import { newId } from "../context/index.ts";

export type TestCampaign = { readonly id: string; readonly slug: string; readonly currency: Currency };

/** Long before every test, so that no clock makes the campaign "not yet begun". */
const BEGAN_AT = new Date("2026-01-01T00:00:00Z");

/** A campaign of its own, open unless said otherwise, with a text in one language. */
export async function createTestCampaign(
  db: Db,
  {
    currency = "BDT",
    status = "active",
    goalMinor = 10_000_000n,
    endsAt = null,
  }: {
    readonly currency?: Currency;
    readonly status?: CampaignStatus;
    readonly goalMinor?: bigint;
    readonly endsAt?: Date | null;
  } = {},
): Promise<TestCampaign> {
  const id = newId();
  const slug = `a-heart-for-rina-${id}`;
  await storeCampaign(
    { db, newId, origin: { requestId: null, traceparent: null } },
    {
      id,
      slug,
      kind: "medical",
      status,
      currency,
      goalMinor,
      endsAt,
      suggestedMinor: [50_000n, 100_000n],
      organiserName: "Karim Uddin",
      beneficiaryName: "Rina Begum",
      place: "Rangpur",
      locale: "en",
      startsAt: BEGAN_AT,
      createdAt: BEGAN_AT,
      texts: [
        {
          locale: "en",
          title: "A heart for Rina",
          summary: "Surgery in May",
          story: "Rina is nine.",
          costs: [],
        },
      ],
    },
  );
  return { id, slug, currency };
}
