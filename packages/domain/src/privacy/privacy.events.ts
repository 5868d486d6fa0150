import * as z from "zod";
import { defineEvent } from "../shared/index.ts";

export const personErased = defineEvent(
  "person.erased",
  1,
  z.object({
    kind: z.enum(["account", "guest"]).describe("Whether an account was closed with it"),
    gifts: z.int().nonnegative().describe("How many gifts lost their names; their amounts stay"),
  }),
  "A person's data were erased; the subject is the record of it. Whoever keeps copies of pledges must forget their names too. Names nobody.",
);

export const privacyEvents = [personErased] as const;
