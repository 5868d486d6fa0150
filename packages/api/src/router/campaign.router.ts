import { tracked } from "@trpc/server";
import * as z from "zod";
import {
  getCampaign,
  getTotals,
  listCampaigns,
  listDonations,
  listTopCampaigns,
  watchTotals,
  zCampaignList,
  zCampaignPage,
  zDonationList,
  zGetCampaign,
  zGetTotals,
  zListCampaigns,
  zListDonations,
  zListTop,
  zSlug,
  zTotals,
} from "../campaign/index.ts";
import { publicProcedure, router } from "./trpc.ts";

const get = (path: `/${string}`, summary: string) => ({
  openapi: { method: "GET" as const, path, tags: ["campaigns"], summary },
});

export const campaignRouter = router({
  list: publicProcedure
    .meta(get("/campaigns", "Public campaigns, newest first"))
    .input(zListCampaigns)
    .output(zCampaignList)
    .query(({ ctx, input }) => listCampaigns(ctx, input)),

  top: publicProcedure
    .meta(get("/campaigns/top", "Active campaigns by money in a currency, by share of the goal, or by gifts"))
    .input(zListTop)
    .output(zCampaignList)
    .query(({ ctx, input }) => listTopCampaigns(ctx, input)),

  get: publicProcedure
    .meta(get("/campaigns/{slug}", "One campaign with all its words"))
    .input(zGetCampaign)
    .output(zCampaignPage)
    .query(({ ctx, input }) => getCampaign(ctx, input)),

  totals: publicProcedure
    .meta(get("/campaigns/{slug}/totals", "What a campaign has raised, and as of when"))
    .input(zGetTotals)
    .output(zTotals)
    .query(({ ctx, input }) => getTotals(ctx, input)),

  donations: publicProcedure
    .meta(get("/campaigns/{slug}/donations", "Public gifts of a campaign, newest first"))
    .input(zListDonations)
    .output(zDonationList)
    .query(({ ctx, input }) => listDonations(ctx, input)),

  /** A stream of totals; pages open it with EventSource. Ids are versions, so a reconnect shows the present. */
  watchTotals: publicProcedure
    .input(z.strictObject({ slug: zSlug, lastEventId: z.string().max(40).nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      const reader = signal ?? new AbortController().signal;
      for await (const totals of watchTotals(ctx, { ...input, address: ctx.clientAddress }, reader))
        yield tracked(`${totals.version}`, totals);
    }),
});
