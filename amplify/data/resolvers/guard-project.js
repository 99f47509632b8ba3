// Stands before the write of createProject and updateProject: checks what people send and adds what they may not set.
import { util } from '@aws-appsync/utils';

const setByBackend = [
  'owner',
  'ownerEmail',
  'updatedBy',
  'status',
  'currentModule',
  'progress',
  'progressVersion',
  'createdAt',
];
const limits = { name: 200, description: 2000, requirements: 20000 };

function refuse(ctx, field, message) {
  const requestId = ctx.request.headers['x-amzn-requestid'] ?? util.autoId();
  util.error(message, 'ValidationError', null, { code: 'INVALID_ARGUMENT', field, requestId });
}

// Characters as people count them: the second half of a surrogate pair is none.
function lengthOf(text) {
  return text.length - text.split('').filter((unit) => unit >= '\udc00' && unit <= '\udfff').length;
}

export function request(ctx) {
  const isService = !!ctx.identity.userArn;
  if (isService) return { payload: null };
  const input = ctx.args.input;
  const sent = Object.keys(input);
  const isCreate = ctx.info.fieldName === 'createProject';

  const forbidden = setByBackend.filter((field) => sent.includes(field));
  if (forbidden.length > 0) refuse(ctx, forbidden[0], `${forbidden[0]} is set by the system. Leave it out.`);
  if (isCreate && input.id && !util.matches('^[A-Za-z0-9_-]{8,64}$', input.id)) {
    refuse(ctx, 'id', 'id must be 8 to 64 letters, digits, "-" or "_".');
  }
  if (isCreate || sent.includes('name')) {
    const name = input.name ?? '';
    if (name.trim() === '') refuse(ctx, 'name', 'name must not be blank.');
    // No control characters, and none that turn the direction of what follows.
    if (!util.matches('^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]*$', name)) {
      refuse(ctx, 'name', 'name must not hold control characters or line breaks.');
    }
  }
  const tooLong = ['name', 'description', 'requirements'].filter(
    (field) => lengthOf(input[field] ?? '') > limits[field],
  );
  if (tooLong.length > 0) refuse(ctx, tooLong[0], `${tooLong[0]} must have at most ${limits[tooLong[0]]} characters.`);
  const controlled = ['description', 'requirements'].filter(
    (field) => input[field] && !util.matches('^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$', input[field]),
  );
  if (controlled.length > 0) refuse(ctx, controlled[0], `${controlled[0]} must not hold control characters.`);

  const claims = ctx.identity.claims;
  const written = ctx.stash.defaultValues ?? {};
  written.updatedBy = claims.sub;
  if (isCreate) {
    written.owner = claims.sub;
    written.ownerEmail = claims.email ?? null;
    written.status = 'CREATED';
    written.currentModule = 'assessment';
    written.progress = { assessment: 0, design: 0, planning: 0, implementation: 0 };
    written.progressVersion = 0;
  }
  ctx.stash.defaultValues = written;
  return { payload: null };
}

export function response(ctx) {
  return ctx.result;
}
