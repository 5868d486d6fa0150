import * as z from "zod";

/** A fact that we committed. It is written to the outbox in the transaction that made it true. */
export type DomainEvent<Data = unknown> = {
  readonly type: string;
  readonly version: number;
  /** The campaign, pledge or payment that the fact is about. */
  readonly subjectId: string;
  readonly data: Data;
};

/**
 * One event = one const. The schema is the contract: `create` parses, so that a wrong event fails where it is
 * born, and `parse` reads it again on the other side. A changed shape is a second const with the next version.
 * `description` says when it happens; with the descriptions of the fields it becomes docs/events.md.
 */
export function defineEvent<Type extends string, Schema extends z.ZodObject>(
  type: Type,
  version: number,
  schema: Schema,
  description: string,
) {
  return {
    type,
    version,
    schema,
    description,
    create: (subjectId: string, data: z.input<Schema>): DomainEvent<z.output<Schema>> => ({
      type,
      version,
      subjectId,
      data: schema.parse(data),
    }),
    parse: (data: unknown): z.output<Schema> => schema.parse(data),
  };
}

/** Amounts cross JSON as digit strings of minor units, because JSON has no bigint. */
export const zAmountMinor = z.string().regex(/^\d{1,18}$/);
