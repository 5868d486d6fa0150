import { writeFileSync } from "node:fs";
import path from "node:path";
import { eventsPage } from "../packages/api/src/event-docs/index.ts";
import { ROOT } from "./platform/paths.ts";

// `pnpm docs:events`: writes docs/events.md from the definitions of the events.

const PAGE = path.join(ROOT, "docs/events.md");

writeFileSync(PAGE, eventsPage());
console.log(`written: ${path.relative(ROOT, PAGE)}`);
