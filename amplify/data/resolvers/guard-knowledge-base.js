// Stands before the write of createKnowledgeBase and updateKnowledgeBase: checks what people send and adds what they may
// not set.
import { util } from '@aws-appsync/utils';

const setByBackend = [
  'status',
  'documentCount',
  'chunkCount',
  'syncedAt',
  'syncShard',
  'nextSyncAt',
  'createdBy',
  'createdByEmail',
  'createdAt',
];
// They decide what another service may be asked, and what it costs.
const setByAdministrators = ['provider', 'embeddings', 'config'];
const limits = { name: 200, description: 2000 };
const never = '9999-12-31T00:00:00.000Z';

function refuse(ctx, type, code, field, message) {
  const requestId = ctx.request.headers['x-amzn-requestid'] ?? util.autoId();
  util.error(message, type, null, { code, field, requestId });
}

function lengthOf(text) {
  return text.length - text.split('').filter((unit) => unit >= '\udc00' && unit <= '\udfff').length;
}

export function request(ctx) {
  if (ctx.identity.userArn) return { payload: null };
  const input = ctx.args.input;
  const sent = Object.keys(input);
  const isCreate = ctx.info.fieldName === 'createKnowledgeBase';
  const claims = ctx.identity.claims;
  const isAdmin = (claims['cognito:groups'] ?? []).includes('admin');
  const invalid = (field, message) => refuse(ctx, 'ValidationError', 'INVALID_ARGUMENT', field, message);

  const forbidden = setByBackend.filter((field) => sent.includes(field));
  if (forbidden.length > 0) invalid(forbidden[0], `${forbidden[0]} is set by the system. Leave it out.`);
  const reserved = setByAdministrators.filter((field) => sent.includes(field));
  if (reserved.length > 0 && !isAdmin) {
    refuse(
      ctx,
      'Unauthorized',
      'CAPABILITY_MISSING',
      reserved[0],
      `${reserved[0]} is set by administrators. Leave it out.`,
    );
  }
  if (isCreate && input.id && !util.matches('^[A-Za-z0-9_-]{8,64}$', input.id)) {
    invalid('id', 'id must be 8 to 64 letters, digits, "-" or "_".');
  }
  if (isCreate || sent.includes('name')) {
    const name = input.name ?? '';
    if (name.trim() === '') invalid('name', 'name must not be blank.');
    if (!util.matches('^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]*$', name)) {
      invalid('name', 'name must not hold control characters or line breaks.');
    }
  }
  const tooLong = ['name', 'description'].filter((field) => lengthOf(input[field] ?? '') > limits[field]);
  if (tooLong.length > 0) invalid(tooLong[0], `${tooLong[0]} must have at most ${limits[tooLong[0]]} characters.`);
  if (
    input.description &&
    !util.matches('^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$', input.description)
  ) {
    invalid('description', 'description must not hold control characters.');
  }

  const written = ctx.stash.defaultValues ?? {};
  if (isCreate) {
    written.createdBy = claims.sub;
    written.createdByEmail = claims.email ?? null;
    written.schedule = 'DAILY';
    written.provider = 'LOCAL';
    written.embeddings = 'NONE';
    written.status = 'READY';
    written.documentCount = 0;
    written.chunkCount = 0;
    written.syncShard = 'due';
  }
  if (isCreate || sent.includes('schedule')) {
    written.nextSyncAt = input.schedule === 'MANUAL' ? never : util.time.nowISO8601();
  }
  ctx.stash.defaultValues = written;
  return { payload: null };
}

export function response(ctx) {
  return ctx.result;
}
