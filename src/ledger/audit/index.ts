export { AuditAction } from './schema.ts';
export { listAudit, writeAudit, type AuditEntry, type AuditRow } from './store.ts';
