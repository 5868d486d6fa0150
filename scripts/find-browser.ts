import { findBrowser } from "./browser.ts";

// Prints, as JSON, which browser the tests would start: for tools that live in packages of their own.

console.log(JSON.stringify(await findBrowser(process.env["CHROMIUM_PATH"])));
