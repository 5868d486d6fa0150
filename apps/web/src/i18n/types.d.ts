import type { Locale } from "@careforall/domain/shared";
import type messages from "../../messages/en.json";

// Message keys and their arguments are checked by the compiler; English is the pattern for the other languages.
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof messages;
  }
}
