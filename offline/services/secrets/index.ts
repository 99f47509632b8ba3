import { handleAwsJson } from '../../kernel/aws-json.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { batchGetSecretValue } from './operations/batch-get-secret-value.ts';
import { createSecret } from './operations/create-secret.ts';
import { deleteSecret } from './operations/delete-secret.ts';
import { describeSecret } from './operations/describe-secret.ts';
import { getRandomPassword } from './operations/get-random-password.ts';
import { getSecretValue } from './operations/get-secret-value.ts';
import { listSecretVersionIds } from './operations/list-secret-version-ids.ts';
import { listSecrets } from './operations/list-secrets.ts';
import { putSecretValue } from './operations/put-secret-value.ts';
import {
  deleteResourcePolicy,
  getResourcePolicy,
  putResourcePolicy,
  validateResourcePolicy,
} from './operations/resource-policies.ts';
import { restoreSecret } from './operations/restore-secret.ts';
import { refuseRotation } from './operations/rotation.ts';
import { tagResource, untagResource } from './operations/tags.ts';
import { updateSecret } from './operations/update-secret.ts';
import { updateSecretVersionStage } from './operations/update-secret-version-stage.ts';
import { applySecret, RESOURCES } from './resources.ts';
import { SecretState } from './state.ts';

const OPERATIONS = {
  BatchGetSecretValue: batchGetSecretValue,
  CancelRotateSecret: refuseRotation,
  CreateSecret: createSecret,
  DeleteResourcePolicy: deleteResourcePolicy,
  DeleteSecret: deleteSecret,
  DescribeSecret: describeSecret,
  GetRandomPassword: getRandomPassword,
  GetResourcePolicy: getResourcePolicy,
  GetSecretValue: getSecretValue,
  ListSecretVersionIds: listSecretVersionIds,
  ListSecrets: listSecrets,
  PutResourcePolicy: putResourcePolicy,
  PutSecretValue: putSecretValue,
  RestoreSecret: restoreSecret,
  RotateSecret: refuseRotation,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateSecret: updateSecret,
  UpdateSecretVersionStage: updateSecretVersionStage,
  ValidateResourcePolicy: validateResourcePolicy,
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
