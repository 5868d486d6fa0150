import type { TestProject } from "vitest/node";
import { startTestCluster } from "../packages/db/src/testing/test-cluster.ts";

/** One PostgreSQL cluster for all files of a run; each file clones its own database from the template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { destroy, ...cluster } = await startTestCluster();
  project.provide("testCluster", cluster);
  return destroy;
}
