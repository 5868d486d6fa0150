import pg from "pg";
import type { Browser, Page } from "playwright";
import { plantCampaigns } from "../plant/campaigns.ts";
import { openBrowser } from "../world/open-browser.ts";
import type { BenchRun } from "./bench-run.ts";

/** Uncounted: Next compiles nothing any more, but caches and pools get warm. */
const WARM_UP_GIFTS = 1;
/** Of one step of the browser, and of the total that is waited for. */
const STEP_LIMIT_MS = 20_000;
/** Any five digits but zeros are right at the simulator. */
const PIN = "12345";

/** Milliseconds, one per gift. */
export type Clicks = {
  /** From the click that sends the form to the provider's page. */
  readonly formToWallet: readonly number[];
  /** From the click that pays to the moment when another page, open all the time, shows the new total. */
  readonly payToOtherPage: readonly number[];
};

/**
 * A whole gift as a person makes it, with the product's web and worker, the simulator and a real browser: form, wallet,
 * click. Somebody else has the campaign's page open and touches nothing.
 */
export async function measureClicks(run: BenchRun): Promise<Clicks> {
  const { world, options, signal, undo } = run;
  const url = await world.cluster.createDatabase("bench_click");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const [campaign] = await plantCampaigns(client, "bench-click", 1);
  await client.end();
  if (campaign === undefined) throw new Error("a campaign was planted");
  const simulator = await world.start("simulator", url);
  const worker = await world.start("worker", url);
  const web = await world.start("web", url);
  const browser = await openBrowser(undo);
  const address = `${world.webUrl}/en/campaigns/${campaign.slug}`;
  const onlooker = await openPage(browser, address);
  const clicks = { formToWallet: [] as number[], payToOtherPage: [] as number[] };
  for (let gift = 0; gift < WARM_UP_GIFTS + options.scale.clicks; gift++) {
    signal.throwIfAborted();
    const took = await giveOnce(browser, `${address}/give`, onlooker);
    if (gift < WARM_UP_GIFTS) continue;
    clicks.formToWallet.push(took.formToWallet);
    clicks.payToOtherPage.push(took.payToOtherPage);
  }
  await browser.close();
  for (const program of [web, worker, simulator]) await program.stop();
  return clicks;
}

/** A page of a person's own: with cookies, history and streams of its own. */
async function openPage(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ locale: "en" });
  context.setDefaultTimeout(STEP_LIMIT_MS);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

async function giveOnce(browser: Browser, form: string, onlooker: Page) {
  const donor = await openPage(browser, form);
  await donor.locator('form#give [name="donorEmail"]').fill("salma@example.org");
  const sentAt = performance.now();
  await donor.locator('form#give button[type="submit"]').click();
  const pay = donor.getByRole("button", { name: "Pay now" });
  await pay.waitFor();
  const formToWallet = performance.now() - sentAt;
  await donor.getByLabel("PIN").fill(PIN);
  const raised = onlooker.locator("aside strong").first();
  const before = await raised.innerText();
  const paidAt = performance.now();
  await pay.click();
  await raised.filter({ hasNotText: exactly(before) }).waitFor();
  const payToOtherPage = performance.now() - paidAt;
  await donor.context().close();
  return { formToWallet, payToOtherPage };
}

const exactly = (text: string): RegExp => new RegExp(`^${text.replaceAll(/[^\w\s]/g, String.raw`\$&`)}$`);
