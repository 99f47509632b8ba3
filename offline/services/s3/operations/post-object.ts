import type { OfflineResponse } from '../../../kernel/http.ts';
import { checkKey, draftOf } from '../draft.ts';
import { invalidArgument, S3Error } from '../errors.ts';
import { readForm } from '../form.ts';
import type { StoredObject } from '../objects.ts';
import { verifyForm } from '../post-policy.ts';
import { allow, changeOf, objectArn, type S3Request } from '../request.ts';
import { computedChecksums, statedChecksums } from '../stated-checksums.ts';
import { checkTags, tagPairs } from '../tags.ts';
import { parseXml, xmlResponse } from '../xml.ts';
import { putHeaders, stored } from './put-object.ts';

/** A browser's upload by a form that somebody signed for it. */
export async function postObject(given: S3Request): Promise<OfflineResponse> {
  const { state, request, bucket: name } = given;
  const bucket = state.bucket(name);
  const { fields, fileName, file } = await readForm(request);
  if (fields.key === undefined || fields.key === '') {
    throw invalidArgument(
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
      'key',
      '',
    );
  }
  const { principal, size } = verifyForm(state.context, name, fields);
  const key = fields.key.replaceAll('${filename}', fileName);
  checkKey(key);
  const input: S3Request = { ...given, key, caller: { ...given.caller, principal } };
  allow(input, 'PutObject', objectArn(name, key));
  const headers: Record<string, string> = { ...fields };
  if (fields.acl !== undefined) headers['x-amz-acl'] = fields.acl;
  const tags =
    fields.tagging === undefined ? {} : checkTags(tagPairs(parseXml(fields.tagging, 'Tagging').node('TagSet')), 10);
  const draft = { ...draftOf(headers, bucket, state.context.clock.now()), tags };
  const content = await state.blobs.write(limited(file, size.most), {
    checksums: computedChecksums(statedChecksums({ headers })),
    ...(headers['content-md5'] !== undefined && { md5: headers['content-md5'] }),
    stated: (algorithm) => fields[`x-amz-checksum-${algorithm}`],
    checkSize(actual) {
      if (actual < size.least) throw tooSmall(actual, size.least);
    },
  });
  const change = changeOf(input, 'ObjectCreated:Post');
  const object = stored(input, content, () => state.objects.put({ bucket, key, content, change, ...draft }));
  return answer(input, object, fields, putHeaders(bucket, object));
}

async function* limited(file: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of file) {
    size += chunk.length;
    if (size > most) {
      throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
        details: { ProposedSize: size, MaxSizeAllowed: most },
      });
    }
    yield chunk;
  }
}

const tooSmall = (size: number, least: number) =>
  new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
    details: { ProposedSize: size, MinSizeAllowed: least },
  });

function answer(
  { state, bucket, key }: S3Request,
  object: StoredObject,
  fields: Readonly<Record<string, string>>,
  headers: Record<string, string>,
): OfflineResponse {
  const location = `${state.context.endpoint}/${encodeURIComponent(bucket)}/${key.split('/').map(encodeURIComponent).join('/')}`;
  const redirect = fields.success_action_redirect ?? fields.redirect;
  if (redirect !== undefined && URL.canParse(redirect)) {
    const url = new URL(redirect);
    url.searchParams.set('bucket', bucket);
    url.searchParams.set('key', key);
    url.searchParams.set('etag', object.etag);
    return { status: 303, headers: { ...headers, location: url.href } };
  }
  const shown = { ...headers, location };
  if (fields.success_action_status === '201') {
    const document = xmlResponse(
      'PostResponse',
      { Location: location, Bucket: bucket, Key: key, ETag: object.etag },
      201,
    );
    return { ...document, headers: { ...document.headers, ...shown } };
  }
  return { status: fields.success_action_status === '200' ? 200 : 204, headers: shown };
}
