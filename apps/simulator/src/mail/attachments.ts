import PostalMime from "postal-mime";

export type Attachment = { readonly name: string; readonly type: string; readonly content: Uint8Array };

/** The attachments of a kept mail, read again from its source: they are looked at rarely. */
export async function attachmentsOf(source: Uint8Array): Promise<Attachment[]> {
  const { attachments } = await PostalMime.parse(source, { attachmentEncoding: "arraybuffer" });
  return attachments.map(({ filename, mimeType, content }, index) => ({
    name: filename ?? `attachment-${index + 1}`,
    type: mimeType,
    content: typeof content === "string" ? Buffer.from(content, "base64") : new Uint8Array(content),
  }));
}
