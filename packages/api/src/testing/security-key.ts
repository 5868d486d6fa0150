import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

const UP = 0x01;
const UV = 0x04;
const HAS_KEY = 0x40;
const CREDENTIAL_BYTES = 32;

const sha256 = (bytes: Buffer | string): Buffer => createHash("sha256").update(bytes).digest();
const text = (bytes: Buffer): string => bytes.toString("base64url");

/** What a test lets the key say wrongly. */
export type Twist = { readonly origin?: string; readonly isVerified?: boolean; readonly counter?: number };

/** A security key in software (ES256, attestation "none"), which says what the test wants. */
export class SecurityKey {
  readonly id = text(randomBytes(CREDENTIAL_BYTES));
  readonly #pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Its answer to the question of a registration. */
  make(challenge: string, twist: Twist = {}) {
    const { x = "", y = "" } = this.#pair.publicKey.export({ format: "jwk" });
    const cose = Buffer.concat([
      Buffer.from("a5010203262001215820", "hex"),
      Buffer.from(x, "base64url"),
      Buffer.from("225820", "hex"),
      Buffer.from(y, "base64url"),
    ]);
    const credential = Buffer.from(this.id, "base64url");
    const length = Buffer.from([0, credential.length]);
    const data = Buffer.concat([this.#data(HAS_KEY, twist), Buffer.alloc(16), length, credential, cose]);
    const attestation = Buffer.concat([
      Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746158", "hex"),
      Buffer.from([data.length]),
      data,
    ]);
    const clientDataJSON = text(this.#client("webauthn.create", challenge, twist));
    return this.#answer({ clientDataJSON, attestationObject: text(attestation), transports: ["internal"] });
  }

  /** Its answer to the question of a sign-in. */
  sign(challenge: string, twist: Twist = {}) {
    const client = this.#client("webauthn.get", challenge, twist);
    const data = this.#data(0, twist);
    const signature = sign("sha256", Buffer.concat([data, sha256(client)]), this.#pair.privateKey);
    return this.#answer({
      clientDataJSON: text(client),
      authenticatorData: text(data),
      signature: text(signature),
    });
  }

  #answer<Response>(response: Response) {
    return { id: this.id, rawId: this.id, type: "public-key" as const, clientExtensionResults: {}, response };
  }

  #client(type: string, challenge: string, { origin = this.#origin }: Twist): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #data(flags: number, { isVerified = true, counter = 0 }: Twist): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const byte = UP | (isVerified ? UV : 0) | flags;
    return Buffer.concat([sha256(new URL(this.#origin).hostname), Buffer.from([byte]), count]);
  }
}
