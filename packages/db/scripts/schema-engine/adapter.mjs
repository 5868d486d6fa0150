import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { createDatabase, dropDatabase } from "./maintenance.mjs";

// Prisma's pg adapter is made for the client. The engine asks more of it; what falls short is corrected here.

/** Columns of PostgreSQL's internal one-byte type "char", which the adapter cannot read. */
const CHAR_COLUMNS = ["constraint_type", "confdeltype", "confupdtype"];

/**
 * An object that answers some properties itself and passes on everything else.
 * @template {object} T
 * @param {T} target
 * @param {Partial<Record<keyof T, unknown>>} own
 * @returns {T}
 */
function overlay(target, own) {
  return new Proxy(target, {
    get(object, key) {
      if (Object.hasOwn(own, key)) return own[key];
      const value = object[key];
      return typeof value === "function" ? value.bind(object) : value;
    },
  });
}

/**
 * Separate fields: in a connection string the database's name would win over the shadow database's.
 * @param {string} url
 * @param {string} [database]
 */
function poolConfig(url, database) {
  const { host, port, user, password, ssl, database: named } = new pg.Client({ connectionString: url });
  return { host, port, user, password, ssl, database: database ?? named };
}

/** @param {string} sql */
function castCharColumns(sql) {
  return sql
    .replace("constr.contype AS constraint_type", "constr.contype::text AS constraint_type")
    .replace(/\bcon\.(confdeltype|confupdtype),/g, "con.$1::text AS $1,");
}

/** @param {import("@prisma/driver-adapter-utils").SqlDriverAdapter} connection */
function correct(connection) {
  return overlay(connection, {
    /** Reads the "char" columns as text and labels them as characters again. */
    async queryRaw(query) {
      const sql = castCharColumns(query.sql);
      const result = await connection.queryRaw({ ...query, sql });
      if (sql === query.sql) return result;
      for (const name of CHAR_COLUMNS) {
        const index = result.columnNames.indexOf(name);
        if (index >= 0) result.columnTypes[index] = ColumnTypeEnum.Character;
      }
      return result;
    },
    /** The adapter splits scripts at every semicolon, which breaks function bodies: send them whole. */
    async executeScript(script) {
      await connection.client.query(script);
    },
  });
}

/**
 * The adapter drops its shadow database while its own pool still uses it; here the pool is closed first.
 * @param {string} url
 */
async function connectToShadow(url) {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  await createDatabase(url, name);
  const connection = await new PrismaPg(poolConfig(url, name)).connect();
  return overlay(correct(connection), {
    async dispose() {
      await connection.dispose();
      await dropDatabase(url, name);
    },
  });
}

/** @param {string} url */
export function createAdapterFactory(url) {
  const factory = new PrismaPg(poolConfig(url));
  return overlay(factory, {
    connect: async () => correct(await factory.connect()),
    connectToShadowDb: () => connectToShadow(url),
  });
}
