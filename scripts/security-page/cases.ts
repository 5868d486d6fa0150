export type Case = {
  /** `S-01` */
  readonly number: string;
  readonly what: string;
  /** Files of tests, from the root; none where the page gives a reason instead. */
  readonly files: readonly string[];
  readonly reason: string | null;
};

const ROW = /^\| (S-\d{2,3}) \| (.+?) \| (.+?) \|$/gm;
/** What may stand in the place of a test. */
const REASON = /^(not yet|does not apply)/;

/** The cases of docs/security.md. Throws for a row that names neither a test nor a reason. */
export const casesOf = (page: string): readonly Case[] =>
  [...page.matchAll(ROW)].map(([row, number = "", what = "", proof = ""]) => {
    if (REASON.test(proof)) return { number, what, files: [], reason: proof };
    const files = [...proof.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file);
    if (files.length === 0) throw new Error(`this row names no test and no reason: ${row}`);
    return { number, what, files, reason: null };
  });
