/** A known mistake, as the file beside the code that it breaks says it. */
export type Mutant = {
  readonly name: string;
  readonly mistake: string;
  /** The test file that must see it, and how the name of its test begins. */
  readonly check: string;
  readonly test: string;
  readonly changes: readonly Change[];
};

/** What becomes of one file: each piece of text makes way for another. */
export type Change = { readonly file: string; readonly pieces: readonly Piece[] };
type Piece = { readonly before: string; readonly after: string };

/** A patch that cannot be read, or that the sources have outgrown. */
export class PatchError extends Error {
  override readonly name = "PatchError";
}

const FILE = /^--- a\/(?<file>\S+)\n\+\+\+ b\/\k<file>\n/m;
const HUNK = /^@@ .* @@.*\n/m;

/** Reads a unified diff with three lines above it: `Mistake:`, `Check:`, `Test:`. */
export function readMutant(name: string, text: string): Mutant {
  const field = (label: string): string => {
    const found = new RegExp(`^${label}: (.+)$`, "m").exec(text)?.[1];
    if (found === undefined) throw new PatchError(`${name}: there is no line "${label}: …"`);
    return found;
  };
  const [, ...parts] = text.split(FILE);
  const changes: Change[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [, ...hunks] = (parts[i + 1] ?? "").split(HUNK);
    changes.push({ file: parts[i] ?? "", pieces: hunks.map(pieceOf) });
  }
  if (changes.length === 0) throw new PatchError(`${name}: it changes nothing`);
  return { name, mistake: field("Mistake"), check: field("Check"), test: field("Test"), changes };
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
