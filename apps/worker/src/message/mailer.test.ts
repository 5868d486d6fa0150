import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createMailer } from "./mailer.ts";

/** An SMTP server that takes mail or answers every message with the given reply (RFC 5321). */
async function mailServer(reply = "250 taken") {
  const said: string[] = [];
  const server = createServer((socket) => {
    let isData = false;
    socket.write("220 test\r\n");
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      for (const line of chunk
        .toString()
        .split("\r\n")
        .filter((text) => text !== "")) {
        said.push(line);
        if (isData && line !== ".") continue;
        if (line === ".") isData = false;
        if (line === "DATA") isData = true;
        socket.write(line === "DATA" ? "354 go on\r\n" : line === "." ? `${reply}\r\n` : "250 ok\r\n");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const mailer = createMailer({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: "CareForAll <giving@example.org>",
  });
  onTestFinished(() => {
    mailer.close();
    server.close();
  });
  return { mailer, said };
}

const mail = {
  to: "rina@example.org",
  subject: "Receipt",
  text: "Thank you",
  html: "<p>Thank you</p>",
  messageId: "<1@x>",
};

test("a mail is handed over with its sender, recipient and id", async () => {
  const { mailer, said } = await mailServer();
  await mailer.send(mail);
  expect(said).toContain("MAIL FROM:<giving@example.org>");
  expect(said).toContain("RCPT TO:<rina@example.org>");
  expect(said).toContain("Message-ID: <1@x>");
});

test.each([
  ["451 later", "unavailable", "message.unavailable"],
  ["550 no such address", "refused", "message.refused"],
])("the reply %s makes it %s", async (reply, kind, code) => {
  const { mailer } = await mailServer(reply);
  await expect(mailer.send(mail)).rejects.toMatchObject({ kind, code });
});

test("a mail server that is not there is worth another try", async () => {
  const mailer = createMailer({ smtpUrl: "smtp://127.0.0.1:1", from: "giving@example.org" });
  await expect(mailer.send(mail)).rejects.toMatchObject({ code: "message.unavailable" });
  mailer.close();
});

test.each(["\r\n", "\n", "\r", "\r\n\r\n", "\u2028", "\u0085"])(
  "S-81: words with %j become no header and no further recipient",
  async (end) => {
    const { mailer, said } = await mailServer();
    const words = `Receipt for Rina${end}Bcc: victim@example.org${end}Content-Type: text/html${end}${end}<b>x</b>`;
    await mailer.send({ ...mail, subject: words });
    const headers = said.slice(said.indexOf("DATA") + 1);
    expect(headers.filter((line) => /^(bcc|cc|to):/i.test(line))).toEqual(["To: rina@example.org"]);
    expect(headers.filter((line) => /^subject:/i.test(line))).toHaveLength(1);
    expect(said.filter((line) => line.startsWith("RCPT TO"))).toEqual(["RCPT TO:<rina@example.org>"]);
    expect(headers.filter((line) => /^content-type: text\/html/i.test(line))).toHaveLength(1);
  },
);

test.each(["rina@example.org\r\nBcc: victim@example.org", "rina@example.org, victim@example.org"])(
  "S-81: the recipient %j, which no form of ours lets through, is no second one",
  async (to) => {
    const { mailer, said } = await mailServer();
    await Promise.allSettled([mailer.send({ ...mail, to })]);
    expect(said.filter((line) => line.startsWith("RCPT TO:<victim"))).toEqual([]);
  },
);
