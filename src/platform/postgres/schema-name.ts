/** Schema names go unquoted into `search_path` and DDL, so only plain ones are let in. */
export function isSchemaName(name: string): boolean {
  return /^[a-z_][a-z0-9_]{0,62}$/.test(name) && !name.startsWith('pg_');
}
