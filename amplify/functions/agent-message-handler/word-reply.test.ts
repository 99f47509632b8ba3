import { describe, expect, it } from 'vitest';
import { noUsage } from '#lib/agents/agent';
import { assessment } from '#lib/agents/assessment/agent';
import type { GuardrailPolicy } from '#lib/domain/guardrails/policy';
import { noConsumption, type Prompt, ProviderFailure, type Reply, type Transport } from '#lib/providers/provider';
import { think } from '#lib/providers/think';
import { handleMessage } from './handle-message.ts';
import { createMemoryPorts } from './memory-ports.ts';
import type { HandlerPorts } from './ports.ts';
import { wordReply } from './word-reply.ts';

/** A conversation with the real agent, whose replies somebody else words. */
function conversation(ask: (prompt: Prompt) => Promise<Reply>, policy: Partial<GuardrailPolicy> = {}) {
  const world = createMemoryPorts(policy);
  const transport: Transport = { name: 'writer', ask: (prompt) => ask(prompt) };
  const ports: HandlerPorts = {
    ...world.ports,
    assessment,
    chooseProvider: () => Promise.resolve({ provider: 'model', config: {} }),
    runAgentTask: (agent, request) => think(agent, request, { id: 'model', transport }),
  };
  const say = async (text: string) => {
    await handleMessage(world.say(text), ports);
    return world.replies().at(-1);
  };
  return { world, ports, say };
}

const usage = { inputTokens: 100, outputTokens: 10, calls: 1, usd: 0.001 };
const answers = (...parts: string[]) => Promise.resolve({ text: JSON.stringify({ parts }), usage });
const partsOf = (prompt: Prompt) => (prompt.facts as { parts: string[] }).parts;

it('is told in the words of whoever words it, the question as it was computed', async () => {
  const plain = conversation(() => Promise.reject(new Error('nobody is asked')));
  const { world, say } = conversation((prompt) => answers(...partsOf(prompt).map(() => 'Welcome to the interview.')));
  const reply = await say('hello');
  const computed = await (async () => {
    const ports = { ...plain.world.ports, assessment };
    await handleMessage(plain.world.say('hello'), ports);
    return plain.world.replies().at(-1)?.message ?? '';
  })();
  const question = computed.split('\n\n').at(-1) ?? '';
  expect(reply?.message.startsWith('Welcome to the interview.')).toBe(true);
  expect(reply?.message.endsWith(question)).toBe(true);
  expect(reply?.metadata).toMatchObject({ usage: { provider: 'model', calls: 1, usd: 0.001 } });
  expect(world.deltas.map(({ delta }) => delta).join('')).toBe(reply?.message);
});

it('stays as it was computed where the words say more, and what that consumed is kept', async () => {
  const { world, say } = conversation((prompt) =>
    answers(...partsOf(prompt).map(() => 'You run 4711 servers at Contoso.')),
  );
  const reply = await say('hello');
  expect(reply?.message).not.toContain('4711');
  expect(reply?.messageType).toBe('AGENT');
  expect(reply?.metadata).toMatchObject({ usage: { provider: 'embedded', calls: 3 } });
  expect(world.deltas.map(({ delta }) => delta).join('')).toBe(reply?.message);
});

it.each([
  new ProviderFailure('The model is throttled.', { isRetryable: true, usage: noConsumption }),
  new Error('the table of breakers is throttled'),
])('stays as it was computed where nobody answers: %s', async (failure) => {
  const { say } = conversation(() => Promise.reject(failure));
  const reply = await say('hello');
  expect(reply?.messageType).toBe('AGENT');
  expect(reply?.message).toContain('?');
});

it('with nothing but a question is not worded', async () => {
  const { world } = conversation(() => Promise.reject(new Error('asked in vain')));
  const question = { id: 'q', text: 'How many?' };
  const output = { reply: '', understood: [], controls: [], completed: false } as never;
  const result = { output, artifacts: [], evidence: [], questions: [question], progress: {}, usage: noUsage };
  const said = { id: 'm1', organization: 'demo', projectId: 'p1', message: 'hello' };
  const worded = await wordReply(
    { agent: assessment, message: said, workId: 'reply' },
    { parts: ['How many?'], result },
    world.ports,
  );
  expect(worded).toEqual({ reply: 'How many?' });
});

it('of a project whose agent cannot be looked up is the agent’s own', async () => {
  const { world, ports } = conversation(() => Promise.reject(new Error('asked in vain')));
  const chooseProvider = () => Promise.reject(new Error('throttled'));
  await handleMessage(world.say('hello'), { ...ports, chooseProvider });
  expect(world.replies()).toMatchObject([{ messageType: 'AGENT' }]);
});

it('that has to be thought anew is another piece of work, and both are paid for', async () => {
  const asked: string[] = [];
  const { world, ports } = conversation((prompt) => {
    asked.push(prompt.workId);
    return answers(...partsOf(prompt).map(() => 'Thanks.'));
  });
  const { assessments } = ports;
  let isFirst = true;
  const save: typeof assessments.save = async (record) => {
    if (!isFirst) return assessments.save(record);
    isFirst = false;
    await assessments.save({ ...record, outbox: null });
    return false;
  };
  await handleMessage(world.say('we have 40 TB in Snowflake'), { ...ports, assessments: { ...assessments, save } });
  expect(new Set(asked).size).toBe(asked.length);
  expect(world.replies().at(-1)?.metadata).toMatchObject({ usage: { calls: asked.length } });
  expect(asked.length).toBeGreaterThan(1);
});

describe('what a person says about people', () => {
  const words = 'Ask ann@x.org, we have 40 TB in Snowflake.';
  const told = async (policy: Partial<GuardrailPolicy>) => {
    const prompts: Prompt[] = [];
    const { world, say } = conversation((prompt) => {
      prompts.push(prompt);
      return answers(...partsOf(prompt));
    }, policy);
    await say(words);
    return { sent: JSON.stringify(prompts), found: world.findings, reply: world.replies().at(-1) };
  };

  it('is masked before somebody else words the reply, and stands among the findings', async () => {
    const { sent, found } = await told({});
    expect(sent).toContain('Ask [email 1]');
    const finding = { kind: 'email', source: 'PROMPT', action: 'MASKED', projectId: 'p1', agentId: 'assessment' };
    expect(found).toMatchObject([finding]);
    expect(JSON.stringify(found)).not.toContain('ann@x.org');
  });

  it('is told where the organization allows it', async () => {
    const { sent, found } = await told({ maskInPrompts: [] });
    expect(sent).toContain('ann@x.org');
    expect(found).toEqual([]);
  });

  it('goes to nobody where the organization says so: the reply is as it was computed', async () => {
    const { sent, found, reply } = await told({ blockInPrompts: ['email'] });
    expect(sent).toBe('[]');
    expect(found).toMatchObject([{ kind: 'email', action: 'BLOCKED' }]);
    expect(reply?.messageType).toBe('AGENT');
  });
});
