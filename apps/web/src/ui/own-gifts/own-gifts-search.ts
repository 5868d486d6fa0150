import { readSearch } from "../campaign/campaign-search.ts";

/** What the address of one's own gifts asks for. Whatever cannot be meant is left out. */
export type OwnGiftsSearch = {
  readonly search?: string;
  readonly year?: number;
  readonly after?: string;
};

/** Words and cursor are those of every search. */
export function readOwnGiftsSearch(query: Readonly<Record<string, unknown>>): OwnGiftsSearch {
  const { q, after } = readSearch(query);
  const { year } = query;
  return {
    ...(q !== undefined && { search: q }),
    ...(typeof year === "string" && /^2\d{3}$/.test(year) && { year: Number(year) }),
    ...(after !== undefined && { after }),
  };
}

/** The same as an address below the language; the file of it ends in `.csv`. */
export function ownGiftsPath({ search, year, after }: OwnGiftsSearch, file: "" | ".csv" = ""): string {
  const query = new URLSearchParams({
    ...(search !== undefined && { q: search }),
    ...(year !== undefined && { year: `${year}` }),
    ...(after !== undefined && { after }),
  });
  return `/me/gifts${file}${query.size === 0 ? "" : `?${query}`}`;
}
