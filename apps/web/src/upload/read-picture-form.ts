import { PICTURE_BYTES_MAX, type PictureProblem } from "@careforall/domain/upload";
import { PICTURE_FIELD } from "./picture-field.ts";

/** A form as a browser sent it, not looked at yet. */
export type PostedForm = { readonly contentType: string; readonly body: Uint8Array };

/**
 * The bytes of the file in a multipart form. What the browser says of its name and type is not read: it counts for
 * nothing, and no name of a stranger ever becomes one of ours.
 */
export async function readPictureForm({
  contentType,
  body,
}: PostedForm): Promise<Uint8Array | PictureProblem> {
  const file = await fileIn(contentType, body);
  // A browser sends a field without a file as an empty one.
  if (!(file instanceof Blob) || file.size === 0) return "missing";
  if (file.size > PICTURE_BYTES_MAX) return "too_large";
  return new Uint8Array(await file.arrayBuffer());
}

async function fileIn(contentType: string, body: Uint8Array): Promise<FormDataEntryValue | null> {
  try {
    const form = await new Response(new Uint8Array(body), {
      headers: { "content-type": contentType },
    }).formData();
    return form.get(PICTURE_FIELD);
  } catch {
    // No form that can be read has no picture in it.
    return null;
  }
}
