import {
  AVATAR_SIZES,
  type AvatarFile,
  type AvatarSize,
  PICTURE_PIXELS_MAX,
  type PictureProblem,
} from "@careforall/domain/upload";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";

/** By their first bytes. SVG, HTML and PDF have no place here, nor what decoders of phones alone can read. */
const TYPES = new Set(["image/jpeg", "image/png", "image/webp"]);

/** Faces bear this well: some 3 and 15 kB. */
const WEBP_QUALITY = 82;

// Of all readers of files that libvips has, the three that are meant, whatever a file says it is.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
});
sharp.concurrency(1);
sharp.cache(false);

/**
 * Draws a file anew as squares: what comes out was made by us from pixels, so that nothing else of the file is in it,
 * neither where it was taken nor what was appended to it. Runs in a process of its own (picture-process.ts).
 */
export async function drawAvatar(bytes: Uint8Array): Promise<readonly AvatarFile[] | PictureProblem> {
  const type = await fileTypeFromBuffer(bytes);
  if (type === undefined || !TYPES.has(type.mime)) return "kind";
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > PICTURE_PIXELS_MAX) return "pixels";
    const files: AvatarFile[] = [];
    // One after the other: decoded twice, and never twice at once in memory.
    for (const size of AVATAR_SIZES) files.push({ size, bytes: await drawSquare(bytes, size) });
    return files;
  } catch {
    // Whatever a decoder complains of, its owner can only take another file.
    return "broken";
  }
}

const drawSquare = (bytes: Uint8Array, size: AvatarSize): Promise<Uint8Array> =>
  sharp(bytes, { limitInputPixels: PICTURE_PIXELS_MAX, failOn: "error", sequentialRead: true })
    .autoOrient()
    .resize(size, size, { fit: "cover" })
    .webp({ quality: WEBP_QUALITY })
    .toBuffer();
