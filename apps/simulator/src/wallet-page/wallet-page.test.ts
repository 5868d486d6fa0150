import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestShop, type TestShop } from "../testing/test-shop.ts";
import { startTestSimulator, type TestSimulator } from "../testing/test-simulator.ts";

let simulator: TestSimulator;
let shop: TestShop;
let clock = Date.parse("2026-11-20T09:30:00Z");
beforeAll(async () => {
  shop = await startTestShop();
  simulator = await startTestSimulator({ now: () => clock });
});
afterAll(async () => {
  await simulator.stop();
  await shop.stop();
});

/** Opens a session and returns the path of its page. */
async function openPage(tranId: string, changes: Record<string, string> = {}): Promise<string> {
  const { GatewayPageURL } = await simulator.init(tranId, { ipn_url: shop.ipnUrl, ...changes });
  return new URL(String(GatewayPageURL)).pathname;
}

const PAY = { decision: "pay", method: "bkash", number: "01700000001", pin: "12345" };

/** Where a page sends the browser, and with which fields. */
function returnOf(page: string): { action: string; fields: Record<string, string> } {
  const decode = (text: string) =>
    text.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  const action = /<form id="return" method="post" action="([^"]*)">/.exec(page)?.[1] ?? "none";
  const inputs = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  return {
    action: decode(action),
    fields: Object.fromEntries(inputs.map(([, name = "", value = ""]) => [name, decode(value)])),
  };
}

async function decide(path: string, fields: Record<string, string>) {
  const response = await simulator.form(path, fields);
  const page = await response.text();
  return { status: response.status, location: response.headers.get("location"), page, ...returnOf(page) };
}

async function validCount(tranId: string): Promise<number> {
  const { element } = await simulator.ask("merchantTransIDvalidationAPI", { tran_id: tranId });
  return Array.isArray(element) ? element.filter((one) => Object(one).status === "VALID").length : -1;
}

test("paying sends the browser to the shop with the same signed fields as the notification", async () => {
  const path = await openPage("PAGE-PAY");
  const form = await (await fetch(simulator.url + path)).text();
  for (const name of ["Pay now", "Insufficient funds", "Cancel", "Close the tab", "Fail and stay"]) {
    expect(form).toMatch(new RegExp(`<button[^>]*>${name}</button>`));
  }
  const back = await decide(path, PAY);
  expect(back.action).toBe("http://localhost:3000/return?to=success");
  expect(back.page).toContain(`>Return to shop</button>`);
  expect(back.fields).toMatchObject({ status: "VALID", tran_id: "PAGE-PAY", amount: "1000.00" });
  const [told = []] = await shop.told(1, "PAGE-PAY");
  expect(Object.fromEntries(told)).toEqual(back.fields);
});

test("clicking twice, reloading and twenty tabs at once charge once and tell the shop once", async () => {
  const path = await openPage("PAGE-TWICE");
  const balance = async () => {
    const { accounts } = await simulator.books();
    return BigInt(Object(Object(accounts)[0]).balanceMinor);
  };
  const before = await balance();
  const answers = await Promise.all(Array.from({ length: 20 }, () => decide(path, PAY)));
  expect(new Set(answers.map(({ fields }) => fields["val_id"])).size).toBe(1);
  expect((await decide(path, PAY)).fields["val_id"]).toBe(answers[0]?.fields["val_id"]);
  expect(before - (await balance())).toBe(100_000n);
  expect(await validCount("PAGE-TWICE")).toBe(1);
  const { body } = await simulator.get("/control/deliveries?tranId=PAGE-TWICE");
  expect(body["deliveries"]).toHaveLength(1);
  expect((await decide(path, { decision: "cancel" })).action).toContain("to=success");
});

test("an empty wallet cannot pay, and stays at zero", async () => {
  const path = await openPage("PAGE-EMPTY");
  const back = await decide(path, { ...PAY, number: "01700000002" });
  expect(back.action).toContain("to=fail");
  expect(back.fields).toMatchObject({ status: "FAILED", error: "Insufficient balance" });
  expect(back.fields).not.toHaveProperty("val_id");
  const { accounts } = await simulator.books();
  expect(accounts).toContainEqual(expect.objectContaining({ id: "01700000002", balanceMinor: "0" }));
});

test("a wallet with Tk 500 pays one of two gifts of Tk 400 that come at once", async () => {
  const paths = await Promise.all(
    ["PAGE-500-A", "PAGE-500-B"].map((id) => openPage(id, { total_amount: "400.00" })),
  );
  const backs = await Promise.all(paths.map((path) => decide(path, { ...PAY, number: "01700000003" })));
  expect(new Set(backs.map(({ fields }) => fields["status"]))).toEqual(new Set(["FAILED", "VALID"]));
});

test.each([
  ["insufficient_funds", "to=fail", "FAILED", "Insufficient balance"],
  ["cancel", "to=cancel", "CANCELLED", "Cancelled by User"],
])("the button %s goes back to the right address", async (decision, target, status, error) => {
  const path = await openPage(`PAGE-${decision}`);
  const back = await decide(path, { decision, method: "bkash" });
  expect(back.action).toContain(target);
  expect(back.fields).toMatchObject({ status, error });
  expect((await shop.told(1, `PAGE-${decision}`))[0]?.get("status")).toBe(status);
});

test("PIN 00000 is a wrong PIN", async () => {
  const path = await openPage("PAGE-PIN");
  expect((await decide(path, { ...PAY, pin: "00000" })).fields).toMatchObject({
    status: "FAILED",
    error: "Wrong PIN",
  });
});

test("a number or PIN that cannot be is told on the form, keeps what was typed, and tries nothing", async () => {
  const path = await openPage("PAGE-TYPO");
  const answer = await decide(path, { ...PAY, number: '01999"<b>', pin: "12" });
  expect(answer.status).toBe(422);
  expect(answer.page).toContain("There is no wallet with this number");
  expect(answer.page).toContain("The PIN has five digits");
  expect(answer.page).toContain('value="01999&quot;&lt;b&gt;"');
  expect(await validCount("PAGE-TYPO")).toBe(0);
  expect((await decide(path, { ...PAY, number: "+8801700-000001" })).fields["status"]).toBe("VALID");
});

test("closing the tab pays and returns nobody", async () => {
  const path = await openPage("PAGE-CLOSE");
  const answer = await decide(path, { decision: "close_tab", method: "bkash" });
  expect(answer.page).toContain("You may close this tab");
  expect(answer.action).toBe("none");
  expect((await shop.told(1, "PAGE-CLOSE"))[0]?.get("status")).toBe("VALID");
});

test("failing and staying keeps the session, and the next try in it can succeed", async () => {
  const path = await openPage("PAGE-STAY");
  const stayed = await decide(path, { decision: "fail_and_stay", method: "bkash" });
  expect(stayed).toMatchObject({ status: 303, location: `${path}?method=bkash` });
  expect(await (await fetch(simulator.url + path)).text()).toContain("You can try again");
  expect((await decide(path, PAY)).fields["status"]).toBe("VALID");
  const told = await shop.told(2, "PAGE-STAY");
  expect(new Set(told.map((fields) => fields.get("status")))).toEqual(new Set(["FAILED", "VALID"]));
});

test("a cancelled session can still be paid from another tab, a failed one cannot", async () => {
  const cancelled = await openPage("PAGE-LATE");
  await decide(cancelled, { decision: "cancel" });
  expect((await decide(cancelled, PAY)).fields["status"]).toBe("VALID");
  const failed = await openPage("PAGE-OVER");
  await decide(failed, { decision: "insufficient_funds", method: "bkash" });
  expect((await decide(failed, PAY)).fields["status"]).toBe("FAILED");
});

test("a page that is too old says so and charges nobody", async () => {
  const path = await openPage("PAGE-OLD");
  clock += 30 * 60_000;
  const back = await decide(path, PAY);
  expect(back.page).toContain("This page has expired");
  expect(back.fields["status"]).toBe("EXPIRED");
});

test("the shop chooses which ways of paying are offered", async () => {
  const all = await openPage("PAGE-ALL", { multi_card_name: "" });
  const chooser = await (await fetch(simulator.url + all)).text();
  for (const method of ["bkash", "nagad", "rocket", "upay", "card"])
    expect(chooser).toContain(`?method=${method}`);
  const wallets = await openPage("PAGE-WALLETS", { multi_card_name: "mobilebank" });
  expect(await (await fetch(simulator.url + wallets)).text()).not.toContain("?method=card");
  const card = await openPage("PAGE-CARD", { multi_card_name: "visacard,mastercard,amexcard" });
  expect((await decide(card, PAY)).status).toBe(400);
  const paid = await decide(card, { decision: "pay", method: "card", card: "card-4444" });
  expect(paid.fields).toMatchObject({ status: "VALID", card_brand: "MASTER", card_no: "555555XXXXXX4444" });
});

test("an empty test card is declined, an unknown one is a mistake", async () => {
  const path = await openPage("PAGE-CARD-2", { multi_card_name: "visacard" });
  expect((await decide(path, { decision: "pay", method: "card", card: "merchant" })).status).toBe(422);
  const back = await decide(path, { decision: "pay", method: "card", card: "card-0002" });
  expect(back.fields).toMatchObject({ status: "FAILED", error: "Insufficient balance" });
});

test("what the shop wrote is shown as text", async () => {
  const path = await openPage("PAGE-XSS", { product_name: "<script>alert(1)</script>", value_a: '"><img>' });
  const page = await (await fetch(simulator.url + path)).text();
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(page).not.toContain("<script>alert");
  const back = await decide(path, PAY);
  expect(back.page).not.toContain('"><img>');
  expect(back.page).toContain('value="&quot;&gt;&lt;img&gt;"');
});

test("an address or a form that is not ours is refused", async () => {
  expect((await fetch(`${simulator.url}/EasyCheckOut/NOBODY`)).status).toBe(404);
  const path = await openPage("PAGE-BAD");
  expect((await decide(path, { decision: "steal" })).status).toBe(400);
});
