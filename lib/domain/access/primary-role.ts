import { type Role, roles } from './roles.ts';

/** The role whose work a person comes for first, where several are held; undefined for none. */
export function primaryRole(held: readonly Role[]): Role | undefined {
  return roles.find((role) => held.includes(role));
}
