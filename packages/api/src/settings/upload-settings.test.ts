import { expect, test } from "vitest";
import { parseSettings } from "./index.ts";
import { DEPLOYED, EMBEDDED, namesOf } from "./testing/given.ts";

const BUCKET = {
  S3_ENDPOINT: "https://s3.eu-central-1.amazonaws.com/",
  S3_REGION: "eu-central-1",
  S3_BUCKET: "careforall-uploads",
  S3_ACCESS_KEY_ID: "AKIA4WQ7",
  S3_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG",
};

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
