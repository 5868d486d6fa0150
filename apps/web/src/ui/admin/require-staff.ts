import type { Caller } from "@careforall/api/account";
import { actorFor } from "@careforall/api/staff";
import { can } from "@careforall/domain/permission";
import { AppError } from "@careforall/domain/shared";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ADMIN_PAGES, type AdminPath, PAGE_RULES } from "../../access/rules.ts";
import { webContext, type WebContext } from "../../server/context.ts";

export type StaffRequest = { readonly ctx: WebContext; readonly caller: Caller };

/**
 * The member of staff who looks at a page, by the page's rule. Whoever is not signed in goes to the sign-in and comes
 * back; a member of staff without a second factor goes to where one is set up; to everybody else the page does not exist.
 */
export async function requireStaff(page: AdminPath): Promise<StaffRequest> {
  const ctx = await webContext();
  const caller = await ctx.readCaller();
  if (caller === null) redirect(`/en/sign-in?${new URLSearchParams({ return: page })}`);
  // They are staff, and must only show it: told so on the page that sets it up.
  if (caller.heldRoles.length > 0 && !caller.hasSecondFactor) redirect("/en/me/security");
  try {
    const device = { address: ctx.clientAddress, agent: ctx.header("user-agent") };
    return { ctx: { ...ctx, actor: actorFor(ctx, caller, PAGE_RULES[page], device) }, caller };
  } catch (error) {
    if (error instanceof AppError && error.kind === "forbidden") notFound();
    throw error;
  }
}

/** The title of a page, for whoever may open it: a page that does not exist for somebody has no name either. */
export async function staffMetadata(page: AdminPath): Promise<Metadata> {
  const caller = await (await webContext()).readCaller();
  if (caller === null || !can({ roles: caller.roles }, PAGE_RULES[page])) return {};
  return { title: ADMIN_PAGES.find(({ path }) => path === page)?.title ?? null };
}
