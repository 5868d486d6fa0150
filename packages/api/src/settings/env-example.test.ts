import path from "node:path";
import { expect, test } from "vitest";
import { CATALOGUE } from "./index.ts";

const HEADER = `# Every setting of web and worker. Nothing reads this file by itself: give the values through your platform, or
# copy it to .env and start with \`node --env-file=.env apps/web/server.ts\`.
# \`pnpm dev\` and \`pnpm start\` need none of them; what they keep is in .data, or where CAREFORALL_DATA_DIR says.
# "Or NAME_FILE": that variable may instead name a file that holds the value.
`;

function block([name, entry]: [string, (typeof CATALOGUE)[keyof typeof CATALOGUE]]): string {
  const command = /\$\((.*)\)$/.exec(entry.type)?.[1];
  const make = command === undefined ? "" : ` Make one: ${command}`;
  const fromFile = entry.secret ? ` Or ${name}_FILE.` : "";
  const line = command !== undefined || entry.type.startsWith(`${name}_FILE`) ? `${name}=` : entry.type;
  return `# ${entry.about}${fromFile}${make}\n# ${line}\n`;
}

test(".env.example lists every setting with its sentence (after a change: vitest -u)", async () => {
  const expected = [HEADER, ...Object.entries(CATALOGUE).map(block)].join("\n");
  await expect(expected).toMatchFileSnapshot(path.join(import.meta.dirname, "../../../../.env.example"));
});
