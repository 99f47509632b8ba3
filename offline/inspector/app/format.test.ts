import { expect, test } from 'vitest';
import { bytes, count, duration, lastName, pretty, relativeTime, shortName, traceRoot } from './format.ts';

test('times are relative, in the largest unit that fits', () => {
  const now = Date.UTC(2026, 0, 2);
  expect([400, 5000, 90_000, 7_200_000, 200_000_000].map((ago) => relativeTime(now - ago, now))).toEqual([
    ...['now', '5 s ago', '1 min ago', '2 h ago', '2 d ago'],
  ]);
  expect(relativeTime(now + 3_600_000, now)).toBe('in 1 h');
});
test('durations, sizes and counts have their unit', () => {
  expect([0.42, 12.6, 1400, 125_000].map(duration)).toEqual(['0.4 ms', '13 ms', '1.40 s', '2 min 5 s']);
  expect([512, 1500, 20_000_000, 3e9].map(bytes)).toEqual(['512 B', '1.5 KB', '20 MB', '3.0 GB']);
  expect(count(1234567)).toBe('1,234,567');
});
test('physical names are shown as people call the resource', () => {
  expect(
    [
      'ChatSession-01w59ockhmfd2zjz1t9cstdq0a-NONE',
      'amplify-agenticaifactory-of-reporturllambdaDDECF2FE-o9v7obrsub6o',
      'http://localhost:4566/123456789012/amplify-app-off-agentMessageHandlerDeadLetters60FA09C0-3vdle7w8m4yd',
      'agents|amplify-app-agentMessageHandlerRule06A9F7366-r38kaz643wiq',
      'orders',
      'my-own-queue',
      'Notes-54008e59',
      'amplify-app-projectfilesbucketb3f19c6c-07bd91ja8mu6',
    ].map(shortName),
  ).toEqual([
    'ChatSession',
    'reporturl',
    'agentMessageHandlerDeadLetters',
    'agentMessageHandlerRule0',
    'orders',
    'my-own-queue',
    'Notes-54008e59',
    'projectfilesbucket',
  ]);
});
test('JSON is indented, other text is left as it is', () => {
  expect(pretty('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(pretty('<b>no</b>')).toBe('<b>no</b>');
  expect(lastName('arn:aws:sqs:us-east-1:1:orders')).toBe('orders');
});
test('an invocation’s trace is the root of its header', () => {
  expect(traceRoot('Root=1-6b018d72-548b06b3;Parent=71b5a31f;Sampled=0')).toBe('1-6b018d72-548b06b3');
  expect(traceRoot('1-6b018d72-548b06b3')).toBe('1-6b018d72-548b06b3');
});
