import { describeProvider } from "../conformance/index.ts";
import { makeRig } from "./rig.ts";

describeProvider("SSLCommerz", makeRig);
