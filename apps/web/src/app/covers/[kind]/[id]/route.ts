import { zCampaignKind } from "@careforall/domain/campaign";
import * as z from "zod";
import { drawCover } from "../../../../ui/cover/draw-cover.ts";

const zCover = z.object({ kind: zCampaignKind, id: z.uuid() });

/** The same address always gives the same picture; a change of the drawing changes the address in cover.tsx. */
const CACHE_CONTROL = "public, max-age=31536000, immutable";

/** Draws a cover. Pure: it knows no campaign, so that nobody can learn from it which ids exist. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<Record<string, string>> },
): Promise<Response> {
  const cover = zCover.safeParse(await params);
  if (!cover.success) return new Response("There is no such cover.", { status: 404 });
  return new Response(drawCover(cover.data.kind, cover.data.id), {
    headers: {
      "cache-control": CACHE_CONTROL,
      "content-type": "image/svg+xml; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      "x-content-type-options": "nosniff",
    },
  });
}
