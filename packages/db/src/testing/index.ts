export * from "./count-rows.ts";
export * from "./search-books.ts";
export { createOwnedFolder, reapOwnedFolders, type OwnedFolder } from "./owned-folder.ts";
export { createTemplate, TEMPLATE_DATABASE, type TestCluster } from "./template.ts";
export { createTestDatabase, type TestDatabase } from "./test-database.ts";
export { startTestCluster, type RunningTestCluster } from "./test-cluster.ts";
