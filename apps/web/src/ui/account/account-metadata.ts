import type { Metadata } from "next";
import { PRIVATE_PAGE } from "../page-metadata.ts";

/** No search engine, and no word to other sites of an address that may hold a link's secret. */
export const accountMetadata = (title: string): Metadata => ({
  title,
  ...PRIVATE_PAGE,
  referrer: "same-origin",
});
