import { TOKENS } from "../pages/tokens.ts";

/** A wallet of its own: a block of one colour per way of paying, its edge sewn to the sheet below it. */
export const WALLET_STYLE = `${TOKENS}
.wallet { --brand: #1f4e4a; --on-brand: #ffffff; }
.wallet.bkash { --brand: #ad1457; }
.wallet.nagad { --brand: #a8410b; }
.wallet.rocket { --brand: #5f2a86; }
.wallet.upay { --brand: #0b4f8a; }
.seam { padding-inline: max(20px, calc((100% - 400px) / 2)); }
.wallet { max-width: 440px; margin: 0 auto; min-height: 100vh; background: var(--surface); display: flex; flex-direction: column; }
.head { background: var(--brand); color: var(--on-brand); padding: 20px 20px 26px; position: relative; }
.head::after {
  content: ""; position: absolute; inset: auto 12px 7px; height: 2px; opacity: .85;
  background: repeating-linear-gradient(90deg, var(--on-brand) 0 9px, transparent 9px 16px);
}
.head .name { display: flex; align-items: center; gap: 10px; font-size: 17px; font-weight: 650; }
.head .name svg { flex: none; }
.head .payee { margin-top: 14px; font-size: 14px; line-height: 1.4; opacity: .95; overflow-wrap: anywhere; }
.head .sum { font: 400 38px/1.15 var(--serif); margin-top: 2px; font-variant-numeric: lining-nums; }
.head .reference { font-size: 13px; margin-top: 6px; opacity: .92; overflow-wrap: anywhere; }
main { padding: 20px; display: grid; gap: 18px; align-content: start; flex: 1; }
main > form { display: grid; gap: 16px; }
h1 { font: 400 25px/1.2 var(--serif); }
.lead { color: var(--ink-2); font-size: 15px; }
.field { display: grid; gap: 6px; }
.field label, legend { font-weight: 600; font-size: 15px; padding: 0; }
.field input {
  min-height: 50px; width: 100%; padding: 8px 14px; border: 1.5px solid var(--line-strong); border-radius: 12px;
  background: var(--surface); font-size: 18px; letter-spacing: .02em; font-variant-numeric: tabular-nums;
}
.field input[aria-invalid="true"] { border-color: var(--alta); border-width: 2px; }
.hint { font-size: 13px; color: var(--ink-3); line-height: 1.45; }
.mistake { font-size: 14px; color: var(--alta); font-weight: 600; line-height: 1.4; }
.note { border-radius: 12px; padding: 12px 14px; font-size: 15px; line-height: 1.45; background: var(--sunken); }
.note.bad { background: var(--alta-tint); color: var(--alta); }
.note.good { background: var(--leaf-tint); color: var(--leaf); }
.note.waiting { background: var(--turmeric-tint); color: var(--turmeric); }
button {
  min-height: 46px; padding: 8px 14px; border-radius: 12px; cursor: pointer; width: 100%;
  background: transparent; border: 1.5px solid var(--line-strong); font-size: 15px; font-weight: 600; line-height: 1.3;
}
button:hover { border-color: var(--ink); }
button.pay { min-height: 54px; font-size: 18px; font-weight: 650; background: var(--brand); color: var(--on-brand); border-color: var(--brand); }
button.pay:hover { filter: brightness(.88); }
.trouble { border-top: 1.5px dashed var(--line-strong); padding-top: 14px; display: grid; gap: 10px; }
.trouble h2 { font-size: 14px; font-weight: 600; color: var(--ink-2); }
.trouble .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 10px; }
.choices { display: grid; gap: 10px; list-style: none; }
.choices a {
  display: flex; align-items: center; gap: 14px; min-height: 58px; padding: 10px 16px; border-radius: 12px;
  border: 1.5px solid var(--line-strong); color: var(--ink); text-decoration: none; font-weight: 600; background: var(--surface);
}
.choices a:hover { border-color: var(--ink); }
.choices .dot { width: 14px; height: 14px; border-radius: 50%; flex: none; }
.dot.bkash { background: #ad1457; } .dot.nagad { background: #a8410b; } .dot.rocket { background: #5f2a86; }
.dot.upay { background: #0b4f8a; } .dot.card { background: #1f4e4a; }
@media (prefers-color-scheme: dark) { .dot { box-shadow: 0 0 0 2px var(--ink-2); } }
.cards { display: grid; gap: 10px; margin-top: 6px; }
.cards label {
  font-weight: 500; line-height: 1.3;
  display: flex; align-items: center; gap: 12px; min-height: 52px; padding: 8px 14px; border: 1.5px solid var(--line-strong);
  border-radius: 12px; font-size: 16px; cursor: pointer;
}
.cards label:has(:checked) { border-color: var(--brand); border-width: 2px; padding: 7.5px 13.5px; font-weight: 600; }
.cards input { width: 20px; min-height: 0; height: 20px; padding: 0; margin: 0; accent-color: var(--brand); flex: none; }
.other { font-size: 14px; }
.other a { display: inline-block; padding: 6px 0; }
`;
