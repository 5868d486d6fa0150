import { expect, test } from "vitest";
import { createSslcommerz } from "@careforall/providers/sslcommerz";
import { paidNotice } from "./paid-notice.ts";
import { signatureOf } from "./signature.ts";

const store = { id: "bench-store", password: "a password of the bench" };
const adapter = createSslcommerz({
  apiUrl: "http://127.0.0.1:9",
  storeId: store.id,
  storePassword: store.password,
});
const contentType = "application/x-www-form-urlencoded";

test("the adapter accepts our notifications as signed, each as news of its own", () => {
  const notices = [1, 2].map((number) =>
    adapter.readNotice({ body: paidNotice(store, number), contentType }),
  );
  expect(notices.map(({ verdict }) => verdict)).toEqual(["accepted", "accepted"]);
  expect(new Set(notices.map(({ dedupeKey }) => dedupeKey)).size).toBe(2);
  expect(notices.map(({ reference }) => reference)).toEqual(["BENCH0000000001", "BENCH0000000002"]);
});

test("a notification of another store's password is not accepted", () => {
  const body = paidNotice({ ...store, password: "another" }, 1);
  expect(adapter.readNotice({ body, contentType }).verdict).toBe("rejected");
});

test("the signature covers every named field, and what is missing counts as empty", () => {
  const sign = (fields: Record<string, string>, names: string[]) =>
    signatureOf(new Map(Object.entries(fields)), names, store.password);
  expect(sign({ a: "1", b: "" }, ["b", "a"])).toBe(sign({ a: "1" }, ["a", "b"]));
  expect(sign({ a: "1" }, ["a"])).not.toBe(sign({ a: "2" }, ["a"]));
});
