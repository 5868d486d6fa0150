import { explain } from "../platform/start-error.ts";
import { SeedError } from "./seed-error.ts";
import { findTarget, requireEmbedded } from "./target.ts";

const say = (line: string): void => console.log(`seed: ${line}`);

/** `pnpm seed` and `pnpm seed --reset`. Answers the exit code. */
export async function seedCommand(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  try {
    const isReset = args.length === 1 && args[0] === "--reset";
    if (args.length > 0 && !isReset) throw new SeedError("type `pnpm seed` or `pnpm seed --reset`.");
    if (isReset) requireEmbedded(environment);
    const target = await findTarget(environment);
    // Imported when a platform was found: before its first start the Prisma client does not exist.
    if (isReset) await (await import("./reset.ts")).resetAndSeed(target, say);
    else await (await import("./run-seed.ts")).runSeed(target, say);
    // Everybody can read their password: only where nobody from outside comes, and not in a production build.
    if (environment["NODE_ENV"] !== "production") {
      await (await import("./plant-people.ts")).plantPeople(target, say);
    }
    return 0;
  } catch (error) {
    console.error(`seed: ${error instanceof SeedError ? error.message : explain(error)}`);
    return 1;
  }
}
