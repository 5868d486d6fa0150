import { TOKENS } from "./tokens.ts";

/** Pages for whoever runs the simulator: dense, one thread of order, no decoration but the seam. */
export const OPERATOR_STYLE = `${TOKENS}
body { font-size: 15px; }
.seam { padding-inline: 24px; }
.bar { display: flex; flex-wrap: wrap; gap: 6px 22px; align-items: baseline; padding: 16px 24px 14px; border-bottom: 1px dashed var(--line-strong); }
.bar strong { font: 400 22px/1.2 var(--serif); }
.bar a { padding: 4px 0; }
.bar a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
.sheet { max-width: 1180px; margin: 0 auto; padding: 24px; display: grid; gap: 36px; grid-template-columns: minmax(0, 1fr); }
section { display: grid; gap: 12px; grid-template-columns: minmax(0, 1fr); }
h1 { font: 400 30px/1.15 var(--serif); }
h2 { font: 400 21px/1.2 var(--serif); }
.lead { color: var(--ink-2); max-width: 66ch; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; padding: 9px 14px; border-top: 1px solid var(--line); vertical-align: baseline; }
thead th { border-top: 0; font-size: 13px; font-weight: 600; color: var(--ink-2); white-space: nowrap; }
td.money, th.money { text-align: end; font-variant-numeric: tabular-nums lining-nums; white-space: nowrap; }
td.code { white-space: nowrap; }
.code, code { font: 400 13px/1.6 var(--mono); overflow-wrap: anywhere; }
.empty { color: var(--ink-2); padding: 18px; border: 1px dashed var(--line-strong); border-radius: 12px; }
.state { display: inline-block; font-size: 13px; font-weight: 600; padding: 1px 9px; border-radius: 999px; background: var(--sunken); color: var(--ink-2); white-space: nowrap; }
.state.good { background: var(--leaf-tint); color: var(--leaf); }
.state.waiting { background: var(--turmeric-tint); color: var(--turmeric); }
.state.bad { background: var(--alta-tint); color: var(--alta); }
details summary { cursor: pointer; padding: 2px 0; color: var(--indigo); }
pre { font: 400 12.5px/1.55 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; background: var(--sunken); border-radius: 8px; padding: 10px 12px; margin: 6px 0; max-height: 300px; overflow: auto; }
.facts { display: flex; flex-wrap: wrap; gap: 8px 32px; }
.facts div { display: grid; }
.facts dt { font-size: 13px; color: var(--ink-2); }
.facts dd { font-weight: 600; overflow-wrap: anywhere; }
.inbox { display: grid; grid-template-columns: minmax(240px, 340px) minmax(0, 1fr); min-height: calc(100vh - 100px); }
.inbox .list { border-right: 1px solid var(--line); list-style: none; overflow-y: auto; max-height: calc(100vh - 100px); }
.inbox .list a { display: grid; gap: 1px; padding: 12px 16px 12px 24px; border-bottom: 1px solid var(--line); color: var(--ink); text-decoration: none; }
.inbox .list a:hover { background: var(--sunken); }
.inbox .list a[aria-current] { background: var(--indigo-tint); box-shadow: inset 4px 0 var(--indigo); }
.inbox .list b { font-weight: 600; overflow-wrap: anywhere; }
.inbox .list span { font-size: 13px; color: var(--ink-2); overflow-wrap: anywhere; }
.inbox .mail { padding: 20px 24px; display: flex; flex-direction: column; gap: 14px; min-width: 0; }
.tabs { display: flex; gap: 4px; border-bottom: 1px solid var(--line); }
.tabs a { padding: 8px 14px; text-decoration: none; border-bottom: 3px solid transparent; margin-bottom: -1px; }
.tabs a[aria-current] { color: var(--ink); font-weight: 600; border-color: var(--indigo); }
iframe { width: 100%; min-height: 480px; flex: 1; border: 1px solid var(--line); border-radius: 12px; background: #ffffff; color-scheme: light; }
.mail pre { max-height: none; flex: 1; }
@media (max-width: 720px) {
  .bar, .sheet, .seam { padding-inline: 16px; }
  .inbox { grid-template-columns: minmax(0, 1fr); }
  .inbox .list { border-right: 0; max-height: 40vh; }
  .inbox .list a { padding-left: 16px; }
  .inbox .mail { padding: 16px; border-top: 1px dashed var(--line-strong); }
}
`;
