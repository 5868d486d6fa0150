import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sendMail } from "../testing/send-mail.ts";
import { startTestSimulator, type AnyObject, type TestSimulator } from "../testing/test-simulator.ts";

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
beforeEach(() => simulator.control("/reset"));
afterAll(() => simulator.stop());

const RECEIPT = [
  "From: CareForAll <hello@careforall.example>",
  "To: amina@example.com",
  "Subject: =?utf-8?B?4KaG4Kaq4Kao4Ka+4KawIOCmpuCmvuCmqA==?=",
  "Message-ID: <outbox-1@careforall.example>",
  "MIME-Version: 1.0",
  'Content-Type: multipart/mixed; boundary="m"',
  "",
  "--m",
  'Content-Type: multipart/alternative; boundary="a"',
  "",
  "--a",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "Thank you for Tk 1,500.",
  "--a",
  "Content-Type: text/html; charset=utf-8",
  "",
  '<p>Thank you for <b>Tk 1,500</b>.</p><script>alert("x")</script>',
  "--a--",
  "--m",
  "Content-Type: application/pdf",
  'Content-Disposition: attachment; filename="receipt.pdf"',
  "Content-Transfer-Encoding: base64",
  "",
  "JVBERi0xLjQ=",
  "--m--",
].join("\r\n");

const mail = (to: string[], source = RECEIPT) =>
  sendMail(simulator.smtpPort, { from: "bounce@careforall.example", to, source });

async function inbox(query = ""): Promise<AnyObject[]> {
  return Object((await simulator.get(`/control/inbox${query}`)).body["messages"]);
}

test("a mail is there as soon as it is taken, with text, HTML and its ids", async () => {
  expect(await mail(["amina@example.com"])).toMatch(/^250 /);
  expect(await inbox()).toMatchObject([
    {
      messageId: "<outbox-1@careforall.example>",
      from: "hello@careforall.example",
      to: ["amina@example.com"],
      subject: "আপনার দান",
      text: expect.stringContaining("Thank you for Tk 1,500."),
      html: expect.stringContaining("<b>Tk 1,500</b>"),
      receivedAt: expect.stringMatching(/^20\d\d-.*Z$/),
    },
  ]);
});

test("mails are found by one whole address of the envelope, in any case, newest first", async () => {
  await mail(["amina@example.com", "rahim@example.com"]);
  await mail(["rahim@example.com"]);
  await mail(["xrahim@example.com"]);
  expect(await inbox("?to=AMINA@example.com")).toHaveLength(1);
  const toRahim = await inbox("?to=rahim@example.com");
  expect(toRahim.map(({ to }) => to)).toEqual([
    ["rahim@example.com"],
    ["amina@example.com", "rahim@example.com"],
  ]);
  expect(await inbox("?limit=1")).toMatchObject([{ to: ["xrahim@example.com"] }]);
  const emptied = await fetch(`${simulator.url}/control/inbox`, { method: "DELETE" });
  expect(await emptied.json()).toEqual({ deleted: 3 });
  expect(await inbox()).toEqual([]);
});

test("a mail above 1 MB is refused for good and not kept", async () => {
  const line = `${"x".repeat(76)}\r\n`;
  expect(await mail(["amina@example.com"], `Subject: large\r\n\r\n${line.repeat(14_000)}`)).toMatch(/^552 /);
  expect(await inbox()).toEqual([]);
});

test("a mailbox can be away for a while or for good", async () => {
  await simulator.control("/faults", { endpoint: "mail", mode: "reject_temporary", times: 1 });
  expect(await mail(["amina@example.com"])).toMatch(/^451 /);
  await simulator.control("/faults", { endpoint: "mail", mode: "reject_permanent", times: 1 });
  expect(await mail(["amina@example.com"])).toMatch(/^550 /);
  expect(await mail(["amina@example.com"])).toMatch(/^250 /);
});

test("the inbox shows a mail in a frame without rights, as text and as source, and gives out attachments", async () => {
  await mail(["amina@example.com"]);
  const shown = async (query: string) => (await fetch(`${simulator.url}/inbox${query}`)).text();
  const rendered = await shown("");
  expect(rendered).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(rendered).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
  expect(rendered).not.toContain("<script>alert");
  expect(rendered).toContain("আপনার দান");
  const id = Number((await inbox())[0]?.["id"]);
  expect(await shown(`?id=${id}&view=text`)).toContain("Thank you for Tk 1,500.");
  expect(await shown(`?id=${id}&view=source`)).toContain("Content-Transfer-Encoding: base64");
  const attachment = await fetch(`${simulator.url}/inbox/${id}/attachments/0`);
  expect(attachment.headers.get("content-disposition")).toContain("receipt.pdf");
  expect(await attachment.text()).toBe("%PDF-1.4");
  expect((await fetch(`${simulator.url}/inbox/${id}/attachments/1`)).status).toBe(404);
  expect((await fetch(`${simulator.url}/inbox?id=x`)).status).toBe(400);
});

test("the first page shows accounts, payments and what the shop answered, escaped", async () => {
  await simulator.init("HOME", { product_name: "<i>Rafi</i>", ipn_url: "http://127.0.0.1:9/ipn" });
  await simulator.control("/sslcommerz/pay", { tranId: "HOME", outcome: "success" });
  const page = await (await fetch(simulator.url)).text();
  for (const part of ["Tk 49,999,000", "&lt;i&gt;Rafi&lt;/i&gt;", "HOME", "verify_sign = ", "Development"]) {
    expect(page).toContain(part);
  }
  expect(page).not.toContain("<i>Rafi");
});
