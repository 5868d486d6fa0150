import { DEVELOPMENT_PASSWORD, DEVELOPMENT_TOTP_SECRET, PEOPLE } from "../seed/people.ts";
import { box } from "./console.ts";
import type { Database } from "./database.ts";
import type { Plan } from "./environment.ts";

/** The development logins; a production build has none. */
const logins = (web: string): [string, string][] => [
  ["Sign in", `${web}/en/sign-in, password: ${DEVELOPMENT_PASSWORD}`],
  ["", "staff need a code too: `pnpm code` prints it, or put this into an app:"],
  ["", `otpauth://totp/CareForAll:staff?secret=${DEVELOPMENT_TOTP_SECRET}&issuer=CareForAll`],
  ...PEOPLE.map(({ email, roles }): [string, string] => ["", [email, ...roles].join("  ")]),
];

/** The one thing to read after the start: where everything is, and what runs embedded. */
export function announcement(plan: Plan, database: Database): string {
  const { settings, paths } = plan;
  const web = settings.web.url;
  const simulator = `http://127.0.0.1:${plan.simulatorPort}`;
  const simulated = settings.sslcommerz.apiUrl === simulator;
  const rows: [string, string][] = [
    ["Web", web],
    ["API docs", `${web}/api/v1/openapi.json`],
    ["Metrics", `${web}/api/metrics`],
    ["Health", `${web}/api/health/deep (token: healthToken in ${paths.secrets})`],
    ["Worker", `http://localhost:${settings.worker.port}/health`],
    ["Simulator", simulator],
    ["Inbox", `${simulator}/inbox`],
    ["Postgres", database.shown],
    [
      "Embedded",
      database.embedded
        ? `PostgreSQL, data in ${paths.postgres}`
        : "nothing of PostgreSQL: DATABASE_URL is set",
    ],
    [
      "",
      simulated
        ? "Payments and mail: simulator, test money"
        : `Payments: ${settings.sslcommerz.apiUrl}, test money`,
    ],
    ["", settings.redisUrl === null ? "Redis: off, using memory" : "Redis: on"],
    ...(plan.mode.production ? [] : logins(web)),
    ["Stop", "Ctrl-C"],
  ];
  return box("CareForAll", rows);
}
