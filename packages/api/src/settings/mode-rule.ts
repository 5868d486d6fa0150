import type { Given, SettingName } from "./shape.ts";

/** A rule that depends on the mode or on other settings. `broken` is only asked when the value is well formed. */
export interface ModeRule {
  readonly name: SettingName;
  /** Completes "NAME …". */
  readonly why: string;
  readonly broken: (given: Given) => boolean;
}
