import { type Environment, parseSettings, SettingsError } from "../index.ts";

/** The least that embedded mode wants. */
export const EMBEDDED = {
  CAREFORALL_MODE: "embedded",
  DATABASE_URL: "postgresql://u:p@127.0.0.1:54339/careforall",
  FORM_SECRET: "k2Jc0mPq8VnZ4xWb7TyR1sLdF6gHaE3u",
  FACTOR_SECRET: "Wb7TyR1sLdF6gHaE3uk2Jc0mPq8VnZ4x",
  HEALTH_TOKEN: "3f9c1a7be0d24c58",
};

/** The least that deployed mode wants. */
export const DEPLOYED = {
  ...EMBEDDED,
  CAREFORALL_MODE: "deployed",
  WEB_URL: "https://give.example.org",
  SSLCOMMERZ_API_URL: "https://securepay.sslcommerz.com",
  SSLCOMMERZ_STORE_ID: "carelive",
  SSLCOMMERZ_STORE_PASSWORD: "carelive@ssl",
  SMTP_URL: "smtps://u:p@mail.internal:465",
  MAIL_FROM: "CareForAll <giving@give.org>",
};

/** What is wrong with these settings; nothing when they are accepted. */
export function problemsOf(environment: Environment): SettingsError["problems"] {
  try {
    parseSettings(environment);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems;
  }
}

/** The settings that are wrong. */
export const namesOf = (environment: Environment): string[] =>
  problemsOf(environment).map(({ name }) => name);
