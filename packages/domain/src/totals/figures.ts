/**
 * The figures of a campaign's total, in minor units of its currency (`…Minor`, gift part only) and as numbers of gifts
 * (`…Count`). `pending`, `authorized`, `captured` and `failed` are where promises stand; `refunded` is what went back of
 * `captured`, and how many gifts have nothing left. `donorCount` is how many people have a gift standing.
 */
export const FIGURES = [
  "pendingMinor",
  "pendingCount",
  "authorizedMinor",
  "authorizedCount",
  "capturedMinor",
  "capturedCount",
  "failedMinor",
  "failedCount",
  "refundedMinor",
  "refundedCount",
  "pledgeCount",
  "donorCount",
] as const;
export type Figure = (typeof FIGURES)[number];
export type Figures = Readonly<Record<Figure, bigint>>;

/** What is added to a campaign's figures. Addition: the order of events cannot matter. */
export type TotalChange = Figures & { readonly campaignId: string };

const NOTHING = Object.fromEntries(FIGURES.map((figure) => [figure, 0n])) as Figures;

export const totalChange = (campaignId: string, changed: Partial<Figures>): TotalChange => ({
  ...NOTHING,
  ...changed,
  campaignId,
});

/** Whether anything is added at all: a change of nothing wakes no page. */
export const isChange = (change: TotalChange): boolean => FIGURES.some((figure) => change[figure] !== 0n);
