-- Tries that were refused are in the audit log too. Whoever asked for what no role of theirs allows acted by none.
alter table audit_entry
  drop constraint audit_entry_role_known,
  add constraint audit_entry_role_known check (
    role in ('SUPPORT', 'MODERATOR', 'REVIEWER', 'FINANCE', 'ADMIN', 'COMMAND', 'OWNER', 'GUEST', 'NONE')),
  add constraint audit_entry_none_is_denied check ((role = 'NONE') = (action = 'permission.deny'));
