import { invalidArgument, invalidRequest, malformedXml, S3Error } from '../errors.ts';
import { DAY } from '../lifecycle.ts';
import type { LifecycleRule } from '../settings.ts';
import { checkTags, tagElements } from '../tags.ts';
import type { XmlNode } from '../xml.ts';
import { bucketSetting } from './bucket-settings.ts';

type Transition = LifecycleRule['transitions'][number];

const MOST_RULES = 1000;
const CLASSES = new Set('GLACIER STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING DEEP_ARCHIVE GLACIER_IR'.split(' '));

function dateOf(node: XmlNode): number | undefined {
  const text = node.text('Date');
  if (text === undefined) return undefined;
  const date = Date.parse(text);
  if (Number.isNaN(date)) throw malformedXml();
  if (date % DAY !== 0) throw invalidArgument("'Date' must be at midnight GMT");
  return date;
}

function daysOf(node: XmlNode, name: string, what: string, least = 1): number | undefined {
  const days = node.number(name);
  if (days !== undefined && days < least) {
    const kind = least === 0 ? 'nonnegative' : 'positive';
    throw invalidArgument(`'${name}' for ${what} action must be a ${kind} integer`);
  }
  return days;
}

function toExpiration(node: XmlNode | undefined): LifecycleRule['expiration'] {
  if (!node) return undefined;
  const [days, date, marker] = [
    daysOf(node, 'Days', 'Expiration'),
    dateOf(node),
    node.text('ExpiredObjectDeleteMarker'),
  ];
  if ([days, date, marker].filter((one) => one !== undefined).length !== 1) throw malformedXml();
  return { days, date, markers: marker === undefined ? undefined : marker.trim() === 'true' };
}

function toTransition(node: XmlNode, daysName: string): Transition {
  const storageClass = node.text('StorageClass') ?? '';
  const [days, date] = [daysOf(node, daysName, 'Transition', 0), dateOf(node)];
  if (!CLASSES.has(storageClass) || (days === undefined) === (date === undefined)) throw malformedXml();
  return { days, date, keep: node.number('NewerNoncurrentVersions'), storageClass };
}

function toRule(node: XmlNode, index: number): LifecycleRule {
  const status = node.text('Status');
  if (status !== 'Enabled' && status !== 'Disabled') throw malformedXml();
  const id = node.text('ID');
  if (id !== undefined && id.length > 255) throw invalidArgument('ID length should not exceed allowed limit of 255');
  const filter = node.node('Filter');
  if (!filter === !node.has('Prefix')) throw malformedXml();
  const scope = filter?.node('And') ?? filter;
  const tagNodes = scope?.nodes('Tag') ?? [];
  const noncurrent = node.node('NoncurrentVersionExpiration');
  const noncurrentDays = noncurrent && daysOf(noncurrent, 'NoncurrentDays', 'NoncurrentVersionExpiration');
  if (noncurrent && noncurrentDays === undefined) throw malformedXml();
  const abort = node.node('AbortIncompleteMultipartUpload');
  const rule: LifecycleRule = {
    id: id ?? `rule-${index + 1}`,
    enabled: status === 'Enabled',
    prefix: filter ? (scope?.text('Prefix') ?? '') : (node.text('Prefix') ?? ''),
    isLegacy: !filter,
    tags: checkTags(
      tagNodes.map((tag) => [tag.text('Key') ?? '', tag.text('Value') ?? ''] as const),
      10,
    ),
    largerThan: scope?.number('ObjectSizeGreaterThan'),
    smallerThan: scope?.number('ObjectSizeLessThan'),
    expiration: toExpiration(node.node('Expiration')),
    ...(noncurrentDays !== undefined && {
      noncurrent: { days: noncurrentDays, keep: noncurrent?.number('NewerNoncurrentVersions') ?? 0 },
    }),
    abortDays: abort && daysOf(abort, 'DaysAfterInitiation', 'AbortIncompleteMultipartUpload'),
    transitions: node.nodes('Transition').map((one) => toTransition(one, 'Days')),
    noncurrentTransitions: node.nodes('NoncurrentVersionTransition').map((one) => toTransition(one, 'NoncurrentDays')),
  };
  checkActions(rule);
  return rule;
}

function checkActions(rule: LifecycleRule): void {
  const { expiration, noncurrent, abortDays, transitions, noncurrentTransitions, tags } = rule;
  const actions = transitions.length + noncurrentTransitions.length;
  if (!expiration && !noncurrent && abortDays === undefined && actions === 0) {
    throw invalidRequest('At least one action needs to be specified in a rule');
  }
  const hasTags = Object.keys(tags).length > 0;
  if (hasTags && abortDays !== undefined) {
    throw invalidRequest('AbortIncompleteMultipartUpload cannot be specified with Tags.');
  }
  if (hasTags && expiration?.markers !== undefined) {
    throw invalidRequest('ExpiredObjectDeleteMarker cannot be specified with Tags.');
  }
  for (const { days } of transitions) {
    if (days === undefined || expiration?.days === undefined || days < expiration.days) continue;
    throw invalidArgument(
      "'Days' in the Expiration action for prefix must be greater than 'Days' in the Transition action",
    );
  }
}

const elements = ({ days, date, keep, storageClass }: Transition, daysName: string) => ({
  [daysName]: days,
  Date: date === undefined ? undefined : new Date(date).toISOString(),
  NewerNoncurrentVersions: keep,
  StorageClass: storageClass,
});

function filterElements({ prefix, tags, largerThan, smallerThan }: LifecycleRule) {
  const Tag = tagElements(tags);
  const parts = {
    ...((prefix !== '' || Tag.length === 0) && { Prefix: prefix }),
    ...(Tag.length > 0 && { Tag }),
    ...(largerThan !== undefined && { ObjectSizeGreaterThan: largerThan }),
    ...(smallerThan !== undefined && { ObjectSizeLessThan: smallerThan }),
  };
  const { Prefix, ...others } = parts;
  const count = Number(prefix !== '') + Tag.length + Object.keys(others).length - Number(Tag.length > 0);
  if (count > 1) return { And: parts };
  return prefix === '' && count === 1 ? others : { ...(Prefix !== undefined && { Prefix }), ...others };
}

export const lifecycle = bucketSetting({
  root: 'LifecycleConfiguration',
  action: 'GetLifecycleConfiguration',
  needsDigest: true,
  read({ settings }) {
    if (settings.lifecycle.length === 0) {
      throw new S3Error('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', { status: 404 });
    }
    return {
      Rule: settings.lifecycle.map((rule) => ({
        ID: rule.id,
        ...(rule.isLegacy ? { Prefix: rule.prefix } : { Filter: filterElements(rule) }),
        Status: rule.enabled ? 'Enabled' : 'Disabled',
        ...(rule.expiration && {
          Expiration: {
            Days: rule.expiration.days,
            Date: rule.expiration.date === undefined ? undefined : new Date(rule.expiration.date).toISOString(),
            ExpiredObjectDeleteMarker: rule.expiration.markers,
          },
        }),
        ...(rule.noncurrent && {
          NoncurrentVersionExpiration: {
            NoncurrentDays: rule.noncurrent.days,
            NewerNoncurrentVersions: rule.noncurrent.keep === 0 ? undefined : rule.noncurrent.keep,
          },
        }),
        ...(rule.abortDays !== undefined && {
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: rule.abortDays },
        }),
        Transition: rule.transitions.map((one) => elements(one, 'Days')),
        NoncurrentVersionTransition: rule.noncurrentTransitions.map((one) => elements(one, 'NoncurrentDays')),
      })),
    };
  },
  write(document) {
    const rules = document.nodes('Rule').map(toRule);
    if (rules.length === 0 || rules.length > MOST_RULES) throw malformedXml();
    if (new Set(rules.map(({ id }) => id)).size < rules.length) {
      throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule');
    }
    return { lifecycle: rules };
  },
  remove: { lifecycle: [] },
});
