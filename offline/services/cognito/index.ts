import { handleAwsJson } from '../../kernel/aws-json.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { readMailbox } from './mailbox.ts';
import { loadApiPools } from './pools.ts';
import { applyResources, resources } from './resources.ts';
import { setBack } from './set-back.ts';
import { type CognitoState, createState } from './state.ts';
import { signingKey } from './tokens/signing-keys.ts';
import { verifyToken } from './tokens/verify-token.ts';

const PROTOCOL = { version: '1.1', invalidInputCode: 'InvalidParameterException', bodyLimit: 1024 * 1024 } as const;
const WELL_KNOWN = /^\/([\w-]+_[0-9A-Za-z]+)\/\.well-known\/(jwks\.json|openid-configuration)$/;

/** Amazon Cognito user pools. */
export const cognito = {
  name: 'cognito',
  resources,
  route: {
    targets: ['AWSCognitoIdentityProviderService'],
    matches: ({ rawPath }) => WELL_KNOWN.test(rawPath),
  },
  create(context) {
    const state = createState(context);
    loadApiPools(state);
    context.clock.onSetBack((milliseconds) => {
      setBack(state, milliseconds);
    });
    context.bus.provide('cognito', { verifyToken: (token, userPoolId) => verifyToken(state, token, userPoolId) });
    return {
      apply(definitions) {
        applyResources(state, definitions);
      },
      handle: (request) => respond(state, request),
      helpers: { mailbox: (request) => Promise.resolve(readMailbox(state, request)) },
      stop() {
        state.store.close();
      },
    };
  },
} satisfies OfflineService;

async function respond(state: CognitoState, request: OfflineRequest): Promise<OfflineResponse> {
  const [, poolId, file] = WELL_KNOWN.exec(request.rawPath) ?? [];
  if (poolId !== undefined) return wellKnown(state, poolId, file === 'jwks.json');
  // Two hundred schemas, loaded when someone asks for the first time.
  const { operations } = await import('./operations.ts');
  return handleAwsJson({ operations, state, context: state.context, ...PROTOCOL }, request);
}

async function wellKnown(state: CognitoState, poolId: string, isKeySet: boolean): Promise<OfflineResponse> {
  const pool = state.pools.get(poolId);
  if (!pool) {
    const { code, message } = new ServiceError('ResourceNotFoundException', `User pool ${poolId} does not exist.`);
    return json(404, { code, message });
  }
  if (isKeySet) return json(200, { keys: [(await signingKey(state, pool)).jwk] });
  return json(200, {
    issuer: pool.issuer,
    jwks_uri: `${pool.issuer}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
  });
}

const json = (status: number, body: object): OfflineResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=86400' },
  body: JSON.stringify(body),
});
