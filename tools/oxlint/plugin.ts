import type { Plugin } from "@oxlint/plugins";
import { clientImports } from "./rules/client-imports.ts";
import { noDoubleCast } from "./rules/no-double-cast.ts";
import { noEnv } from "./rules/no-env.ts";
import { noFloatMoney } from "./rules/no-float-money.ts";
import { noNetworkInTransaction } from "./rules/no-network-in-transaction.ts";
import { noUnsafeSql } from "./rules/no-unsafe-sql.ts";
import { pureDomain } from "./rules/pure-domain.ts";
import { sqlInDb } from "./rules/sql-in-db.ts";

/** The rules of the house that no ready-made rule says. Each is proven by `rules.test.ts`. */
const plugin: Plugin = {
  meta: { name: "careforall" },
  rules: {
    "client-imports": clientImports,
    "no-double-cast": noDoubleCast,
    "no-env": noEnv,
    "no-float-money": noFloatMoney,
    "no-network-in-transaction": noNetworkInTransaction,
    "no-unsafe-sql": noUnsafeSql,
    "pure-domain": pureDomain,
    "sql-in-db": sqlInDb,
  },
};

export default plugin;
