import * as z from "zod";
import { compareSides } from "../load/compare.ts";
import { get } from "../load/targets.ts";
import { SUMMED_PLEDGES } from "../plant/pledges.ts";
import type { BenchRun } from "./bench-run.ts";
import type { HttpStage } from "./http-stage.ts";

const ANSWER_TIMEOUT_MS = 5_000;

const zProduct = z.object({ data: z.object({ raisedMinor: z.string(), giftCount: z.int() }) });
const zBare = z.object({ data: z.object({ raised: z.string(), gifts: z.int() }) });

/** The public total of a campaign with 100,000 gifts: product, bare handler on the same row, and SUM at read time. */
export async function measureTotals({ world, options, random, signal }: BenchRun, stage: HttpStage) {
  const { web, bare, big } = stage;
  const urls = {
    product: `${world.webUrl}/api/v1/campaigns/${big.slug}/totals`,
    bare: `${world.bareUrl}/totals/${big.slug}`,
    sum: `${world.bareUrl}/sum/${big.slug}`,
  };
  await checkAgreement(urls);
  return compareSides(
    {
      product: { target: get(urls.product), pid: web.pid },
      bare: { target: get(urls.bare), pid: bare.pid },
      sum: { target: get(urls.sum), pid: bare.pid },
    },
    { scale: options.scale, random, signal },
  );
}

/** Three ways to the same number; different ones would be compared in vain. */
async function checkAgreement(urls: Readonly<Record<"product" | "bare" | "sum", string>>): Promise<void> {
  const read = async (url: string): Promise<unknown> => {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const { raisedMinor, giftCount } = zProduct.parse(await read(urls.product)).data;
  for (const url of [urls.bare, urls.sum]) {
    const { raised, gifts } = zBare.parse(await read(url)).data;
    if (raised !== raisedMinor || gifts !== giftCount || gifts !== SUMMED_PLEDGES)
      throw new Error(
        `${urls.product} says ${raisedMinor} of ${giftCount} gifts, ${url} says ${raised} of ${gifts}`,
      );
  }
}
