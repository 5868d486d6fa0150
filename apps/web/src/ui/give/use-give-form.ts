import { useEffect, useState } from "react";
import type { Chosen } from "./sum-of.ts";

/** Follows the form that the server wrote: what is chosen in it, and whether it is on its way. */
export function useGiveForm(formId: string): { chosen: Chosen | null; isBusy: boolean } {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [isBusy, setBusy] = useState(false);

  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    const read = (): void => setChosen(readChosen(form));
    const follow = (event: Event): void => {
      settleAmount(form, event.target);
      read();
    };
    const send = (): void => setBusy(true);
    // Back from the payment page: the browser shows this page as it was left, with its button still busy.
    const wake = (): void => {
      setBusy(false);
      read();
    };
    read();
    form.addEventListener("input", follow);
    form.addEventListener("submit", send);
    window.addEventListener("pageshow", wake);
    return () => {
      form.removeEventListener("input", follow);
      form.removeEventListener("submit", send);
      window.removeEventListener("pageshow", wake);
    };
  }, [formId]);

  return { chosen, isBusy };
}

function readChosen(form: HTMLFormElement): Chosen {
  const fields = new FormData(form);
  const text = (name: string): string => {
    const value = fields.get(name);
    return typeof value === "string" ? value : "";
  };
  return { gift: text("gift"), giftOther: text("giftOther"), tip: text("tip") };
}

/** A typed amount and a box exclude each other: the last one touched is meant. */
function settleAmount(form: HTMLFormElement, touched: EventTarget | null): void {
  const other = form.querySelector<HTMLInputElement>("input[data-other]");
  const typed = form.querySelector<HTMLInputElement>("input[name=giftOther]");
  if (other === null || typed === null || !(touched instanceof HTMLInputElement)) return;
  if (touched === typed && typed.value !== "") other.checked = true;
  if (touched === other) typed.focus();
  if (touched.name === "gift" && touched !== other) typed.value = "";
}
