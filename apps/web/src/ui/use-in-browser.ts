import { useSyncExternalStore } from "react";

const never = (): (() => void) => () => undefined;

/**
 * What only a browser can answer: null on the server and while its page comes alive, then the answer. The first
 * drawing is the same in both, so nothing jumps and React finds no difference.
 */
export const useInBrowser = <Value extends string | boolean>(ask: () => Value): Value | null =>
  useSyncExternalStore<Value | null>(never, ask, () => null);
