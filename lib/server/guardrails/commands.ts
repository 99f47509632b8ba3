import 'server-only';
import { type GuardrailChoices, parseGuardrailPolicy } from '#lib/domain/guardrails/policy';
import type { ActionResult } from '#lib/domain/result/action-result';
import { failure, failureOfGraphqlError } from '#lib/domain/result/graphql-failure';
import { getDataClient } from '../data/data-client.ts';

/** Changes the organization's policy where the version that was seen still stands; answers the new one. */
export async function setGuardrailPolicyOf(
  organization: string,
  { choices, seen }: { readonly choices: GuardrailChoices; readonly seen: number },
): Promise<ActionResult<{ version: number }>> {
  const client = await getDataClient();
  const { data, errors } = await client.mutations.setGuardrailPolicy({
    organization,
    ...choices,
    expectedVersion: seen,
  });
  const [first] = errors ?? [];
  if (first) return failureOfGraphqlError(first);
  return data ? { ok: true, data: { version: parseGuardrailPolicy(data.guardrails).version } } : failure('NotFound');
}
