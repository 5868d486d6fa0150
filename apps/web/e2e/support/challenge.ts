import { readFileSync } from "node:fs";
import { newChallenge } from "@careforall/api/shield";
import type { Page } from "playwright/test";
import { DATA, WEB_URL } from "../stack/addresses.ts";
import { CAMPAIGN } from "./campaign.ts";
import { campaignPath } from "./giving.ts";
import { pledgeTerms, postPledge } from "./rest.ts";

/**
 * A donor of Tk 500 whose form was answered with a challenge: the limits of these tests are so wide that only the cookie
 * of such an answer leads to its page. Answers the page's address.
 */
export async function keepChallenge(
  page: Page,
  email: string,
  at = new Date(),
): Promise<{ address: string }> {
  const token = (await postPledge(pledgeTerms({ donorEmail: email }))).body.data?.token ?? "";
  const { formSecret } = JSON.parse(readFileSync(DATA.secrets, "utf8")) as { formSecret: string };
  const challenge = newChallenge(formSecret, { pledgeId: token, attempt: 1 }, 12, at);
  const nothing = { giftOther: "", tip: "", donorName: "", donorEmail: "", message: "", isAnonymous: false };
  const kept = {
    nonce: "challenge",
    token,
    formId: null,
    refusal: "challenge",
    retryAfterS: null,
    challenge,
    problems: [],
    values: { ...nothing, gift: "50000", method: "bkash" },
  };
  const value = Buffer.from(JSON.stringify(kept)).toString("base64url");
  await page.context().addCookies([{ name: "kept_form", value, url: WEB_URL }]);
  return { address: `${campaignPath("en", CAMPAIGN)}/give?kept=challenge&gift=${token}` };
}
