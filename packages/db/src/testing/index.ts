export { createOwnedFolder, reapOwnedFolders, type OwnedFolder } from "./owned-folder.ts";
export { createTemplate, TEMPLATE_DATABASE, type TestCluster } from "./template.ts";
export { startTestCluster, type RunningTestCluster } from "./test-cluster.ts";
export { createTestDatabase, type TestDatabase } from "./test-database.ts";
