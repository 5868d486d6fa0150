import * as z from "zod";
import { defineEvent, zLocale } from "../shared/index.ts";
import { GUEST_PURPOSES } from "./request.ts";

// Like the events of accounts: no address, no name, no secret.

export const guestLetterAsked = defineEvent(
  "guest.letter_asked",
  1,
  z.object({
    purpose: z.enum(GUEST_PURPOSES).describe("What the letter is for"),
    locale: zLocale.describe("The language of the letter"),
  }),
  "Somebody without an account asked for a letter to an address; the subject is the request. Whether the address has gifts is looked up by whoever sends it, so that the answer to the asker cannot tell.",
);

export const guestEvents = [guestLetterAsked] as const;
