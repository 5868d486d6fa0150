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
