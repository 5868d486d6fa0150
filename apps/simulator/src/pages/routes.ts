import * as z from "zod";
import { json } from "../http/answer.ts";
import type { Route } from "../http/router.ts";
import type { World } from "../world.ts";
import { fontFile } from "./fonts.ts";
import { homePage } from "./home.ts";
import { attachmentFile, inboxPage } from "./inbox.ts";
import { statementFile, transactionsPage } from "./transactions.ts";

/** Pages for people who run the simulator, and the one that asks whether it lives. */
export function pageRoutes(world: World): Route[] {
  return [
    { method: "GET", pattern: "/", handle: () => homePage(world) },
    { method: "GET", pattern: "/transactions", handle: () => transactionsPage(world) },
    { method: "GET", pattern: "/transactions.csv", handle: (call) => statementFile(world, call) },
    { method: "GET", pattern: "/inbox", handle: (call) => inboxPage(world, call) },
    {
      method: "GET",
      pattern: "/inbox/:id/attachments/:index",
      handle: (call) => attachmentFile(world, call),
    },
    { method: "GET", pattern: "/fonts/:name", handle: fontFile },
    {
      method: "GET",
      pattern: "/health",
      handle() {
        // Books that cannot be read are no health; the throw becomes a 500.
        world.books.find(z.object({ one: z.bigint() }), "select 1 as one");
        return json({ status: "ok", smtpPort: world.smtpPort, control: world.settings.control });
      },
    },
  ];
}
