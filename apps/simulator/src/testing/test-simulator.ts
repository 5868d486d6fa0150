import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { startSimulator, type SimulatorOptions } from "../start.ts";

/** Short enough for a test to see several of them. */
const RETRY_DELAYS_MS = [20, 40, 60];

const zAnyObject = z.record(z.string(), z.unknown());
export type AnyObject = z.output<typeof zAnyObject>;

export type JsonAnswer = { readonly status: number; readonly body: AnyObject };

/** A simulator of its own for one test file, spoken to over HTTP as everybody else does. */
export type TestSimulator = {
  readonly url: string;
  readonly port: number;
  readonly smtpPort: number;
  readonly dataDir: string;
  get(path: string): Promise<JsonAnswer>;
  /** POST to the control API. */
  control(path: string, body?: unknown): Promise<JsonAnswer>;
  /** POST of a form, as browsers and shops send it. */
  form(path: string, fields: Readonly<Record<string, string>>): Promise<Response>;
  /** Session initiate with every required field; `changes` replace or (undefined) remove some. */
  init(tranId: string, changes?: Readonly<Record<string, string | undefined>>): Promise<AnyObject>;
  /** A GET of the validator with the store's credentials. */
  ask(
    api: "validationserverAPI" | "merchantTransIDvalidationAPI",
    question: Record<string, string>,
  ): Promise<AnyObject>;
  books(): Promise<AnyObject>;
  stop(): Promise<void>;
};

export async function startTestSimulator(options: SimulatorOptions = {}): Promise<TestSimulator> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "simulator-")));
  const simulator = await startSimulator({
    port: 0,
    control: true,
    ipnRetryDelaysMs: RETRY_DELAYS_MS,
    ...options,
    dataDir,
  });
  const { url, port, smtpPort } = simulator;
  const read = async (response: Response): Promise<JsonAnswer> => ({
    status: response.status,
    body: zAnyObject.parse(await response.json()),
  });
  const get = async (path: string) => read(await fetch(`${url}${path}`));
  const form = (path: string, fields: Readonly<Record<string, string>>) =>
    fetch(`${url}${path}`, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  return {
    url,
    port,
    smtpPort,
    dataDir,
    get,
    form,
    control: async (path, body = {}) =>
      read(
        await fetch(`${url}/control${path}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
      ),
    async init(tranId, changes = {}) {
      const fields: Record<string, string | undefined> = { ...INIT_FIELDS, tran_id: tranId, ...changes };
      const sent = Object.entries(fields).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      );
      return (await read(await form("/gwprocess/v4/api.php", Object.fromEntries(sent)))).body;
    },
    async ask(api, question) {
      const query = new URLSearchParams({
        store_id: "testbox",
        store_passwd: "qwerty",
        format: "json",
        ...question,
      });
      return (await get(`/validator/api/${api}.php?${query}`)).body;
    },
    books: async () => (await get("/control/books")).body,
    async stop() {
      await simulator.stop();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const INIT_FIELDS: Readonly<Record<string, string>> = {
  store_id: "testbox",
  store_passwd: "qwerty",
  total_amount: "1000.00",
  currency: "BDT",
  product_category: "donation",
  success_url: "http://localhost:3000/return?to=success",
  fail_url: "http://localhost:3000/return?to=fail",
  cancel_url: "http://localhost:3000/return?to=cancel",
  cus_name: "Anonymous",
  cus_email: "donor@example.com",
  cus_add1: "N/A",
  cus_city: "Dhaka",
  cus_postcode: "1000",
  cus_country: "Bangladesh",
  cus_phone: "N/A",
  shipping_method: "NO",
  num_of_item: "1",
  product_name: "A new heart valve for Rafi",
  product_profile: "non-physical-goods",
  multi_card_name: "bkash",
};
