import { expect, test } from "vitest";
import { LOCALES } from "../../packages/domain/src/shared/index.ts";
import type { SeedCampaign } from "./campaign.ts";
import { ALL_SEEDS } from "./run-seed.ts";

const { campaigns, gifts } = ALL_SEEDS;

const STORY_WORDS_MIN = 120;
const STORY_WORDS_MAX = 220;
/** The widths of the columns. */
const TITLE_MAX = 160;
const SUMMARY_MAX = 400;
const MESSAGE_MAX = 280;
/** Long enough to be shown open to whoever looks at the product next year. */
const OPEN_UNTIL = Date.parse("2026-12-31T00:00:00Z");

const wordsOf = (text: string): number => text.split(/\s+/).filter(Boolean).length;

test.each(campaigns.map((campaign) => [campaign.slug, campaign] as const))(
  "%s is whole in three languages",
  (_slug, campaign: SeedCampaign) => {
    for (const locale of LOCALES) {
      const story = campaign.story[locale];
      expect(wordsOf(story), locale).toBeGreaterThanOrEqual(STORY_WORDS_MIN);
      expect(wordsOf(story), locale).toBeLessThanOrEqual(STORY_WORDS_MAX);
      expect(campaign.title[locale].length).toBeLessThanOrEqual(TITLE_MAX);
      expect(campaign.summary[locale].length).toBeLessThanOrEqual(SUMMARY_MAX);
      const texts = [
        campaign.title,
        campaign.summary,
        campaign.story,
        ...campaign.costs.map(({ label }) => label),
      ];
      for (const text of texts) {
        expect(text[locale].trim()).not.toBe("");
        expect(text[locale]).not.toContain("!");
        // Bangla is written in Bangla letters, the others are not.
        expect(/\p{Script=Bengali}/u.test(text[locale])).toBe(locale === "bn");
      }
    }
  },
);

test("there are two campaigns of each kind, open for long, offering amounts from small to large", () => {
  const kinds = Map.groupBy(campaigns, ({ kind }) => kind);
  expect([...kinds].map(([kind, of]) => [kind, of.length]).toSorted()).toEqual([
    ["education", 2],
    ["emergency", 2],
    ["long_term", 2],
    ["medical", 2],
  ]);
  for (const { kind, endsAt, createdAt, startsAt, suggested } of campaigns) {
    expect(endsAt === null).toBe(kind === "long_term");
    expect(endsAt === null ? Infinity : Date.parse(endsAt)).toBeGreaterThan(OPEN_UNTIL);
    expect(Date.parse(startsAt)).toBeGreaterThanOrEqual(Date.parse(createdAt));
    expect(suggested).toEqual(suggested.toSorted((a, b) => (a < b ? -1 : 1)));
  }
});

test("sixty gifts in the order of time, none before its campaign began or beside another", () => {
  const starts = new Map(campaigns.map(({ slug, startsAt }) => [slug, Date.parse(startsAt)]));
  expect(gifts).toHaveLength(60);
  expect(new Set(gifts.map(({ key }) => key)).size).toBe(60);
  let before = 0;
  for (const { slug, createdAt, attempts, settleAt } of gifts) {
    expect(createdAt.getTime(), slug).toBeGreaterThanOrEqual(starts.get(slug) ?? Number.NaN);
    const times = [
      createdAt,
      ...attempts.flatMap(({ openAt, acts, confirmAt }) => [openAt, ...acts.map(({ at }) => at), confirmAt]),
      settleAt,
    ].map((time) => time.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThan(before);
    before = settleAt.getTime();
  }
});

test("words of support come in three languages and fit", () => {
  const spoken = gifts.filter(({ message }) => message !== null);
  for (const locale of LOCALES) {
    expect(spoken.filter(({ donor }) => donor.locale === locale).length, locale).toBeGreaterThanOrEqual(5);
  }
  for (const { message } of spoken) {
    expect(message?.length).toBeLessThanOrEqual(MESSAGE_MAX);
    expect(message).not.toContain("!");
  }
  expect(gifts.some(({ isAnonymous }) => isAnonymous)).toBe(true);
});
