import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { functionFor, type LambdaApp, pageOf } from '../app.ts';
import { FunctionName, OneFunction, Page } from './input.ts';

function shown(app: LambdaApp, name: string, arn: string) {
  const url = app.urls.get(name);
  if (!url) return undefined;
  const at = new Date(app.functions.context.clock.now()).toISOString();
  return {
    FunctionUrl: url.address,
    FunctionArn: arn,
    AuthType: url.authType,
    InvokeMode: url.invokeMode,
    ...(url.cors ? { Cors: url.cors } : {}),
    CreationTime: at,
    LastModifiedTime: at,
  };
}

export const getFunctionUrlConfig = defineOperation({
  schema: OneFunction,
  execute(app: LambdaApp, input, call) {
    const { name, arn } = functionFor(app, call, 'GetFunctionUrlConfig', input);
    const url = shown(app, name, arn);
    if (url) return url;
    throw new ServiceError('ResourceNotFoundException', 'The resource you requested does not exist.', { status: 404 });
  },
});

export const listFunctionUrlConfigs = defineOperation({
  schema: z.object({ FunctionName, ...Page }),
  execute(app: LambdaApp, input, call) {
    const { name, arn } = functionFor(app, call, 'ListFunctionUrlConfigs', input);
    const { page, ...next } = pageOf(
      [shown(app, name, arn)].filter((url) => url !== undefined),
      input,
    );
    return { FunctionUrlConfigs: page, ...next };
  },
});
