import { describe, expect, test } from 'vitest';
import { DefinitionError } from '../kernel/errors.ts';
import type { Resource, ResourceSupport } from '../kernel/resource.ts';
import { TYPE_RULES } from './support-table.ts';
import { describeUnmatched, describeWarnings, findingOf, judge, refuse } from './unsupported.ts';

const resource = (type: string, logicalId: string, properties: Record<string, unknown> = {}): Resource => ({
  ...{ logicalId, type, properties },
  stackPath: 'root',
  ref: `${logicalId}-name`,
  attributes: { Arn: `arn:aws:any:::${logicalId}` },
  path: `root/${logicalId}`,
});
const queue: ResourceSupport = {
  identify: () => ({ ref: '' }),
  honoured: ['QueueName'],
  ignored: { KmsMasterKeyId: 'not encrypted' },
};
const supports = new Map([
  ['AWS::SQS::Queue', queue],
  ['AWS::Lambda::Function', { identify: () => ({ ref: '' }), honoured: ['Code', 'Runtime'] }],
]);
const places = (findings: readonly { logicalId: string; property?: string }[]) =>
  findings.map(({ logicalId, property }) => (property ? `${logicalId}.${property}` : logicalId));

describe('what the backend cannot honour', () => {
  test('is refused: every unknown type and every property in no list, all of them at once', () => {
    const { refusals } = judge(
      [
        resource('AWS::Quantum::Computer', 'Computer'),
        resource('Custom::Mine', 'Mine'),
        resource('AWS::SQS::Queue', 'Jobs', { QueueName: 'a', KmsMasterKeyId: 'b', Colour: 'red', Tags: [] }),
      ],
      supports,
    );
    expect(places(refusals)).toEqual(['Computer', 'Mine', 'Jobs.Colour']);
    expect(refusals[1]?.reason).toMatch(/custom resources/);
  });

  test('is only told where ignoring it is harmless, and not even that where it is done by other means', () => {
    const { refusals, warnings } = judge(
      [
        resource('AWS::CloudWatch::Alarm', 'Alarm'),
        resource('AWS::WAFv2::WebACL', 'Wall'),
        resource('AWS::CDK::Metadata', 'M'),
      ],
      supports,
    );
    expect(refusals).toEqual([]);
    expect(places(warnings)).toEqual(['Alarm', 'Wall']);
  });

  test('can be gone without, by logical id, property or type, or altogether', () => {
    const app = [
      resource('AWS::Quantum::Computer', 'Computer'),
      resource('AWS::SQS::Queue', 'Jobs', { Colour: 'red' }),
    ];
    const refused = (names: string[], all = false) => places(judge(app, supports, { all, names }).refusals);
    expect(refused(['Computer'])).toEqual(['Jobs.Colour']);
    expect(refused(['AWS::Quantum::Computer', 'Jobs.Colour'])).toEqual([]);
    expect(refused(['AWS::SQS::Queue.Colour', 'Jobs.Size'])).toEqual(['Computer']);
    expect(refused(['AWS::Quantum', 'AWS::SQ'])).toEqual(['Jobs.Colour']);
    expect(refused([], true)).toEqual([]);
    expect(places(judge(app, supports, { all: true, names: [] }).warnings)).toEqual(['Computer', 'Jobs.Colour']);
  });

  test('a topic that only alarms know is harmless, one that a function knows is not', () => {
    const topic = resource('AWS::SNS::Topic', 'Topic');
    const alarm = resource('AWS::CloudWatch::Alarm', 'Alarm', { AlarmActions: [topic.attributes.Arn, topic.ref] });
    const sender = resource('AWS::Lambda::Function', 'Sender', { Code: { Topic: topic.ref }, Runtime: 'nodejs24.x' });
    expect(places(judge([topic, alarm], supports).refusals)).toEqual([]);
    expect(places(judge([topic, alarm, sender], supports).refusals)).toEqual(['Topic']);
  });

  test('a state machine of the app is refused, the one that waits for tables is not', () => {
    const machine = (logicalId: string) => resource('AWS::StepFunctions::StateMachine', logicalId);
    expect(places(judge([machine('AmplifyTableWaiterStateMachine06')], supports).refusals)).toEqual([]);
    expect(places(judge([machine('Flow')], supports).refusals)).toEqual(['Flow']);
  });

  test('a function in another language is refused, unless CloudFormation alone would call it', () => {
    const python = resource('AWS::Lambda::Function', 'Python', { Runtime: 'python3.13' });
    const deployment = resource('Custom::S3AutoDeleteObjects', 'Files', { ServiceToken: python.attributes.Arn });
    expect(places(judge([python], supports).refusals)).toEqual(['Python.Runtime']);
    expect(judge([python, deployment], supports)).toMatchObject({ refusals: [], taken: [deployment] });
    const image = resource('AWS::Lambda::Function', 'Image', { Code: { ImageUri: 'x' }, Runtime: 'nodejs24.x' });
    expect(places(judge([image], supports).refusals)).toEqual(['Image.Code']);
    expect(judge([image], supports, { all: true, names: [] }).taken).toEqual([]);
  });
});

test('the refusal lists place, reason, remedy and the flag of each', () => {
  const { refusals } = judge(
    [resource('AWS::Kinesis::Stream', 'Clicks'), resource('AWS::SQS::Queue', 'Jobs', { Colour: 1 })],
    supports,
  );
  const { message, remedy } = refuse(refusals);
  expect(message).toContain('2 definitions of the app cannot be honoured offline');
  expect(message).toContain(
    'Clicks  (AWS::Kinesis::Stream, root/Clicks)\n    there is no Kinesis here. Send to a queue',
  );
  expect(message).toContain('--allow Jobs.Colour');
  expect(remedy).toContain('--allow-unsupported');
});

test('a definition that a service cannot read is listed as a refusal too', () => {
  const fault = new DefinitionError({
    logicalId: 'Jobs',
    property: 'Size',
    reason: 'no number',
    remedy: 'Correct it.',
  });
  expect(findingOf(fault, [resource('AWS::SQS::Queue', 'Jobs')])).toEqual({
    ...{ logicalId: 'Jobs', property: 'Size', reason: 'no number', remedy: 'Correct it.' },
    ...{ type: 'AWS::SQS::Queue', path: 'root/Jobs' },
  });
});

test('equal warnings of one type are one sentence', () => {
  const alarms = ['A', 'B', 'C', 'D'].map((name) => resource('AWS::CloudWatch::Alarm', name));
  expect(describeWarnings(judge(alarms, supports).warnings)).toEqual([
    'A, B and 2 more (AWS::CloudWatch::Alarm): nobody is on call for one machine.',
  ]);
});

test('no rule of the table comes after one that always fits', () => {
  for (const rules of Object.values(TYPE_RULES)) {
    expect(rules.slice(0, -1).every(({ when, whenText }) => when && whenText)).toBe(true);
  }
});

test('a name that matches nothing is told with those that would', () => {
  const app = [resource('AWS::Quantum::Computer', 'Computer'), resource('AWS::SQS::Queue', 'Jobs', { Colour: 'red' })];
  const allowed = { all: false, names: ['AWS::Quantum', 'Jbos.Colour'] };
  const { refusals, warnings } = judge(app, supports, allowed);
  const notes = describeUnmatched(allowed, [...refusals, ...warnings]);
  expect(notes).toEqual([
    '--allow Jbos.Colour matches nothing of the app that is not emulated; what is: Computer, Jobs.Colour.',
  ]);
  expect(refuse(refusals, notes).message).toContain(notes[0]);
  expect(describeUnmatched({ all: false, names: ['Old'] }, [])).toEqual([
    '--allow Old matches nothing of the app that is not emulated; all of it is.',
  ]);
});
