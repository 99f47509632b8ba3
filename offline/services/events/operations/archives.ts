import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { Archive } from '../archives.ts';
import { busName } from '../resources.ts';
import { allow, epochSeconds, type Parts, page, pageOf } from './shapes.ts';

const named = z.looseObject({ ArchiveName: z.string().regex(/^[.\-_A-Za-z0-9]{1,48}$/) });
const settings = {
  Description: z.string().max(512).optional(),
  EventPattern: z.string().max(4096).optional(),
  RetentionDays: z.number().int().min(0).optional(),
};

/** @throws ServiceError ResourceNotFoundException */
function archiveOf({ archives }: Parts, name: string): Archive {
  const archive = archives.find(name);
  if (!archive) throw new ServiceError('ResourceNotFoundException', `Archive ${name} does not exist.`);
  return archive;
}

const created = ({ archives }: Parts, { name, created: at }: Archive) => ({
  ArchiveArn: archives.arn(name),
  State: 'ENABLED',
  CreationTime: epochSeconds(at),
});

export const createArchive = defineOperation({
  schema: named.extend({ EventSourceArn: z.string(), ...settings }),
  execute(parts: Parts, { ArchiveName, EventSourceArn, Description, EventPattern, RetentionDays = 0 }, call) {
    const { state, archives } = parts;
    allow(parts, call, 'CreateArchive', archives.arn(ArchiveName));
    if (archives.find(ArchiveName)) {
      throw new ServiceError('ResourceAlreadyExistsException', `Archive ${ArchiveName} already exists.`);
    }
    const bus = busName(EventSourceArn);
    if (!/^arn:[^:]+:events:[^:]+:\d+:event-bus\/.+$/.test(EventSourceArn)) {
      throw new ServiceError(
        'ValidationException',
        'Parameter EventSourceArn is not valid. Reason: Must contain an event bus ARN.',
      );
    }
    state.bus(bus);
    const input = { name: ArchiveName, bus, pattern: EventPattern, retention: RetentionDays };
    return created(parts, archives.save({ ...input, description: Description, ofApp: false }));
  },
});

export const updateArchive = defineOperation({
  schema: named.extend(settings),
  execute(parts: Parts, { ArchiveName, Description, EventPattern, RetentionDays }, call) {
    allow(parts, call, 'UpdateArchive', parts.archives.arn(ArchiveName));
    const archive = archiveOf(parts, ArchiveName);
    const next = {
      ...archive,
      description: Description ?? archive.description,
      pattern: EventPattern ?? archive.pattern,
      retention: RetentionDays ?? archive.retention,
    };
    return created(parts, parts.archives.save(next));
  },
});

export const deleteArchive = defineOperation({
  schema: named,
  execute(parts: Parts, { ArchiveName }, call) {
    allow(parts, call, 'DeleteArchive', parts.archives.arn(ArchiveName));
    archiveOf(parts, ArchiveName);
    parts.archives.remove(ArchiveName);
    return {};
  },
});

function summary({ state, archives }: Parts, archive: Archive) {
  const { count, bytes } = archives.measure(archive);
  return {
    ArchiveName: archive.name,
    EventSourceArn: state.busArn(archive.bus),
    State: 'ENABLED',
    RetentionDays: archive.retention,
    SizeBytes: bytes,
    EventCount: count,
    CreationTime: epochSeconds(archive.created),
  };
}

export const describeArchive = defineOperation({
  schema: named,
  execute(parts: Parts, { ArchiveName }, call) {
    allow(parts, call, 'DescribeArchive', parts.archives.arn(ArchiveName));
    const archive = archiveOf(parts, ArchiveName);
    return {
      ArchiveArn: parts.archives.arn(archive.name),
      Description: archive.description,
      EventPattern: archive.pattern,
      ...summary(parts, archive),
    };
  },
});

export const listArchives = defineOperation({
  schema: page.extend({
    NamePrefix: z.string().optional(),
    EventSourceArn: z.string().optional(),
    State: z.string().optional(),
  }),
  execute(parts: Parts, { NamePrefix, EventSourceArn, State, ...paging }, call) {
    allow(parts, call, 'ListArchives', '*');
    if ([NamePrefix, EventSourceArn, State].filter((filter) => filter !== undefined).length > 1) {
      throw new ServiceError(
        'ValidationException',
        'At most one filter is allowed for ListArchives. Use either : State, EventSourceArn, or NamePrefix.',
      );
    }
    const found = parts.archives
      .all()
      .filter(({ name }) => name.startsWith(NamePrefix ?? ''))
      .filter(({ bus }) => EventSourceArn === undefined || parts.state.busArn(bus) === EventSourceArn)
      .filter(() => State === undefined || State === 'ENABLED');
    const { items, next } = pageOf(found, ({ name }) => name, paging);
    return { Archives: items.map((archive) => summary(parts, archive)), ...next };
  },
});
