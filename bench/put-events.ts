import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { cpuSeconds } from './backend.ts';
import { median } from './compare.ts';
import type { Measurement } from './measurement.ts';
import type { Peer } from './peers/processes.ts';
import { percentile, timed } from './statistics.ts';

/** What every stock client takes. */
type ClientConfiguration = {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: number;
};

const ROUNDS = 5;
const REQUESTS = 200;
const EVENTS = 10;

/**
 * PutEvents of ten events that a rule brings to a queue. No npm package answers PutRule and PutTargets, so it stands
 * alone. A round ends when the queue has every event: the CPU is that of taking them in and of delivering them.
 */
export async function putEvents(ours: Peer, configuration: ClientConfiguration): Promise<Measurement[]> {
  const [events, sqs] = [new EventBridgeClient(configuration), new SQSClient(configuration)];
  const name = `bench-${randomUUID()}`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const Arn = `arn:aws:sqs:us-east-1:123456789012:${name}`;
  await events.send(new PutRuleCommand({ Name: name, EventPattern: JSON.stringify({ source: [name] }) }));
  await events.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: 'queue', Arn }] }));
  const entry = { Source: name, DetailType: 'measured', Detail: JSON.stringify({ text: 'x'.repeat(500) }) };
  const command = new PutEventsCommand({ Entries: Array.from({ length: EVENTS }, () => entry) });
  const work = async () => {
    const { FailedEntryCount } = await events.send(command);
    if (FailedEntryCount !== 0) throw new Error(`${FailedEntryCount} events were refused`);
  };
  const delivered = async (count: number) => {
    const ask = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
    while (Number((await sqs.send(ask)).Attributes?.ApproximateNumberOfMessages) < count) await sleep(5);
  };

  await timed(REQUESTS, 20, work);
  await delivered(REQUESTS * EVENTS);
  const rounds: { perSecond: number; p50: number; p95: number; deliveredPerSecond: number; cpuMs: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [cpu, began] = [cpuSeconds(ours.pids[0] ?? 0), performance.now()];
    const { samples, totalMs } = await timed(REQUESTS, 20, work);
    await delivered((round + 2) * REQUESTS * EVENTS);
    rounds.push({
      perSecond: REQUESTS / (totalMs / 1000),
      p50: percentile(samples, 0.5),
      p95: percentile(samples, 0.95),
      deliveredPerSecond: (REQUESTS * EVENTS) / ((performance.now() - began) / 1000),
      cpuMs: ((cpuSeconds(ours.pids[0] ?? 0) - cpu) * 1000) / REQUESTS,
    });
  }
  const of = (what: string, unit: string, pick: (round: (typeof rounds)[number]) => number) => ({
    ...{ name: `EventBridge put ${EVENTS} events: ${what}`, unit, value: median(rounds.map(pick)) },
  });
  return [
    of('throughput', 'requests/s', ({ perSecond }) => perSecond),
    of('delivered to the queue', 'events/s', ({ deliveredPerSecond }) => deliveredPerSecond),
    of('p50', 'ms', ({ p50 }) => p50),
    of('p95', 'ms', ({ p95 }) => p95),
    of('CPU of the server, with delivery', 'ms/request', ({ cpuMs }) => cpuMs),
  ];
}
