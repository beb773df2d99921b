import { z } from 'zod';

export const ROLES = ['owner', 'marketer', 'agent', 'viewer'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const LanguageCode = z.enum(['zh', 'en']);

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
export const PersonName = z.string().trim().min(1).max(100);
/** Judged by `passwordProblem`, which can say what is wrong with it. */
export const Password = z.string().max(1000);

export const NewAccount = z.object({
  name: PersonName,
  email: Email,
  password: Password,
  language: LanguageCode,
});
export type NewAccount = z.infer<typeof NewAccount>;

export const Setup = NewAccount.extend({ business_name: z.string().trim().min(1).max(100) });
export const Credentials = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: Password,
});
