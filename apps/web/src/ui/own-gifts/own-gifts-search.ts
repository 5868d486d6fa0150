import { CURSOR_CHARACTERS_MAX } from "@careforall/api/campaign";
import { oneOf, type Query } from "../account/form-state.ts";

export const SEARCH_CHARACTERS_MAX = 100;

/** What the address of one's own gifts asks for. Whatever cannot be meant is left out. */
export type OwnGiftsSearch = {
  readonly search?: string;
  readonly year?: number;
  readonly after?: string;
};

export function readOwnGiftsSearch(query: Query): OwnGiftsSearch {
  const search = oneOf(query["q"])?.trim().slice(0, SEARCH_CHARACTERS_MAX);
  const year = oneOf(query["year"]);
  const after = oneOf(query["after"]);
  return {
    ...(search !== undefined && search !== "" && { search }),
    ...(year !== undefined && /^2\d{3}$/.test(year) && { year: Number(year) }),
    ...(after !== undefined && after.length <= CURSOR_CHARACTERS_MAX && { after }),
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
