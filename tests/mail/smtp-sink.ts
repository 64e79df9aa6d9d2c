import { once } from "node:events";
import { createServer, type Socket } from "node:net";

/** A mail as a server took it. */
type Taken = { readonly from: string; readonly to: readonly string[]; readonly data: string };

/**
 * A server on this machine that takes mail as RFC 5321 has it, as far as a test needs that.
 * @param answer what it says to a recipient, such as "250 fine" or "550 nobody here"
 */
export async function smtpSink(answer: (recipient: string) => string = () => "250 fine") {
  const taken: Taken[] = [];
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    const say = (line: string) => socket.write(`${line}\r\n`);
    let [rest, data] = ["", null] as [string, string | null];
    let [from, to]: [string, string[]] = ["", []];
    const hear = (line: string) => {
      if (data !== null) {
        if (line !== ".") {
          data += `${line.replace(/^\./, "")}\r\n`;
          return;
        }
        taken.push({ from, to, data });
        [data, to] = [null, []];
        return say("250 taken");
      }
      commands.push(line);
      const [, address = ""] = /<([^>]*)>/.exec(line) ?? [];
      if (/^EHLO|^HELO/i.test(line)) return say("250 sink");
      if (/^MAIL FROM/i.test(line)) {
        from = address;
        return say("250 fine");
      }
      if (/^RCPT TO/i.test(line)) {
        const said = answer(address);
        if (said.startsWith("2")) to.push(address);
        return say(said);
      }
      if (/^DATA/i.test(line)) {
        data = "";
        return say("354 go on");
      }
      if (/^QUIT/i.test(line)) {
        say("221 bye");
        return socket.end();
      }
      return say(/^RSET|^NOOP/i.test(line) ? "250 fine" : "502 unknown");
    };
    socket.setEncoding("utf8").on("data", (chunk) => {
      const lines = `${rest}${chunk}`.split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) hear(line);
    });
    say("220 sink");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  return {
    url: `smtp://127.0.0.1:${typeof at === "object" && at ? at.port : 0}`,
    taken,
    commands,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
