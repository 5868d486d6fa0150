import { connect } from "node:net";
import { createInterface } from "node:readline";

export type SentMail = {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body with CRLF line ends. */
  readonly source: string;
};

/** Speaks just enough SMTP to hand over one mail. Returns the last answer of the server, such as `250 OK`. */
export async function sendMail(port: number, { from, to, source }: SentMail): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) throw new Error("the mail server hung up");
      if (/^\d{3} /.test(value)) return value;
    }
  };
  const say = (line: string): Promise<string> => {
    socket.write(`${line}\r\n`);
    return answer();
  };
  try {
    await answer();
    await say("EHLO tests");
    let last = await say(`MAIL FROM:<${from}>`);
    for (const recipient of to) last = await say(`RCPT TO:<${recipient}>`);
    if (!last.startsWith("250")) return last;
    await say("DATA");
    last = await say(`${source.replace(/^\./gm, "..")}\r\n.`);
    socket.write("QUIT\r\n");
    return last;
  } finally {
    socket.destroy();
  }
}
