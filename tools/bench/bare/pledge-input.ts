import { createHash, randomBytes } from "node:crypto";
import { v7 } from "uuid";

/** What the bare handlers read of a promise: the body as it came, believed without a check. */
export type Wish = {
  readonly campaignSlug: string;
  readonly giftMinor: string;
  readonly tipMinor: string;
  readonly currency: string;
  readonly donorEmail: string;
  readonly donorName: string;
  readonly message: string;
  readonly method: string;
};

/** Everything that is written, made before the first statement. */
export type BarePledge = Wish & {
  readonly id: string;
  readonly eventId: string;
  readonly token: string;
  readonly totalMinor: string;
  readonly requestHash: string;
  readonly answer: object;
};

export function readPledge(body: string): BarePledge {
  const wish = JSON.parse(body) as Wish;
  const totalMinor = String(BigInt(wish.giftMinor) + BigInt(wish.tipMinor));
  const token = randomBytes(16).toString("base64url");
  const { campaignSlug, currency } = wish;
  return {
    ...wish,
    id: v7(),
    eventId: v7(),
    token,
    totalMinor,
    requestHash: createHash("sha256").update(body).digest("hex"),
    answer: { success: true, data: { token, campaignSlug, totalMinor, currency } },
  };
}
