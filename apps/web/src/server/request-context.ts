import { type Caller, findCaller } from "@careforall/api/account";
import { newId, newToken } from "@careforall/api/context";
import { readDevice } from "@careforall/api/limit";
import type { RequestContext } from "@careforall/api/router";
import { originOf } from "./origin.ts";
import { services, type WebServices } from "./services.ts";
import { readSid } from "./session/session-cookie.ts";

export type WebContext = RequestContext & Pick<WebServices, "settings">;

/** How the server tells Next's side the client's address; the same header from outside is thrown away. */
export const CLIENT_ADDRESS_HEADER = "x-careforall-client-address";

/** The context of one request, from its headers as the server passes them on. */
export function contextOf(header: (name: string) => string | null): WebContext {
  const shared = services();
  const asking = {
    ...shared,
    origin: originOf(header),
    clientAddress: header(CLIENT_ADDRESS_HEADER),
    device: readDevice(siteOf(shared.settings), header("cookie")),
    newId,
    newToken,
    header,
  };
  let caller: Promise<Caller | null> | undefined;
  return {
    ...asking,
    readCaller: () =>
      (caller ??= readSid(asking.settings, header("cookie")).then((sid) =>
        sid === null ? null : findCaller(asking, sid),
      )),
  };
}

/** How cookies of ours are signed and whether they are for https alone. */
export const siteOf = ({ formSecret, web }: WebServices["settings"]) => ({
  secret: formSecret,
  isSecure: web.url.startsWith("https:"),
});
