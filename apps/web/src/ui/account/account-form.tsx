import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { FIELD_OF } from "../../account/problem-of.ts";
import type { ActionName } from "../../account/actions.ts";
import buttonStyles from "../button.module.css";
import { Field } from "../give/field.tsx";
import giveStyles from "../give/give-form.module.css";
import styles from "./account-page.module.css";
import type { FormState } from "./form-state.ts";

/** A form of the account: it posts without scripts to `/account/{action}`. `hidden` fields go with it as they are. */
export function AccountForm(props: {
  readonly action: ActionName;
  readonly locale: Locale;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly submit: string;
  /** The one filled button of the page, or another one. */
  readonly kind?: "primary" | "secondary";
  readonly children?: ReactNode;
}) {
  const { action, locale, hidden = {}, submit, kind = "primary", children } = props;
  return (
    <form method="post" action={`/account/${action}`} className={styles.form}>
      {Object.entries({ locale, ...hidden }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <button type="submit" className={buttonStyles[kind]}>
        {submit}
      </button>
    </form>
  );
}

type InputProps = {
  readonly action: ActionName;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly state: FormState;
  readonly type?: "text" | "email" | "password" | "tel" | "date";
  readonly autoComplete: string;
  /** What is there when nothing was kept; passwords are never filled in. */
  readonly value?: string;
  readonly isRequired?: boolean;
  readonly maxLength?: number;
};

/** One labelled field, with what is wrong with it. */
export async function AccountInput(props: InputProps) {
  const { action, name, label, hint, state, type = "text", autoComplete, value = "", maxLength } = props;
  const t = await getTranslations("Account");
  const isRefused = state.action === action && state.problem !== null && FIELD_OF[state.problem] === name;
  const typed = state.action === action ? (state.values[name] ?? value) : value;
  return (
    <Field
      id={`${action}-${name}`}
      label={label}
      {...(hint !== undefined && { hint })}
      problem={isRefused && state.problem !== null ? t(`problem_${state.problem}`) : undefined}
    >
      {(described) => (
        <input
          {...described}
          name={name}
          type={type}
          autoComplete={autoComplete}
          defaultValue={type === "password" ? undefined : typed}
          required={props.isRequired ?? true}
          {...(maxLength !== undefined && { maxLength })}
          {...(type === "email" && { inputMode: "email" as const, spellCheck: false })}
          className={giveStyles.input}
        />
      )}
    </Field>
  );
}
