import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { SecretState } from '../state.ts';

export const updateSecretVersionStage = defineOperation({
  schema: z.object({
    SecretId: z.string().min(1),
    VersionStage: z.string().min(1).max(256),
    MoveToVersionId: z.string().optional(),
    RemoveFromVersionId: z.string().optional(),
  }),
  execute(state: SecretState, { SecretId, VersionStage, MoveToVersionId, RemoveFromVersionId }, { principal }) {
    const secret = state.require(SecretId);
    state.authorize(principal, 'UpdateSecretVersionStage', secret.arn);
    for (const id of [MoveToVersionId, RemoveFromVersionId]) {
      if (id !== undefined) state.version(secret.name, { id });
    }
    if (VersionStage === 'AWSCURRENT' && MoveToVersionId === undefined) {
      throw invalid(
        'You can only move staging label AWSCURRENT to a different secret version. It can’t be completely removed.',
      );
    }
    const holder = state.versions(secret.name).find(({ stages }) => stages.includes(VersionStage));
    if (holder && holder.id !== MoveToVersionId && holder.id !== RemoveFromVersionId) {
      throw invalid(
        `The parameter RemoveFromVersionId can't be empty. Staging label ${VersionStage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
      );
    }
    if (!holder && RemoveFromVersionId !== undefined) {
      throw invalid(`Staging label ${VersionStage} is not attached to version ${RemoveFromVersionId}.`);
    }
    state.moveStage(secret.name, VersionStage, MoveToVersionId);
    return { ARN: secret.arn, Name: secret.name };
  },
});

const invalid = (message: string) => new ServiceError('InvalidParameterException', message);
