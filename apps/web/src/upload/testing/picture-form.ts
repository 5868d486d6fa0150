import { PICTURE_FIELD } from "../picture-field.ts";
import type { PostedForm } from "../read-picture-form.ts";

/** The form of the profile page as a browser sends it. */
export async function pictureForm(
  bytes: Uint8Array,
  name = "me.jpg",
  type = "image/jpeg",
): Promise<PostedForm> {
  const form = new FormData();
  form.set(PICTURE_FIELD, new File([new Uint8Array(bytes)], name, { type }));
  const sent = new Response(form);
  const body = new Uint8Array(await sent.arrayBuffer());
  return { contentType: sent.headers.get("content-type") ?? "", body };
}
