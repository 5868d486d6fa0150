// Two campaigns of the seed that take gifts in taka. Tests that run beside each other give to one of their own, so that
// its total moves by their gifts alone.

const CAMPAIGNS = [
  { slug: "heart-valve-for-rafi", title: "A new heart valve for Rafi, age nine", word: "Rafi" },
  {
    slug: "dialysis-for-abdul-karim",
    title: "Six months of dialysis for a ferryman of the Rupsha",
    word: "Karim",
  },
] as const;

/** Playwright's number of whoever runs tests at this moment, from 0. */
const PARALLEL_INDEX = Number(process.env["TEST_PARALLEL_INDEX"] ?? "0");

const { slug, title, word } = CAMPAIGNS[PARALLEL_INDEX % CAMPAIGNS.length] ?? CAMPAIGNS[0];

export const CAMPAIGN = slug;
/** In English. */
export const CAMPAIGN_TITLE = title;
/** A search for it finds this campaign alone. */
export const CAMPAIGN_WORD = word;
