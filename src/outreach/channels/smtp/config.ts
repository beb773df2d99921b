import { z } from 'zod';

/** No white space, no line ends, no brackets: nothing that could end a header or a command. */
export const MAIL =
  /^[^\s<>()[\]\\,;:"@\p{C}]+@[^\s<>()[\]\\,;:"@\p{C}]+\.[^\s<>()[\]\\,;:"@\p{C}]+$/u;
const Address = z.string().max(254).regex(MAIL);

export const SmtpConfig = z.strictObject({
  host: z
    .string()
    .min(1)
    .max(253)
    .regex(/^[^\s/@]+$/),
  port: z.int().min(1).max(65_535).default(587),
  /** `tls`: from the start (465). `starttls`: must be offered. `none`: in clear, for a server in the house. */
  security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
  user: z.string().max(254).optional(),
  from: Address,
  fromName: z.string().max(100).optional(),
  replyTo: Address.optional(),
  countOpens: z.boolean().default(false),
  connections: z.int().min(1).max(20).default(5),
});
export type SmtpConfig = z.infer<typeof SmtpConfig>;

export const SmtpSecrets = z.strictObject({ password: z.string().max(1000).optional() });
export type SmtpSecrets = z.infer<typeof SmtpSecrets>;
