import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { schedulerName } from '../schedule.ts';
import { DEFAULT_GROUP, type Group } from '../state.ts';
import { allow, conflict, type Parts, page, pageOf } from './shapes.ts';
import { tagList, writeTags } from './tags.ts';

const named = z.looseObject({ Name: schedulerName });

export const createScheduleGroup = defineOperation({
  schema: named.extend({ ClientToken: z.string().min(1).max(64).optional(), Tags: tagList.optional() }),
  execute(parts: Parts, { Name, ClientToken, Tags = [] }, call) {
    const { state } = parts;
    const arn = state.arn('schedule-group', Name);
    allow(parts, call, 'CreateScheduleGroup', arn);
    if (state.hasGroup(Name)) {
      if (ClientToken !== undefined && state.group(Name).token === ClientToken) return { ScheduleGroupArn: arn };
      throw conflict(`Schedule group ${Name} already exists.`);
    }
    state.saveGroup(Name, false, ClientToken);
    writeTags(state, arn, Tags);
    return { ScheduleGroupArn: arn };
  },
});

const description = ({ name, arn, created }: Group) => ({
  ...{ Name: name, Arn: arn, State: 'ACTIVE', CreationDate: created / 1000, LastModificationDate: created / 1000 },
});

export const getScheduleGroup = defineOperation({
  schema: named,
  execute(parts: Parts, { Name }, call) {
    const group = parts.state.group(Name);
    allow(parts, call, 'GetScheduleGroup', group.arn);
    return description(group);
  },
});

export const deleteScheduleGroup = defineOperation({
  schema: named,
  execute(parts: Parts, { Name }, call) {
    const { arn } = parts.state.group(Name);
    allow(parts, call, 'DeleteScheduleGroup', arn);
    if (Name === DEFAULT_GROUP) {
      throw new ServiceError('ValidationException', 'The default schedule group cannot be deleted.');
    }
    parts.state.removeGroup(Name);
    parts.firing.refresh();
    return {};
  },
});

export const listScheduleGroups = defineOperation({
  schema: z.looseObject({ NamePrefix: z.string().default(''), ...page }),
  execute(parts: Parts, { NamePrefix, ...paging }, call) {
    allow(parts, call, 'ListScheduleGroups', '*');
    const found = parts.state.groups().filter(({ name }) => name.startsWith(NamePrefix));
    const { items, next } = pageOf(found, paging);
    return { ScheduleGroups: items.map(description), ...next };
  },
});
