import { assert } from "@careforall/domain/shared";
import { findCaller } from "../account/index.ts";
import {
  askProvider,
  askProviderToLink,
  linkProvider,
  readWaysIn,
  signInWithProvider,
  unlinkProvider,
} from "../oauth/index.ts";
import { createPerson, opened, signInAs } from "./person.ts";
import { ScriptedSignInProvider } from "./scripted-sign-in-provider.ts";
import type { TestContext } from "./test-context.ts";

const device = { agent: "a browser", address: "198.51.100.7" };
const query = "?code=x";

/** What may rightly happen with a sign-in provider: an account made by it, others linked, unlinked and left alone. */
export async function liveIdentities({ ctx: plain }: Pick<TestContext, "ctx">): Promise<void> {
  const provider = new ScriptedSignInProvider();
  const ctx = { ...plain, signInProvider: provider };
  const comeBack = async () => {
    const { question } = await askProvider(ctx);
    return opened(await signInWithProvider(ctx, { question, query, locale: "en" }, device));
  };
  provider.proves("made-by-it", { email: "made-by-provider@example.org" });
  await comeBack();
  const { sid } = await comeBack();
  assert((await findCaller(ctx, sid)) !== null, "a provider's word opens a session");

  for (const email of ["is-linked@example.org", "was-linked@example.org"]) {
    const caller = await signInAs(ctx, await createPerson(ctx, { email }));
    const { question } = await askProviderToLink(ctx, caller);
    provider.proves(email);
    await linkProvider(ctx, { question, query }, caller);
    await comeBack();
    const [link] = (await readWaysIn(ctx, caller)).links;
    if (email === "was-linked@example.org") await unlinkProvider(ctx, { id: link?.id ?? "" }, caller);
  }
  await createPerson(ctx, { email: "is-not-linked@example.org" });
  provider.says = { outcome: "cancelled" };
  await comeBack().catch(() => undefined);
}
