"use client";

import type { Locale } from "@careforall/domain/shared";
import { useState, useSyncExternalStore } from "react";
import buttonStyles from "../button.module.css";

type Props = {
  readonly purpose: "add" | "sign-in" | "confirm";
  readonly locale: Locale;
  readonly label: string;
  /** What is said when the browser or its owner broke off. */
  readonly failed: string;
  /** Where to go afterwards. */
  readonly back?: string;
  /** The id of the field that holds the key's name. */
  readonly nameField?: string;
};

type Said = { readonly options?: unknown; readonly location?: string; readonly problem?: string };

/** Asks one of the browser's keys. Without scripts there is no button: the page says what to do then. */
export function PasskeyButton({ purpose, locale, label, failed, back, nameField }: Props) {
  const isReady = useSyncExternalStore(
    () => () => undefined,
    () => "credentials" in navigator,
    () => false,
  );
  const [problem, setProblem] = useState("");
  const [isBusy, setIsBusy] = useState(false);

  async function use(): Promise<void> {
    const field = nameField === undefined ? null : document.getElementById(nameField);
    const name = field instanceof HTMLInputElement ? field.value : undefined;
    if (field instanceof HTMLInputElement && !field.reportValidity()) return;
    setProblem("");
    setIsBusy(true);
    try {
      const asked = await tell(`${purpose}-options`, { locale });
      const said =
        asked.options === undefined
          ? asked
          : await tell(purpose, { locale, back, name, answer: await answerOf(purpose, asked.options) });
      if (said.location === undefined) throw new Error(said.problem);
      window.location.assign(said.location);
    } catch {
      // Whatever it was, broken off by its owner included: the words say what to do.
      setProblem(failed);
      setIsBusy(false);
    }
  }

  if (!isReady) return null;
  return (
    <>
      <button
        type="button"
        className={buttonStyles.secondary}
        disabled={isBusy}
        onClick={() => {
          void use();
        }}
      >
        {label}
      </button>
      <p role="status">{problem}</p>
    </>
  );
}

async function tell(step: string, body: object): Promise<Said> {
  const response = await fetch(`/account/passkey/${step}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Said;
}

/** The library comes with the first click, so that pages stay as light as they are. */
async function answerOf(purpose: Props["purpose"], options: unknown): Promise<unknown> {
  const { startAuthentication, startRegistration } = await import("@simplewebauthn/browser");
  return purpose === "add"
    ? startRegistration({ optionsJSON: options as Parameters<typeof startRegistration>[0]["optionsJSON"] })
    : startAuthentication({
        optionsJSON: options as Parameters<typeof startAuthentication>[0]["optionsJSON"],
      });
}
