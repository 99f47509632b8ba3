import type { OfflineResponse } from '../../../kernel/http.ts';
import { accessDenied, S3Error } from '../errors.ts';
import { checkPolicy, isPublicPolicy } from '../policy.ts';
import { bodyOf, bucketArn, type S3Request } from '../request.ts';
import { xmlResponse } from '../xml.ts';
import type { BucketSetting } from './bucket-settings.ts';

const LARGEST_POLICY = 20 * 1024;

/** The policy itself never keeps its owner from reading or mending it. */
function allowOwner({ state, caller: { principal }, bucket }: S3Request, action: string): void {
  const { policies } = state.context;
  if (!policies.isAllowed({ principal, action: `s3:${action}`, resource: bucketArn(bucket) })) throw accessDenied();
}

const noPolicy = (bucket: string) =>
  new S3Error('NoSuchBucketPolicy', 'The bucket policy does not exist', {
    status: 404,
    details: { BucketName: bucket },
  });

export const policy = {
  get(input) {
    const { settings, name } = input.state.bucket(input.bucket);
    allowOwner(input, 'GetBucketPolicy');
    if (settings.policy === undefined) throw noPolicy(name);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: settings.policy };
  },
  async put(input) {
    const { state } = input;
    const { name, settings } = state.bucket(input.bucket);
    allowOwner(input, 'PutBucketPolicy');
    const text = (await bodyOf(input)).toString();
    if (text.length > LARGEST_POLICY) {
      throw new S3Error('PolicyTooLarge', `Policy exceeds the maximum allowed document size.`);
    }
    checkPolicy(text, name);
    if (settings.publicAccessBlock?.BlockPublicPolicy && isPublicPolicy(text)) {
      throw accessDenied(
        'User is not authorized to perform: s3:PutBucketPolicy because public policies are blocked by the BlockPublicPolicy block public access setting.',
      );
    }
    state.change(name, { policy: text });
    return { status: 204 };
  },
  delete(input) {
    const { name } = input.state.bucket(input.bucket);
    allowOwner(input, 'DeleteBucketPolicy');
    input.state.change(name, { policy: undefined });
    return { status: 204 };
  },
} satisfies BucketSetting;

export function getBucketPolicyStatus(input: S3Request): OfflineResponse {
  const { settings, name } = input.state.bucket(input.bucket);
  allowOwner(input, 'GetBucketPolicyStatus');
  if (settings.policy === undefined) throw noPolicy(name);
  return xmlResponse('PolicyStatus', { IsPublic: isPublicPolicy(settings.policy) });
}
