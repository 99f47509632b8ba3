import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { functionFor, type LambdaApp } from '../app.ts';
import { FunctionName, OneFunction } from './input.ts';

/** AWS keeps so many of an account's thousand for functions without a reservation. */
const MOST_RESERVED = 900;

export const putFunctionConcurrency = defineOperation({
  schema: z.object({ FunctionName, ReservedConcurrentExecutions: z.number().int().min(0) }),
  execute(app: LambdaApp, input, call) {
    const { name } = functionFor(app, call, 'PutFunctionConcurrency', input);
    const { ReservedConcurrentExecutions } = input;
    const others = app.functions
      .list()
      .reduce((sum, other) => sum + (other.name === name ? 0 : (other.reservedConcurrency ?? 0)), 0);
    if (others + ReservedConcurrentExecutions > MOST_RESERVED) {
      throw new ServiceError(
        'InvalidParameterValueException',
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
      );
    }
    app.functions.reserve(name, ReservedConcurrentExecutions);
    return { ReservedConcurrentExecutions };
  },
});

export const getFunctionConcurrency = defineOperation({
  schema: OneFunction,
  execute(app: LambdaApp, input, call) {
    const { reservedConcurrency } = functionFor(app, call, 'GetFunctionConcurrency', input);
    return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
  },
});

export const deleteFunctionConcurrency = defineOperation({
  schema: OneFunction,
  execute(app: LambdaApp, input, call) {
    app.functions.reserve(functionFor(app, call, 'DeleteFunctionConcurrency', input).name, undefined);
    return {};
  },
});
