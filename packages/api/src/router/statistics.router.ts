import * as z from "zod";
import { getPlatformStatistics, zPlatformStatistics } from "../statistics/index.ts";
import { publicProcedure, router } from "./trpc.ts";

export const statisticsRouter = router({
  platform: publicProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/statistics/platform",
        tags: ["statistics"],
        summary: "What was raised on the whole platform, per currency",
      },
    })
    .input(z.strictObject({}))
    .output(zPlatformStatistics)
    .query(({ ctx }) => getPlatformStatistics(ctx)),
});
