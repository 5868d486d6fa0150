const NAME = "careforall-session";

/** `__Host-`: no other host, and no page of another path, can set it. Browsers allow that over https alone. */
export const hostCookieName = (name: string, isSecure: boolean): string =>
  isSecure ? `__Host-${name}` : name;

/** The cookie of whoever is signed in. */
export const cookieName = (isSecure: boolean): string => hostCookieName(NAME, isSecure);
