import * as z from "zod";
import {
  changeRole,
  listAudit,
  listIncidents,
  listStaff,
  zAuditList,
  zChangeRole,
  zIncidentList,
  zListAudit,
  zListIncidents,
  zListStaff,
  zStaffList,
} from "../staff/index.ts";
import { needs, router } from "./trpc.ts";

/** What members of staff see and change, each by a permission of the one map (packages/domain/src/permission). */
export const staffRouter = router({
  people: needs("people.read")
    .input(zListStaff)
    .output(zStaffList)
    .query(({ ctx, input }) => listStaff(ctx, input)),

  changeRole: needs("roles.change")
    .input(zChangeRole)
    .output(z.object({ isDone: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      await changeRole(ctx, input, ctx.caller);
      return { isDone: true } as const;
    }),

  incidents: needs("incident.read")
    .input(zListIncidents)
    .output(zIncidentList)
    .query(({ ctx, input }) => listIncidents(ctx, input)),

  audit: needs("audit.read")
    .input(zListAudit)
    .output(zAuditList)
    .query(({ ctx, input }) => listAudit(ctx, input)),
});
