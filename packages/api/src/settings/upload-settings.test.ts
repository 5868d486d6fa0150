import { expect, test } from "vitest";
import { parseSettings, SettingsError } from "./index.ts";

const EMBEDDED = {
  CAREFORALL_MODE: "embedded",
  DATABASE_URL: "postgresql://u:p@127.0.0.1:54339/careforall",
  FORM_SECRET: "k2Jc0mPq8VnZ4xWb7TyR1sLdF6gHaE3u",
  FACTOR_SECRET: "Wb7TyR1sLdF6gHaE3uk2Jc0mPq8VnZ4x",
  HEALTH_TOKEN: "3f9c1a7be0d24c58",
};
const DEPLOYED = {
  ...EMBEDDED,
  CAREFORALL_MODE: "deployed",
  WEB_URL: "https://give.example.org",
  SSLCOMMERZ_API_URL: "https://securepay.sslcommerz.com",
  SSLCOMMERZ_STORE_ID: "carelive",
  SSLCOMMERZ_STORE_PASSWORD: "carelive@ssl",
  SMTP_URL: "smtps://u:p@mail.internal:465",
  MAIL_FROM: "CareForAll <giving@give.org>",
};
const BUCKET = {
  S3_ENDPOINT: "https://s3.eu-central-1.amazonaws.com/",
  S3_REGION: "eu-central-1",
  S3_BUCKET: "careforall-uploads",
  S3_ACCESS_KEY_ID: "AKIA4WQ7",
  S3_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG",
};

function namesOf(environment: Record<string, string>): string[] {
  try {
    parseSettings(environment);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.map(({ name }) => name);
  }
}

test("uploads are kept in a folder and served by the web, unless settings say otherwise", () => {
  expect(parseSettings(DEPLOYED).uploads).toEqual({
    folder: ".data/uploads",
    url: "https://give.example.org",
    s3: null,
  });
  const apart = { ...DEPLOYED, ...BUCKET, UPLOADS_DIR: "/uploads", UPLOADS_URL: "https://files.example.org" };
  expect(parseSettings(apart).uploads).toEqual({
    folder: "/uploads",
    url: "https://files.example.org",
    s3: {
      endpoint: "https://s3.eu-central-1.amazonaws.com",
      region: "eu-central-1",
      bucket: "careforall-uploads",
      accessKeyId: "AKIA4WQ7",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG",
    },
  });
});

test.each(Object.keys(BUCKET))("a bucket without %s is refused at the start, in both modes", (name) => {
  const rest = Object.entries(BUCKET).filter(([other]) => other !== name);
  for (const mode of [EMBEDDED, DEPLOYED])
    expect(namesOf({ ...mode, ...Object.fromEntries(rest) })).toEqual([name]);
});

test("deployed mode sends and serves nothing unencrypted", () => {
  expect(namesOf({ ...DEPLOYED, UPLOADS_URL: "http://files.example.org" })).toEqual(["UPLOADS_URL"]);
  expect(namesOf({ ...DEPLOYED, ...BUCKET, S3_ENDPOINT: "http://minio:9000" })).toEqual(["S3_ENDPOINT"]);
});
