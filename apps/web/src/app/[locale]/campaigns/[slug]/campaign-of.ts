import { type CampaignPage, getCampaign, zSlug } from "@careforall/api/campaign";
import type { Locale } from "@careforall/domain/shared";
import { cache } from "react";
import { webContext } from "../../../../server/context.ts";
import { addressPart, orNotFound } from "../../../../ui/or-not-found.ts";

/** The campaign of a page; its head and its body ask for it once together. */
export const campaignOf = cache(async (slug: string, locale: Locale): Promise<CampaignPage> =>
  orNotFound(getCampaign(await webContext(), { slug: addressPart(zSlug, slug), locale })),
);
