/**
 * `safety`: any row is a defect, at any moment. `liveness`: a row is something that should have happened by now; judged
 * when the platform has had time to settle.
 */
export const INVARIANT_KINDS = ["safety", "liveness"] as const;
export type InvariantKind = (typeof INVARIANT_KINDS)[number];

/** A rule about the whole database, with the query that finds what breaks it. */
export type Invariant = {
  /** `I-01`: stable, so that reports and alarms of different versions can be compared. */
  readonly id: string;
  readonly kind: InvariantKind;
  /** What must hold, in one sentence. */
  readonly title: string;
  /** A table that may lawfully be absent; without it the invariant is skipped. */
  readonly needs: string | null;
  /** One SELECT; each of its rows is a violation. */
  readonly text: string;
};

/** A file of packages/db/invariants does not have the form that all have; a mistake of whoever wrote it. */
export class InvariantFileError extends Error {
  override readonly name = "InvariantFileError";
}

const FILE_NAME = /^(I-\d{2,3})-[a-z0-9-]+\.sql$/;
const FIRST_LINE = /^-- (I-\d{2,3}) (\S.*)$/;
const HEADER = /^-- (kind|needs|Why|Guard): (\S.*)$/gm;
const COMMENT = /^--.*$/gm;
const SELECT = /^(?:select|with)\b[^;]*$/;

/**
 * Reads one file: `-- I-01 What must hold`, `-- kind: …`, perhaps `-- needs: a table`, `-- Why: …`, `-- Guard: …` (what
 * makes a violation impossible, or why nothing can), then the SELECT.
 */
export function parseInvariant(fileName: string, source: string): Invariant {
  const wrong = (what: string): InvariantFileError => new InvariantFileError(`${fileName}: ${what}`);
  const headers = new Map([...source.matchAll(HEADER)].map(([, name = "", value = ""]) => [name, value]));
  const kind = INVARIANT_KINDS.find((known) => known === headers.get("kind"));
  if (kind === undefined) throw wrong(`"-- kind:" must be one of ${INVARIANT_KINDS.join(", ")}`);
  for (const name of ["Why", "Guard"]) if (!headers.has(name)) throw wrong(`"-- ${name}:" is missing`);
  if (!SELECT.test(source.replaceAll(COMMENT, "").trim())) throw wrong("one SELECT without a semicolon");
  return { ...nameOf(fileName, source), kind, needs: headers.get("needs") ?? null, text: source };
}

function nameOf(fileName: string, source: string): Pick<Invariant, "id" | "title"> {
  const id = FILE_NAME.exec(fileName)?.[1];
  const [, namedId, title] = FIRST_LINE.exec(source.split("\n", 1)[0] ?? "") ?? [];
  if (id === undefined || namedId !== id || title === undefined) {
    throw new InvariantFileError(`${fileName}: I-01-some-words.sql must begin with "-- I-01 What must hold"`);
  }
  return { id, title };
}
