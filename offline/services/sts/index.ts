import { internal } from '../../kernel/aws-json.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import { uuid } from '../../kernel/ids.ts';
import { ANONYMOUS } from '../../kernel/principal.ts';
import type { OfflineService, ServiceContext } from '../../kernel/service.ts';
import { isSigned, verifySignature } from '../../kernel/sigv4.ts';
import { assumeRole } from './operations/assume-role.ts';
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity.ts';
import { getAccessKeyInfo } from './operations/get-access-key-info.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { getSessionToken } from './operations/get-session-token.ts';
import { decodeAuthorizationMessage, getFederationToken } from './operations/refused.ts';
import { toXml } from './xml.ts';

const OPERATIONS = {
  AssumeRole: assumeRole,
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
  DecodeAuthorizationMessage: decodeAuthorizationMessage,
  GetAccessKeyInfo: getAccessKeyInfo,
  GetCallerIdentity: getCallerIdentity,
  GetFederationToken: getFederationToken,
  GetSessionToken: getSessionToken,
};

const isKnown = (name: string): name is keyof typeof OPERATIONS => Object.hasOwn(OPERATIONS, name);

/** Security Token Service, over the query protocol. */
export const sts = {
  name: 'sts',
  resources: {},
  route: {
    signingNames: ['sts'],
    matches({ method, rawPath, headers }) {
      if (method !== 'POST' || rawPath !== '/') return false;
      const scope = /Credential=[^,]*\/([a-z0-9-]+)\/aws4_request/.exec(headers.authorization ?? '')?.[1];
      return (
        scope === 'sts' || (!scope && (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
      );
    },
  },
  create: (context) => ({
    apply() {},
    handle: (request) => handle(context, request),
  }),
} satisfies OfflineService;

async function handle(context: ServiceContext, request: OfflineRequest): Promise<OfflineResponse> {
  const requestId = uuid();
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';
  try {
    const body = await request.body();
    const parameters = new URLSearchParams(body.toString());
    const action = parameters.get('Action') ?? '';
    if (!isKnown(action))
      throw new ServiceError('InvalidAction', `Could not find operation ${action} for version 2011-06-15`);
    const operation = OPERATIONS[action];
    const principal = isSigned(request) ? verifySignature(context, request, body).principal : ANONYMOUS;
    if (principal.kind === 'anonymous' && !operation.unsigned) {
      throw new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token', { status: 403 });
    }
    const result = await operation.execute(context, Object.fromEntries(parameters), principal);
    return {
      status: 200,
      headers,
      body: toXml({
        [`${action}Response xmlns="${namespace}"`]: {
          [`${action}Result`]: result,
          ResponseMetadata: { RequestId: requestId },
        },
      }),
    };
  } catch (error) {
    const known = error instanceof ServiceError ? error : internal(context, error);
    const Error = {
      Type: known.status < 500 ? 'Sender' : 'Receiver',
      Code: queryCode(known.code),
      Message: known.message,
    };
    return {
      status: known.status,
      headers,
      body: toXml({ [`ErrorResponse xmlns="${namespace}"`]: { Error, RequestId: requestId } }),
    };
  }
}

const QUERY_CODES: Readonly<Record<string, string>> = {
  UnrecognizedClientException: 'InvalidClientTokenId',
  InvalidAuthorizationMessageException: 'InvalidAuthorizationMessageException',
};

/** The query protocol leaves out what JSON services put at the end of an error's name, and has names of its own. */
const queryCode = (code: string) => QUERY_CODES[code] ?? code.replace(/Exception$/, '');
