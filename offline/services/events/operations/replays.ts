import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { busName } from '../resources.ts';
import { allow, epochSeconds, type Parts, page, pageOf } from './shapes.ts';

const named = z.looseObject({ ReplayName: z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/) });

const invalid = (parameter: string, reason: string) =>
  new ServiceError('ValidationException', `Parameter ${parameter} is not valid. Reason: ${reason}`);

export const startReplay = defineOperation({
  schema: named.extend({
    Description: z.string().max(512).optional(),
    EventSourceArn: z.string(),
    EventStartTime: z.number(),
    EventEndTime: z.number(),
    Destination: z.object({ Arn: z.string(), FilterArns: z.array(z.string()).default([]) }),
  }),
  execute(parts: Parts, input, call) {
    const { state, archives, replays } = parts;
    const { ReplayName, EventSourceArn, EventStartTime, EventEndTime, Destination } = input;
    allow(parts, call, 'StartReplay', replays.arn(ReplayName));
    if (replays.find(ReplayName)) {
      throw new ServiceError('ResourceAlreadyExistsException', `Replay ${ReplayName} already exists.`);
    }
    if (!/:event-bus\/.+$/.test(Destination.Arn)) throw invalid('Destination.Arn', 'Must contain an event bus ARN.');
    const bus = busName(Destination.Arn);
    state.bus(bus);
    const archiveName = EventSourceArn.split(':archive/')[1] ?? '';
    const archive = archives.find(archiveName);
    if (!archive) throw invalid('EventSourceArn', `Archive ${archiveName} does not exist.`);
    if (archive.bus !== bus) throw invalid('Destination.Arn', 'Cross event bus replay is not permitted.');
    if (EventEndTime <= EventStartTime) throw invalid('EventEndTime', 'EventStartTime must be before EventEndTime.');
    for (const arn of Destination.FilterArns) {
      if (!state.rulesOf(bus).some((rule) => rule.arn === arn)) {
        throw invalid('Destination.FilterArns', `Rule ${arn} does not exist on the event bus.`);
      }
    }
    const now = state.context.clock.now();
    state.store.run(
      `INSERT INTO replay (name, archive, bus, filters, description, first, until, state, started)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'STARTING', ?)`,
      ...[ReplayName, archive.name, bus, JSON.stringify(Destination.FilterArns), input.Description ?? null],
      ...[Math.floor(EventStartTime * 1000), Math.floor(EventEndTime * 1000), now],
    );
    replays.wake();
    return { ReplayArn: replays.arn(ReplayName), State: 'STARTING', ReplayStartTime: epochSeconds(now) };
  },
});

type Row = Record<string, unknown>;

/** @throws ServiceError ResourceNotFoundException */
function replayOf({ replays }: Parts, name: string): Row {
  const replay = replays.find(name);
  if (!replay) throw new ServiceError('ResourceNotFoundException', `Replay ${name} does not exist.`);
  return replay;
}

const summary = ({ archives }: Parts, replay: Row) => ({
  ReplayName: replay.name,
  EventSourceArn: archives.arn(String(replay.archive)),
  State: replay.state,
  EventStartTime: epochSeconds(Number(replay.first)),
  EventEndTime: epochSeconds(Number(replay.until)),
  ReplayStartTime: epochSeconds(Number(replay.started)),
  ...(Number(replay.replayed_time) > 0 && { EventLastReplayedTime: epochSeconds(Number(replay.replayed_time)) }),
  ...(replay.ended !== null && { ReplayEndTime: epochSeconds(Number(replay.ended)) }),
});

export const describeReplay = defineOperation({
  schema: named,
  execute(parts: Parts, { ReplayName }, call) {
    allow(parts, call, 'DescribeReplay', parts.replays.arn(ReplayName));
    const replay = replayOf(parts, ReplayName);
    const FilterArns = JSON.parse(String(replay.filters)) as string[];
    return {
      ...summary(parts, replay),
      ReplayArn: parts.replays.arn(ReplayName),
      ...(replay.description !== null && { Description: replay.description }),
      Destination: { Arn: parts.state.busArn(String(replay.bus)), ...(FilterArns.length > 0 && { FilterArns }) },
    };
  },
});

export const listReplays = defineOperation({
  schema: page.extend({
    NamePrefix: z.string().optional(),
    EventSourceArn: z.string().optional(),
    State: z.string().optional(),
  }),
  execute(parts: Parts, { NamePrefix, EventSourceArn, State, ...paging }, call) {
    allow(parts, call, 'ListReplays', '*');
    if ([NamePrefix, EventSourceArn, State].filter((filter) => filter !== undefined).length > 1) {
      throw new ServiceError(
        'ValidationException',
        'At most one filter is allowed for ListReplays. Use either : State, EventSourceArn, or NamePrefix.',
      );
    }
    const found = parts.replays
      .all()
      .filter(({ name }) => String(name).startsWith(NamePrefix ?? ''))
      .filter(({ archive }) => EventSourceArn === undefined || parts.archives.arn(String(archive)) === EventSourceArn)
      .filter(({ state }) => State === undefined || state === State);
    const { items, next } = pageOf(found, ({ name }) => String(name), paging);
    return { Replays: items.map((replay) => summary(parts, replay)), ...next };
  },
});

export const cancelReplay = defineOperation({
  schema: named,
  execute(parts: Parts, { ReplayName }, call) {
    allow(parts, call, 'CancelReplay', parts.replays.arn(ReplayName));
    const { state } = replayOf(parts, ReplayName);
    if (state !== 'STARTING' && state !== 'RUNNING') {
      throw new ServiceError(
        'IllegalStatusException',
        `Replay ${ReplayName} is not in a valid state for this operation.`,
      );
    }
    parts.state.store.run("UPDATE replay SET state = 'CANCELLING' WHERE name = ?", ReplayName);
    parts.replays.wake();
    return { ReplayArn: parts.replays.arn(ReplayName), State: 'CANCELLING' };
  },
});
