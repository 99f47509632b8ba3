import { handleAwsJson } from '../../kernel/aws-json.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { createSecret } from './operations/create-secret.ts';
import { deleteSecret } from './operations/delete-secret.ts';
import { describeSecret } from './operations/describe-secret.ts';
import { getSecretValue } from './operations/get-secret-value.ts';
import { listSecrets } from './operations/list-secrets.ts';
import { putSecretValue } from './operations/put-secret-value.ts';
import { restoreSecret } from './operations/restore-secret.ts';
import { updateSecret } from './operations/update-secret.ts';
import { applySecret, RESOURCES } from './resources.ts';
import { SecretState } from './state.ts';

const OPERATIONS = {
  CreateSecret: createSecret,
  DeleteSecret: deleteSecret,
  DescribeSecret: describeSecret,
  GetSecretValue: getSecretValue,
  ListSecrets: listSecrets,
  PutSecretValue: putSecretValue,
  RestoreSecret: restoreSecret,
  UpdateSecret: updateSecret,
};

/** Secrets Manager. */
export const secrets = {
  name: 'secrets',
  resources: RESOURCES,
  route: { targets: ['secretsmanager'] },
  create(context) {
    const state = new SecretState(context);
    context.bus.provide('secrets', {
      value(id) {
        const secret = state.find(id);
        if (!secret) return undefined;
        return state.versions(secret.name).find(({ stages }) => stages.includes('AWSCURRENT'))?.text;
      },
    });
    return {
      apply(resources) {
        for (const resource of resources) applySecret(resource, state);
      },
      handle: (request) => handleAwsJson({ operations: OPERATIONS, state, context, version: '1.1' }, request),
    };
  },
} satisfies OfflineService;
