/** A known mistake, as the file beside the code that it breaks says it. */
export type Mutant = {
  readonly name: string;
  readonly mistake: string;
  /** The test file that must see it, and how the name of its test begins. */
  readonly check: string;
  readonly test: string;
  /** The run under fire that must see it too; null where a run sees it only sometimes, and `unseen` says why. */
  readonly fire: Fire | null;
  readonly unseen: string | null;
  readonly changes: readonly Change[];
};

/** What is typed after `pnpm chaos`, and the name of the check of its report that must fail. */
export type Fire = { readonly typed: string; readonly seen: string };

/** What becomes of one file: each piece of text makes way for another. */
export type Change = { readonly file: string; readonly pieces: readonly Piece[] };
type Piece = { readonly before: string; readonly after: string };

/** A patch that cannot be read, or that the sources have outgrown. */
export class PatchError extends Error {
  override readonly name = "PatchError";
}

const FILE = /^--- a\/(?<file>\S+)\n\+\+\+ b\/\k<file>\n/m;
const HUNK = /^@@ .* @@.*\n/m;

/**
 * Reads a unified diff with lines above it: `Mistake:`, `Check:`, `Test:`, and either `Fire:` with `Seen:`, or
 * `Not under fire:`.
 */
export function readMutant(name: string, text: string): Mutant {
  const [head = ""] = text.split(/^--- /m, 1);
  const optional = (label: string): string | null =>
    new RegExp(`^${label}: (.+)$`, "m").exec(head)?.[1] ?? null;
  const field = (label: string): string => {
    const found = optional(label);
    if (found === null) throw new PatchError(`${name}: there is no line "${label}: …"`);
    return found;
  };
  const unseen = optional("Not under fire");
  const fire = unseen === null ? { typed: field("Fire"), seen: field("Seen") } : null;
  const [, ...parts] = text.split(FILE);
  const changes: Change[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [, ...hunks] = (parts[i + 1] ?? "").split(HUNK);
    changes.push({ file: parts[i] ?? "", pieces: hunks.map(pieceOf) });
  }
  if (changes.length === 0) throw new PatchError(`${name}: it changes nothing`);
  return {
    name,
    mistake: field("Mistake"),
    check: field("Check"),
    test: field("Test"),
    fire,
    unseen,
    changes,
  };
}

function pieceOf(hunk: string): Piece {
  const lines = hunk.split("\n").slice(0, -1);
  const side = (sign: "-" | "+"): string =>
    lines
      .filter((line) => line.startsWith(sign) || line.startsWith(" "))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  return { before: side("-"), after: side("+") };
}

/**
 * The text of a file with the mistake in it. Lines are found by what they say, not by their number, so that code may
 * move; text that is gone, or there twice, is a PatchError.
 */
export function applyChange(mutant: string, { file, pieces }: Change, source: string): string {
  return pieces.reduce((text, { before, after }) => {
    const [head, tail, ...more] = text.split(before);
    if (head === undefined || tail === undefined || more.length > 0) {
      throw new PatchError(
        `${mutant} no longer applies: ${file} has this ${text.split(before).length - 1} times, not once:\n${before}`,
      );
    }
    return head + after + tail;
  }, source);
}
