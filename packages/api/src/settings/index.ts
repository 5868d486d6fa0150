export { CATALOGUE, type SettingEntry } from "./catalogue.ts";
export { parseSettings } from "./parse-settings.ts";
export type { Environment } from "./secret-files.ts";
export { SettingsError, type SettingsProblem } from "./settings-error.ts";
export { LOG_LEVELS, type LogLevel, type Settings } from "./settings.ts";
export { SIMULATOR_SMTP_OFFSET, type SettingName } from "./shape.ts";
