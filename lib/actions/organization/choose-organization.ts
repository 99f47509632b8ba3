'use server';

import { cookies } from 'next/headers';
import * as z from 'zod/mini';
import { failure } from '#lib/domain/result/graphql-failure';
import { defineAction } from '#lib/server/action/define-action';
import { ORGANIZATION_COOKIE } from '#lib/server/organization/queries';

/** Looks at another organization: for administrators, who alone have several to choose from. */
export const chooseOrganization = defineAction({
  input: z.object({ id: z.string().check(z.minLength(1), z.maxLength(128)) }),
  authorize: ({ input, workspace }) =>
    workspace.organizations.some(({ id }) => id === input.id) ? null : failure('NotFound'),
  run: async ({ input }) => {
    const store = await cookies();
    store.set(ORGANIZATION_COOKIE, input.id, { httpOnly: true, sameSite: 'lax', path: '/', maxAge: 31_536_000 });
    return { ok: true, data: null };
  },
});
