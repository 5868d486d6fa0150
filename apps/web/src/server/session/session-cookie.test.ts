import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import type { WebServices } from "../services.ts";
import { mayHaveSession, noSessionCookie, readSid, sessionCookie } from "./session-cookie.ts";

const SECRET = "a secret that only tests use, long enough";
const SID = "0193a000-0000-7000-8000-00000000000a";

const settingsFor = (url: string, formSecret = SECRET) =>
  ({ formSecret, web: { url } }) as WebServices["settings"];
const plain = settingsFor("http://localhost:3000");
const deployed = settingsFor("https://give.example.org");

const pairOf = (setCookie: string): string => setCookie.split(";")[0] ?? "";

test("what was sealed is read again, also beside other cookies", async () => {
  const cookie = pairOf(await sessionCookie(plain, SID));
  expect(await readSid(plain, `NEXT_LOCALE=bn; ${cookie}; x=1`)).toBe(SID);
  expect(mayHaveSession(plain, cookie)).toBe(true);
});

test("S-29 over https the cookie is bound to this host, and scripts and other sites never get it", async () => {
  const cookie = await sessionCookie(deployed, SID);
  expect(cookie).toMatch(
    /^__Host-careforall-session=[\w.-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  );
  expect(noSessionCookie(deployed)).toBe(
    "__Host-careforall-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure",
  );
  expect(await sessionCookie(plain, SID)).toMatch(/^careforall-session=[^;]+; .*SameSite=Lax$/);
});

test("the session's id cannot be read in the cookie", async () => {
  expect(Buffer.from(await sessionCookie(plain, SID), "base64url").toString("latin1")).not.toContain(SID);
});

test("S-30 a cookie that is damaged, sealed by another, too old or not sealed names nobody", async () => {
  const good = pairOf(await sessionCookie(plain, SID)).slice("careforall-session=".length);
  const foreign = await encode({ token: { sid: SID }, secret: "another secret, also long enough" });
  const old = await encode({ token: { sid: SID }, secret: SECRET, maxAge: -3_600 });
  const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(
    JSON.stringify({ sid: SID }),
  ).toString("base64url")}.`;
  const damaged = `${good.slice(0, -3)}AAA`;
  for (const value of [foreign, old, none, damaged, "x", SID, "%", ""])
    expect(await readSid(plain, `careforall-session=${value}`)).toBeNull();
  expect(await readSid(plain, null)).toBeNull();
  // One that a plain-http host could have set is not looked at over https.
  expect(await readSid(deployed, `careforall-session=${good}`)).toBeNull();
});
