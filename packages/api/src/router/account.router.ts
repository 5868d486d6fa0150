import * as z from "zod";
import {
  askEmailChange,
  changePassword,
  endDevice,
  getProfile,
  listDevices,
  signOutEverywhere,
  updateProfile,
  zAskEmailChange,
  zChangePassword,
  zDevices,
  zEndDevice,
  zOwnProfile,
  zUpdateProfile,
} from "../account/index.ts";
import { router, signedInProcedure } from "./trpc.ts";

const zNothing = z.strictObject({});
const zDone = z.object({ isDone: z.literal(true) });
const DONE = { isDone: true } as const;

/** One's own account. Signing in and what strangers may ask are forms of the web: they set or need no cookie here. */
export const accountRouter = router({
  profile: signedInProcedure
    .input(zNothing)
    .output(zOwnProfile)
    .query(({ ctx }) => getProfile(ctx, ctx.caller)),

  updateProfile: signedInProcedure
    .input(zUpdateProfile)
    .output(zDone)
    .mutation(async ({ ctx, input }) => {
      await updateProfile(ctx, input, ctx.caller);
      return DONE;
    }),

  devices: signedInProcedure
    .input(zNothing)
    .output(zDevices)
    .query(({ ctx }) => listDevices(ctx, ctx.caller)),

  endDevice: signedInProcedure
    .input(zEndDevice)
    .output(zDone)
    .mutation(async ({ ctx, input }) => {
      await endDevice(ctx, input, ctx.caller);
      return DONE;
    }),

  signOutEverywhere: signedInProcedure
    .input(zNothing)
    .output(z.object({ ended: z.int() }))
    .mutation(async ({ ctx }) => ({ ended: await signOutEverywhere(ctx, ctx.caller) })),

  changePassword: signedInProcedure
    .input(zChangePassword)
    .output(zDone)
    .mutation(async ({ ctx, input }) => {
      await changePassword(ctx, input, ctx.caller);
      return DONE;
    }),

  askEmailChange: signedInProcedure
    .input(zAskEmailChange)
    .output(zDone)
    .mutation(async ({ ctx, input }) => {
      await askEmailChange(ctx, input, ctx.caller);
      return DONE;
    }),
});
