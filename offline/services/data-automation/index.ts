import { handleAwsJson } from '../../kernel/aws-json.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { getDataAutomationStatus } from './operations/get-data-automation-status.ts';
import { invokeDataAutomationAsync } from './operations/invoke-data-automation-async.ts';
import { RESOURCES } from './resources.ts';
import { JobRunner } from './run-jobs.ts';
import { DataAutomationState } from './state.ts';

const OPERATIONS = {
  GetDataAutomationStatus: getDataAutomationStatus,
  InvokeDataAutomationAsync: invokeDataAutomationAsync,
};

/** Runtime for Bedrock Data Automation: its jobs bring what the script says. */
export const dataAutomation = {
  name: 'data-automation',
  resources: RESOURCES,
  route: { targets: ['AmazonBedrockKeystoneRuntimeService'] },
  create(context) {
    const state = new DataAutomationState(context);
    const runner = new JobRunner(state);
    return {
      apply() {},
      start: () => runner.start(),
      handle: (request) => handleAwsJson({ operations: OPERATIONS, state, context, version: '1.1' }, request),
      helpers: { 'data-automation-script': (request) => script(state, request) },
      stop() {
        runner.stop();
        state.close();
      },
    };
  },
} satisfies OfflineService;

/** `PUT` replaces the script, `GET` shows it with how many jobs each reply has answered. */
async function script(state: DataAutomationState, request: OfflineRequest): Promise<OfflineResponse> {
  const json = (status: number, value: object) => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });
  if (request.method === 'GET') return json(200, { replies: state.script.list() });
  if (request.method !== 'PUT') return json(405, { message: 'The script is set with PUT and read with GET.' });
  try {
    state.script.replace(JSON.parse((await request.body()).toString()));
    return { status: 204 };
  } catch (error) {
    if (error instanceof SyntaxError) return json(400, { message: 'The script is not valid JSON.' });
    if (error instanceof ServiceError) return json(error.status, { message: error.message });
    throw error;
  }
}
