type PortraitProps = {
  readonly src: string;
  /** Empty where words beside it say whose it is. */
  readonly alt: string;
  /** Of CSS; the file has twice as many pixels, for fine screens. */
  readonly size: number;
  readonly className: string | undefined;
};

/** The picture of a person, which we have drawn in this size. */
export function Portrait({ src, alt, size, className }: PortraitProps) {
  return (
    // oxlint-disable-next-line nextjs/no-img-element -- a few kB, drawn by us in this size: there is nothing to optimise
    <img src={src} alt={alt} width={size} height={size} className={className} decoding="async" />
  );
}
