import { DEMO_WALLET } from "../books/accounts.ts";
import type { Session } from "../books/sessions.ts";
import type { HttpAnswer } from "../http/answer.ts";
import { html, type Html } from "../pages/html.ts";
import { TEST_CARDS, type Method } from "../sslcommerz/methods.ts";
import { walletPage } from "./layout.ts";

export type PayPage = {
  readonly session: Session;
  readonly method: Method;
  /** All that the shop allows, to offer the others. */
  readonly methods: readonly Method[];
  /** What went wrong with the last try, if there was one. */
  readonly note: Html | null;
  readonly mistakes: Mistakes;
  /** As typed, so that nobody types it twice. The PIN is never shown again. */
  readonly number: string;
};

export type Mistakes = { readonly number?: string; readonly pin?: string; readonly card?: string };

/** The form of one way of paying. One real form: every button is a decision, and all of it works without scripts. */
export function payPage({ session, method, methods, note, mistakes, number }: PayPage): HttpAnswer {
  const hasMistake = Object.keys(mistakes).length > 0;
  return walletPage(session, {
    title: hasMistake ? "Please check what you typed" : "Confirm your payment",
    method,
    status: hasMistake ? 422 : 200,
    main: html`<h1 class="visually-hidden">Confirm your payment</h1>
      ${note}
      <form method="post" novalidate autocomplete="off">
        <input type="hidden" name="method" value="${method}" />
        ${method === "card" ? cardFields(mistakes) : walletFields(mistakes, number)}
        <button class="pay" name="decision" value="pay">Pay now</button>
        <div class="trouble">
          <h2>Make something else happen</h2>
          <div class="pair">
            <button name="decision" value="insufficient_funds">Insufficient funds</button>
            <button name="decision" value="cancel">Cancel</button>
            <button name="decision" value="close_tab">Close the tab</button>
            <button name="decision" value="fail_and_stay">Fail and stay</button>
          </div>
          <p class="hint">
            “Close the tab” pays and never goes back to the shop. “Fail and stay” refuses this try and lets
            you try again here.
          </p>
        </div>
      </form>
      ${methods.length > 1 && html`<p class="other"><a href="?method=">Pay another way</a></p>`}`,
  });
}

function walletFields(mistakes: Mistakes, number: string): Html {
  return html`<div class="field">
      <label for="number">Wallet number</label>
      <input
        id="number"
        name="number"
        inputmode="tel"
        maxlength="20"
        value="${number || DEMO_WALLET}"
        ${describe("number", mistakes.number)}
      />
      ${mistake("number", mistakes.number)}
    </div>
    <div class="field">
      <label for="pin">PIN</label>
      <input
        id="pin"
        name="pin"
        type="password"
        inputmode="numeric"
        maxlength="5"
        autocomplete="off"
        ${describe("pin", mistakes.pin)}
      />
      ${mistake("pin", mistakes.pin)}
      <p class="hint" id="pin-hint">Any five digits are right; 00000 is a wrong PIN.</p>
    </div>`;
}

function cardFields(mistakes: Mistakes): Html {
  const cards = Object.entries(TEST_CARDS).map(
    ([id, { label }], index) =>
      html`<label
        ><input type="radio" name="card" value="${id}" ${index === 0 && html`checked`} />${label}</label
      >`,
  );
  return html`<fieldset class="field">
    <legend>Test card</legend>
    <div class="cards">${cards}</div>
    ${mistake("card", mistakes.card)}
    <p class="hint">No real card can be used here.</p>
  </fieldset>`;
}

function describe(name: "number" | "pin", words: string | undefined): Html {
  const ids = [...(words === undefined ? [] : [`${name}-mistake`]), ...(name === "pin" ? ["pin-hint"] : [])];
  return html`${words !== undefined && html`aria-invalid="true"`}
  ${ids.length > 0 && html`aria-describedby="${ids.join(" ")}"`}`;
}

const mistake = (name: string, words: string | undefined): Html | null =>
  words === undefined ? null : html`<p class="mistake" id="${name}-mistake">${words}</p>`;
