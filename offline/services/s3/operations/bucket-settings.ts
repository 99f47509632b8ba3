import type { OfflineResponse } from '../../../kernel/http.ts';
import type { Bucket } from '../bucket.ts';
import { invalidRequest, malformedXml, S3Error } from '../errors.ts';
import { allow, bucketArn, documentOf, requireDigest, type S3Request } from '../request.ts';
import { type CorsRule, type Encryption, NO_SETTINGS, OWNERSHIPS, type PublicAccessBlock } from '../settings.ts';
import type { SettingsChange } from '../state.ts';
import { checkTags, tagElements, tagPairs } from '../tags.ts';
import { type XmlNode, xmlResponse } from '../xml.ts';

/** How a configuration of a bucket is read, written and removed; each twin of the others. */
export type BucketSetting = {
  get?: (input: S3Request) => OfflineResponse;
  put?: (input: S3Request) => Promise<OfflineResponse>;
  delete?: (input: S3Request) => OfflineResponse;
};

type Description = {
  /** Root element of the document. */
  root: string;
  /** IAM's name of reading, e.g. `GetBucketCORS`; writing is `Put…`. */
  action: string;
  /** Removing has a permission of its own only where it is named here. */
  deleteAction?: string;
  needsDigest?: true;
  read?: (bucket: Bucket, input: S3Request) => object;
  write?: (document: XmlNode, bucket: Bucket, input: S3Request) => SettingsChange;
  remove?: SettingsChange;
};

/** The three operations of a setting. */
export function bucketSetting({
  root,
  action,
  deleteAction,
  needsDigest,
  read,
  write,
  remove,
}: Description): BucketSetting {
  const putAction = action.replace('Get', 'Put');
  return {
    ...(read && {
      get(input) {
        const bucket = input.state.bucket(input.bucket);
        allow(input, action, bucketArn(bucket.name));
        return xmlResponse(root, read(bucket, input));
      },
    }),
    ...(write && {
      async put(input) {
        const bucket = input.state.bucket(input.bucket);
        allow(input, putAction, bucketArn(bucket.name));
        if (needsDigest) requireDigest(input);
        input.state.change(bucket.name, write(await documentOf(input, root), bucket, input));
        return { status: 200 };
      },
    }),
    ...(remove && {
      delete(input) {
        const bucket = input.state.bucket(input.bucket);
        allow(input, deleteAction ?? putAction, bucketArn(bucket.name));
        input.state.change(bucket.name, remove);
        return { status: 204 };
      },
    }),
  };
}

const notFound = (code: string, message: string) => new S3Error(code, message, { status: 404 });

const METHODS = new Set(['GET', 'PUT', 'POST', 'DELETE', 'HEAD']);

function toCorsRule(node: XmlNode): CorsRule {
  const [AllowedOrigins, AllowedMethods, AllowedHeaders] = ['Origin', 'Method', 'Header'].map((name) =>
    node.texts(`Allowed${name}`),
  );
  if (!AllowedOrigins?.length || !AllowedMethods?.length || !AllowedHeaders) throw malformedXml();
  for (const method of AllowedMethods) {
    if (METHODS.has(method)) continue;
    throw invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${method}`);
  }
  for (const [what, patterns] of [
    ['AllowedOrigin', AllowedOrigins],
    ['AllowedHeader', AllowedHeaders],
  ] as const) {
    const wrong = patterns.find((pattern) => pattern.split('*').length > 2);
    if (wrong !== undefined) throw invalidRequest(`${what} "${wrong}" can not have more than one wildcard.`);
  }
  return {
    Id: node.text('ID'),
    ...{ AllowedOrigins, AllowedMethods, AllowedHeaders },
    ExposedHeaders: node.texts('ExposeHeader'),
    MaxAge: node.number('MaxAgeSeconds'),
  };
}

export const cors = bucketSetting({
  root: 'CORSConfiguration',
  action: 'GetBucketCORS',
  needsDigest: true,
  read({ settings }) {
    if (settings.cors.length === 0) throw notFound('NoSuchCORSConfiguration', 'The CORS configuration does not exist');
    return {
      CORSRule: settings.cors.map((rule) => ({
        ID: rule.Id,
        AllowedOrigin: rule.AllowedOrigins,
        AllowedMethod: rule.AllowedMethods,
        AllowedHeader: rule.AllowedHeaders,
        ExposeHeader: rule.ExposedHeaders,
        MaxAgeSeconds: rule.MaxAge,
      })),
    };
  },
  write(document) {
    const rules = document.nodes('CORSRule').map(toCorsRule);
    if (rules.length === 0 || rules.length > 100) throw malformedXml();
    return { cors: rules };
  },
  remove: { cors: [] },
});

export const tagging = bucketSetting({
  root: 'Tagging',
  action: 'GetBucketTagging',
  read({ settings }) {
    if (Object.keys(settings.tags).length === 0) throw notFound('NoSuchTagSet', 'The TagSet does not exist');
    return { TagSet: { Tag: tagElements(settings.tags) } };
  },
  write: (document) => ({ tags: checkTags(tagPairs(document.node('TagSet')), 50, 'Bucket') }),
  remove: { tags: {} },
});

const BLOCKS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

export const publicAccessBlock = bucketSetting({
  root: 'PublicAccessBlockConfiguration',
  action: 'GetBucketPublicAccessBlock',
  read({ settings }) {
    if (!settings.publicAccessBlock) {
      throw notFound('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found');
    }
    return settings.publicAccessBlock;
  },
  write(document) {
    const isOn = (name: (typeof BLOCKS)[number]) => document.text(name)?.trim().toLowerCase() === 'true';
    const [acls, ignore, policy, restrict] = BLOCKS.map(isOn);
    const blocked: PublicAccessBlock = {
      BlockPublicAcls: acls === true,
      IgnorePublicAcls: ignore === true,
      BlockPublicPolicy: policy === true,
      RestrictPublicBuckets: restrict === true,
    };
    return { publicAccessBlock: blocked };
  },
  remove: { publicAccessBlock: null },
});

export const ownershipControls = bucketSetting({
  root: 'OwnershipControls',
  action: 'GetBucketOwnershipControls',
  read({ settings }) {
    if (!settings.ownershipIsSet) {
      throw notFound('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found');
    }
    return { Rule: { ObjectOwnership: settings.ownership } };
  },
  write(document) {
    const asked = document.node('Rule')?.text('ObjectOwnership');
    const ownership = OWNERSHIPS.find((one) => one === asked);
    if (!ownership) throw malformedXml();
    return { ownership, ownershipIsSet: true };
  },
  remove: { ownership: 'ObjectWriter', ownershipIsSet: false },
});

const ALGORITHMS = ['AES256', 'aws:kms', 'aws:kms:dsse'] as const;

export const encryption = bucketSetting({
  root: 'ServerSideEncryptionConfiguration',
  action: 'GetEncryptionConfiguration',
  read: ({ settings: { encryption: byDefault } }) => ({
    Rule: {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: byDefault.algorithm, KMSMasterKeyID: byDefault.keyId },
      BucketKeyEnabled: byDefault.bucketKey ?? false,
    },
  }),
  write(document) {
    const rule = document.node('Rule');
    const byDefault = rule?.node('ApplyServerSideEncryptionByDefault');
    const algorithm = ALGORITHMS.find((one) => one === byDefault?.text('SSEAlgorithm'));
    if (!algorithm) throw malformedXml();
    const keyId = byDefault?.text('KMSMasterKeyID');
    if (algorithm === 'AES256' && keyId !== undefined) {
      throw new S3Error(
        'InvalidArgument',
        'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      );
    }
    const value: Encryption = {
      algorithm,
      ...(keyId !== undefined && { keyId }),
      bucketKey: rule?.text('BucketKeyEnabled')?.trim() === 'true',
    };
    return { encryption: value };
  },
  remove: { encryption: NO_SETTINGS.encryption },
});

export const objectLock = bucketSetting({
  root: 'ObjectLockConfiguration',
  action: 'GetBucketObjectLockConfiguration',
  read({ settings }) {
    if (!settings.objectLock) {
      throw notFound(
        'ObjectLockConfigurationNotFoundError',
        'Object Lock configuration does not exist for this bucket',
      );
    }
    const { rule } = settings.objectLock;
    return {
      ObjectLockEnabled: 'Enabled',
      ...(rule && { Rule: { DefaultRetention: { Mode: rule.mode, Days: rule.days, Years: rule.years } } }),
    };
  },
  write(document, { settings }) {
    if (settings.versioning !== 'Enabled') {
      throw new S3Error(
        'InvalidBucketState',
        "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
        { status: 409 },
      );
    }
    if (document.text('ObjectLockEnabled') !== 'Enabled') throw malformedXml();
    if (!document.has('Rule')) return { objectLock: {} };
    const retention = document.node('Rule')?.node('DefaultRetention');
    const [mode, days, years] = [retention?.text('Mode'), retention?.number('Days'), retention?.number('Years')];
    if ((mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') || (days === undefined) === (years === undefined))
      throw malformedXml();
    if ((days ?? years ?? 0) < 1) {
      throw new S3Error('InvalidArgument', `Default retention period must be a positive integer value.`);
    }
    return {
      objectLock: { rule: { mode, ...(days !== undefined && { days }), ...(years !== undefined && { years }) } },
    };
  },
});
