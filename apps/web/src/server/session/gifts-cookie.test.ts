import { REMEMBERED_GIFTS_MAX } from "@careforall/domain/guest";
import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import type { WebServices } from "../services.ts";
import { noGiftsCookie, readGifts, rememberGift } from "./gifts-cookie.ts";
import { readSid, sessionCookie } from "./session-cookie.ts";

const SECRET = "a secret that only tests use, long enough";
const settingsFor = (url: string) => ({ formSecret: SECRET, web: { url } }) as WebServices["settings"];
const plain = settingsFor("http://localhost:3000");
const deployed = settingsFor("https://give.example.org");

const tokenNr = (nr: number): string => `${nr}`.padStart(22, "A");
const pairOf = (setCookie: string): string => setCookie.split(";")[0] ?? "";

test("a browser remembers its newest gifts, each once, and the oldest are let go", async () => {
  let cookie: string | null = null;
  for (let nr = 0; nr < REMEMBERED_GIFTS_MAX + 5; nr++) {
    cookie = pairOf(await rememberGift(plain, cookie, tokenNr(nr)));
    cookie = pairOf(await rememberGift(plain, cookie, tokenNr(nr)));
  }
  const gifts = await readGifts(plain, `NEXT_LOCALE=bn; ${cookie}`);
  expect(gifts).toHaveLength(REMEMBERED_GIFTS_MAX);
  expect([gifts[0], gifts.at(-1)]).toEqual([tokenNr(REMEMBERED_GIFTS_MAX + 4), tokenNr(5)]);
  expect(cookie?.length).toBeLessThan(4_096);
});

test("S-29 over https it is bound to this host; scripts and other sites never get it; it can be taken away", async () => {
  expect(await rememberGift(deployed, null, tokenNr(1))).toMatch(
    /^__Host-careforall-gifts=[\w.-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  );
  expect(noGiftsCookie(deployed)).toMatch(/^__Host-careforall-gifts=; Max-Age=0;/);
});

test("S-31 what was not sealed for this cookie by us shows no gift: forged, damaged, too old, or a session", async () => {
  const token = { gifts: [tokenNr(1)] };
  const foreign = await encode({
    token,
    secret: "another secret, also long enough",
    salt: "remembered gifts",
  });
  const unsalted = await encode({ token, secret: SECRET });
  const old = await encode({ token, secret: SECRET, salt: "remembered gifts", maxAge: -3_600 });
  const good = pairOf(await rememberGift(plain, null, tokenNr(1))).slice("careforall-gifts=".length);
  for (const value of [
    foreign,
    unsalted,
    old,
    `${good.slice(0, -3)}AAA`,
    "x",
    tokenNr(1),
    JSON.stringify(token),
  ])
    expect(await readGifts(plain, `careforall-gifts=${value}`)).toEqual([]);
  expect(await readGifts(plain, null)).toEqual([]);
  // Nor does it sign anybody in, nor a session show gifts.
  expect(await readSid(plain, `careforall-session=${good}`)).toBeNull();
  const session = pairOf(await sessionCookie(plain, "0193a000-0000-7000-8000-00000000000a"));
  expect(await readGifts(plain, session.replace("session", "gifts"))).toEqual([]);
});
