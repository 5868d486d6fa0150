import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createLogger } from "./logger.ts";
import { createRequestLog } from "./request-log.ts";

/** What a logger writes, line by line. */
function recorded(log: (logger: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(...chunk.toString("utf8").trimEnd().split("\n"));
      done();
    },
  });
  log(createLogger("test", "info", sink));
  return lines;
}

test("S-102: names, addresses, secrets and tokens never reach a log, wherever they sit", () => {
  const secrets = {
    donorEmail: "rina@example.org",
    donorName: "Rina Begum",
    token: "T0K3N",
    store_passwd: "qwerty",
  };
  const [line = ""] = recorded((log) =>
    log.info({ ...secrets, pledge: secrets, deep: { pledge: secrets } }, "gift"),
  );
  expect(line).toContain("[redacted]");
  for (const secret of Object.values(secrets)) expect(line).not.toContain(secret);
});

test("what PostgreSQL says about the row that it refused never reaches a log, only which rule it broke", () => {
  const refused = Object.assign(new Error('violates check constraint "pledge_gift_positive"'), {
    code: "23514",
    constraint: "pledge_gift_positive",
    detail: "Failing row contains (1, rina@example.org, Rina Begum).",
    where: "COPY pledge, line 1: rina@example.org",
  });
  const [line = ""] = recorded((log) => log.error({ err: refused }, "an event could not be applied"));
  expect(line).toContain("pledge_gift_positive");
  expect(line).toContain("23514");
  expect(line).not.toMatch(/rina/i);
});

test("S-106: a line break in a value cannot forge a second line", () => {
  const lines = recorded((log) =>
    log.warn({ agent: 'curl\n{"level":60,"msg":"forged"}\u001b[31m' }, "request"),
  );
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: 40, msg: "request" });
});

test("an error keeps its code and cause for us", () => {
  const [line = ""] = recorded((log) =>
    log.error({ err: new Error("no", { cause: new Error("why") }) }, "failed"),
  );
  expect(JSON.parse(line)).toMatchObject({ err: { message: expect.stringContaining("no") } });
  expect(line).toContain("why");
});

test("a request is told in five fields and no others, whoever hands in more; the logger goes on redacting", () => {
  const line = { requestId: "0199b2c4", route: "api/v1/pledges", method: "POST", status: 201, ms: 3 };
  const [told = "", other = ""] = recorded((log) => {
    const given = { ...line, token: "T0K3N", url: "/gifts/T0K3N" };
    createRequestLog(log)(given, "info");
    log.info({ token: "T0K3N" }, "gift");
  });
  expect(JSON.parse(told)).toMatchObject({ ...line, msg: "request", name: "test" });
  for (const text of [told, other]) expect(text).not.toContain("T0K3N");
  expect(other).toContain("[redacted]");
});
