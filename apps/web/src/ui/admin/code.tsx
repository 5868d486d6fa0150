import type { ReactNode } from "react";

/** For the commands within a sentence of the messages. */
export const code = (words: ReactNode) => <code>{words}</code>;
