import { AppError } from "../shared/index.ts";

/** What an upload may become. Further purposes (a campaign's picture, a document) are further words here and in the CHECK. */
export const UPLOAD_PURPOSES = ["avatar"] as const;
export type UploadPurpose = (typeof UPLOAD_PURPOSES)[number];

/**
 * `writing`: its files may or may not be there; `clean`: they are, and were made by us; `dropped`: they are to be removed.
 * There is no state for what nobody has judged yet: nothing is stored before.
 */
export const UPLOAD_STATES = ["writing", "clean", "dropped"] as const;
export type UploadState = (typeof UPLOAD_STATES)[number];

/** Pixels of each side of the squares that a person's picture is made into; pages show them at half of that. */
export const AVATAR_SIZES = [96, 256] as const;
export type AvatarSize = (typeof AVATAR_SIZES)[number];

export const AVATAR_TYPE = "image/webp";

export type AvatarFile = { readonly size: AvatarSize; readonly bytes: Uint8Array };

/** More than a photograph of a phone takes. */
export const PICTURE_BYTES_MAX = 5_000_000;
/** Decoded, this many take some 160 MB. */
export const PICTURE_PIXELS_MAX = 40_000_000;

export const avatarFileName = (key: string, size: AvatarSize): string => `${key}-${size}.webp`;

/** Every name that a file of an upload has; nothing else is ever asked of a store. */
const FILE_NAME = /^[0-9a-f]{32}-(96|256)\.webp$/;

export const isFileName = (name: string): boolean => FILE_NAME.test(name);

/** Throws where a name is not ours: a defect of the caller, since nobody types names of files. */
export function assertFileName(name: string): void {
  if (!isFileName(name)) throw new Error("not the name of an upload's file");
}

/** Why a file is no picture for us; what is beyond is a defect or an outage. */
export const PICTURE_PROBLEMS = ["missing", "too_large", "kind", "pixels", "broken"] as const;
export type PictureProblem = (typeof PICTURE_PROBLEMS)[number];

const PROBLEM_WORDS: Readonly<Record<PictureProblem, string>> = {
  missing: "There is no picture in this form. Nothing was changed.",
  too_large: "This picture is larger than 5 MB. Nothing was changed.",
  kind: "This is no JPEG, PNG or WebP. Nothing was changed.",
  pixels: "This picture has more than 40 million pixels. Nothing was changed.",
  broken: "This picture is damaged. Nothing was changed.",
};

/** Refuses a picture: `picture.too_large` is 413, the others 422. */
export const pictureRefusal = (problem: PictureProblem): AppError =>
  new AppError(
    problem === "too_large" ? "too_large" : "unprocessable",
    `picture.${problem}`,
    PROBLEM_WORDS[problem],
  );
