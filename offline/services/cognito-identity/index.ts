import { handleAwsJson, type Operation } from '../../kernel/aws-json.ts';
import type { OfflineService } from '../../kernel/service.ts';
import {
  getOpenIdTokenForDeveloperIdentity,
  lookupDeveloperIdentity,
  mergeDeveloperIdentities,
  unlinkDeveloperIdentity,
  unlinkIdentity,
} from './operations/developer-identity.ts';
import { getCredentialsForIdentity } from './operations/get-credentials-for-identity.ts';
import { getId } from './operations/get-id.ts';
import { getOpenIdToken } from './operations/get-open-id-token.ts';
import { deleteIdentities, describeIdentityOperation, listIdentities } from './operations/identity.ts';
import {
  createIdentityPool,
  deleteIdentityPool,
  describeIdentityPool,
  getIdentityPoolRoles,
  getPrincipalTagAttributeMap,
  listIdentityPools,
  listTagsForResource,
  setIdentityPoolRoles,
  setPrincipalTagAttributeMap,
  tagResource,
  untagResource,
  updateIdentityPool,
} from './operations/identity-pool.ts';
import { loadApiPools } from './pools.ts';
import { applyResources, resources } from './resources.ts';
import { publicJwk } from './signing-key.ts';
import { createState, type IdentityState } from './state.ts';

const operations: Readonly<Record<string, Operation<IdentityState>>> = {
  DeleteIdentities: deleteIdentities,
  DescribeIdentity: describeIdentityOperation,
  DescribeIdentityPool: describeIdentityPool,
  GetCredentialsForIdentity: getCredentialsForIdentity,
  GetId: getId,
  GetIdentityPoolRoles: getIdentityPoolRoles,
  GetOpenIdToken: getOpenIdToken,
  ListIdentities: listIdentities,
  ListIdentityPools: listIdentityPools,
  CreateIdentityPool: createIdentityPool,
  DeleteIdentityPool: deleteIdentityPool,
  GetOpenIdTokenForDeveloperIdentity: getOpenIdTokenForDeveloperIdentity,
  LookupDeveloperIdentity: lookupDeveloperIdentity,
  MergeDeveloperIdentities: mergeDeveloperIdentities,
  UnlinkDeveloperIdentity: unlinkDeveloperIdentity,
  UnlinkIdentity: unlinkIdentity,
  GetPrincipalTagAttributeMap: getPrincipalTagAttributeMap,
  ListTagsForResource: listTagsForResource,
  SetIdentityPoolRoles: setIdentityPoolRoles,
  SetPrincipalTagAttributeMap: setPrincipalTagAttributeMap,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateIdentityPool: updateIdentityPool,
};

const PROTOCOL = { version: '1.1', invalidInputCode: 'InvalidParameterException', bodyLimit: 1024 * 1024 } as const;
const KEYS_PATH = '/.well-known/jwks_uri';
/** Amazon Cognito identity pools: roles' temporary credentials for people of the user pools, and for guests. */
export const cognitoIdentity = {
  name: 'cognito-identity',
  resources,
  route: {
    targets: ['AWSCognitoIdentityService'],
    matches: ({ rawPath }) => rawPath === KEYS_PATH,
  },
  create(context) {
    const state = createState(context);
    loadApiPools(state);
    return {
      apply(definitions) {
        applyResources(state, definitions);
      },
      async handle(request) {
        if (request.rawPath === KEYS_PATH) {
          const body = JSON.stringify({ keys: [await publicJwk(state)] });
          return { status: 200, headers: { 'content-type': 'application/json' }, body };
        }
        return handleAwsJson({ operations, state, context, ...PROTOCOL }, request);
      },
      stop() {
        state.store.close();
      },
    };
  },
} satisfies OfflineService;
