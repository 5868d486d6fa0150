export { actorFor, actorForCall } from "./actor-for.ts";
export { changeRole, type ChangeRole, zChangeRole } from "./change-role.ts";
export { type AuditList, listAudit, zAuditList, zListAudit } from "./list-audit.ts";
export { type IncidentList, listIncidents, zIncidentList, zListIncidents } from "./list-incidents.ts";
export { listStaff, type StaffList, zListStaff, zStaffList } from "./list-staff.ts";
