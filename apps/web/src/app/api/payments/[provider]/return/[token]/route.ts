import { comeBack } from "@careforall/api/pledge";
import { AppError } from "@careforall/domain/shared";
import { webContext } from "../../../../../../server/context.ts";

type Params = { params: Promise<{ provider: string; token: string }> };

/**
 * The donor comes back from the provider, by a POST from another site that carries no cookie of ours. Nothing in it is
 * believed: we ask the provider, and answer 303 to the page that says the truth. Money that was refused leads back to
 * the kept form.
 */
async function answerReturn(_request: Request, { params }: Params): Promise<Response> {
  const ctx = await webContext();
  const { token } = await params;
  try {
    const gift = await comeBack(ctx, { token });
    const page = `/${gift.locale}/gifts/${token}`;
    const form = `/${gift.locale}/campaigns/${gift.campaign.slug}/give?gift=${token}`;
    return seeOther(gift.truth === "not_charged" && gift.mayRetry ? form : page);
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") return seeOther("/");
    ctx.log.error(
      { err: error, requestId: ctx.origin.requestId },
      "a return could not be answered from our books",
    );
    return seeOther(`/en/gifts/${encodeURIComponent(token)}`);
  }
}

const seeOther = (location: string): Response => new Response(null, { status: 303, headers: { location } });

export { answerReturn as GET, answerReturn as POST };
