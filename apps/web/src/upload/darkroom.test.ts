import { AVATAR_SIZES, PICTURE_BYTES_MAX } from "@careforall/domain/upload";
import sharp, { type Sharp } from "sharp";
import { expect, test } from "vitest";
import { Darkroom } from "./darkroom.ts";
import { pictureForm } from "./testing/picture-form.ts";

/** On a busy machine a process needs seconds to start. */
const TEST_TIMEOUT_MS = 60_000;
const darkroom = new Darkroom({ developMaxMs: 40_000, waitingMax: 50 });

const plain = (width = 400, height = 300): Sharp =>
  sharp({ create: { width, height, channels: 3, background: { r: 46, g: 58, b: 151 } } });

const develop = async (bytes: Uint8Array, name = "me.jpg", type = "image/jpeg") =>
  darkroom.develop(await pictureForm(bytes, name, type));

const opts = { timeout: TEST_TIMEOUT_MS };

test("S-87: a JPEG, a PNG and a WebP become squares of our own sizes", opts, async () => {
  for (const bytes of [
    await plain().jpeg().toBuffer(),
    await plain().png().toBuffer(),
    await plain(20, 700).webp().toBuffer(),
  ]) {
    const files = await develop(bytes);
    const made = await Promise.all(files.map(async (file) => await sharp(file.bytes).metadata()));
    expect(made.map(({ format, width, height }) => ({ format, width, height }))).toEqual(
      AVATAR_SIZES.map((size) => ({ format: "webp", width: size, height: size })),
    );
  }
});

test(
  "S-87: place, author, profile and notes of a photograph are gone, and it stands upright",
  opts,
  async () => {
    // Left half red, right half blue, and the camera was held sideways: upright, red is above.
    const half = await sharp({ create: { width: 200, height: 400, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    const photo = await sharp({ create: { width: 400, height: 400, channels: 3, background: "blue" } })
      .composite([{ input: half, left: 0, top: 0 }])
      .withExif({
        IFD0: { Artist: "Salma Khatun" },
        IFD3: {
          GPSLatitudeRef: "N",
          GPSLatitude: "23/1 48/1 0/1",
          GPSLongitudeRef: "E",
          GPSLongitude: "90/1 24/1 0/1",
        },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">the house of Salma</x:xmpmeta>')
      .withIccProfile("p3")
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const before = await sharp(photo).metadata();
    expect(before.exif?.includes("Salma Khatun")).toBe(true);
    for (const { bytes, size } of await develop(photo)) {
      const after = await sharp(bytes).metadata();
      expect([after.exif, after.xmp, after.icc, after.iptc, after.orientation]).toEqual(
        Array(5).fill(undefined),
      );
      expect(Buffer.from(bytes).includes("Salma")).toBe(false);
      const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
      const pixel = (x: number, y: number) => [...data.subarray((y * size + x) * 3, (y * size + x) * 3 + 3)];
      expect(pixel(size / 2, 4)[0]).toBeGreaterThan(200);
      expect(pixel(size / 2, size - 4)[2]).toBeGreaterThan(200);
    }
  },
);

test("S-87: the name and the type that a browser tells count for nothing", opts, async () => {
  const png = await plain().png().toBuffer();
  expect(await develop(png, "../../etc/passwd\u202egpj.html", "text/html")).toHaveLength(2);
  const html = Buffer.from("<!doctype html><script>alert(1)</script>");
  await expect(develop(html, "me.png", "image/png")).rejects.toMatchObject({ code: "picture.kind" });
});

test("S-87: a file above 5 MB and a form without a file are refused", opts, async () => {
  const large = Buffer.concat([await plain().jpeg().toBuffer(), Buffer.alloc(PICTURE_BYTES_MAX)]);
  await expect(develop(large)).rejects.toMatchObject({ code: "picture.too_large", kind: "too_large" });
  await expect(develop(Buffer.alloc(0))).rejects.toMatchObject({ code: "picture.missing" });
  const rubbish = { contentType: "multipart/form-data; boundary=x", body: Buffer.from("no form") };
  await expect(darkroom.develop(rubbish)).rejects.toMatchObject({ code: "picture.missing" });
});

test("S-87: a file that breaks off is refused", opts, async () => {
  const noise = sharp({
    create: {
      width: 800,
      height: 800,
      channels: 3,
      noise: { type: "gaussian", mean: 128, sigma: 60 },
      background: "red",
    },
  });
  for (const whole of [
    await noise.clone().jpeg().toBuffer(),
    await noise.clone().png().toBuffer(),
    await noise.clone().webp().toBuffer(),
  ])
    await expect(develop(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: "picture.broken",
    });
});

test("S-88: a small file of very many pixels is refused before it is decoded", opts, async () => {
  const bomb = await plain(8_000, 6_000).png({ compressionLevel: 9 }).toBuffer();
  expect(bomb.byteLength).toBeLessThan(PICTURE_BYTES_MAX);
  await expect(develop(bomb)).rejects.toMatchObject({ code: "picture.pixels" });
});

test("S-88: a header that promises more pixels than there are is refused", opts, async () => {
  const png = await plain(10, 10).png().toBuffer();
  const liar = Buffer.from(png);
  liar.writeUInt32BE(6_000, 16);
  liar.writeUInt32BE(6_000, 20);
  await expect(develop(liar)).rejects.toMatchObject({ code: "picture.broken" });
});

test("S-88: what is appended to a picture is not in ours", opts, async () => {
  const jpeg = await plain().jpeg().toBuffer();
  const zip = Buffer.concat([
    Buffer.from("PK\u0003\u0004"),
    Buffer.from("evil.php<?php system('id'); __HALT_COMPILER();"),
  ]);
  for (const more of [zip, Buffer.from("<script>alert(document.cookie)</script>")]) {
    for (const { bytes } of await develop(Buffer.concat([jpeg, more]))) {
      const made = Buffer.from(bytes);
      expect(
        ["PK\u0003\u0004", "HALT_COMPILER", "<script", "alert"].filter((words) => made.includes(words)),
      ).toEqual([]);
      // RIFF says how long the file is: nothing stands behind it.
      expect(made.readUInt32LE(4) + 8).toBe(made.byteLength);
    }
  }
});

test(
  "S-88: what is a picture and a script, SVG, PDF and further kinds of pictures are refused",
  opts,
  async () => {
    const files: [name: string, bytes: Buffer][] = [
      ["GIF and JavaScript", Buffer.from("GIF89a/*\u0000\u0000*/=1;alert(document.domain)//")],
      ["a GIF", await plain().gif().toBuffer()],
      [
        "SVG",
        Buffer.from(
          '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="file:///etc/passwd"/></svg>',
        ),
      ],
      [
        "SVG of XML",
        Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      ],
      ["PDF and HTML", Buffer.from("%PDF-1.4\n<html><script>alert(1)</script>")],
      ["TIFF", await plain().tiff().toBuffer()],
      ["AVIF", await plain(64, 64).avif().toBuffer()],
      ["a zip", Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(60)])],
    ];
    for (const [name, bytes] of files)
      await expect(develop(bytes), name).rejects.toMatchObject({ code: "picture.kind" });
  },
);

test(
  "S-88: a file that takes too long is given up with its process, and the next one is made",
  opts,
  async () => {
    const form = await pictureForm(await plain().jpeg().toBuffer());
    const impatient = new Darkroom({ developMaxMs: 1 });
    await expect(impatient.develop(form)).rejects.toMatchObject({
      code: "picture.failed",
      kind: "unavailable",
    });
    expect(await darkroom.develop(form)).toHaveLength(2);
  },
);

test("a crowd waits in a bounded line, and whoever is beyond is told so at once", opts, async () => {
  const form = await pictureForm(await plain().jpeg().toBuffer());
  const small = new Darkroom({ developMaxMs: 40_000, waitingMax: 1 });
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => small.develop(form)));
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
  expect(outcomes[2]).toMatchObject({ reason: { code: "picture.busy" } });
});
