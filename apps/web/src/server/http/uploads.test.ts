import { Buffer } from "node:buffer";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { createLimits, LIMITS } from "@careforall/api/limit";
import { createRequestLog } from "@careforall/api/observe";
import { parseSettings } from "@careforall/api/settings";
import {
  createPerson,
  createTestContext,
  noLimits,
  signInAs,
  type TestPerson,
} from "@careforall/api/testing";
import { readAvatar } from "@careforall/api/upload";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pictureForm } from "../../upload/testing/picture-form.ts";
import { sessionCookie } from "../session/session-cookie.ts";
import type { WebServices } from "../services.ts";
import { watchReach } from "../reach.ts";
import { createServer } from "./create-server.ts";
import { serveRequest } from "./serve-request.ts";

/** On a busy machine a process needs seconds to start. */
const TEST_TIMEOUT_MS = 60_000;
const MEGABYTE = 1_000_000;

const bench = await createTestContext();
const { ctx, files } = bench;
const server = createServer();
let origin = "";
let settings: WebServices["settings"];

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  settings = parseSettings({
    CAREFORALL_MODE: "embedded",
    DATABASE_URL: ctx.db.url,
    WEB_URL: origin,
    FORM_SECRET: "a form secret that only tests use, long",
    FACTOR_SECRET: "a factor secret that only tests use, long",
    HEALTH_TOKEN: "a-token-of-tests",
  });
  globalThis.careforallWeb = {
    ...ctx,
    settings,
    limits: noLimits,
    logRequest: createRequestLog(ctx.log),
    webhookDb: ctx.db,
    webhookWake: ctx.wake,
    reach: watchReach(ctx.metrics).reach,
  };
  // Whatever is no address of uploads would go on to Next.
  const next = async (_request: http.IncomingMessage, response: http.ServerResponse): Promise<void> =>
    void response.writeHead(404).end();
  server.on("request", serveRequest({ next, isDevelopment: false }));
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  globalThis.careforallWeb = undefined;
  await bench.drop();
});

const photo = (): Promise<Buffer> =>
  sharp({ create: { width: 300, height: 200, channels: 3, background: "teal" } })
    .jpeg()
    .toBuffer();

async function cookieOf(person: TestPerson): Promise<string> {
  const { sid } = await signInAs(ctx, person);
  return (await sessionCookie(settings, sid)).split(";")[0] ?? "";
}

type Posting = {
  readonly cookie?: string;
  readonly headers?: Record<string, string>;
  readonly name?: string;
};

async function post(
  bytes: Uint8Array,
  { cookie = "", headers = {}, name = "me.jpg" }: Posting,
): Promise<Response> {
  const { contentType, body } = await pictureForm(bytes, name);
  return fetch(`${origin}/uploads/avatar?locale=fr`, {
    method: "POST",
    body: new Uint8Array(body),
    redirect: "manual",
    headers: { "content-type": contentType, cookie, "sec-fetch-site": "same-origin", ...headers },
  });
}

const opts = { timeout: TEST_TIMEOUT_MS };

test(
  "S-87, S-89: a picture is taken, and served with a fixed type, in a sandbox, as nothing that runs",
  opts,
  async () => {
    const person = await createPerson(ctx);
    const taken = await post(await photo(), {
      cookie: await cookieOf(person),
      name: "../../../x\u0000.html",
    });
    expect([taken.status, taken.headers.get("location")]).toEqual([303, "/fr/me?done=pictureSaved"]);
    const urls = await readAvatar({ ...ctx, config: { ...ctx.config, filesUrl: origin } }, person);
    const served = await fetch(urls?.[256] ?? "");
    expect(served.status).toBe(200);
    expect((await sharp(new Uint8Array(await served.arrayBuffer())).metadata()).width).toBe(256);
    const name = urls?.[256].split("/").at(-1) ?? "";
    const headers = {
      "content-type": "image/webp",
      "content-disposition": `attachment; filename="${name}"`,
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=31536000, immutable",
      "cross-origin-resource-policy": "same-origin",
    };
    for (const [header, value] of Object.entries(headers))
      expect([header, served.headers.get(header)]).toEqual([header, value]);
    const head = await fetch(urls?.[96] ?? "", { method: "HEAD" });
    expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0]);
  },
);

test("S-90: an address that climbs, or has another shape, leads to no file", opts, async () => {
  files.kept.set("secret", Buffer.from("secret"));
  const key = "0".repeat(32);
  const climbing = [
    "/files/../package.json",
    "/files/..%2f..%2fpackage.json",
    "/files/%2e%2e/%2e%2e/etc/passwd",
    "/files/....//etc/passwd",
    "/files//etc/passwd",
    "/files/secret",
    `/files/${key}-96.webp%00.html`,
    `/files/${key}-96.webp/..`,
    `/files/${key}-96.WEBP`,
    `/files/${key}-96.webp`,
    "/files/",
  ];
  for (const path of climbing) {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      // Not by fetch, which would mend the path.
      http
        .get(origin, { path, agent: false }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
        .once("error", reject);
    });
    expect([path, status]).toEqual([path, 404]);
  }
  files.kept.delete("secret");
});

test(
  "S-52, S-89: only one's own pages, only who is signed in, and only one's own picture",
  opts,
  async () => {
    const [owner, other] = [await createPerson(ctx), await createPerson(ctx)];
    const cookie = await cookieOf(owner);
    expect((await post(await photo(), { cookie })).status).toBe(303);
    const before = await readAvatar(ctx, owner);

    const refused = [
      await post(await photo(), { cookie, headers: { "sec-fetch-site": "cross-site" } }),
      await post(await photo(), { cookie, headers: { "content-type": "application/octet-stream" } }),
      await post(await photo(), {}),
      await post(await photo(), { cookie: "careforall.session=forged" }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 415, 303, 303]);
    expect(refused[2]?.headers.get("location")).toBe("/fr/sign-in?return=%2Ffr%2Fme");
    // Whatever the form says, the picture is the sender's own.
    const form = await pictureForm(await photo());
    const forged = Buffer.from(form.body.slice())
      .toString("latin1")
      .replace(
        /--([^\r]+)--\r\n$/,
        `--$1\r\nContent-Disposition: form-data; name="userId"\r\n\r\n${owner.userId}\r\n--$1--\r\n`,
      );
    const sent = await fetch(`${origin}/uploads/avatar?locale=en&userId=${owner.userId}`, {
      method: "POST",
      body: Buffer.from(forged, "latin1"),
      redirect: "manual",
      headers: {
        "content-type": form.contentType,
        cookie: await cookieOf(other),
        "sec-fetch-site": "same-origin",
      },
    });
    expect(sent.headers.get("location")).toBe("/en/me?done=pictureSaved");
    expect(await readAvatar(ctx, owner)).toEqual(before);
    expect(await readAvatar(ctx, other)).not.toBeNull();
  },
);

test(
  "S-87, S-88: what is no picture leads back to the form, which says why, and nothing is stored",
  opts,
  async () => {
    const person = await createPerson(ctx);
    const cookie = await cookieOf(person);
    const before = files.kept.size;
    const problems: [Uint8Array, string][] = [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), "picture_kind"],
      [Buffer.alloc(6 * MEGABYTE, 1), "picture_too_large"],
      [(await photo()).subarray(0, 500), "picture_broken"],
    ];
    for (const [bytes, problem] of problems) {
      const answer = await post(bytes, { cookie });
      expect([answer.status, answer.headers.get("location")]).toEqual([
        303,
        expect.stringMatching(/^\/fr\/me\?kept=/),
      ]);
      const kept = /kept_account=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1] ?? "";
      expect(JSON.parse(Buffer.from(kept, "base64url").toString())).toMatchObject({
        action: "picture",
        problem,
      });
    }
    expect([files.kept.size, await ctx.db.prisma.upload.count({ where: { userId: person.userId } })]).toEqual(
      [before, 0],
    );
  },
);

test("S-87: 11 MB are refused while they come, in words, before the sender has ended", opts, async () => {
  const cookie = await cookieOf(await createPerson(ctx));
  const headers = {
    "content-type": "multipart/form-data; boundary=x",
    cookie,
    "sec-fetch-site": "same-origin",
  };
  const request = http.request(`${origin}/uploads/avatar?locale=fr`, {
    method: "POST",
    agent: false,
    headers,
  });
  const answer = new Promise<http.IncomingMessage>((resolve, reject) => {
    request.once("response", resolve);
    request.once("error", reject);
  });
  const piece = Buffer.alloc(MEGABYTE, 1);
  for (let sent = 0; sent < 11; sent++) request.write(piece);
  // It has not ended: whoever waited for the end would wait for ever.
  const response = await answer;
  expect([response.statusCode, response.headers.connection]).toEqual([413, "close"]);
  let words = "";
  response.setEncoding("utf8");
  response.on("data", (chunk: string) => (words += chunk));
  await expect.poll(() => words).toContain("Ce fichier est trop lourd");
  expect(words).toContain('href="/fr/me"');
  request.end();
});

test("S-87: a body that says itself that it is too large is refused before it comes", opts, async () => {
  const cookie = await cookieOf(await createPerson(ctx));
  const request = http.request(`${origin}/uploads/avatar`, {
    method: "POST",
    agent: false,
    headers: {
      "content-type": "multipart/form-data; boundary=x",
      cookie,
      "sec-fetch-site": "same-origin",
      "content-length": 11 * MEGABYTE,
    },
  });
  request.flushHeaders();
  const status = await new Promise((resolve, reject) => {
    request.once("response", (response) => resolve(response.statusCode));
    request.once("error", reject);
  });
  expect(status).toBe(413);
  request.destroy();
});

test("S-92: an address in place of a file is not fetched: it is no picture", opts, async () => {
  const asked: string[] = [];
  const bait = http.createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end();
  });
  await new Promise<void>((resolve) => bait.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(bait.address() as AddressInfo).port}/me.jpg`;
  const cookie = await cookieOf(await createPerson(ctx));
  const form = new FormData();
  for (const name of ["picture", "url", "pictureUrl"]) form.set(name, address);
  const asText = await fetch(`${origin}/uploads/avatar?url=${encodeURIComponent(address)}`, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: { cookie, "sec-fetch-site": "same-origin" },
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"><image href="${address}"/></svg>`;
  const asSvg = await post(Buffer.from(svg), { cookie });
  for (const answer of [asText, asSvg]) expect(answer.headers.get("location")).toContain("/me?kept=");
  expect(asked).toEqual([]);
  await new Promise((resolve) => bait.close(resolve));
});

test("who uploads too often is told so on the form", opts, async () => {
  const person = await createPerson(ctx);
  const cookie = await cookieOf(person);
  const web = globalThis.careforallWeb;
  if (web === undefined) throw new Error("the services are there");
  const limits = createLimits({
    databaseUrl: ctx.db.url,
    redisUrl: null,
    factor: 1,
    secret: settings.formSecret,
    metrics: ctx.metrics,
    onError: () => undefined,
  });
  globalThis.careforallWeb = { ...web, limits };
  for (let i = 0; i < LIMITS.upload.points; i++) await limits.take([{ limit: "upload", who: person.userId }]);
  const answer = await post(await photo(), { cookie });
  globalThis.careforallWeb = web;
  await limits.close();
  expect([answer.status, answer.headers.get("location")]).toEqual([
    303,
    expect.stringContaining("/fr/me?kept="),
  ]);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await readAvatar(ctx, person)).toBeNull();
});
