import type { Secret } from './state.ts';

/** What the API tells of a secret beside its value. */
export const metadataOf = (secret: Secret) => ({
  ARN: secret.arn,
  Name: secret.name,
  ...(secret.description === null ? {} : { Description: secret.description }),
  ...(secret.kmsKeyId === null ? {} : { KmsKeyId: secret.kmsKeyId }),
  CreatedDate: secret.createdAt / 1000,
  LastChangedDate: secret.changedAt / 1000,
  ...(secret.accessedAt === null ? {} : { LastAccessedDate: secret.accessedAt / 1000 }),
  ...(secret.deletedAt === null ? {} : { DeletedDate: secret.deletedAt / 1000 }),
  ...(secret.tags.length === 0 ? {} : { Tags: secret.tags }),
});
