import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import { commandLine, listProcesses } from "../../packages/db/src/embedded/index.ts";

/** State LISTEN in /proc/net/tcp. */
const LISTEN = "0A";
const COMMAND_CHARACTERS_MAX = 80;

/** Inodes of the sockets that listen on a port. Columns by the kernel's order: local address, …, state, …, inode. */
function listeningInodes(port: number): Set<string> {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const inodes = new Set<string>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    let text: string;
    try {
      text = readFileSync(table, "utf8");
    } catch {
      continue; // not Linux, or no IPv6
    }
    for (const line of text.split("\n").slice(1)) {
      const columns = line.trim().split(/\s+/);
      const inode = columns[9];
      if (columns[3] === LISTEN && columns[1]?.endsWith(`:${hex}`) === true && inode !== undefined)
        inodes.add(inode);
    }
  }
  return inodes;
}

function holdsAny(pid: number, inodes: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
      return inode !== undefined && inodes.has(inode);
    });
  } catch {
    return false; // somebody else's process, or it ended meanwhile
  }
}

/** "process 123 (node server.ts)", or null when the system does not tell. */
export function describeHolder(port: number): string | null {
  const inodes = listeningInodes(port);
  if (inodes.size === 0) return null;
  const pid = listProcesses().find((candidate) => holdsAny(candidate, inodes));
  if (pid === undefined) return null;
  const command = (commandLine(pid) ?? []).join(" ").slice(0, COMMAND_CHARACTERS_MAX);
  return `process ${pid}${command === "" ? "" : ` (${command})`}`;
}
