import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { listOwnGifts } from "@careforall/api/own-gifts";
import { LOCALES } from "@careforall/domain/shared";
import { ownGiftsCsv } from "../../paper/own-gifts-csv.ts";
import { readOwnGiftsSearch } from "../../ui/own-gifts/own-gifts-search.ts";
import { nodeContext } from "../node-context.ts";
import { mayHavePaper } from "./paper-limits.ts";
import { toSignIn } from "./to-sign-in.ts";

const ADDRESS = new RegExp(`^/(${LOCALES.join("|")})/me/gifts\\.csv$`);
/** As many as a list may have: each page is one question to the database. */
const PAGE_SIZE = 100;

/** Serves one's own gifts as a file, with the filters of their page. Answers false when the address is another. */
export async function serveOwnGifts(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<boolean> {
  const [, language] = (request.method === "GET" && ADDRESS.exec(url.pathname)) || [];
  const locale = LOCALES.find((known) => known === language);
  if (locale === undefined) return false;
  const ctx = nodeContext(request);
  if (!(await mayHavePaper(ctx, { request, response }))) return true;
  const caller = await ctx.readCaller();
  if (caller === null) {
    toSignIn(response, locale, url);
    return true;
  }
  const { after: _, ...filters } = readOwnGiftsSearch(Object.fromEntries(url.searchParams));
  const readPage = (after: string | undefined) =>
    listOwnGifts(
      ctx,
      { locale, limit: PAGE_SIZE, ...filters, ...(after !== undefined && { after }) },
      caller,
    );
  // The first page comes before the first byte, so that trouble can still be answered as what it is.
  const first = await readPage(undefined);
  response.writeHead(200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="careforall-gifts${filters.year === undefined ? "" : `-${filters.year}`}.csv"`,
    "cache-control": "private, no-store",
    "x-robots-tag": "noindex",
  });
  const csv = ownGiftsCsv(
    (after) => (after === undefined ? Promise.resolve(first) : readPage(after)),
    locale,
  );
  await pipeline(csv, response).catch((error: unknown) => {
    // Broken off: the reader sees that the file is not whole.
    ctx.log.warn({ err: error }, "a list of gifts was broken off");
  });
  return true;
}
