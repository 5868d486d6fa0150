import { type IncidentPlace, listIncidents as read } from "@careforall/db/shield";
import { INCIDENT_ACTIONS, SUSPICION_KINDS, TRY_SCOPES } from "@careforall/domain/shield";
import * as z from "zod";
import { zSlug } from "../campaign/index.ts";
import type { Context } from "../context/index.ts";
import { type CursorSigner, openCursor, sealCursor } from "../cursor/index.ts";

const PAGE_SIZE = 50;
const LIST = { name: "incidents" } as const;
/** A place names more than the row of another list. */
const PLACE_CHARACTERS_MAX = 300;
/** A keyed digest, or the id of a campaign. */
const zKey = z.string().regex(/^[\w-]{1,40}$/);

export const zListIncidents = z.strictObject({
  scope: z.enum(TRY_SCOPES).optional(),
  key: zKey.optional(),
  kind: z.enum(SUSPICION_KINDS).optional(),
  action: z.enum(INCIDENT_ACTIONS).optional(),
  /** The campaign that was given to. */
  campaign: zSlug.optional(),
  after: z.string().max(PLACE_CHARACTERS_MAX).optional(),
});

export const zIncidentList = z.object({
  items: z.array(
    z.object({
      /** Whom it is about: a browser, an e-mail, a network or the whole campaign. */
      scope: z.enum(TRY_SCOPES),
      /** The keyed digest of it, which names nobody; of a campaign its id. */
      key: z.string(),
      kind: z.enum(SUSPICION_KINDS),
      action: z.enum(INCIDENT_ACTIONS),
      campaignSlug: z.string(),
      firstAt: z.date(),
      lastAt: z.date(),
      /** How often it happened within the hour that it began in. */
      count: z.int(),
      /** The most tries in a minute, and the most declined payments in ten, that stood behind it. */
      tries: z.int(),
      declines: z.int(),
    }),
  ),
  next: z.string().nullable(),
});
export type IncidentList = z.output<typeof zIncidentList>;

/**
 * What looked like the testing of stolen cards, the newest first. Throws `input.invalid_cursor` for a place that is none.
 */
export async function listIncidents(
  ctx: Pick<Context, "db"> & CursorSigner,
  asked: z.output<typeof zListIncidents>,
): Promise<IncidentList> {
  const { scope = null, key = null, kind = null, action = null, campaign: campaignSlug = null } = asked;
  const filter = { scope, key, kind, action, campaignSlug };
  const rows = await read(ctx.db, filter, { after: readPlace(ctx, asked.after), limit: PAGE_SIZE + 1 });
  const shown = rows.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  return {
    items: shown.map(({ place: _place, campaignId: _id, ...item }) => item),
    next: rows.length <= PAGE_SIZE || last === undefined ? null : writePlace(ctx, last.place),
  };
}

const zPlace = z.tuple([
  z.string(),
  z.enum(TRY_SCOPES),
  zKey,
  z.enum(SUSPICION_KINDS),
  z.enum(INCIDENT_ACTIONS),
  z.string(),
]);

const writePlace = (ctx: CursorSigner, { lastAt, scope, key, kind, action, hour }: IncidentPlace): string =>
  sealCursor(ctx, LIST, JSON.stringify([lastAt, scope, key, kind, action, hour]));

function readPlace(ctx: CursorSigner, text: string | undefined): IncidentPlace | null {
  const place = openCursor(ctx, LIST, text);
  if (place === null) return null;
  const [lastAt, scope, key, kind, action, hour] = zPlace.parse(JSON.parse(place));
  return { lastAt, scope, key, kind, action, hour };
}
