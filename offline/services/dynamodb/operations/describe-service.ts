import { authorize, defineOperation } from '../operation.ts';

/** The quotas of a new account; nothing here enforces them. */
export const describeLimits = defineOperation<object>({
  members: {},
  execute(state, _input, call) {
    authorize(state, call, 'DescribeLimits', '*');
    return {
      AccountMaxReadCapacityUnits: 80_000,
      AccountMaxWriteCapacityUnits: 80_000,
      TableMaxReadCapacityUnits: 40_000,
      TableMaxWriteCapacityUnits: 40_000,
    };
  },
});

export const describeEndpoints = defineOperation<object>({
  members: {},
  execute: (state) => ({
    Endpoints: [{ Address: new URL(state.context.endpoint).host, CachePeriodInMinutes: 1440 }],
  }),
});
