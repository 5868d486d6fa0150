import { NOTICE_BODY_MAX_BYTES, receiveNotice } from "@careforall/api/payment";
import { takeLimits } from "@careforall/api/limit";
import { failure } from "@careforall/api/rest";
import { webhookContext } from "../../../../server/context.ts";
import { readText } from "../../../../server/read-text.ts";

/**
 * A provider's notification: raw bytes in, stored with our verdict, acknowledged. Acting on it is the worker's. It has
 * connections of its own, so that money is heard of while donors queue for theirs.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ provider: string }> },
): Promise<Response> {
  const ctx = await webhookContext();
  try {
    // 429: a provider that really sends so many tries again, and meanwhile we ask it ourselves.
    await takeLimits(ctx, ["notice_address"]);
    const body = await readText(request, NOTICE_BODY_MAX_BYTES);
    if (body === undefined) return new Response(null, { status: 413 });
    const { provider } = await params;
    const { verdict } = await receiveNotice(ctx, provider, {
      body,
      contentType: request.headers.get("content-type"),
    });
    return Response.json({ verdict }, { status: verdict === "accepted" ? 200 : 401 });
  } catch (error) {
    // 503 when our books cannot take it: the provider tries again.
    const { status, headers, text } = failure(ctx, error);
    return new Response(text, { status, headers });
  }
}
