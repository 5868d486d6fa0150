export { createTemplate, TEMPLATE_DATABASE, type TestCluster } from "./template.ts";
export { reapTestClusters, startTestCluster, type RunningTestCluster } from "./test-cluster.ts";
export { createTestDatabase, type TestDatabase } from "./test-database.ts";
