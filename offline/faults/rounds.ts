import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Actor } from './actors/actor.ts';
import { items } from './actors/items.ts';
import { messages } from './actors/messages.ts';
import { objects } from './actors/objects.ts';
import { queue } from './actors/queue.ts';
import { settings } from './actors/settings.ts';
import { type Clients, clientsOf } from './clients.ts';
import { randomOf } from './random.ts';
import { Victim } from './victim.ts';

const SHORTEST_MS = 40;
const LONGEST_MS = 500;
const SETTLE_MS = 60_000;

export type FaultReport = {
  readonly seed: string;
  readonly rounds: number;
  /** Writes that were acknowledged. */
  readonly acknowledged: number;
  /** Writes in flight at a kill: not acknowledged, there or not. */
  readonly inFlight: number;
  /** Marks of what was handed on (streams, queues, rules, calls) that came through. */
  readonly handedOn: number;
  /** Sentences of what was lost, torn or doubled; empty as promised. */
  readonly problems: readonly string[];
};

/**
 * Writes to all services at once and kills the process with -9 at seeded moments, `rounds` times, on one folder. After
 * each restart every acknowledged write must be there and whole; in the end everything that was handed on must have
 * come through.
 */
export async function runFaults(options: {
  rounds: number;
  seed: string;
  say?: (text: string) => void;
}): Promise<FaultReport> {
  const folder = mkdtempSync(path.join(tmpdir(), 'faults-'));
  const port = await freePort();
  const clients = clientsOf(`http://127.0.0.1:${port}`);
  const random = randomOf(options.seed);
  const actors = [items, items, objects, objects, messages, messages, queue, settings].map((make, index) =>
    make(`${make.name}-${index}`),
  );
  const problems: string[] = [];
  const total = { acknowledged: 0, inFlight: 0 };
  try {
    for (let round = 1; round <= options.rounds; round += 1) {
      const victim = await Victim.start(folder, port);
      problems.push(...(await checkAll(actors, clients, round)));
      const counts = await workUntilKilled(victim, actors, clients, random);
      total.acknowledged += counts.acknowledged;
      total.inFlight += counts.inFlight;
      options.say?.(`round ${round}: ${counts.acknowledged} acknowledged, ${counts.inFlight} in flight`);
    }
    const last = await Victim.start(folder, port);
    problems.push(...(await checkAll(actors, clients, options.rounds + 1)));
    const expected = actors.flatMap((actor) => actor.expected?.() ?? []);
    problems.push(...(await missingMarks(clients, expected)));
    await last.kill();
    return { seed: options.seed, rounds: options.rounds, ...total, handedOn: expected.length, problems };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function checkAll(actors: readonly Actor[], clients: Clients, round: number): Promise<string[]> {
  const found = await Promise.all(actors.map((actor) => actor.check(clients)));
  return found.flat().map((problem) => `round ${round}: ${problem}`);
}

/** All actors write until the process is killed under them; answers how many writes were acknowledged and how many not. */
async function workUntilKilled(victim: Victim, actors: readonly Actor[], clients: Clients, random: () => number) {
  const killed = new AbortController();
  const counts = { acknowledged: 0, inFlight: 0 };
  // A call, since the signal changes while a step is awaited.
  const isKilled = () => killed.signal.aborted;
  const work = actors.map(async (actor) => {
    while (!isKilled()) {
      try {
        await actor.step({ clients, random, signal: killed.signal });
        counts.acknowledged += 1;
      } catch (error) {
        if (!isKilled() && !isBroken(error)) throw error;
        counts.inFlight += 1;
        return;
      }
    }
  });
  await sleep(SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS));
  killed.abort();
  await victim.kill();
  await Promise.all(work);
  return counts;
}

/** The connection broke: the only reason for which a write may go unanswered. */
function isBroken(error: unknown): boolean {
  const { code, name } = error as { code?: string; name?: string };
  return ['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(code ?? '') || name === 'TimeoutError';
}

/** Marks that have not come when nothing came any more for a while. */
async function missingMarks(clients: Clients, expected: readonly string[]): Promise<string[]> {
  const deadline = Date.now() + SETTLE_MS;
  for (;;) {
    const seen = await allSeen(clients);
    const missing = expected.filter((mark) => !seen.has(mark));
    if (missing.length === 0) return [];
    if (Date.now() > deadline) return missing.map((mark) => `${mark} was acknowledged and never came through`);
    await sleep(200);
  }
}

async function allSeen({ dynamodb }: Clients): Promise<Set<string>> {
  const seen = new Set<string>();
  let ExclusiveStartKey: Record<string, never> | undefined;
  do {
    const page = await dynamodb.send(new ScanCommand({ TableName: 'seen', ConsistentRead: true, ExclusiveStartKey }));
    for (const { id } of page.Items ?? []) seen.add(id?.S ?? '');
    ExclusiveStartKey = page.LastEvaluatedKey as Record<string, never> | undefined;
  } while (ExclusiveStartKey);
  return seen;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });
}
