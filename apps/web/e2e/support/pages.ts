import type { Db } from "@careforall/db/client";
import type { Locale } from "@careforall/domain/shared";
import { tranIdOf } from "./books.ts";
import { campaignPath } from "./giving.ts";
import { openGift, pledgeTerms, postPledge, readGift } from "./rest.ts";
import { simulator, type Outcome } from "./simulator.ts";

/** A page under test: its name, and its address without the language. */
export type PageUnderTest = { readonly name: string; readonly path: string };

/** One gift for every state that its page can show. */
async function giftPages(db: Db, email: string): Promise<readonly PageUnderTest[]> {
  const decided = async (outcome: Outcome, amountMinor?: string): Promise<string> => {
    const { token } = await openGift({
      donorEmail: email,
      donorName: "Rina Akter",
      message: "For the valve",
    });
    const more = amountMinor === undefined ? {} : { amountMinor };
    await simulator.pay({ tranId: await tranIdOf(db, token), outcome, ...more });
    await readGift(token);
    return token;
  };
  const promised = (await postPledge(pledgeTerms({ donorEmail: email }))).body.data?.token ?? "";
  const open = (await openGift({ donorEmail: email })).token;
  const failed = await decided("insufficient_funds");
  const slug = campaignPath("en").slice("/en".length);
  return [
    { name: "gift received", path: `/gifts/${await decided("success")}` },
    { name: "gift held", path: `/gifts/${await decided("success", "45000")}` },
    { name: "gift not charged", path: `/gifts/${failed}` },
    { name: "gift being confirmed", path: `/gifts/${open}` },
    { name: "gift not begun", path: `/gifts/${promised}` },
    { name: "kept form", path: `${slug}/give?gift=${failed}` },
    { name: "form of a gift being confirmed", path: `${slug}/give?gift=${open}` },
  ];
}

/** Every page that a donor can meet, in its different states. */
export async function allPages(db: Db, email: string): Promise<readonly PageUnderTest[]> {
  const slug = campaignPath("en").slice("/en".length);
  return [
    { name: "home", path: "" },
    { name: "campaigns", path: "/campaigns" },
    { name: "nothing found", path: "/campaigns?q=zzzzzzzz" },
    { name: "campaign", path: slug },
    { name: "form", path: `${slug}/give` },
    { name: "no such page", path: "/no/such/page" },
    ...(await giftPages(db, email)),
  ];
}

export const LOCALES_UNDER_TEST = ["en", "bn", "fr"] as const satisfies readonly Locale[];
