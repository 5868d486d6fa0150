import type { CampaignKind } from "@careforall/domain/campaign";
import type { TagTone } from "../tag.tsx";

/** Red is kept for what cannot wait. */
export const KIND_TONE = {
  medical: "indigo",
  education: "leaf",
  emergency: "alta",
  long_term: "turmeric",
} as const satisfies Record<CampaignKind, TagTone>;
