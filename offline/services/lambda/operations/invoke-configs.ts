import { z } from 'zod';
import { type Call, defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { functionFor, type LambdaApp, pageOf } from '../app.ts';
import { InvokeConfig } from '../invoke-configs.ts';
import { FunctionName, OneFunction, Page } from './input.ts';

type Named = { FunctionName: string; Qualifier?: string | undefined };

function target(app: LambdaApp, call: Call, action: string, input: Named): { key: string; arn: string } {
  const { name, arn } = functionFor(app, call, action, input);
  const qualifier = input.Qualifier ?? '$LATEST';
  return { key: `${name}:${qualifier}`, arn: `${arn}:${qualifier}` };
}

const shown = (arn: string, { config, modifiedAt }: { config: InvokeConfig; modifiedAt: number }) => ({
  FunctionArn: arn,
  LastModified: modifiedAt / 1000,
  ...config,
  DestinationConfig: { OnFailure: {}, OnSuccess: {}, ...config.DestinationConfig },
});

function required(app: LambdaApp, { key, arn }: { key: string; arn: string }) {
  const found = app.configs.find(key);
  if (found) return found;
  throw new ServiceError('ResourceNotFoundException', `The function ${arn} doesn't have an EventInvokeConfig`, {
    status: 404,
  });
}

const Input = InvokeConfig.extend({ FunctionName, Qualifier: OneFunction.shape.Qualifier });
const configOf = ({ FunctionName: _, Qualifier: __, ...config }: z.infer<typeof Input>): InvokeConfig => config;

export const putFunctionEventInvokeConfig = defineOperation({
  schema: Input,
  execute(app: LambdaApp, input, call) {
    const at = target(app, call, 'PutFunctionEventInvokeConfig', input);
    app.configs.put(at.key, configOf(input));
    return shown(at.arn, required(app, at));
  },
});

export const updateFunctionEventInvokeConfig = defineOperation({
  schema: Input,
  execute(app: LambdaApp, input, call) {
    const at = target(app, call, 'UpdateFunctionEventInvokeConfig', input);
    app.configs.put(at.key, { ...required(app, at).config, ...configOf(input) });
    return shown(at.arn, required(app, at));
  },
});

export const getFunctionEventInvokeConfig = defineOperation({
  schema: OneFunction,
  execute(app: LambdaApp, input, call) {
    const at = target(app, call, 'GetFunctionEventInvokeConfig', input);
    return shown(at.arn, required(app, at));
  },
});

export const deleteFunctionEventInvokeConfig = defineOperation({
  schema: OneFunction,
  execute(app: LambdaApp, input, call) {
    const at = target(app, call, 'DeleteFunctionEventInvokeConfig', input);
    required(app, at);
    app.configs.delete(at.key);
    return {};
  },
});

export const listFunctionEventInvokeConfigs = defineOperation({
  schema: z.object({ FunctionName, ...Page }),
  execute(app: LambdaApp, input, call) {
    const { name, arn } = functionFor(app, call, 'ListFunctionEventInvokeConfigs', input);
    const { page, ...next } = pageOf(app.configs.list(name), input);
    return { FunctionEventInvokeConfigs: page.map((entry) => shown(`${arn}:${entry.qualifier}`, entry)), ...next };
  },
});
