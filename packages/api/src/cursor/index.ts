export { type CursorSigner, openCursor, sealCursor } from "./cursor.ts";
export { CURSOR_CHARACTERS_MAX, readCursor, writeCursor, zCursor } from "./row-cursor.ts";
