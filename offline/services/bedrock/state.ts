import { ServiceError } from '../../kernel/errors.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import { ModelScript } from './model-script.ts';

export type ModelAction = 'InvokeModel' | 'InvokeModelWithResponseStream';

/** The script of the model. Bedrock keeps nothing else: sessions live in the agents, and there are none here. */
export class BedrockState {
  readonly context: ServiceContext;
  readonly script = new ModelScript();
  #warned = false;

  constructor(context: ServiceContext) {
    this.context = context;
  }

  /** @throws ServiceError ValidationException for what is no model's id, AccessDeniedException. */
  authorizeModel(principal: Principal, action: ModelAction, modelId: string): void {
    for (const resource of modelArns(modelId, this.context)) {
      this.context.policies.authorize({ principal, action: `bedrock:${action}`, resource });
    }
  }

  /** Says once that a guardrail was asked for. */
  warnAboutGuardrails(): void {
    if (this.#warned) return;
    this.#warned = true;
    this.context.log.warn('guardrails are not applied offline: the answers are those of the model script');
  }
}

const PROFILE = /^(?:us|us-gov|eu|apac|jp|au|ca|global)\.(?=[^.]+\.)/;

/** What a caller needs leave for: the model, or the inference profile and the model behind it. */
function modelArns(modelId: string, { region, account }: ServiceContext): string[] {
  if (/^arn:aws[a-z-]*:(bedrock|sagemaker):[a-z0-9-]+:\d*:[^\s]+$/.test(modelId)) return [modelId];
  if (modelId.length > 2048 || !/^(?:[a-z-]+\.)?[a-z0-9-]+\.[a-z0-9.:_-]+$/i.test(modelId)) {
    throw new ServiceError('ValidationException', 'The provided model identifier is invalid.');
  }
  const model = `arn:aws:bedrock:${region}::foundation-model/${modelId.replace(PROFILE, '')}`;
  return PROFILE.test(modelId) ? [`arn:aws:bedrock:${region}:${account}:inference-profile/${modelId}`, model] : [model];
}

/** `amazon.titan-embed-text-v2:0` of an id, a profile's id or an ARN. */
export const baseModelId = (modelId: string): string => (modelId.split('/').at(-1) ?? modelId).replace(PROFILE, '');
