import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { busName } from '../resources.ts';
import type { EventsState } from '../state.ts';

const describe = (state: EventsState, name: string) => ({ Name: name, Arn: state.busArn(name) });

export const createEventBus = defineOperation({
  schema: z.looseObject({ Name: z.string().regex(/^[\w./-]{1,256}$/) }),
  execute(state: EventsState, { Name }, { principal }) {
    state.context.policies.authorize({ principal, action: 'events:CreateEventBus', resource: state.busArn(Name) });
    if (state.hasBus(Name)) {
      throw new ServiceError('ResourceAlreadyExistsException', `Event bus ${Name} already exists.`);
    }
    state.saveBus(Name, false);
    return { EventBusArn: state.busArn(Name) };
  },
});

export const deleteEventBus = defineOperation({
  schema: z.looseObject({ Name: z.string() }),
  execute(state: EventsState, { Name }, { principal }) {
    state.context.policies.authorize({ principal, action: 'events:DeleteEventBus', resource: state.busArn(Name) });
    if (Name === 'default') throw new ServiceError('ValidationException', 'Cannot delete event bus default.');
    state.removeBus(Name);
    return {};
  },
});

export const describeEventBus = defineOperation({
  schema: z.looseObject({ Name: z.string().optional() }),
  execute(state: EventsState, { Name }, { principal }) {
    const name = busName(Name);
    state.context.policies.authorize({ principal, action: 'events:DescribeEventBus', resource: state.busArn(name) });
    state.rulesOf(name);
    return describe(state, name);
  },
});

export const listEventBuses = defineOperation({
  schema: z.looseObject({ NamePrefix: z.string().default('') }),
  execute(state: EventsState, { NamePrefix }, { principal }) {
    state.context.policies.authorize({ principal, action: 'events:ListEventBuses', resource: '*' });
    const names = state.buses().filter((name) => name.startsWith(NamePrefix));
    return { EventBuses: names.map((name) => describe(state, name)) };
  },
});
