import { formatShare } from "@careforall/domain/money";
import { createTranslator } from "next-intl";
import { expect, test } from "vitest";
import bn from "../../../messages/bn.json" with { type: "json" };
import en from "../../../messages/en.json" with { type: "json" };
import fr from "../../../messages/fr.json" with { type: "json" };

test.each([
  ["en", en, "2.5%"],
  ["bn", bn, "২.৫%"],
  ["fr", fr, "2,5"],
] as const)("%s: one plain line says the share that the platform keeps", (locale, messages, share) => {
  const t = createTranslator({ locale, messages, namespace: "Give" });
  const line = t("platformFee", { share: formatShare(250, locale) });
  expect(line).toContain(share);
  expect(line).not.toContain("\n");
});
