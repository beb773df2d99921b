/** +8613800000001 and 13800000001 become 138****0001; a short number keeps its last two digits. */
export function maskPhone(phone: string): string {
  const local = phone.replace(/^\+86(?=1\d{10}$)/, '');
  if (local.includes('*')) return local;
  if (local.length < 8) return `${'*'.repeat(Math.max(0, local.length - 2))}${local.slice(-2)}`;
  // Three digits at least are hidden, however short the number.
  const head = Math.min(local.startsWith('+') ? 4 : 3, local.length - 7);
  return `${local.slice(0, head)}****${local.slice(-4)}`;
}

/** ann@example.com becomes a***@example.com. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 0) return '***';
  return `${Array.from(email.slice(0, at))[0] ?? ''}***${email.slice(at)}`;
}
