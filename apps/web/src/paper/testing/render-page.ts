import { createRequire } from "node:module";
import path from "node:path";
import { type Canvas, createCanvas } from "@napi-rs/canvas";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** Two pixels per point: enough to tell a conjunct from its parts. */
const SCALE = 2;

/** The reader's own folder with a separator at its end, as it wants it. */
const FONTS = path.join(
  path.dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json")),
  "standard_fonts/",
);

/** Draws the first page of a PDF by another program than the one that wrote it. */
export async function renderPage(pdf: Uint8Array): Promise<Canvas> {
  const task = getDocument({
    data: new Uint8Array(pdf),
    disableFontFace: true,
    useSystemFonts: false,
    standardFontDataUrl: FONTS,
  });
  try {
    const page = await (await task.promise).getPage(1);
    const viewport = page.getViewport({ scale: SCALE });
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
    const target = { canvas, canvasContext: canvas.getContext("2d"), viewport };
    // The reader asks for the browser's canvas, of which ours is a sufficient part.
    await page.render(target as never).promise;
    return canvas;
  } finally {
    await task.destroy();
  }
}

/** All words of a PDF as a reader hands them out for copying, page after page. */
export async function wordsOfPdf(pdf: Uint8Array): Promise<string> {
  const task = getDocument({ data: new Uint8Array(pdf), standardFontDataUrl: FONTS });
  try {
    const document = await task.promise;
    const pages = Array.from({ length: document.numPages }, async (_, nr) => {
      const { items } = await (await document.getPage(nr + 1)).getTextContent();
      return items.map((item) => ("str" in item ? item.str : "")).join(" ");
    });
    return (await Promise.all(pages)).join("\n");
  } finally {
    await task.destroy();
  }
}
