import type { CampaignKind } from "@careforall/domain/campaign";

type CoverProps = {
  readonly kind: CampaignKind;
  readonly id: string;
  readonly className: string | undefined;
  /** The one picture at the top of a page is not left for later. */
  readonly isFirst?: boolean;
};

/** The stitched picture of a campaign, drawn once and kept by the browser. Decorative: it says nothing in words. */
export function Cover({ kind, id, className, isFirst = false }: CoverProps) {
  return (
    // oxlint-disable-next-line nextjs/no-img-element -- a small SVG of our own: there is nothing to optimise
    <img
      src={coverPath(kind, id)}
      alt=""
      width={640}
      height={400}
      className={className}
      loading={isFirst ? "eager" : "lazy"}
      decoding="async"
      fetchPriority={isFirst ? "high" : "auto"}
    />
  );
}

export const coverPath = (kind: CampaignKind, id: string): string => `/covers/${kind}/${id}`;
