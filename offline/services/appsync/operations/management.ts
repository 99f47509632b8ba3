import { ServiceError } from '../../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../../kernel/http.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { handleRestJson, type RestRoute } from '../../../kernel/rest-json.ts';
import type { ServiceContext } from '../../../kernel/service.ts';
import { isSigned } from '../../../kernel/sigv4.ts';
import type { EvaluationSource } from '../evaluation/contract.ts';
import { evaluateCode } from './evaluate-code.ts';
import { evaluateMappingTemplate } from './evaluate-mapping-template.ts';

type Managing = EvaluationSource & { authorize(principal: Principal, action: string): void };

const allowed = (action: string, operation: typeof evaluateCode): RestRoute<Managing>['operation'] => ({
  ...operation,
  execute(state, input, call) {
    state.authorize(call.principal, action);
    return operation.execute(state, input, call);
  },
});

const ROUTES: readonly RestRoute<Managing>[] = [
  {
    method: 'POST',
    path: '/v1/dataplane-evaluatecode',
    operation: allowed('appsync:EvaluateCode', evaluateCode),
  },
  {
    method: 'POST',
    path: '/v1/dataplane-evaluatetemplate',
    operation: allowed('appsync:EvaluateMappingTemplate', evaluateMappingTemplate),
  },
];

const SCOPE = /Credential=[^/,\s]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;

/** Whether the request is one of AppSync's own API, as its SDK client sends them. */
export const isManagement = ({ rawPath, headers }: OfflineRequest): boolean =>
  rawPath.startsWith('/v1/dataplane-evaluate') ||
  (!rawPath.startsWith('/graphql') && SCOPE.exec(headers.authorization ?? '')?.[1] === 'appsync');

/** Answers an operation of AppSync's own API. */
export async function handleManagement(
  context: ServiceContext,
  source: EvaluationSource,
  request: OfflineRequest,
): Promise<OfflineResponse> {
  const service = isSigned(request) ? SCOPE.exec(request.headers.authorization ?? '')?.[1] : 'appsync';
  if (service !== 'appsync') return wrongScope();
  const authorize = (principal: Principal, action: string) => {
    try {
      context.policies.authorize({ principal, action, resource: '*' });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw new ServiceError(error.code, error.message, { status: 403 });
    }
  };
  return handleRestJson<Managing>(
    { routes: ROUTES, state: { ...source, authorize }, context, invalidInputCode: 'BadRequestException' },
    request,
  );
}

function wrongScope(): OfflineResponse {
  const message = "Credential should be scoped to correct service: 'appsync'. ";
  return {
    status: 403,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'InvalidSignatureException' },
    body: JSON.stringify({ message }),
  };
}
