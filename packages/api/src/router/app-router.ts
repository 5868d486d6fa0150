import { accountRouter } from "./account.router.ts";
import { campaignRouter } from "./campaign.router.ts";
import { pledgeRouter } from "./pledge.router.ts";
import { staffRouter } from "./staff.router.ts";
import { statisticsRouter } from "./statistics.router.ts";
import { router } from "./trpc.ts";

/** Every procedure that there is: tRPC serves it at /api/trpc, REST serves those with a path at /api/v1. */
export const appRouter = router({
  account: accountRouter,
  campaign: campaignRouter,
  pledge: pledgeRouter,
  staff: staffRouter,
  statistics: statisticsRouter,
});
export type AppRouter = typeof appRouter;
