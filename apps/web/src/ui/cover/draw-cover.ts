import type { CampaignKind } from "@careforall/domain/campaign";
import { type Chance, chanceOf } from "./chance.ts";
import { MOTIFS, type Thread } from "./motifs.ts";
import { COVER_HEIGHT, COVER_WIDTH, openThread, type Point } from "./thread.ts";

const FIELD_GAP = 13;

/** Colours of tokens.css, repeated because an SVG file cannot read the page's properties. */
const STYLE = [
  "rect,.c{fill:#f3eee4}",
  "path{stroke-linecap:round}path:not(.c){fill:none}",
  ".f{stroke:#2e3a97;stroke-opacity:.2;stroke-width:2;stroke-dasharray:9 8}",
  ".i,.a,.t{stroke-width:4;stroke-dasharray:12 9}",
  ".i{stroke:#2e3a97}.a{stroke:#b3202c}.t{stroke:#b26b00}",
  ".k{stroke:#b26b00;stroke-width:13}",
  "@media(prefers-color-scheme:dark){rect,.c{fill:#222639}.f{stroke:#aab5ff}.i{stroke:#aab5ff}.a{stroke:#ff9a97}.t,.k{stroke:#f2be5c}}",
].join("");

/**
 * The picture of a campaign that has no photo: a motif of its kind on a field of running stitches, as on a nakshi
 * kantha. The same id gives the same picture. Under 6 kB; decorative, so it is used with an empty `alt`.
 */
export function drawCover(kind: CampaignKind, id: string): string {
  const chance = chanceOf(id);
  const motif = MOTIFS[kind](chance);
  const threads = motif.threads
    .map((thread) => `<path class="${classOf(thread)}" d="${thread.path}"/>`)
    .join("");
  const knots = motif.knots.map(([x, y]) => `M${Math.round(x)} ${Math.round(y)}h0`).join("");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${COVER_WIDTH} ${COVER_HEIGHT}" preserveAspectRatio="xMidYMid slice">`,
    `<style>${STYLE}</style><rect width="100%" height="100%"/><path class="f" d="${field(chance)}"/>`,
    `${threads}<path class="k" d="${knots}"/></svg>`,
  ].join("");
}

const classOf = ({ colour, isCloth }: Thread): string => [colour, isCloth && "c"].filter(Boolean).join(" ");

/** Parallel rows that waver a little, because a hand sewed them. */
function field(chance: Chance): string {
  let path = "";
  for (let y = 7; y < COVER_HEIGHT; y += FIELD_GAP) {
    const start = -Math.round(chance() * 15);
    const waver = (): number => Math.round(y + chance() * 5 - 2.5);
    const row: readonly Point[] = [
      [start, waver()],
      [COVER_WIDTH * 0.35, waver()],
      [COVER_WIDTH, waver()],
    ];
    path += openThread(row);
  }
  return path;
}
