/** One bad setting, in words for the person who starts the process. */
export interface SettingsProblem {
  readonly name: string;
  readonly message: string;
}

/** Every bad setting at once: nobody should have to start five times to learn of five mistakes. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly problems: readonly SettingsProblem[];

  constructor(problems: readonly SettingsProblem[]) {
    const lines = problems.map((problem) => `  ${problem.message}`);
    super(`These settings must be corrected (see .env.example):\n${lines.join("\n")}`);
    this.problems = problems;
  }
}
