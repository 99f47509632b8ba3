import { internal } from '../../kernel/aws-json.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import { uuid } from '../../kernel/ids.ts';
import { handleRestJson, matchPath, type RestRoute } from '../../kernel/rest-json.ts';
import { verifySignature } from '../../kernel/sigv4.ts';
import type { LambdaApp } from './app.ts';
import { invoke, invokeWithResponseStream } from './invoke.ts';
import * as concurrency from './operations/concurrency.ts';
import * as functions from './operations/functions.ts';
import * as invokeConfigs from './operations/invoke-configs.ts';
import * as mappings from './operations/mappings.ts';
import * as permissions from './operations/permissions.ts';
import * as urls from './operations/urls.ts';

const ALL = '/2015-03-31/functions';
const ONE = `${ALL}/{FunctionName}`;
const EVENT_CONFIG = '/2019-09-25/functions/{FunctionName}/event-invoke-config';
const MAPPINGS = '/2015-03-31/event-source-mappings';
const TAGS = '/2017-03-31/tags/{Resource+}';
const refused = functions.refuseDeployment;

const ROUTES: readonly RestRoute<LambdaApp>[] = [
  { method: 'GET', path: ALL, operation: functions.listFunctions },
  { method: 'GET', path: `${ALL}/`, operation: functions.listFunctions },
  { method: 'GET', path: ONE, operation: functions.getFunction },
  { method: 'GET', path: `${ONE}/configuration`, operation: functions.getFunctionConfiguration },
  { method: 'PUT', path: `${ONE}/configuration`, operation: functions.updateFunctionConfiguration },
  { method: 'GET', path: `${ONE}/versions`, operation: functions.listVersionsByFunction },
  { method: 'GET', path: `${ONE}/aliases`, operation: functions.listAliases },
  { method: 'GET', path: `${ONE}/aliases/{Name}`, operation: functions.getAlias },
  { method: 'GET', path: `${ONE}/policy`, operation: permissions.getPolicy },
  { method: 'POST', path: `${ONE}/policy`, operation: permissions.addPermission, status: 201 },
  { method: 'DELETE', path: `${ONE}/policy/{StatementId}`, operation: permissions.removePermission, status: 204 },
  {
    method: 'GET',
    path: '/2019-09-30/functions/{FunctionName}/concurrency',
    operation: concurrency.getFunctionConcurrency,
  },
  {
    method: 'PUT',
    path: '/2017-10-31/functions/{FunctionName}/concurrency',
    operation: concurrency.putFunctionConcurrency,
  },
  {
    method: 'DELETE',
    path: '/2017-10-31/functions/{FunctionName}/concurrency',
    operation: concurrency.deleteFunctionConcurrency,
    status: 204,
  },
  { method: 'GET', path: EVENT_CONFIG, operation: invokeConfigs.getFunctionEventInvokeConfig },
  { method: 'PUT', path: EVENT_CONFIG, operation: invokeConfigs.putFunctionEventInvokeConfig },
  { method: 'POST', path: EVENT_CONFIG, operation: invokeConfigs.updateFunctionEventInvokeConfig },
  { method: 'DELETE', path: EVENT_CONFIG, operation: invokeConfigs.deleteFunctionEventInvokeConfig, status: 204 },
  { method: 'GET', path: `${EVENT_CONFIG}/list`, operation: invokeConfigs.listFunctionEventInvokeConfigs },
  { method: 'GET', path: MAPPINGS, operation: mappings.listEventSourceMappings },
  { method: 'GET', path: `${MAPPINGS}/`, operation: mappings.listEventSourceMappings },
  { method: 'POST', path: MAPPINGS, operation: mappings.createEventSourceMapping, status: 202 },
  { method: 'POST', path: `${MAPPINGS}/`, operation: mappings.createEventSourceMapping, status: 202 },
  { method: 'GET', path: `${MAPPINGS}/{UUID}`, operation: mappings.getEventSourceMapping },
  { method: 'PUT', path: `${MAPPINGS}/{UUID}`, operation: mappings.updateEventSourceMapping, status: 202 },
  { method: 'DELETE', path: `${MAPPINGS}/{UUID}`, operation: mappings.deleteEventSourceMapping, status: 202 },
  { method: 'GET', path: '/2021-10-31/functions/{FunctionName}/url', operation: urls.getFunctionUrlConfig },
  { method: 'GET', path: '/2021-10-31/functions/{FunctionName}/urls', operation: urls.listFunctionUrlConfigs },
  { method: 'GET', path: TAGS, operation: functions.listTags },
  { method: 'POST', path: TAGS, operation: functions.tagResource, status: 204 },
  { method: 'DELETE', path: TAGS, operation: functions.untagResource, status: 204 },
  { method: 'GET', path: '/2016-08-19/account-settings', operation: functions.getAccountSettings },
  { method: 'GET', path: '/2016-08-19/account-settings/', operation: functions.getAccountSettings },
  // What needs a deployment is told so.
  { method: 'POST', path: ALL, operation: refused },
  { method: 'DELETE', path: ONE, operation: refused },
  { method: 'PUT', path: `${ONE}/code`, operation: refused },
  { method: 'POST', path: `${ONE}/versions`, operation: refused },
  { method: 'POST', path: `${ONE}/aliases`, operation: refused },
  { method: 'PUT', path: `${ONE}/aliases/{Name}`, operation: refused },
  { method: 'DELETE', path: `${ONE}/aliases/{Name}`, operation: refused },
  { method: 'POST', path: '/2018-10-31/layers/{LayerName}/versions', operation: refused },
  { method: 'POST', path: '/2021-10-31/functions/{FunctionName}/url', operation: refused },
  { method: 'PUT', path: '/2021-10-31/functions/{FunctionName}/url', operation: refused },
  { method: 'DELETE', path: '/2021-10-31/functions/{FunctionName}/url', operation: refused },
];

/** Whether a request is for Lambda: each operation's path begins with the day of its version. */
export const isLambdaPath = (path: string): boolean =>
  /^\/20\d\d-\d\d-\d\d\/(functions|event-source-mappings|account-settings|tags|layers)(\/|$)/.test(path);

/** Answers a request of Lambda's API. */
export async function handleApi(app: LambdaApp, request: OfflineRequest): Promise<OfflineResponse> {
  if (request.method === 'POST') {
    const plain = matchPath('/2015-03-31/functions/{name}/invocations', request.rawPath);
    if (plain?.name) return answerInvoke(app, request, plain.name, invoke);
    const streamed = matchPath('/2021-11-15/functions/{name}/response-streaming-invocations', request.rawPath);
    if (streamed?.name) return answerInvoke(app, request, streamed.name, invokeWithResponseStream);
  }
  return handleRestJson({ routes: ROUTES, state: app, context: app.functions.context, errorBody }, request);
}

async function answerInvoke(
  app: LambdaApp,
  request: OfflineRequest,
  name: string,
  run: typeof invoke,
): Promise<OfflineResponse> {
  const requestId = uuid();
  try {
    const { principal } = verifySignature(app.functions.context, request, await request.body());
    const response = await run(app, { request, principal, name, requestId });
    return { ...response, headers: { 'x-amzn-requestid': requestId, ...response.headers } };
  } catch (error) {
    const known = error instanceof ServiceError ? error : internal(app.functions.context, error);
    return {
      status: known.status,
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': requestId,
        'x-amzn-errortype': known.code,
        ...(known.status === 429 ? { 'retry-after': '1' } : {}),
      },
      body: JSON.stringify(errorBody(known)),
    };
  }
}

const errorBody = (error: ServiceError): object => ({
  Type: error.status < 500 ? 'User' : 'Server',
  Message: error.message,
  message: error.message,
  ...error.details,
});
