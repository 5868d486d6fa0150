import { PASSKEY_NAME_CHARACTERS_MAX } from "@careforall/domain/account";
import * as z from "zod";
import type { Context } from "../context/index.ts";

/** What browsers answer, as base64url; what is longer than any key of today writes is cut off before it is work. */
const zBytes = z
  .string()
  .max(12_000)
  .regex(/^[\w-]+$/);
const zCredentialId = zBytes.max(1_400);

/** One that says more than we know is no fault: browsers add to it. */
const zAnswer = z.object({
  id: zCredentialId,
  rawId: zCredentialId,
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}).default({}),
});

export const zMadeKey = zAnswer.extend({
  response: z.object({
    clientDataJSON: zBytes,
    attestationObject: zBytes,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,12}$/))
      .max(6)
      .default([]),
  }),
});

export const zSigned = zAnswer.extend({
  response: z.object({
    clientDataJSON: zBytes,
    authenticatorData: zBytes,
    signature: zBytes,
    userHandle: zBytes.nullish().transform((handle) => handle ?? undefined),
  }),
});
export type Signed = z.output<typeof zSigned>;

/** The question's text, as the browser that was asked brings it back. */
export const zChallenge = z.string().regex(/^[\w-]{20,100}$/);

export const zPasskeyName = z
  .string()
  .trim()
  .min(1)
  .max(PASSKEY_NAME_CHARACTERS_MAX)
  .regex(/^\P{Cc}*$/u);

export const RP_NAME = "CareForAll";

/** A key is good for this site alone: by its origin, and by its host. */
export const siteOf = ({ config }: Context): { readonly origin: string; readonly rpID: string } => ({
  origin: config.webUrl,
  rpID: new URL(config.webUrl).hostname,
});

/** How the key names its owner: the account's id, which says nothing about a person. */
export const userHandleOf = (userId: string): string => Buffer.from(userId).toString("base64url");
