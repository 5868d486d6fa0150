import * as z from "zod";
import { CURRENCIES } from "./currency.ts";

export const zCurrency = z.enum(CURRENCIES);
