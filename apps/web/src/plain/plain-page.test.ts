import { expect, test } from "vitest";
import { unsentFormPage } from "./plain-page.ts";

test("a form that was not taken goes again with every field as it was typed, and nothing of it becomes markup", () => {
  const typed = { donorName: `"><script>alert(1)</script>`, message: "এক\nদুই & তিন", gift: "50000" };
  const page = unsentFormPage("bn", new URLSearchParams(typed));
  expect(page).toContain('<form method="post" action="/give">');
  expect(page).toContain(`value="&quot;>&lt;script>alert(1)&lt;/script>"`);
  expect(page).toContain('name="message" value="এক\nদুই &amp; তিন"');
  expect(page).not.toContain("<script");
});
