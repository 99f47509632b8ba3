import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { definition, definitionObject, schedulerName } from '../schedule.ts';
import { DEFAULT_GROUP, type Entry } from '../state.ts';
import { allow, conflict, type Parts, page, pageOf } from './shapes.ts';

const written = z.looseObject({
  Name: schedulerName,
  GroupName: schedulerName.default(DEFAULT_GROUP),
  ClientToken: z.string().min(1).max(64).optional(),
  ...definition,
});

/** The members of a definition, without what else came. */
function definitionOf(input: z.infer<typeof written>): Entry['given'] {
  return definitionObject.parse({
    ...input,
    StartDate: input.StartDate === undefined ? undefined : input.StartDate / 1000,
    EndDate: input.EndDate === undefined ? undefined : input.EndDate / 1000,
  });
}

export const createSchedule = defineOperation({
  schema: written,
  execute(parts: Parts, input, call) {
    const { state, firing } = parts;
    const { Name, GroupName, ClientToken } = input;
    allow(parts, call, 'CreateSchedule', state.arn('schedule', `${GroupName}/${Name}`));
    const given = definitionOf(input);
    const known = state.find(GroupName, Name);
    if (known) {
      const isSame = ClientToken !== undefined && known.token === ClientToken;
      if (isSame && JSON.stringify(known.given) === JSON.stringify(given)) return { ScheduleArn: known.arn };
      throw conflict(`Schedule ${Name} already exists.`);
    }
    const entry = state.save({ group: GroupName, name: Name, given, ofApp: false, token: ClientToken });
    firing.refresh();
    return { ScheduleArn: entry.arn };
  },
});

export const updateSchedule = defineOperation({
  schema: written,
  execute(parts: Parts, input, call) {
    const { state, firing } = parts;
    const { Name, GroupName, ClientToken } = input;
    const known = state.entry(GroupName, Name);
    allow(parts, call, 'UpdateSchedule', known.arn);
    const given = definitionOf(input);
    state.save({ group: GroupName, name: Name, given, ofApp: known.ofApp, token: ClientToken });
    firing.refresh();
    return { ScheduleArn: known.arn };
  },
});

const seconds = (milliseconds: number | undefined) => milliseconds && milliseconds / 1000;

// The group comes as `groupName` in the query.
const named = z.looseObject({ Name: schedulerName, groupName: schedulerName.default(DEFAULT_GROUP) });

export const getSchedule = defineOperation({
  schema: named,
  execute(parts: Parts, { Name, groupName }, call) {
    const { group, name, arn, given, created, modified } = parts.state.entry(groupName, Name);
    allow(parts, call, 'GetSchedule', arn);
    return {
      ...given,
      ...{ Arn: arn, Name: name, GroupName: group },
      StartDate: seconds(given.StartDate),
      EndDate: seconds(given.EndDate),
      CreationDate: seconds(created),
      LastModificationDate: seconds(modified),
    };
  },
});

export const deleteSchedule = defineOperation({
  schema: named,
  execute(parts: Parts, { Name, groupName }, call) {
    const entry = parts.state.entry(groupName, Name);
    allow(parts, call, 'DeleteSchedule', entry.arn);
    parts.state.remove(entry);
    parts.firing.refresh();
    return {};
  },
});

export const listSchedules = defineOperation({
  schema: z.looseObject({
    ScheduleGroup: schedulerName.optional(),
    NamePrefix: z.string().default(''),
    State: z.enum(['ENABLED', 'DISABLED']).optional(),
    ...page,
  }),
  execute(parts: Parts, { ScheduleGroup, NamePrefix, State, ...paging }, call) {
    allow(parts, call, 'ListSchedules', '*');
    if (ScheduleGroup !== undefined) parts.state.group(ScheduleGroup);
    const found = parts.state
      .all()
      .filter(({ group }) => ScheduleGroup === undefined || group === ScheduleGroup)
      .filter(({ name }) => name.startsWith(NamePrefix))
      .filter(({ given }) => State === undefined || given.State === State);
    const { items, next } = pageOf(found, paging);
    return {
      Schedules: items.map(({ group, name, arn, given, created, modified }) => ({
        ...{ Arn: arn, Name: name, GroupName: group, State: given.State, Target: { Arn: given.Target.Arn } },
        CreationDate: seconds(created),
        LastModificationDate: seconds(modified),
      })),
      ...next,
    };
  },
});
