import { sewLine } from "./sewn-line.ts";
import styles from "./sewn-meter.module.css";

/** Stitches in one row: as many as a phone shows clearly, and twice that where there is room. */
const PHONE_SLOTS = 20;
const WIDE_SLOTS = 40;

type Sum = { readonly raisedMinor: string; readonly goalMinor: string };

type SewnMeterProps = Sum & {
  readonly percent: number;
  readonly label: string;
  /** The same in words: "Tk 340,000 of Tk 500,000 raised, 68%". */
  readonly valueText: string;
  /** The sum before the last gift: what came since is drawn in, stitch by stitch. */
  readonly drawnFromMinor?: string | undefined;
  readonly isWide?: boolean;
  /** What came since is shown in another thread: the donor's own stitches. */
  readonly isHighlighted?: boolean;
};

/** The sewn progress. A meter for those who listen, and decoration for those who read the sum beside it. */
export function SewnMeter(props: SewnMeterProps) {
  const { percent, label, valueText, isWide = false } = props;
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(100, percent)}
      aria-valuenow={percent}
      aria-valuetext={valueText}
      className={isWide ? styles.wide : undefined}
    >
      <Line {...props} slots={PHONE_SLOTS} className={styles.phoneLine} />
      {isWide && <Line {...props} slots={WIDE_SLOTS} className={styles.wideLine} />}
    </div>
  );
}

type LineProps = Pick<SewnMeterProps, "raisedMinor" | "goalMinor" | "drawnFromMinor" | "isHighlighted"> & {
  readonly slots: number;
  readonly className: string | undefined;
};

function Line(props: LineProps) {
  const { slots, className, drawnFromMinor, raisedMinor, isHighlighted = false } = props;
  const freshClass = [styles.thread, styles.fresh, isHighlighted && styles.own].filter(Boolean).join(" ");
  const goalMinor = BigInt(props.goalMinor);
  const now = sewLine({ raisedMinor: BigInt(raisedMinor), goalMinor, slots });
  const before =
    drawnFromMinor === undefined ? now : sewLine({ raisedMinor: BigInt(drawnFromMinor), goalMinor, slots });
  const isGrowing = drawnFromMinor !== undefined && now.sewn.startsWith(before.sewn);
  const settled = isGrowing ? before.sewn : now.sewn + now.started;
  const fresh = isGrowing ? now.sewn.slice(before.sewn.length) + now.started : "";
  return (
    <svg viewBox={`0 0 ${now.width} ${now.height}`} className={className} aria-hidden="true">
      {now.holes && <path d={now.holes} className={styles.holes} />}
      {settled && <path d={settled} className={styles.thread} />}
      {fresh && <path key={raisedMinor} d={fresh} pathLength={1} className={freshClass} />}
    </svg>
  );
}
