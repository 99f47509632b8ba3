import type { OfflineResponse } from '../../../kernel/http.ts';
import { checkCustomerKey } from '../encryption.ts';
import { invalidArgument } from '../errors.ts';
import type { StoredObject } from '../objects.ts';
import { numberOf, type S3Request } from '../request.ts';
import { checksumElements } from '../stated-checksums.ts';
import { xmlResponse } from '../xml.ts';
import { wanted } from './get-object.ts';
import { versionHeader } from './put-object.ts';

const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'] as const;

export function getObjectAttributes(input: S3Request): OfflineResponse {
  const { headers } = input.request;
  const asked = (headers['x-amz-object-attributes'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = asked.find((name) => !ATTRIBUTES.some((one) => one === name));
  if (asked.length === 0 || unknown !== undefined) {
    throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', unknown ?? '');
  }
  const { bucket, object } = wanted(input, ['GetObjectAttributes', 'GetObjectVersionAttributes']);
  checkCustomerKey(headers, object.extras.encryption);
  const has = (name: (typeof ATTRIBUTES)[number]) => asked.includes(name);
  const answer = xmlResponse('GetObjectAttributesResponse', {
    ...(has('ETag') && { ETag: object.etag.replaceAll('"', '') }),
    ...(has('Checksum') &&
      Object.keys(object.checksums).length > 0 && {
        Checksum: checksumElements(object.checksums, object.extras.checksumType ?? 'FULL_OBJECT'),
      }),
    ...(has('ObjectParts') && object.parts.length > 0 && { ObjectParts: partsPage(input, object) }),
    ...(has('StorageClass') && { StorageClass: object.storageClass }),
    ...(has('ObjectSize') && { ObjectSize: object.size }),
  });
  return {
    ...answer,
    headers: {
      ...answer.headers,
      'last-modified': new Date(object.modified).toUTCString(),
      ...versionHeader(bucket, object),
    },
  };
}

function partsPage({ request: { headers } }: S3Request, { parts, extras }: StoredObject) {
  const query = new URLSearchParams();
  for (const name of ['max-parts', 'part-number-marker']) query.set(name, headers[`x-amz-${name}`] ?? '');
  const most = numberOf(query, 'max-parts', 1000, 1000);
  const marker = numberOf(query, 'part-number-marker', 0, 10_000);
  const rest = parts.filter(({ number }) => number > marker);
  const shown = rest.slice(0, most);
  const isComposite = extras.checksumType === 'COMPOSITE';
  return {
    PartsCount: parts.length,
    PartNumberMarker: marker,
    NextPartNumberMarker: shown.at(-1)?.number ?? 0,
    MaxParts: most,
    IsTruncated: rest.length > shown.length,
    // S3 lists single parts only where they have checksums of their own.
    ...(isComposite && {
      Part: shown.map(({ number, size, checksums }) => ({
        PartNumber: number,
        Size: size,
        ...checksumElements(checksums),
      })),
    }),
  };
}
