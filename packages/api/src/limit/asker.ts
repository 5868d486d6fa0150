import type { Limits, Wanted } from "./create-limits.ts";
import { type LimitName, LIMITS } from "./limits.ts";

/** Who asks, as far as limits care. */
export type Asker = {
  /** Where the request comes from, behind our own proxies; null where no limit by address applies. */
  readonly clientAddress: string | null;
  /** The browser, by the cookie that we signed; null for none. */
  readonly device: string | null;
  /** Who is signed in; asked only where a limit counts people. */
  readonly readCaller: () => Promise<{ readonly userId: string } | null>;
  readonly limits: Limits;
};

/** Takes a point of each limit that this asker falls under. Throws `limit.reached` (429). */
export async function takeLimits(
  asker: Asker,
  names: readonly LimitName[],
  { email }: { readonly email?: string } = {},
): Promise<void> {
  const wanted: Wanted[] = [];
  const isAboutPeople = names.some((name) => ["caller", "stranger"].includes(LIMITS[name].by));
  const caller = (isAboutPeople ? (await asker.readCaller())?.userId : null) ?? asker.device;
  for (const limit of names) {
    const who = whoOf({ ...asker, caller }, limit, email);
    if (who !== null) wanted.push({ limit, who });
  }
  await asker.limits.take(wanted);
}

type Known = Pick<Asker, "clientAddress"> & { readonly caller: string | null };

function whoOf({ clientAddress, caller }: Known, limit: LimitName, email: string | undefined): string | null {
  const address = clientAddress === null ? null : networkOf(clientAddress);
  switch (LIMITS[limit].by) {
    case "caller":
      return caller;
    case "stranger":
      return caller === null ? address : null;
    case "address":
      return address;
    case "email":
      return email ?? null;
    case "everybody":
      return "everybody";
  }
}

const IPV6_NETWORK_GROUPS = 4;

/** One customer of a provider has all addresses of a /64: they are one. An IPv4 address in IPv6's clothes is itself. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("%", 1)[0]?.split("::") ?? [];
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - first.length - last.length }, () => "0");
  const groups = [...first, ...zeros, ...last].slice(0, IPV6_NETWORK_GROUPS);
  return `${groups.map((group) => (Number.parseInt(group, 16) || 0).toString(16)).join(":")}::/64`;
}
