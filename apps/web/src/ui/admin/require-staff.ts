import type { Caller } from "@careforall/api/account";
import { actorFor } from "@careforall/api/staff";
import { AppError } from "@careforall/domain/shared";
import { notFound, redirect } from "next/navigation";
import { type AdminPath, PAGE_RULES } from "../../access/rules.ts";
import { webContext, type WebContext } from "../../server/context.ts";

export type StaffRequest = { readonly ctx: WebContext; readonly caller: Caller };

/**
 * The member of staff who looks at a page, by the page's rule. Whoever is not signed in goes to the sign-in and comes
 * back; to everybody else the page does not exist.
 */
export async function requireStaff(page: AdminPath): Promise<StaffRequest> {
  const ctx = await webContext();
  const caller = await ctx.readCaller();
  if (caller === null) redirect(`/en/sign-in?${new URLSearchParams({ return: page })}`);
  try {
    const device = { address: ctx.clientAddress, agent: ctx.header("user-agent") };
    return { ctx: { ...ctx, actor: actorFor(caller, PAGE_RULES[page], device) }, caller };
  } catch (error) {
    if (error instanceof AppError && error.kind === "forbidden") notFound();
    throw error;
  }
}
