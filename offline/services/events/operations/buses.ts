import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { busName } from '../resources.ts';
import type { BusSettings } from '../state.ts';
import { allow, epochSeconds, type Parts, page, pageOf, tags } from './shapes.ts';
import { writeTags } from './tags.ts';

const settings = z.looseObject({
  Description: z.string().max(512).optional(),
  KmsKeyIdentifier: z.string().max(2048).optional(),
  DeadLetterConfig: z.looseObject({ Arn: z.string().optional() }).optional(),
  LogConfig: z.looseObject({}).optional(),
});

const settingsOf = ({ Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig }: z.infer<typeof settings>) =>
  JSON.parse(JSON.stringify({ Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig })) as BusSettings;

function describe({ state }: Parts, name: string) {
  const { settings: known, created, modified } = state.bus(name);
  const times = { CreationTime: epochSeconds(created), LastModifiedTime: epochSeconds(modified) };
  return { Name: name, Arn: state.busArn(name), ...known, ...times };
}

export const createEventBus = defineOperation({
  schema: settings.extend({ Name: z.string().regex(/^[\w./-]{1,256}$/), Tags: tags }),
  execute(parts: Parts, { Name, Tags, ...given }, call) {
    const { state } = parts;
    allow(parts, call, 'CreateEventBus', state.busArn(Name));
    if (state.hasBus(Name)) {
      throw new ServiceError('ResourceAlreadyExistsException', `Event bus ${Name} already exists.`);
    }
    if (Name.includes('/')) {
      throw new ServiceError('ValidationException', `Event bus name must not contain '/': ${Name}.`);
    }
    state.saveBus(Name, false, settingsOf(given));
    writeTags(state, state.busArn(Name), Tags ?? []);
    const { Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig } = state.bus(Name).settings;
    return { EventBusArn: state.busArn(Name), Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig };
  },
});

export const updateEventBus = defineOperation({
  schema: settings.extend({ Name: z.string().optional() }),
  execute(parts: Parts, { Name, ...given }, call) {
    const { state } = parts;
    const name = busName(Name);
    allow(parts, call, 'UpdateEventBus', state.busArn(name));
    state.setBus(name, { ...state.bus(name).settings, ...settingsOf(given) });
    const { Policy: _policy, ...shown } = state.bus(name).settings;
    return { Arn: state.busArn(name), Name: name, ...shown };
  },
});

export const deleteEventBus = defineOperation({
  schema: z.looseObject({ Name: z.string() }),
  execute(parts: Parts, { Name }, call) {
    const { state } = parts;
    allow(parts, call, 'DeleteEventBus', state.busArn(Name));
    if (Name === 'default') throw new ServiceError('ValidationException', 'Cannot delete event bus default.');
    if (state.hasBus(Name) && state.rulesOf(Name).length > 0) {
      throw new ServiceError('ValidationException', "Event bus can't be deleted since it has rules.");
    }
    state.removeBus(Name);
    return {};
  },
});

export const describeEventBus = defineOperation({
  schema: z.looseObject({ Name: z.string().optional() }),
  execute(parts: Parts, { Name }, call) {
    const name = busName(Name);
    allow(parts, call, 'DescribeEventBus', parts.state.busArn(name));
    return describe(parts, name);
  },
});

export const listEventBuses = defineOperation({
  schema: page.extend({ NamePrefix: z.string().default('') }),
  execute(parts: Parts, { NamePrefix, ...paging }, call) {
    allow(parts, call, 'ListEventBuses', '*');
    const names = parts.state.buses().filter((name) => name.startsWith(NamePrefix));
    const { items, next } = pageOf(names, (name) => name, paging);
    return { EventBuses: items.map((name) => describe(parts, name)), ...next };
  },
});

type Statement = { Sid?: string } & Record<string, unknown>;
type Policy = { Version: string; Statement: Statement[] };

function policyOf({ state }: Parts, name: string): Policy {
  const { Policy: text } = state.bus(name).settings;
  return text === undefined ? { Version: '2012-10-17', Statement: [] } : (JSON.parse(text) as Policy);
}

function savePolicy({ state }: Parts, name: string, policy: Policy): void {
  const { Policy: _before, ...others } = state.bus(name).settings;
  const text = policy.Statement.length > 0 ? { Policy: JSON.stringify(policy) } : {};
  state.setBus(name, { ...others, ...text });
}

export const putPermission = defineOperation({
  schema: z.looseObject({
    EventBusName: z.string().optional(),
    Action: z.string().optional(),
    Principal: z.string().optional(),
    StatementId: z.string().max(64).optional(),
    Condition: z.object({ Type: z.string(), Key: z.string(), Value: z.string() }).optional(),
    Policy: z.string().optional(),
  }),
  execute(parts: Parts, { EventBusName, Action, Principal, StatementId, Condition, Policy: text }, call) {
    const { state } = parts;
    const name = busName(EventBusName);
    allow(parts, call, 'PutPermission', state.busArn(name));
    state.bus(name);
    if (text !== undefined) {
      savePolicy(parts, name, readPolicy(text));
      return {};
    }
    if (StatementId === undefined || Action === undefined || Principal === undefined) {
      throw new ServiceError('ValidationException', 'Parameter StatementId, Action and Principal must be specified.');
    }
    if (Action !== 'events:PutEvents') {
      throw new ServiceError('ValidationException', `Provided value in parameter 'action' is not supported.`);
    }
    if (Principal !== '*' && !/^\d{12}$/.test(Principal)) {
      throw new ServiceError('ValidationException', `Provided value in parameter 'principal' is not valid.`);
    }
    const policy = policyOf(parts, name);
    const statement = {
      Sid: StatementId,
      Effect: 'Allow',
      Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
      Action,
      Resource: state.busArn(name),
      ...(Condition && { Condition: { [Condition.Type]: { [Condition.Key]: Condition.Value } } }),
    };
    const others = policy.Statement.filter(({ Sid }) => Sid !== StatementId);
    savePolicy(parts, name, { ...policy, Statement: [...others, statement] });
    return {};
  },
});

function readPolicy(text: string): Policy {
  try {
    const policy: unknown = JSON.parse(text);
    if (typeof policy === 'object' && policy !== null && 'Statement' in policy) {
      const { Statement } = policy;
      const Statements = Array.isArray(Statement) ? (Statement as Statement[]) : [Statement as Statement];
      return { Version: '2012-10-17', ...policy, Statement: Statements };
    }
  } catch {
    // Told below.
  }
  throw new ServiceError('ValidationException', 'Parameter Policy is not valid: it is no policy document.');
}

export const removePermission = defineOperation({
  schema: z.looseObject({
    EventBusName: z.string().optional(),
    StatementId: z.string().optional(),
    RemoveAllPermissions: z.boolean().default(false),
  }),
  execute(parts: Parts, { EventBusName, StatementId, RemoveAllPermissions }, call) {
    const name = busName(EventBusName);
    allow(parts, call, 'RemovePermission', parts.state.busArn(name));
    const policy = policyOf(parts, name);
    if (RemoveAllPermissions) {
      savePolicy(parts, name, { ...policy, Statement: [] });
      return {};
    }
    if (policy.Statement.length === 0) {
      throw new ServiceError('ResourceNotFoundException', 'EventBus does not have a policy.');
    }
    const left = policy.Statement.filter(({ Sid }) => Sid !== StatementId);
    if (left.length === policy.Statement.length) {
      throw new ServiceError('ResourceNotFoundException', 'Statement with the provided id does not exist.');
    }
    savePolicy(parts, name, { ...policy, Statement: left });
    return {};
  },
});
