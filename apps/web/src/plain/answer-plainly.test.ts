import http from "node:http";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LANGUAGE_HEADER } from "../i18n/language-header.ts";
import { answerPlainly } from "./answer-plainly.ts";

/** Answers as its address says: `/fr/404` is a missing page whose words come by script only. */
const server = http.createServer((request, response) => {
  const [, , status = "200", kind = "html", refusal] = (request.url ?? "").split("/");
  answerPlainly(request, response, () => (refusal === "full" || refusal === "unreachable" ? refusal : null));
  response.statusCode = Number(status);
  response.setHeader("content-type", kind === "html" ? "text/html; charset=utf-8" : "application/json");
  response.setHeader("x-request-id", "r1");
  response.write("<html id=blank>", () => response.end("</html>"));
});
let origin = "";

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address === "object" && address !== null) origin = `http://127.0.0.1:${address.port}`;
});
afterAll(() => void server.close());

const get = async (path: string, init: RequestInit = {}) => {
  const answer = await fetch(origin + path, init);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

test("a missing page says so in the language of its address, without a script, under its own status", async () => {
  const { status, text, headers } = await get("/fr/404");
  expect(status).toBe(404);
  expect(headers.get("x-request-id")).toBe("r1");
  expect(text).toContain('<html lang="fr">');
  expect(text).toContain("Ce fil est décousu");
  expect(text).toContain('href="/fr/campaigns"');
  expect(text).not.toContain("<script");
});

test("a missing page of staff speaks the language that was chosen for whoever is signed in", async () => {
  const { text } = await get("/admin/404", { headers: { [LANGUAGE_HEADER]: "bn" } });
  expect(text).toContain('<html lang="bn">');
  expect(text).toContain('href="/bn/campaigns"');
  expect((await get("/admin/404", { headers: { [LANGUAGE_HEADER]: "<b>" } })).text).toContain('lang="en"');
});

test("a page that broke says that a paid gift is safe, and offers itself again", async () => {
  const { status, text } = await get("/bn/500");
  expect(status).toBe(500);
  expect(text).toContain('<html lang="bn">');
  expect(text).toContain('<a href="">আবার চেষ্টা করুন</a>');
});

test("a page that got no connection in a crowd says so, and when to come again", async () => {
  const { status, text, headers } = await get("/fr/500/html/full");
  expect(status).toBe(503);
  expect(headers.get("retry-after")).toMatch(/^[2-9]$/);
  expect(text).toContain("beaucoup de monde");
  expect(text).toContain("en sûreté");
});

test("a page without a database is as unavailable, and blames no crowd", async () => {
  const { status, text, headers } = await get("/en/500/html/unreachable");
  expect([status, headers.has("retry-after")]).toEqual([503, true]);
  expect(text).toContain("The fault is on our side.");
});

test("data of a page that got no connection are unavailable too, and say nothing: the page is loaded instead", async () => {
  const rsc = { headers: { rsc: "1" } };
  // Next sends 200 before it knows that the page will fail.
  for (const path of ["/en/500/html/full", "/en/500/data/unreachable", "/en/200/data/full"]) {
    const { status, text, headers } = await get(path, rsc);
    expect([status, text]).toEqual([503, ""]);
    expect(headers.get("retry-after")).toMatch(/^[2-9]$/);
  }
  // What failed for another reason is a failure, and data that came are data.
  for (const status of [500, 200]) {
    expect(await get(`/en/${status}/data`, rsc)).toMatchObject({ status, text: "<html id=blank></html>" });
  }
});

test("pages that work pass through as they are", async () => {
  expect((await get("/en/200")).text).toBe("<html id=blank></html>");
});

test("data, interfaces and live pages keep their own answers", async () => {
  expect((await get("/en/404/json")).text).toContain("blank");
  expect((await get("/en/404", { headers: { rsc: "1" } })).text).toContain("blank");
  expect((await get("/en/404", { method: "POST" })).text).toContain("blank");
  expect((await get("/en/404", { headers: { accept: "image/avif" } })).text).toContain("blank");
});

test("a hundred at once are each answered once", async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => get("/en/404")));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
});
