import { AUDIT_ACTIONS } from "@careforall/domain/audit";
import { PERMISSION_NAMES, PERMISSIONS } from "@careforall/domain/permission";
import { createTranslator } from "next-intl";
import { expect, test } from "vitest";
import bn from "../../messages/bn.json" with { type: "json" };
import en from "../../messages/en.json" with { type: "json" };
import fr from "../../messages/fr.json" with { type: "json" };

type Texts = { readonly [key: string]: string | Texts };

const flat = (texts: Texts, prefix = ""): [key: string, text: string][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );

/** `{name}`, `{count, plural, …}` and `<tag>`, each once. */
const places = (text: string): string[] =>
  [
    ...new Set([...text.matchAll(/\{(\w+)[,}]|<(\w+)>/g)].map(([, value, tag]) => value ?? `<${tag}>`)),
  ].toSorted();

const english = new Map(flat(en));

test.each([
  ["bn", bn],
  ["fr", fr],
] as const)("%s says everything that English says, with the same places to fill", (_locale, texts) => {
  const translated = new Map(flat(texts));
  expect([...translated.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  for (const [key, text] of translated) expect(places(text), key).toEqual(places(english.get(key) ?? ""));
});

test.each([
  ["en", en],
  ["bn", bn],
  ["fr", fr],
] as const)("every text of %s can be written, for none, one, some and a million", (locale, messages) => {
  const failures: unknown[] = [];
  for (const [key, text] of flat(messages)) {
    const t = createTranslator({ locale, messages: { text }, onError: (error) => failures.push(error) });
    for (const count of [0, 1, 7, 1_000_000]) {
      const values = places(text).map((place) =>
        place.startsWith("<") ? [place.slice(1, -1), (chunks: string) => `(${chunks})`] : [place, count],
      );
      expect(t.markup("text", Object.fromEntries(values)), key).not.toMatch(/[{}<>]/);
    }
  }
  expect(failures).toEqual([]);
});

test("numbers in Bangla sentences are Bangla numbers", () => {
  const t = createTranslator({ locale: "bn", messages: bn });
  expect(t("Totals.daysLeft", { days: 12 })).toBe("১২ দিন বাকি");
});

test("pages of staff say in English what the maps of permissions and of the audit log say", () => {
  const words = {
    ...AUDIT_ACTIONS,
    ...Object.fromEntries(PERMISSION_NAMES.map((name) => [name, PERMISSIONS[name].words])),
  };
  const said = [...flat(en.Permission), ...flat(en.AuditAction)];
  expect(Object.fromEntries(said)).toEqual(words);
  expect(said).toHaveLength(Object.keys(words).length);
});
