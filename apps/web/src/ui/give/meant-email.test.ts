import { expect, test } from "vitest";
import { meantEmail } from "./meant-email.ts";

test.each(["gmial.com", "gmail.co", "gmail.con", "gmaill.com", "gail.com", "Gmai.com"])(
  "%s was meant as gmail.com",
  (domain) => {
    expect(meantEmail(`rina@${domain}`)).toBe("rina@gmail.com");
  },
);

test("other common places are known too", () => {
  expect(meantEmail("rina@yaho.com")).toBe("rina@yahoo.com");
  expect(meantEmail("rina@hotmial.com")).toBe("rina@hotmail.com");
});

test.each([
  "rina@gmail.com",
  "rina@ymail.com",
  "rina@mail.com",
  "rina@example.org",
  "rina@yahoo.co.uk",
  "gmial.com",
  "@gmial.com",
  "",
])("%s is left alone", (typed) => {
  expect(meantEmail(typed)).toBeNull();
});
