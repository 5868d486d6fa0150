// Two campaigns of the seed that take gifts in taka. Tests that run beside each other give to one of their own, so that
// its total moves by their gifts alone.

type Given = {
  readonly slug: string;
  /** In English. */
  readonly title: string;
  /** A search for it finds this campaign alone. */
  readonly word: string;
};

const CAMPAIGNS: readonly [Given, Given] = [
  { slug: "heart-valve-for-rafi", title: "A new heart valve for Rafi, age nine", word: "Rafi" },
  {
    slug: "braille-books-for-rajshahi",
    title: "Story books in Braille for forty pupils in Rajshahi",
    word: "Rajshahi",
  },
];

/** Playwright's number of whoever runs tests at this moment, from 0. */
const PARALLEL_INDEX = Number(process.env["TEST_PARALLEL_INDEX"] ?? "0");

const given = CAMPAIGNS[PARALLEL_INDEX % CAMPAIGNS.length] ?? CAMPAIGNS[0];

export const CAMPAIGN = given.slug;
export const CAMPAIGN_TITLE = given.title;
export const CAMPAIGN_WORD = given.word;
