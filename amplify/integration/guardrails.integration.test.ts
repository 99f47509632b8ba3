import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defaultGuardrailPolicy, parseGuardrailPolicy } from '#lib/domain/guardrails/policy';
import { graphql, type Person, personOf } from './people.ts';

const mutation = `mutation($organization: String!, $kinds: [PersonalDataKind!]!, $documents: InstructionPolicy!, $secrets: SecretPolicy!) {
  setGuardrailPolicy(organization: $organization, maskInPrompts: $kinds, documentsWithInstructions: $documents, secretsInOutput: $secrets) {
    id organization name guardrails createdAt updatedAt } }`;
const policy = { kinds: ['card', 'national_id'], documents: 'reject', secrets: 'fail' };

describe('the guardrail policy of an organization', () => {
  let manager: Person;
  beforeAll(async () => {
    manager = await personOf('pm@demo.test');
  });

  it('is set by who manages it, read by all of it, and in the audit log', async () => {
    const set = await graphql(manager, mutation, { organization: 'demo', ...policy });
    expect(set.errors).toBeUndefined();
    const read = await graphql(
      await personOf('developer@demo.test'),
      `query { getOrganization(id: "demo") { guardrails }
        auditEventsByOrganization(organization: "demo", sortDirection: DESC, limit: 50) { items { action actor detail } } }`,
    );
    const { getOrganization, auditEventsByOrganization } = z
      .object({
        getOrganization: z.object({ guardrails: z.unknown() }),
        auditEventsByOrganization: z.object({ items: z.array(z.looseObject({ action: z.string() })) }),
      })
      .parse(read.data);
    expect(parseGuardrailPolicy(getOrganization.guardrails)).toEqual({
      ...{ schemaVersion: 1, maskInPrompts: ['card', 'national_id'] },
      ...{ documentsWithInstructions: 'reject', secretsInOutput: 'fail' },
    });
    expect(auditEventsByOrganization.items.map(({ action }) => action)).toContain('guardrails.policy_changed');
    const {
      maskInPrompts: kinds,
      documentsWithInstructions: documents,
      secretsInOutput: secrets,
    } = defaultGuardrailPolicy;
    await graphql(manager, mutation, { organization: 'demo', kinds, documents, secrets });
  });

  it('is what its kinds allow, and another organization’s is not there', async () => {
    const wrong = await graphql(manager, mutation, { organization: 'demo', ...policy, kinds: ['shoe_size'] });
    expect(wrong.errors?.[0]?.message).toMatch(/shoe_size|Validation/);
    const foreign = await graphql(manager, mutation, { organization: 'other', ...policy });
    expect(foreign.errors?.[0]).toMatchObject({ errorType: 'NotFound' });
    const architect = await graphql(await personOf('architect@demo.test'), mutation, {
      organization: 'demo',
      ...policy,
    });
    expect(architect.errors?.[0]).toMatchObject({ errorType: 'Unauthorized' });
  });
});
