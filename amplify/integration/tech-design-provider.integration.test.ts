import { beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { techDesign } from '#lib/agents/tech-design/agent';
import { createTaskRunner } from '#lib/providers/registry';
import { requestFor, servicesWith } from '#lib/providers/testing';
import { administrator } from './people.ts';
import { answeredByModel, scriptModel } from './providers.ts';

beforeAll(() => {
  process.env.AWS_ENDPOINT_URL = administrator.endpoint;
  process.env.AWS_REGION = administrator.region;
  process.env.AWS_ACCESS_KEY_ID = administrator.credentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = administrator.credentials.secretAccessKey;
});
beforeEach(() => scriptModel());

const answer = (text: string) => ({ text, messageId: 'm1' });
const discovery = {
  ...{ mode: 'greenfield', detail: 'overview', diagramFormat: 'mermaid', source: null, target: null },
  project: { name: 'Work orders' },
  answers: {
    'use-cases': answer('Technician views work orders'),
    entities: answer('work order by workOrderId'),
    load: answer('1000 requests per minute'),
  },
  ...{ documents: [], partial: null, now: '2026-11-22T08:00:00.000Z', open: [] },
};

const reviewed = z.looseObject({ summary: z.string(), claims: z.int(), sections: z.array(z.looseObject({})) });

/** The review of a small design, as a worker has it done by an agent that thinks with a model of Bedrock. */
async function review() {
  const task = techDesign.tasks.review;
  if (!task) throw new Error('The agent has no review.');
  const { request, lines } = requestFor({ agentId: 'tech-design', task, input: { discovery }, timeoutMs: 20_000 });
  const context = { ...request.context, callTool: () => Promise.resolve({ files: [] }) };
  const provider = { provider: 'model', config: { transport: 'bedrock', modelId: 'amazon.nova-lite-v1:0' } } as const;
  const runner = createTaskRunner(() => Promise.resolve(provider), servicesWith());
  const { output, artifacts, usage } = await runner(techDesign, { ...request, context });
  return { output: reviewed.parse(output), names: artifacts.map(({ name }) => name), usage, lines };
}

it('a model words the summary of a design, and nothing that was computed is its own', async () => {
  await scriptModel({ chunks: ['{"summary":"Work orders is ready ', 'for its review."}'] });
  const { output, names, usage } = await review();
  expect(output.summary).toBe('Work orders is ready for its review.');
  expect(output.claims).toBeGreaterThan(0);
  expect(output.sections.length).toBeGreaterThan(5);
  expect(names).toEqual(expect.arrayContaining(['design.md', 'completeness.json', 'traceability.json']));
  expect(usage).toMatchObject({ provider: 'model', calls: 1 });
});

it.each(['{"summary":"It costs 987654 USD a month."}', '{"claims":1}', '{"sections":[]}'])(
  'a model that states what is not in the facts is left aside, and its calls count: %s',
  async (bad) => {
    await scriptModel({ chunks: [bad] });
    const { output, usage, lines } = await review();
    expect(output.summary).toContain('Technical design: Work orders');
    expect(usage).toMatchObject({ provider: 'embedded', calls: 3 });
    expect(await answeredByModel()).toBe(3);
    expect(lines.at(-1)).toContain('Fallback');
  },
);
