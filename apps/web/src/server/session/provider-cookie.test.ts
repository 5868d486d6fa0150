import { expect, test } from "vitest";
import { type Journey, journeyCookie, noJourneyCookie, readJourney } from "./provider-cookie.ts";
import { readSid, sessionCookie } from "./session-cookie.ts";

type Settings = Parameters<typeof journeyCookie>[0];

const settingsOf = (url: string, formSecret = "k2Jc0mPq8VnZ4xWb7TyR1sLdF6gHaE3u"): Settings => ({
  formSecret,
  web: { url } as Settings["web"],
});
const settings = settingsOf("https://give.example.org");
const journey: Journey = {
  question: { state: "s".repeat(43), nonce: "n".repeat(43), verifier: "v".repeat(43) },
  purpose: "sign-in",
  locale: "bn",
  back: "/bn/me/gifts",
};
const sent = (cookie: string): string => cookie.split(";")[0] ?? "";

test("S-29 the question to the provider is sealed, bound to host and https, out of reach of scripts", async () => {
  const cookie = await journeyCookie(settings, journey);
  expect(cookie).toMatch(
    /^__Host-careforall-provider=[^;]+; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  );
  for (const secret of Object.values(journey.question)) expect(cookie).not.toContain(secret);
  expect(await readJourney(settings, `a=1; ${sent(cookie)}`)).toEqual(journey);
});

test("S-30 one that is forged, damaged, another's or another cookie's is like none", async () => {
  const value = sent(await journeyCookie(settings, journey));
  const others = settingsOf("https://give.example.org", "another secret of thirty-two bytes!!");
  const session = sent(await sessionCookie(settings, "0198c0de-0000-7000-8000-000000000000"));
  const asJourney = `__Host-careforall-provider=${session.split("=")[1]}`;
  for (const cookies of [null, "", `${value}x`, asJourney, sent(noJourneyCookie(settings))])
    expect(await readJourney(settings, cookies)).toBeNull();
  expect(await readJourney(others, value)).toBeNull();
  expect(await readSid(settings, `__Host-careforall-session=${value.split("=")[1]}`)).toBeNull();
});
