import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, ask } from "./ask.ts";
import { type Door, NO_REPEATS, sessionKeyIn } from "./door.ts";
import { untilDefinite } from "./patience.ts";
import type { DonorPlan } from "./plan-donor.ts";

/** A form that comes back says why; somebody who reads it presses the button again. */
const GIVE_UP_MS = 120_000;
const READING_MS = 500;
const HIDDEN = /<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)"/g;

/** The page of the form as a browser without JavaScript has it: where it is, its hidden fields, and its cookie. */
type OpenForm = { readonly hidden: ReadonlyMap<string, string>; readonly cookie: string };

/**
 * Gives by the form of the campaign's page, without JavaScript: posts it, follows where it leads, and presses the button
 * again when no answer comes or the form is shown again with what was typed.
 */
export async function formDoor(frontUrl: string, plan: DonorPlan): Promise<Door> {
  const first = await openForm(`${frontUrl}/en/campaigns/${plan.slug}/give`, "");
  const openPage = async (): Promise<string | null> => {
    const end = performance.now() + GIVE_UP_MS;
    for (let form = first; ;) {
      const answer = await untilDefinite(() => post(frontUrl, plan, form));
      const place = answer.headers.get("location");
      if (answer.status !== 303 || place === null)
        throw new Error(`donor ${plan.number}'s form was refused: ${answer.status} ${answer.text}`);
      const address = new URL(place, frontUrl);
      if (address.origin !== new URL(frontUrl).origin) return sessionKeyIn(address.href);
      if (address.pathname.includes("/gifts/")) return null;
      if (performance.now() > end) throw new Error(`donor ${plan.number}'s form comes back: ${address.href}`);
      await sleep(READING_MS);
      form = await openForm(address.href, answer.headers.get("set-cookie")?.split(";")[0] ?? "");
    }
  };
  // The secret of the gift is only in the address to which the provider sends the browser back.
  return { openPage, look: () => Promise.resolve(), repeat: () => Promise.resolve(NO_REPEATS) };
}

/**
 * The form at an address. While a payment of the gift may still come, the page shows none and leads to the gift's page,
 * which has the way back to the payment page; both may need a moment.
 */
async function openForm(address: string, cookie: string): Promise<OpenForm> {
  const end = performance.now() + GIVE_UP_MS;
  const gift = new URL(address).searchParams.get("gift");
  const places = gift === null ? [address] : [address, new URL(`/en/gifts/${gift}`, address).href];
  for (;;) {
    for (const place of places) {
      const page = await untilDefinite(() => ask(place, { headers: { cookie } }));
      const hidden = hiddenFieldsIn(page.text);
      if (hidden.has("formId")) return { hidden, cookie };
      if (performance.now() > end) throw new Error(`no form at ${place}: ${page.status}`);
    }
    await sleep(READING_MS);
  }
}

function hiddenFieldsIn(page: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const { groups } of page.matchAll(HIDDEN)) {
    if (groups !== undefined) fields.set(groups["name"] ?? "", groups["value"] ?? "");
  }
  return fields;
}

function post(frontUrl: string, plan: DonorPlan, form: OpenForm): Promise<Answer | null> {
  const typed = {
    ...Object.fromEntries(form.hidden),
    gift: "other",
    giftOther: taka(plan.giftMinor),
    tip: plan.tipMinor === "0" ? "" : taka(plan.tipMinor),
    donorEmail: plan.email,
    donorName: "",
    message: "",
    method: plan.method,
  };
  return ask(`${frontUrl}/give`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams(typed).toString(),
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: frontUrl,
      cookie: form.cookie,
    },
  });
}

/** As people type it: whole taka. */
const taka = (minor: string): string => minor.replace(/00$/, "");
